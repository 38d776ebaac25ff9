"""Dates and times as Indonesians write them, and the day as Jakarta counts it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.domain.local_time import (
    JAKARTA,
    clock_of,
    date_words,
    day_and_month,
    jakarta_date,
    local_session_words,
    long_date,
    moment_words,
    month_key,
    month_words,
    session_words,
    short_date,
    slot_instant,
    slot_words,
    weekday_words,
)

THURSDAY = date(2026, 12, 3)
MOMENT = datetime(2026, 11, 20, 1, 47, tzinfo=UTC)


def test_the_session_of_the_design_in_words() -> None:
    words = slot_words(THURSDAY, "09:00", "10:00")

    assert words == "Kamis, 3 Desember 2026, pukul 09.00–10.00 WIB"


def test_a_date_in_its_lengths() -> None:
    assert long_date(THURSDAY) == "Kamis, 3 Desember 2026"
    assert date_words(THURSDAY) == "3 Desember 2026"
    assert short_date(THURSDAY) == "Kam, 3 Des"
    assert day_and_month(THURSDAY) == "3 Desember"
    assert weekday_words(THURSDAY) == "Kamis"
    assert month_words(THURSDAY) == "Desember 2026"
    assert month_key(THURSDAY) == "2026-12"
    assert session_words("13:00", "14:00") == "pukul 13.00–14.00 WIB"


def test_friday_is_jumat_without_an_apostrophe() -> None:
    assert long_date(date(2026, 11, 27)) == "Jumat, 27 November 2026"


def test_a_moment_in_words() -> None:
    assert moment_words(MOMENT) == "Jumat, 20 November 2026, pukul 08.47 WIB"
    assert clock_of(MOMENT) == "08.47 WIB"


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 11, 23, 16, 59, 59, tzinfo=UTC), date(2026, 11, 23)),
        (datetime(2026, 11, 23, 17, 0, tzinfo=UTC), date(2026, 11, 24)),
    ],
)
def test_a_letter_counts_for_the_day_on_which_it_is_not_yet_midnight_in_jakarta(
    moment: datetime, day: date
) -> None:
    assert jakarta_date(moment) == day


def test_a_session_begins_at_its_jakarta_clock() -> None:
    assert slot_instant(THURSDAY, "09:00") == datetime(2026, 12, 3, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("Asia/Jakarta", ""),
        ("Asia/Makassar", "10.00–11.00 WITA"),
        ("Asia/Jayapura", "11.00–12.00 WIT"),
    ],
)
def test_the_east_reads_the_session_on_its_own_clock(zone: str, words: str) -> None:
    assert local_session_words(THURSDAY, "09:00", "10:00", zone) == words


@given(st.dates(date(2020, 1, 1), date(2100, 1, 1)), st.times())
def test_day_and_clock_of_a_session_come_back_from_its_instant(day: date, clock: object) -> None:
    written = f"{clock:%H:%M}"

    instant = slot_instant(day, written)

    assert jakarta_date(instant) == day
    assert f"{instant.astimezone(JAKARTA):%H:%M}" == written


def test_a_session_that_no_plan_has_is_named_by_its_start_alone() -> None:
    assert session_words("09:00", "09:00") == "pukul 09.00 WIB"
