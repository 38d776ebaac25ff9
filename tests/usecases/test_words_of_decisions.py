"""No decision without its words, and no session beyond the days that are planned."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask

from booking.domain.sessions import Slot
from booking.errors import InputRefused, RuleBroken
from booking.store import inquiries
from booking.usecases.answer_for_unit import Question, decline
from booking.usecases.cancel import cancel_by_djpk, cancel_by_requester
from booking.usecases.schedule import reschedule, schedule
from booking.usecases.verify_letter import reject, return_letter
from tests.usecases.builders import (
    NINE,
    NOW,
    OFFICER,
    TEN,
    UNIT,
    asked,
    given,
    mails_of,
    moves_of,
    scheduled,
    state,
    verified,
)

Decide = Callable[[str, str], object]
LAST, AFTER = date(2027, 1, 22), date(2027, 1, 25)  # the 40th working day, and the next


@pytest.fixture(autouse=True)
def _database(app: Flask) -> None:
    """Each test on its own database."""


def held() -> str:
    reference = verified()
    asked(reference)
    return reference


def declined(reference: str, words: str) -> str:
    question = Question(inquiries.newest_of(reference).id, unit="DTU")
    return decline(question, words, by=UNIT, now=NOW)


DECISIONS: dict[str, tuple[Callable[[], str], Decide]] = {
    "schedule": (
        verified,
        lambda ref, words: schedule(ref, NINE, consulted=words, by=OFFICER, now=NOW),
    ),
    "reschedule": (
        scheduled,
        lambda ref, words: reschedule(ref, TEN, reason=words, by=OFFICER, now=NOW),
    ),
    "cancel by DJPK": (
        scheduled,
        lambda ref, words: cancel_by_djpk(ref, reason=words, by=OFFICER, now=NOW),
    ),
    "cancel for the requester": (
        scheduled,
        lambda ref, words: cancel_by_requester(ref, reason=words, by=OFFICER, now=NOW),
    ),
    "decline": (held, declined),
    "return": (verified, lambda ref, words: return_letter(ref, reason=words, by=OFFICER, now=NOW)),
    "reject": (
        verified,
        lambda ref, words: reject(ref, codes=(), reason=words, by=OFFICER, now=NOW),
    ),
}


@pytest.mark.parametrize("words", ["", "  \n\t"])
@pytest.mark.parametrize("name", DECISIONS)
def test_a_decision_without_words_is_refused_and_changes_nothing(name: str, words: str) -> None:
    make, decide = DECISIONS[name]
    reference = make()
    before = (state(reference), len(moves_of(reference)), mails_of(reference))

    with pytest.raises(InputRefused) as refused:
        decide(reference, words)

    assert refused.value.problems[0].code == "reason_missing"
    assert refused.value.detail.endswith(".")
    assert (state(reference), len(moves_of(reference)), mails_of(reference)) == before


@pytest.mark.parametrize("decide", [reject, return_letter])
def test_a_reason_that_is_not_on_the_list_is_refused(decide: Callable[..., object]) -> None:
    reference = verified()

    with pytest.raises(InputRefused) as refused:
        decide(reference, codes=("letter_unsigned", "entah"), by=OFFICER, now=NOW)

    assert refused.value.problems[0].code == "reason_unknown"


def test_a_session_is_given_until_the_fortieth_working_day_and_no_further() -> None:
    reference = verified()

    with pytest.raises(RuleBroken) as refused:
        given(reference, Slot(AFTER, "09:00"))
    given(reference, Slot(LAST, "09:00"))

    assert [problem.code for problem in refused.value.problems] == ["date_out_of_range"]
    assert "belum dibuka" in refused.value.detail
    assert state(reference) == "scheduled"
