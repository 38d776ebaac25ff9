"""The monthly report as a value: what is counted, compared, listed and said (DESIGN 6.3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from booking.domain.comparison import Comparison
from booking.domain.figures import Figures
from booking.domain.known_months import Source


@dataclass(frozen=True)
class ReportRow:
    """One consultation as the month's table lists it; guests and cap are of visits only."""

    no: int
    date: date
    institution: str
    regions: tuple[str, ...]
    topics: tuple[str, ...]
    guests: int | None
    guest_cap: int | None
    violations: tuple[str, ...]
    session: str | None = None
    reference: str = ""


@dataclass(frozen=True)
class Cumulative:
    """The count since the month from which DJPK publishes; None where a part is not known."""

    since: str
    count: int | None


@dataclass(frozen=True)
class Section:
    """One mode of the month; `published_count` only where a published total says otherwise."""

    count: int | None
    source: Source | None
    published_count: int | None
    previous_month: Comparison
    previous_year: Comparison
    year_to_date: int | None
    cumulative: Cumulative
    rows: tuple[ReportRow, ...]
    topics: tuple[tuple[str, int], ...]
    sessions_used: int | None
    sessions_open: int | None
    trend: tuple[tuple[str, int | None], ...] = ()

    @property
    def guests(self) -> int | None:
        """Who came to all of them; None when a row does not know, or not all rows are there."""
        counts = [row.guests for row in self.rows if row.guests is not None]
        return sum(counts) if len(counts) == len(self.rows) == self.count else None


@dataclass(frozen=True)
class DayCount:
    """A day of the month: whether DJPK works, and how many visits the table lists."""

    on: date
    is_working: bool
    visits: int


@dataclass(frozen=True)
class Narrative:
    """The sentences of the report."""

    visits: str
    video: str
    violations: str


@dataclass(frozen=True)
class Closing:
    """How a month was closed: which version, by whom, and where the audit chain stood then.

    The hash is that of the snapshot, so it cannot stand inside it.
    """

    version: int
    closed_at: datetime
    closed_by: str
    reason: str
    chain_seq: int
    chain_head: str
    sha256: str = ""


@dataclass(frozen=True)
class MonthlyReport:
    """The month; `policy` None and no violations where no circular was in force yet.

    `generated` are the sentences as made from the figures, where a person wrote others.
    """

    month: str
    closed: bool
    policy: str | None
    visits: Section
    video: Section
    violations: Mapping[str, int | None]
    narrative: Narrative
    days: tuple[DayCount, ...] = ()
    figures: Figures = field(default_factory=Figures)
    generated: Narrative | None = None
    closing: Closing | None = None
