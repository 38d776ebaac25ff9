"""How quickly units answer: 120 up to the next working day, 100 up to the third, later 80."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.domain.unit_response import (
    Asked,
    UnitResponse,
    points,
    unit_responses,
    working_days_taken,
)
from booking.domain.workdays import Override, WorkCalendar

CALENDAR = WorkCalendar()
MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 27)
BEFORE_CHRISTMAS = date(2026, 12, 23)  # Rabu; 24 is cuti bersama, 25 Natal, then a weekend


@pytest.mark.parametrize(
    ("sent", "answered", "days", "worth"),
    [
        (MONDAY, MONDAY, 0, 120),
        (MONDAY, date(2026, 11, 24), 1, 120),
        (MONDAY, date(2026, 11, 25), 2, 100),
        (MONDAY, date(2026, 11, 26), 3, 100),
        (MONDAY, date(2026, 11, 27), 4, 80),
        (FRIDAY, date(2026, 11, 28), 0, 120),  # Sabtu
        (FRIDAY, date(2026, 11, 30), 1, 120),  # Senin
        (FRIDAY, date(2026, 12, 2), 3, 100),
        (FRIDAY, date(2026, 12, 3), 4, 80),
        (date(2026, 11, 28), date(2026, 11, 30), 1, 120),  # sent on a Saturday
        (BEFORE_CHRISTMAS, date(2026, 12, 28), 1, 120),
        (BEFORE_CHRISTMAS, date(2026, 12, 30), 3, 100),
        (BEFORE_CHRISTMAS, date(2026, 12, 31), 4, 80),
    ],
)
def test_an_answer_is_worth_what_the_reports_give(
    sent: date, answered: date, days: int, worth: int
) -> None:
    taken = working_days_taken(sent, answered, CALENDAR)

    assert taken == days
    assert points(taken) == worth


def test_a_day_off_that_staff_entered_is_not_counted() -> None:
    closed = WorkCalendar({date(2026, 11, 24): Override(False, "Libur setempat")})

    assert working_days_taken(MONDAY, date(2026, 11, 25), closed) == 1


def test_a_unit_gets_count_median_and_mean_score_of_the_month() -> None:
    asked = [
        Asked("DTU", MONDAY, MONDAY),
        Asked("DTU", MONDAY, date(2026, 11, 25)),
        Asked("DTU", MONDAY, date(2026, 11, 27)),
        Asked("DTU", MONDAY),
        Asked("PDRD", MONDAY, date(2026, 11, 24)),
        Asked("PDRD", MONDAY, date(2026, 11, 25)),
    ]

    table = unit_responses(asked, ("DTU", "PDRD", "SIPT"), CALENDAR)

    assert table == (
        UnitResponse("DTU", 4, 3, Decimal("2.0"), Decimal("100.0")),
        UnitResponse("PDRD", 2, 2, Decimal("1.5"), Decimal("110.0")),
        UnitResponse("SIPT", 0, 0, None, None),
    )
    assert table[0].unanswered == 1


def test_a_score_is_rounded_half_up_to_one_decimal() -> None:
    asked = [Asked("DTU", MONDAY, MONDAY)] * 2 + [Asked("DTU", MONDAY, FRIDAY)]

    assert unit_responses(asked, ("DTU",), CALENDAR)[0].score == Decimal("106.7")


@given(
    sent=st.dates(date(2024, 1, 2), date(2026, 12, 1)), first=st.integers(0, 40), more=st.just(1)
)
def test_answering_a_day_later_is_never_worth_more(sent: date, first: int, more: int) -> None:
    early = working_days_taken(sent, sent + timedelta(first), CALENDAR)
    late = working_days_taken(sent, sent + timedelta(first + more), CALENDAR)

    assert early <= late <= early + more
    assert points(late) <= points(early)
