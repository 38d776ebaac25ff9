"""How quickly units answer, scored as in the published reports.

An answer on the day of sending or on the next working day is worth 120, on the second or third
working day 100, later 80.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

from booking.domain.workdays import WorkCalendar

QUICK, TIMELY, LATE = 120, 100, 80
QUICK_DAYS, TIMELY_DAYS = 1, 3
TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Asked:
    """One question to a unit: when it was sent and, once it was, answered."""

    unit: str
    sent_on: date
    answered_on: date | None = None


@dataclass(frozen=True)
class UnitResponse:
    """A unit's line in the table of a month; median and score are None without an answer."""

    unit: str
    sent: int
    answered: int
    median_days: Decimal | None
    score: Decimal | None

    @property
    def unanswered(self) -> int:
        """How many questions have no answer."""
        return self.sent - self.answered


def working_days_taken(sent_on: date, answered_on: date, calendar: WorkCalendar) -> int:
    """The working days after the day of sending, up to the day of the answer.

    A question of Friday that is answered on Saturday took none: no working day had gone by.
    """
    days = (answered_on - sent_on).days
    return sum(calendar.is_working_day(sent_on + timedelta(n)) for n in range(1, days + 1))


def points(days: int) -> int:
    """What an answer after so many working days is worth."""
    if days <= QUICK_DAYS:
        return QUICK
    return TIMELY if days <= TIMELY_DAYS else LATE


def unit_responses(
    asked: Iterable[Asked], units: Sequence[str], calendar: WorkCalendar
) -> tuple[UnitResponse, ...]:
    """The table of a month, a line a unit in the order of `units`, with those never asked."""
    rows = list(asked)
    return tuple(_line(unit, [row for row in rows if row.unit == unit], calendar) for unit in units)


def _line(unit: str, rows: Sequence[Asked], calendar: WorkCalendar) -> UnitResponse:
    taken = [
        working_days_taken(row.sent_on, row.answered_on, calendar)
        for row in rows
        if row.answered_on is not None
    ]
    if not taken:
        return UnitResponse(unit, len(rows), 0, None, None)
    mean = Decimal(sum(points(days) for days in taken)) / len(taken)
    return UnitResponse(
        unit=unit,
        sent=len(rows),
        answered=len(taken),
        median_days=Decimal(str(median(taken))).quantize(TENTH, ROUND_HALF_UP),
        score=mean.quantize(TENTH, ROUND_HALF_UP),
    )
