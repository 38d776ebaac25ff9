"""The month as a strip of weeks: how many visits each day had."""

from __future__ import annotations

from dataclasses import dataclass

from booking.domain.local_time import long_date
from booking.domain.report import DayCount, MonthlyReport

DAYS_A_WEEK = 5
FULLEST = 4


@dataclass(frozen=True)
class HeatDay:
    """A day of the strip; `level` from 0 to 4 is how full it was."""

    number: int
    words: str
    visits: int
    level: int
    is_off: bool


def heat(report: MonthlyReport) -> tuple[tuple[HeatDay | None, ...], ...]:
    """Weeks from Monday to Friday, with gaps where the month has not begun or is over.

    Nothing where no row is known; a day at the weekend shows only if something took place.
    """
    if not report.visits.rows:
        return ()
    weeks: list[list[HeatDay | None]] = []
    for day in report.days:
        weekday = day.on.weekday()
        if not weeks or weekday == 0:
            weeks.append([None] * DAYS_A_WEEK)
        if weekday < DAYS_A_WEEK:
            weeks[-1][weekday] = _heat_day(day)
    return tuple(tuple(week) for week in weeks if any(week))


def _heat_day(day: DayCount) -> HeatDay:
    off = "" if day.is_working else ", bukan hari kerja"
    return HeatDay(
        number=day.on.day,
        words=f"{long_date(day.on)}{off}: {day.visits or 'tidak ada'} kunjungan",
        visits=day.visits,
        level=min(day.visits, FULLEST),
        is_off=not day.is_working,
    )
