"""A year of the calendar as its keeper reads it: each day off with its origin, what was closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from booking.domain.displacement import Situation
from booking.domain.local_time import jakarta_date
from booking.domain.workdays import ESTIMATED, holidays_of
from booking.store import board, calendar, closures, displaced
from booking.web.stored import ClosureRow

YEARS = 2
FROM_LIBRARY = "Daftar libur nasional (pustaka holidays)"
BY_DECREE = "Koreksi penyelia"
WEEKEND_FROM = 5


@dataclass(frozen=True)
class DayOff:
    """A day of the list: what it is, where that is known from, and who corrected it."""

    on: date
    name: str
    kind: str
    is_estimated: bool
    origin: str
    legal_basis: str
    by: str
    is_corrected: bool
    is_past: bool


@dataclass(frozen=True)
class YearPage:
    """What the page of one year shows."""

    year: int
    days: tuple[DayOff, ...]
    closures: tuple[ClosureRow, ...]
    undecided: tuple[int, ...]
    displaced: int
    situation: Situation


def year_page(year: int, *, now: datetime) -> YearPage:
    """The days off of a year by library and decree, and the closures that hold in it."""
    first, last, today = date(year, 1, 1), date(year, 12, 31), jakarta_date(now)
    days = {
        on: DayOff(
            on,
            found.name.replace(ESTIMATED, "").strip(),
            "Cuti bersama" if found.joint_leave else "Libur nasional",
            found.estimated,
            FROM_LIBRARY,
            "",
            "",
            False,
            on < today,
        )
        for on, found in holidays_of(year).items()
    }
    for row in closures.corrections(first, last):
        off = "Cuti bersama" if row.joint_leave else "Libur nasional"
        kind = "Hari kerja" if row.working_day else off
        is_past = row.date < today
        days[row.date] = DayOff(
            row.date, row.name, kind, False, BY_DECREE, row.legal_basis, row.by, True, is_past
        )
    under = displaced.situation(now=now)
    return YearPage(
        year=year,
        days=tuple(days[on] for on in sorted(days)),
        closures=tuple(closures.held(max(first, today), last)),
        undecided=years_to_watch(now=now),
        displaced=len(displaced.displaced(under, now=now)),
        situation=under,
    )


def years_to_watch(*, now: datetime) -> tuple[int, ...]:
    """Years into which sessions can be asked for and whose cuti bersama nobody has entered yet."""
    first, last = board.horizon(now=now)
    return calendar.work_calendar().years_without_joint_leave(range(first.year, last.year + 1))
