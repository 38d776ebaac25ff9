"""Sentences that remember how they were made, told in another language."""

from __future__ import annotations

import json
import pickle
from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest

from booking.domain.findings import Finding, Verdict
from booking.domain.local_time import (
    clock_of,
    local_session_words,
    long_date,
    moment_words,
    short_date,
    slot_words,
)
from booking.domain.sessions import Slot
from booking.domain.workdays import WorkCalendar, holidays_of
from booking.sentences import counted, either, joined, listed, quoted, say, told

DAY = date(2026, 12, 3)
BOOK = {
    "Sesi {day} ditutup: {reason}": "The session on {day} is closed: {reason}",
    "pukul {start}–{end} WIB": "{start}–{end} WIB",
    "{day}, pukul {clock} WIB": "{day}, {clock} WIB",
    "{others} dan {last}": "{others} and {last}",
    "{others} atau {last}": "{others} or {last}",
    "Akhir pekan": "Weekend",
}


class Tongue:
    """English with a small book of sentences; what is not in it stays."""

    language = "en"

    def translate(self, template: str, count: int | None = None) -> str:
        if count is not None:
            return "{n} session" if count == 1 else "{n} sessions"
        return BOOK.get(template, template)

    def join(self, between: str, parts: Sequence[str]) -> str:
        return between.join(parts)

    def quote(self, words: str) -> str:
        return f"<{words}>"


def english(words: str) -> str:
    return str(told(words, Tongue()))


def test_a_sentence_is_indonesian_text_and_can_be_told_in_english() -> None:
    closed = say("Sesi {day} ditutup: {reason}", day=long_date(DAY), reason=quoted("Rapat"))

    assert closed == "Sesi Kamis, 3 Desember 2026 ditutup: Rapat"
    assert english(closed) == "The session on Thursday, 3 December 2026 is closed: <Rapat>"


def test_programs_get_plain_indonesian() -> None:
    finding = Finding("E.3.c.8", "x", say("sesi"), Verdict.BROKEN, say("{n} hari", n=3))

    assert json.loads(json.dumps(finding.as_json()))["sentence"] == "3 hari (SE-2 E.3.c.8)."


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (slot_words(DAY, "09:00", "10:00"), "Thursday, 3 December 2026, 09:00–10:00 WIB"),
        (
            moment_words(datetime(2026, 11, 20, 1, 47, tzinfo=UTC)),
            "Friday, 20 November 2026, 08:47 WIB",
        ),
        (short_date(DAY), "Thu, 3 Dec"),
        (clock_of(datetime(2026, 11, 20, 1, 47, tzinfo=UTC)), "08:47 WIB"),
        (local_session_words(DAY, "09:00", "10:00", "Asia/Makassar"), "10:00–11:00 WITA"),
        (counted("{n} sesi", n=1), "1 session"),
        (counted("{n} sesi", n=2), "2 sessions"),
        (joined([long_date(DAY), "WIB"], ": "), "Thursday, 3 December 2026: WIB"),
        (joined([]), ""),
        (listed(["1", "2", "3"]), "1, 2 and 3"),
        (either(["Kab. A", "Kab. B"]), "Kab. A or Kab. B"),
        (listed(["1"]), "1"),
        ("Rina Lestari", "Rina Lestari"),
    ],
)
def test_words_in_english(words: str, expected: str) -> None:
    assert english(words) == expected


def test_holidays_have_their_english_names() -> None:
    days = WorkCalendar()

    assert english(days.reason_off(date(2026, 12, 25))) == "Christmas Day"
    assert english(days.reason_off(date(2026, 11, 28))) == "Weekend"
    assert holidays_of(2026)[date(2026, 12, 25)].name == "Hari Raya Natal"


def test_a_finding_keeps_its_parts_when_it_becomes_a_problem() -> None:
    day = Slot(DAY, "09:00").on
    finding = Finding("E.3.c.8", "x", "sesi", Verdict.BROKEN, long_date(day), say("Akhir pekan"))

    problem = finding.as_problem("preferred")

    assert problem.detail == "Kamis, 3 Desember 2026 (SE-2 E.3.c.8). Akhir pekan"
    assert english(problem.detail) == "Thursday, 3 December 2026 (SE-2 E.3.c.8). Weekend"


def test_handed_to_another_process_a_sentence_is_plain_text() -> None:
    sentence = say("Sesi {on} penuh.", on="Kamis")

    handed = pickle.loads(pickle.dumps(sentence))  # noqa: S301  our own bytes

    assert handed == "Sesi Kamis penuh."
    assert type(handed) is str
