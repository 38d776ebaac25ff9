"""A circular as it is typed: read as people write hours, refused field by field, compared."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.domain.circular_entry import (
    FLAGS,
    NUMBERS,
    Entry,
    checked_circular,
    differences,
    hours_words,
    plan_words,
)
from booking.domain.policy import SE_2, Policy, SessionHours, SessionPlan
from booking.errors import InputRefused

TODAY = date(2026, 11, 23)
WEEK = ("0", "1", "2", "3", "4")
USUAL = Entry("09.00–10.00, 10.00–11.00, 13.00–14.00, 14.00–15.00", WEEK)
SAME = {key: str(getattr(SE_2, key)) for key in NUMBERS}
YES = [key for key in FLAGS if getattr(SE_2, key)]


def read(**typed: object) -> Policy:
    sent = {
        "name": "SE-9",
        "legal_basis": "SE-9/PK.1/2027",
        "valid_from": "2027-01-01",
        "numbers": SAME,
        "flags": YES,
        "plans": [USUAL],
        **typed,
    }
    return checked_circular(**sent, before=SE_2, today=TODAY)  # type: ignore[arg-type]


def fields(**typed: object) -> list[str]:
    with pytest.raises(InputRefused) as error:
        read(**typed)
    return [problem.field for problem in error.value.problems]


def test_what_is_left_as_it_was_differs_in_nothing() -> None:
    assert differences(SE_2, read()) == ()


def test_a_number_and_a_reading_that_change_are_told() -> None:
    new = read(numbers={**SAME, "visits_per_month": "3"}, flags=[])

    told = [(each.words, each.before, each.after) for each in differences(SE_2, new)]

    assert ("Kunjungan setiap daerah dalam sebulan", "2", "3") in told
    assert ("Tidak hadir mengembalikan kuota", "ya", "tidak") in told


def test_hours_of_ramadan_are_a_plan_with_dates() -> None:
    ramadan = Entry("08.00-09.00; 9:00–10:00", WEEK, "2027-02-08", "2027-03-09")

    new = read(plans=[ramadan, USUAL])

    assert new.sessions_on(date(2027, 2, 10)) == (
        SessionHours("08:00", "09:00"),
        SessionHours("09:00", "10:00"),
    )
    assert len(new.sessions_on(date(2027, 3, 10))) == 4
    assert plan_words(new.plans[0]).endswith(
        "8 Februari 2027 sampai 9 Maret 2027: 08.00–09.00, 09.00–10.00"
    )


@pytest.mark.parametrize(
    "hours",
    ["", "pagi", "10.00–09.00", "09.00–10.30, 10.00–11.00", "25.00–26.00", "09.00–10.00, x"],
)
def test_hours_that_cannot_be_are_refused(hours: str) -> None:
    assert "jam-0" in fields(plans=[replace(USUAL, hours=hours)])


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"name": " "}, "nama"),
        ({"name": "x" * 61}, "nama"),
        ({"legal_basis": ""}, "dasar"),
        ({"valid_from": "besok"}, "berlaku"),
        ({"valid_from": "2026-11-23"}, "berlaku"),
        ({"valid_from": "2099-01-01"}, "berlaku"),
        ({"numbers": {**SAME, "guest_cap": "0"}}, "guest_cap"),
        ({"numbers": {**SAME, "guest_cap": "٣"}}, "guest_cap"),
        ({"numbers": {**SAME, "guest_cap": "9"}}, "guest_cap_with_head"),
        ({"plans": [replace(USUAL, weekdays=())]}, "jam-0"),
        ({"plans": [replace(USUAL, weekdays=("", "12", "7"))]}, "jam-0"),
        ({"plans": [replace(USUAL, valid_from="2027-05-01", valid_to="2027-04-01")]}, "jam-0"),
        ({"plans": [replace(USUAL, valid_from="20270501")]}, "jam-0"),
    ],
)
def test_each_field_that_cannot_be_taken_is_named(typed: dict[str, object], field: str) -> None:
    assert fields(**typed) == [field]


@given(st.sets(st.integers(0, 23), min_size=1, max_size=8))
def test_hours_are_read_as_they_are_written(starts: set[int]) -> None:
    hours = tuple(SessionHours(f"{start:02}:00", f"{start:02}:45") for start in sorted(starts))

    new = read(plans=[Entry(hours_words(hours), WEEK)])

    assert new.plans == (SessionPlan(hours),)
