"""Calendar months as YYYY-MM: checked, stepped through, and in Indonesian words."""

from __future__ import annotations

import calendar
import re
from datetime import date

from booking.domain.local_time import month_words
from booking.errors import InputRefused, Problem

_MONTH = re.compile(r"(?P<year>(?:19|20|21)\d\d)-(?P<number>0[1-9]|1[0-2])", re.ASCII)
_YEAR = re.compile(r"(?:19|20|21)\d\d", re.ASCII)


def is_month(text: str) -> bool:
    """True for "2024-01"."""
    return _MONTH.fullmatch(text) is not None


def is_year(text: str) -> bool:
    """True for "2023"."""
    return _YEAR.fullmatch(text) is not None


def checked_month(text: str) -> str:
    """The month as given. Raises `InputRefused` unless it is written YYYY-MM."""
    if not is_month(text):
        raise InputRefused.of(
            Problem("month", f"Bulan “{text}” harus ditulis TTTT-BB, misalnya 2024-01.", "month")
        )
    return text


def first_day(month: str) -> date:
    """The first day of the month."""
    year, number = _parts(month)
    return date(year, number, 1)


def last_day(month: str) -> date:
    """The last day of the month."""
    year, number = _parts(month)
    return date(year, number, calendar.monthrange(year, number)[1])


def shifted(month: str, by: int) -> str:
    """The month so many months later, or earlier when negative."""
    year, number = _parts(month)
    years, index = divmod(year * 12 + number - 1 + by, 12)
    return f"{years:04d}-{index + 1:02d}"


def months_from(first: str, last: str) -> tuple[str, ...]:
    """All months from the first to the last, both included; none when they are the wrong way."""
    year, number = _parts(first)
    to_year, to_number = _parts(last)
    count = (to_year - year) * 12 + to_number - number + 1
    return tuple(shifted(first, step) for step in range(count))


def year_of(month: str) -> str:
    """The year as YYYY."""
    return month[:4]


def words(month: str) -> str:
    """ "Januari 2024"."""
    return month_words(first_day(month))


def _parts(month: str) -> tuple[int, int]:
    year, number = month.split("-")
    return int(year), int(number)
