"""Working days: Monday to Friday without national holidays and cuti bersama, staff's word first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.domain.policy import SE_2
from booking.domain.rules import lead_time
from booking.domain.sessions import ClosedBecause, SlotState, day_board
from booking.domain.words import VISIT
from booking.domain.workdays import Override, WorkCalendar, holidays_of

PLAIN = WorkCalendar()
PINNED = {  # STACK.md, Holidays: day/month of the national holidays and of cuti bersama
    2023: (
        "1/1 22/1 18/2 22/3 7/4 22/4 23/4 1/5 18/5 1/6 4/6 29/6 19/7 17/8 28/9 25/12",
        "23/1 23/3 19/4 20/4 21/4 24/4 25/4 2/6 28/6 30/6 26/12",
    ),
    2024: (
        (
            "1/1 8/2 10/2 14/2 11/3 29/3 31/3 10/4 11/4 1/5 9/5 23/5 1/6 17/6 7/7 17/8 16/9 27/11 "
            "25/12"
        ),
        "9/2 12/3 8/4 9/4 12/4 15/4 10/5 24/5 18/6 26/12",
    ),
    2025: (
        "1/1 27/1 29/1 29/3 31/3 1/4 18/4 20/4 1/5 12/5 29/5 1/6 6/6 27/6 17/8 5/9 25/12",
        "28/1 28/3 2/4 3/4 4/4 7/4 13/5 30/5 9/6 18/8 26/12",
    ),
    2026: (
        "1/1 16/1 17/2 19/3 21/3 22/3 3/4 5/4 1/5 14/5 27/5 31/5 1/6 16/6 17/8 25/8 25/12",
        "16/2 18/3 20/3 23/3 24/3 15/5 28/5 24/12",
    ),
    2027: (
        "1/1 5/1 6/2 8/3 10/3 11/3 26/3 28/3 1/5 6/5 17/5 20/5 1/6 6/6 15/8 17/8 25/12 26/12",
        "5/2 9/3 12/3 15/3 25/3 18/5 19/5 24/12",
    ),
}

days = st.dates(min_value=date(2024, 1, 2), max_value=date(2027, 10, 1))
overrides = st.dictionaries(
    st.dates(min_value=date(2026, 1, 1), max_value=date(2026, 12, 31)),
    st.booleans().map(lambda works: Override(works, "Ketetapan")),
    max_size=12,
)


def dates(year: int, written: str) -> set[date]:
    pairs = (part.split("/") for part in written.split())
    return {date(year, int(month), int(day)) for day, month in pairs}


@pytest.mark.parametrize("year", PINNED)
def test_the_holidays_are_those_of_the_joint_decree(year: int) -> None:
    public, leave = (dates(year, written) for written in PINNED[year])

    found = holidays_of(year)

    assert {day for day, holiday in found.items() if not holiday.joint_leave} == public
    assert {day for day, holiday in found.items() if holiday.joint_leave} == leave


def test_what_waits_for_the_sidang_isbat_is_marked_as_estimated() -> None:
    estimated = {day for day, holiday in holidays_of(2027).items() if holiday.estimated}

    assert estimated >= dates(2027, "10/3 11/3 17/5")
    assert not [day for day, holiday in holidays_of(2026).items() if holiday.estimated]


@pytest.mark.parametrize(
    ("received", "earliest"),
    [
        ("2026-11-23", "2026-11-26"),  # Monday, the example of RULES
        ("2026-11-26", "2026-12-01"),  # Thursday, across the weekend
        ("2026-11-27", "2026-12-02"),  # Friday, Saturday and Sunday all lead to Wednesday
        ("2026-11-28", "2026-12-02"),
        ("2026-11-29", "2026-12-02"),
        ("2026-12-22", "2026-12-29"),  # cuti bersama on the 24th and Natal on the 25th
        ("2026-12-30", "2027-01-06"),  # New Year on Friday, and 5 January is a holiday of 2027
    ],
)
def test_the_third_working_day_after_receipt(received: str, earliest: str) -> None:
    assert PLAIN.working_day_after(date.fromisoformat(received), 3) == date.fromisoformat(earliest)


@given(day=days, count=st.integers(1, 25), corrected=overrides)
def test_the_nth_working_day_is_one_and_n_of_them_lie_between(
    day: date, count: int, corrected: Mapping[date, Override]
) -> None:
    calendar = WorkCalendar(corrected)

    result = calendar.working_day_after(day, count)

    between = [day + timedelta(n) for n in range(1, (result - day).days + 1)]
    assert calendar.is_working_day(result)
    assert sum(map(calendar.is_working_day, between)) == count


@given(day=days, count=st.integers(1, 25))
def test_counting_forth_and_back_meets_again(day: date, count: int) -> None:
    if PLAIN.is_working_day(day):
        assert PLAIN.working_day_before(PLAIN.working_day_after(day, count), count) == day


@given(day=days, count=st.integers(0, 25))
def test_the_next_working_days_are_as_many_as_asked_for(day: date, count: int) -> None:
    listed = PLAIN.working_days_from(day, count)

    assert len(listed) == count
    assert listed == sorted(set(listed))
    assert all(map(PLAIN.is_working_day, listed))
    assert not listed or listed[0] == (
        day if PLAIN.is_working_day(day) else PLAIN.working_day_after(day, 1)
    )


@given(day=days)
def test_a_later_receipt_is_never_served_earlier(day: date) -> None:
    following = day + timedelta(1)

    assert PLAIN.working_day_after(day, 3) <= PLAIN.working_day_after(following, 3)


@given(day=days, count=st.integers(1, 10))
def test_the_letter_clock_counts_each_day_or_says_why_not(day: date, count: int) -> None:
    steps = PLAIN.count_from(day, count)

    assert [step.on for step in steps] == [day + timedelta(n + 1) for n in range(len(steps))]
    assert [step.number for step in steps if step.number] == list(range(1, count + 1))
    assert all(bool(step.reason) == (step.number is None) for step in steps)


def test_no_day_after_is_the_day_itself() -> None:
    assert PLAIN.working_day_after(date(2026, 11, 28), 0) == date(2026, 11, 28)


def test_a_day_off_says_why() -> None:
    assert PLAIN.reason_off(date(2026, 11, 28)) == "Akhir pekan"
    assert PLAIN.reason_off(date(2026, 12, 25)) == "Hari Raya Natal"
    assert "Cuti Bersama" in PLAIN.reason_off(date(2026, 12, 24))
    assert PLAIN.reason_off(date(2026, 11, 26)) == ""


def test_a_holiday_that_staff_entered_is_no_working_day() -> None:
    calendar = WorkCalendar({date(2026, 11, 26): Override(False, "Pemilihan umum")})

    assert calendar.reason_off(date(2026, 11, 26)) == "Pemilihan umum"
    assert calendar.working_day_after(date(2026, 11, 23), 3) == date(2026, 11, 27)
    found = calendar.holiday(date(2026, 11, 26))
    assert found is not None
    assert found.corrected


def test_a_holiday_that_staff_took_back_is_a_working_day() -> None:
    calendar = WorkCalendar({date(2026, 12, 24): Override(True, "Cuti bersama dicabut")})

    assert calendar.is_working_day(date(2026, 12, 24))
    assert calendar.holiday(date(2026, 12, 24)) is None
    assert calendar.working_day_after(date(2026, 12, 22), 3) == date(2026, 12, 28)


def test_a_saturday_that_staff_made_a_working_day_counts() -> None:
    calendar = WorkCalendar({date(2026, 11, 28): Override(True, "Hari kerja pengganti")})

    assert calendar.working_day_after(date(2026, 11, 27), 1) == date(2026, 11, 28)


def test_a_closure_closes_sessions_but_stays_a_working_day_in_the_count() -> None:
    closed = ClosedBecause(date(2026, 11, 25), "", "Rapat kerja DJPK")

    board = day_board(
        closed.on,
        mode=VISIT,
        policy=SE_2,
        calendar=PLAIN,
        closures=[closed],
        taken={},
        earliest=closed.on,
    )
    finding = lead_time(VISIT, date(2026, 11, 23), date(2026, 11, 26), SE_2, PLAIN)

    assert board.working_day
    assert {session.state for session in board.sessions} == {SlotState.CLOSED}
    assert not finding.is_broken


def test_a_month_knows_its_working_days() -> None:
    assert PLAIN.working_days_in("2026-12") == 21
    assert PLAIN.working_days_of("2026-12")[-1] == date(2026, 12, 31)


def test_a_year_without_cuti_bersama_is_named() -> None:
    assert PLAIN.years_without_joint_leave([2026, 2027, 2028]) == (2028,)


def test_a_joint_leave_day_that_staff_entered_completes_its_year() -> None:
    entered = Override(working_day=False, name="Cuti Bersama Natal", joint_leave=True)
    only_library = WorkCalendar().years_without_joint_leave([2026, 2040])
    with_staff = WorkCalendar({date(2040, 12, 24): entered}).years_without_joint_leave([2040])

    assert only_library == (2040,)
    assert with_staff == ()
