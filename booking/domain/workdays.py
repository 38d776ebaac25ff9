"""Working days: Monday to Friday without national holidays and cuti bersama.

The holiday library comes first, what staff corrected wins over it; a closure of DJPK closes
sessions but stays a working day in the count (E.3.b.2, E.3.c.2).
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

from holidays.constants import GOVERNMENT, PUBLIC
from holidays.countries.indonesia import Indonesia

from booking.sentences import Words, in_each, say

ONE_DAY = timedelta(days=1)
LIBRARY_LANGUAGES = {"id": "id", "en": "en_US"}
ESTIMATED = "(perkiraan)"
WEEKEND_WORDS = say("Akhir pekan")


@dataclass(frozen=True)
class Holiday:
    """A day off on the calendar: its name, whether it is cuti bersama or only estimated."""

    name: str
    joint_leave: bool = False
    estimated: bool = False
    corrected: bool = False


@dataclass(frozen=True)
class Override:
    """What staff entered for one date: a holiday after all, or a working day."""

    working_day: bool
    name: str
    joint_leave: bool = False


@dataclass(frozen=True)
class CountedDay:
    """A day of the letter clock: its number in the count, or why it is not counted."""

    on: date
    number: int | None
    reason: str = ""


@lru_cache(maxsize=64)
def holidays_of(year: int) -> Mapping[date, Holiday]:
    """National holidays and cuti bersama of a year by the `holidays` library."""
    found = {
        day: Holiday(name, joint_leave=True, estimated=ESTIMATED in name)
        for day, name in _named(year, GOVERNMENT).items()
    }
    found |= {
        day: Holiday(name, estimated=ESTIMATED in name)
        for day, name in _named(year, PUBLIC).items()
    }
    return MappingProxyType(found)


def _named(year: int, category: str) -> dict[date, Words]:
    """The names of one kind of days off, as each language of the library has them."""
    names = {
        language: Indonesia(years=year, categories=(category,), language=code)
        for language, code in LIBRARY_LANGUAGES.items()
    }
    return {
        day: in_each(lambda language, day=day: names[language][day])  # type: ignore[misc]
        for day in names["id"]
    }


class WorkCalendar:
    """Which days are working days, given what staff corrected."""

    def __init__(self, overrides: Mapping[date, Override] | None = None) -> None:
        self._overrides = dict(overrides or {})

    def corrected(self, day: date, override: Override) -> WorkCalendar:
        """The same calendar with one more day corrected."""
        return WorkCalendar({**self._overrides, day: override})

    def holiday(self, day: date) -> Holiday | None:
        """The holiday on a date, whatever the weekday, or None."""
        override = self._overrides.get(day)
        if override is not None:
            if override.working_day:
                return None
            return Holiday(override.name, joint_leave=override.joint_leave, corrected=True)
        return holidays_of(day.year).get(day)

    def reason_off(self, day: date) -> str:
        """Why the day is no working day ("Akhir pekan", "Hari Raya Natal"), or ""."""
        override = self._overrides.get(day)
        if override is not None:
            return "" if override.working_day else override.name
        found = holidays_of(day.year).get(day)
        if found:
            return found.name
        return WEEKEND_WORDS if day.weekday() >= calendar.SATURDAY else ""

    def is_working_day(self, day: date) -> bool:
        """True when the day counts."""
        return not self.reason_off(day)

    def working_day_after(self, day: date, count: int) -> date:
        """The `count`-th working day after a date, which itself is day 0 and need not be one."""
        if count <= 0:
            return day
        return self.count_from(day, count)[-1].on

    def working_days_from(self, first: date, count: int) -> list[date]:
        """The next `count` working days, the first day included when it is one."""
        return [first] * (count > 0 and self.is_working_day(first)) + [
            step.on
            for step in self.count_from(first, count - self.is_working_day(first))
            if step.number
        ]

    def working_day_before(self, day: date, count: int) -> date:
        """The `count`-th working day before a date."""
        while count > 0:
            day -= ONE_DAY
            count -= self.is_working_day(day)
        return day

    def count_from(self, received_on: date, count: int) -> list[CountedDay]:
        """The letter clock: each day after receipt, counted or skipped with its reason."""
        steps: list[CountedDay] = []
        number, day = 0, received_on
        while number < count:
            day += ONE_DAY
            reason = self.reason_off(day)
            number += not reason
            steps.append(CountedDay(day, None if reason else number, reason))
        return steps

    def working_days_in(self, month: str) -> int:
        """How many working days a month (YYYY-MM) has."""
        return len(self.working_days_of(month))

    def working_days_of(self, month: str) -> list[date]:
        """The working days of a month (YYYY-MM)."""
        year, number = (int(part) for part in month.split("-"))
        last = calendar.monthrange(year, number)[1]
        days = (date(year, number, day) for day in range(1, last + 1))
        return [day for day in days if self.is_working_day(day)]

    def years_without_joint_leave(self, years: Iterable[int]) -> tuple[int, ...]:
        """Bookable years whose cuti bersama is not decided yet, for a warning to staff."""
        corrected = {day.year for day, kept in self._overrides.items() if kept.joint_leave}
        return tuple(
            year
            for year in years
            if year not in corrected and not any(h.joint_leave for h in holidays_of(year).values())
        )
