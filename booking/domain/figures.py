"""The figures beside the counts: how fast, from where, through what, and what did not happen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from booking.domain.comparison import TENTH
from booking.domain.local_time import ZONE_WORDS
from booking.domain.workdays import WorkCalendar

HUNDREDTH = Decimal("0.01")
Counts = tuple[tuple[str, int], ...]
Span = tuple[date, date]


@dataclass(frozen=True)
class Rate:
    """Visits on a working day of a month, so that short months compare with long ones."""

    month: str
    working_days: int
    per_day: Decimal | None


@dataclass(frozen=True)
class Spread:
    """Working days that something took: of how many, the middle one, and nine out of ten."""

    count: int
    median: Decimal
    ninetieth: int


@dataclass(frozen=True)
class Flow:
    """What only this product's own records tell of a month."""

    units: Counts
    channels: Counts
    leads: Sequence[Span]
    answers: Sequence[Span]
    refused: int
    refusals: Counts
    cancelled_by_requester: int
    cancelled_by_djpk: int
    no_shows: int


@dataclass(frozen=True)
class Place:
    """A region's name and the time zone in which it lies."""

    label: str
    timezone: str


@dataclass(frozen=True)
class Figures:
    """What the month's data can give; None where nobody recorded it, never zero."""

    rates: tuple[Rate, ...] = ()
    conference_share: Decimal | None = None
    regions: Counts | None = None
    zones: Counts | None = None
    flow: Flow | None = None
    lead_time: Spread | None = None
    answer_time: Spread | None = None


@dataclass(frozen=True)
class FigureFacts:
    """What the figures are made from, beyond the rows."""

    calendar: WorkCalendar = field(default_factory=WorkCalendar)
    places: Mapping[str, Place] = field(default_factory=dict)
    flow: Flow | None = None


def rate(month: str, count: int | None, calendar: WorkCalendar) -> Rate:
    """How many on each working day, with two decimals, half up."""
    days = calendar.working_days_in(month)
    if count is None or not days:
        return Rate(month, days, None)
    return Rate(month, days, (Decimal(count) / days).quantize(HUNDREDTH, ROUND_HALF_UP))


def share_of(part: int | None, rest: int | None) -> Decimal | None:
    """The part in percent of both together, one decimal; None where one of them is not known."""
    if part is None or rest is None or not part + rest:
        return None
    return (Decimal(part) * 100 / (part + rest)).quantize(TENTH, ROUND_HALF_UP)


def by_region(rows: Iterable[Sequence[str]], places: Mapping[str, Place]) -> Counts:
    """The regions, the most frequent first; a joint visit counts for each."""
    counts = Counter(code for codes in rows for code in set(codes))
    return _ordered({places[code].label: count for code, count in counts.items() if code in places})


def by_zone(rows: Iterable[Sequence[str]], places: Mapping[str, Place]) -> Counts:
    """WIB, WITA and WIT, in this order; a joint visit from two zones counts in both."""
    counts = Counter(
        zone
        for codes in rows
        for zone in {ZONE_WORDS[places[code].timezone] for code in codes if code in places}
    )
    return tuple((zone, counts[zone]) for zone in ZONE_WORDS.values())


def spread(spans: Sequence[Span], calendar: WorkCalendar) -> Spread | None:
    """The working days from the day after the first date to the second; None without any."""
    took = sorted(_working_days(span, calendar) for span in spans)
    if not took:
        return None
    low, high = took[(len(took) - 1) // 2], took[len(took) // 2]
    ninetieth = took[-(-len(took) * 9 // 10) - 1]
    return Spread(len(took), Decimal(low + high) / 2, ninetieth)


def _working_days(span: Span, calendar: WorkCalendar) -> int:
    first, last = span
    days = (first + timedelta(days=step) for step in range(1, (last - first).days + 1))
    return sum(calendar.is_working_day(day) for day in days)


def _ordered(counts: Mapping[str, int]) -> Counts:
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
