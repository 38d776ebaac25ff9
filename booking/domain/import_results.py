"""What became of a file that was brought in, line by line and in numbers."""

from __future__ import annotations

from dataclasses import dataclass

from booking.domain.published_csv import Remark
from booking.domain.region_names import Candidate


@dataclass(frozen=True)
class NameToReview:
    """A row that counts without a region until a person decides which one is meant."""

    line: int
    report_month: str
    mode: str
    no: int
    name: str
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class RowResult:
    """What becomes of one row that can be read: new, replaced, the same, or refused."""

    line: int
    report_month: str
    mode: str
    no: int
    institution: str
    regions: tuple[str, ...]
    outcome: str


@dataclass(frozen=True)
class ImportSummary:
    """What became of the rows read: added, replaced, unchanged, or refused and listed."""

    read: int
    added: int
    replaced: int
    unchanged: int
    refused: int
    listed: tuple[Remark, ...]
    review: tuple[NameToReview, ...]
    results: tuple[RowResult, ...] = ()


@dataclass(frozen=True, slots=True)
class TotalResult:
    """What becomes of one total that can be read."""

    line: int
    period: str
    mode: str
    count: int
    before: int | None
    outcome: str


@dataclass(frozen=True)
class TotalsSummary:
    """What became of the totals read; one that stands twice counts as the last one says."""

    read: int
    added: int
    replaced: int
    unchanged: int
    refused: int
    listed: tuple[Remark, ...]
    results: tuple[TotalResult, ...] = ()
