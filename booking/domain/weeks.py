"""A week as the board names it: 2026-W48 in an address, "23–27 November 2026" on a page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from booking.domain.local_time import date_words, day_and_month
from booking.domain.workdays import WorkCalendar

_WEEK = re.compile(r"(20\d\d)-W(\d\d)", re.ASCII)
WORKING_WEEK = 5
DAYS_OF_A_WEEK = 7


def week_key(day: date) -> str:
    """ "2026-W48", the ISO week of a date."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def monday_of(key: str) -> date | None:
    """The Monday of a week written as 2026-W48; None for anything else."""
    found = _WEEK.fullmatch(key)
    if found is None:
        return None
    try:
        return date.fromisocalendar(int(found[1]), int(found[2]), 1)
    except ValueError:
        return None


def shown_days(monday: date, calendar: WorkCalendar) -> tuple[date, ...]:
    """Monday to Friday, and a weekend day that was made a working day."""
    days = [monday + timedelta(step) for step in range(DAYS_OF_A_WEEK)]
    return tuple(day for day in days[:WORKING_WEEK]) + tuple(
        day for day in days[WORKING_WEEK:] if calendar.is_working_day(day)
    )


def first_shown(today: date, calendar: WorkCalendar) -> date:
    """The Monday of the week that matters today: on a free weekend the one that comes."""
    monday = today - timedelta(today.weekday())
    is_over = today > shown_days(monday, calendar)[-1]
    return monday + timedelta(DAYS_OF_A_WEEK) if is_over else monday


def short_span_words(days: Sequence[date]) -> str:
    """ "23–27 November", "30 November–4 Desember": for links to the weeks beside."""
    first, last = days[0], days[-1]
    if first.month == last.month:
        return f"{first.day}–{day_and_month(last)}"
    return f"{day_and_month(first)}–{day_and_month(last)}"


def span_words(days: Sequence[date]) -> str:
    """ "23–27 November 2026", "30 November–4 Desember 2026"."""
    first, last = days[0], days[-1]
    if first == last:
        return date_words(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{date_words(last)}"
    start = day_and_month(first) if first.year == last.year else date_words(first)
    return f"{start}–{date_words(last)}"
