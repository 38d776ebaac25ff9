"""Rows of reports that were made by hand, judged by what they carry: a name and a number of guests.

Nobody knows who stood at the door, so only the guest cap and the monthly quota can be judged.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from booking.domain.delegation import announced_cap, role_of
from booking.domain.months import first_day, last_day
from booking.domain.policy import Policy, policy_on
from booking.domain.report import ReportRow

JUDGED = ("guest_cap_exceeded", "monthly_quota_exceeded")
_PARTS = re.compile(r"[(),;/&+]|\s(?:dan|beserta|bersama|serta)\s", re.IGNORECASE)
_LED_BY = re.compile(r"^(?:dipimpin|dihadiri)(?:\s+oleh)?\s+", re.IGNORECASE)
_NOT_IN_PERSON = re.compile(r"wakil|\b(?:tidak|batal|tanpa)\b", re.IGNORECASE)


@dataclass(frozen=True)
class PublishedRow:
    """A consultation as a published report lists it."""

    no: int
    date: date
    institution: str
    regions: tuple[str, ...]
    topics: tuple[str, ...]
    guests: int | None


def cap_by_name(institution: str, policy: Policy) -> int:
    """Four where the written name says that the head or the chair leads, "(Bupati)"; else two.

    "(DPRD)" alone is a delegation of the council.
    """
    parts = (_LED_BY.sub("", part.strip()) for part in _PARTS.split(institution))
    return announced_cap(
        (
            role_of(part, acting_heads_count=policy.acting_heads_count)
            for part in parts
            if not _NOT_IN_PERSON.search(part)
        ),
        policy,
    )


def judged_visits(
    rows: Iterable[PublishedRow], month: str, policies: Iterable[Policy]
) -> Iterator[ReportRow]:
    """The visits of a month with cap and violations, where a circular was in force on the day."""
    known, visits = tuple(policies), Counter[str]()
    for row in sorted(rows, key=lambda row: row.no):
        visits.update(row.regions)
        policy = policy_on(known, _day_within(row.date, month))
        if policy is None:
            yield _plain(row, guests=row.guests)
            continue
        cap = cap_by_name(row.institution, policy)
        broken = (
            row.guests is not None and row.guests > cap,
            any(visits[code] > policy.visits_per_month for code in row.regions),
        )
        yield _plain(
            row,
            guests=row.guests,
            cap=cap,
            violations=tuple(
                code for code, is_broken in zip(JUDGED, broken, strict=True) if is_broken
            ),
        )


def conferences(rows: Iterable[PublishedRow]) -> Iterator[ReportRow]:
    """The conferences of a month; neither cap nor quota governs them (DECISIONS 26)."""
    return (_plain(row) for row in sorted(rows, key=lambda row: row.no))


def _day_within(day: date, month: str) -> date:
    """The day by which a row is judged: a misprinted date says nothing, the month holds."""
    return day if first_day(month) <= day <= last_day(month) else last_day(month)


def _plain(
    row: PublishedRow,
    *,
    guests: int | None = None,
    cap: int | None = None,
    violations: tuple[str, ...] = (),
) -> ReportRow:
    return ReportRow(
        row.no, row.date, row.institution, row.regions, row.topics, guests, cap, violations
    )
