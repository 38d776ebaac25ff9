"""Which counts are known for which month, and from where (DECISIONS 31)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from booking.domain.months import months_from, shifted, year_of

SINCE = "2023-01"


class Source(StrEnum):
    """Where the count of a month comes from."""

    LIVE = "live"
    IMPORTED = "imported"
    PUBLISHED = "published"


@dataclass(frozen=True)
class KnownMonths:
    """The counts of one mode: by month from own and imported rows, by period as published.

    Own rows count from `live_since` to the month that runs; an empty month between is zero.
    What a closed month said holds, whatever was corrected later.
    """

    held: Mapping[str, int]
    imported: Mapping[str, int]
    published: Mapping[str, int]
    live_since: str | None
    this_month: str
    closed: Mapping[str, int] = field(default_factory=dict)

    def source(self, month: str) -> Source | None:
        """Live before imported before published; None when nothing is known."""
        if self.live_since is not None and self.live_since <= month <= self.this_month:
            return Source.LIVE
        if month in self.imported:
            return Source.IMPORTED
        return Source.PUBLISHED if month in self.published else None

    def count(self, month: str) -> int | None:
        """How many were held in the month; None, never zero, when it is not known."""
        if month in self.closed:
            return self.closed[month]
        source = self.source(month)
        if source is None:
            return None
        if source is Source.PUBLISHED:
            return self.published[month]
        imported = self.imported.get(month, 0)
        return imported + self.held.get(month, 0) if source is Source.LIVE else imported

    def year_to(self, month: str) -> int | None:
        """From January to this month; a whole year may rest on its published total."""
        counts = [self.count(each) for each in months_from(f"{year_of(month)}-01", month)]
        if None not in counts:
            return sum(count for count in counts if count is not None)
        is_whole_year = month.endswith("-12")
        return self.published.get(year_of(month)) if is_whole_year else None

    def cumulative(self, month: str) -> int | None:
        """From January 2023 to this month; None as soon as a part of it is not known."""
        if month < SINCE:
            return None
        decembers = range(int(year_of(SINCE)), int(year_of(month)))
        parts = [self.year_to(f"{year}-12") for year in decembers] + [self.year_to(month)]
        return None if None in parts else sum(part for part in parts if part is not None)

    def differing_total(self, month: str) -> int | None:
        """The published total of the month where it is not what the rows say."""
        total = self.published.get(month)
        return total if total != self.count(month) else None


def first_month_needed(month: str) -> str:
    """The earliest month whose count a report of this month asks for."""
    earliest = min(f"{year_of(month)}-01", shifted(month, -12))
    return earliest if month < SINCE else min(SINCE, earliest)
