"""Several months together: each with its count, and what their rows have in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from booking.domain.figures import Place, by_region
from booking.domain.hour_strip import HourStrip, hour_strip
from booking.domain.known_months import SINCE, KnownMonths, Source
from booking.domain.month_events import Counts, ordered
from booking.domain.months import months_from, year_of
from booking.domain.report import MonthlyReport


@dataclass(frozen=True)
class MonthLine:
    """A month of the range; None where its count is not known."""

    month: str
    visits: int | None
    video: int | None
    source: Source | None
    version: int | None


@dataclass(frozen=True)
class Total:
    """What all months come to; `known` is the sum of those that are known."""

    count: int | None
    known: int
    unknown_months: int


@dataclass(frozen=True)
class Together:
    """What the rows of a range have in common."""

    topics: Counts
    regions: Counts
    violations: tuple[tuple[str, int | None], ...]
    hours: HourStrip | None


@dataclass(frozen=True)
class RangeReport:
    """The range; `together` is None where it is too long to read every row."""

    first: str
    last: str
    lines: tuple[MonthLine, ...]
    visits: Total
    video: Total
    together: Together | None


def total(known: KnownMonths, first: str, last: str) -> Total:
    """The sum; a whole year or everything since 2023 may rest on published totals of years."""
    counts = [known.count(month) for month in months_from(first, last)]
    found = [count for count in counts if count is not None]
    whole: int | None = sum(found) if len(found) == len(counts) else None
    if whole is None and first == SINCE:
        whole = known.cumulative(last)
    elif whole is None and first.endswith("-01") and year_of(first) == year_of(last):
        whole = known.year_to(last)
    return Total(whole, sum(found), len(counts) - len(found))


def together(reports: Sequence[MonthlyReport], places: Mapping[str, Place]) -> Together:
    """Topics, regions, violations and hours of these months."""
    rows = [row for each in reports for row in (*each.visits.rows, *each.video.rows)]
    topics = Counter(topic for row in rows for topic in row.topics)
    codes = dict.fromkeys(code for each in reports for code in each.violations)
    return Together(
        topics=ordered(topics),
        regions=by_region((row.regions for row in rows), places),
        violations=tuple((code, _known_sum(code, reports)) for code in codes),
        hours=hour_strip(rows),
    )


def _known_sum(code: str, reports: Sequence[MonthlyReport]) -> int | None:
    """What the months know; None where none of them knows."""
    counts = [each.violations.get(code) for each in reports]
    found = [count for count in counts if count is not None]
    return sum(found) if found else None
