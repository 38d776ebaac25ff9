"""A week by its key, its days and its words."""

from __future__ import annotations

from datetime import date

import pytest

from booking.domain.weeks import first_shown, monday_of, shown_days, span_words, week_key
from booking.domain.workdays import Override, WorkCalendar

MONDAY = date(2026, 11, 23)


def test_a_week_is_found_again_by_its_key() -> None:
    assert week_key(date(2026, 11, 27)) == "2026-W48"
    assert monday_of("2026-W48") == MONDAY


def test_the_last_days_of_december_may_belong_to_week_one() -> None:
    assert week_key(date(2025, 12, 29)) == "2026-W01"


@pytest.mark.parametrize("key", ["", "2026-48", "2026-W00", "2026-W54", "2025-W53", "٢٠٢٦-W48"])
def test_what_is_no_week_is_not_guessed(key: str) -> None:
    assert monday_of(key) is None


def test_the_board_shows_monday_to_friday() -> None:
    days = shown_days(MONDAY, WorkCalendar())

    assert [day.isoformat() for day in days][:: len(days) - 1] == ["2026-11-23", "2026-11-27"]


def test_a_saturday_that_was_made_a_working_day_is_shown() -> None:
    saturday = date(2026, 11, 28)

    days = shown_days(MONDAY, WorkCalendar({saturday: Override(True, "Pengganti cuti bersama")}))

    assert days[-1] == saturday


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 11, 23), date(2026, 11, 27), "23–27 November 2026"),
        (date(2026, 11, 30), date(2026, 12, 4), "30 November–4 Desember 2026"),
        (date(2026, 12, 28), date(2027, 1, 1), "28 Desember 2026–1 Januari 2027"),
        (date(2026, 12, 28), date(2026, 12, 28), "28 Desember 2026"),
    ],
)
def test_a_week_is_named_by_its_first_and_last_day(first: date, last: date, words: str) -> None:
    assert span_words([first, last]) == words


def test_on_a_free_weekend_the_coming_week_matters() -> None:
    assert first_shown(date(2026, 11, 27), WorkCalendar()) == MONDAY
    assert first_shown(date(2026, 11, 28), WorkCalendar()) == date(2026, 11, 30)
