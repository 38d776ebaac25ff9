"""The figures beside the counts: how fast, from where, through what, and what did not happen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from booking.domain.comparison import TENTH
from booking.domain.local_time import ZONE_WORDS
from booking.domain.month_events import (
    OTHER_REASON,
    Counts,
    EventKind,
    MonthEvent,
    by_code,
    channels,
    of_kind,
    ordered,
    spans,
)
from booking.domain.workdays import WorkCalendar

HUNDREDTH = Decimal("0.01")
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
    """What only this product's own records tell of a month, with the lines behind it."""

    events: tuple[MonthEvent, ...]

    @property
    def units(self) -> Counts:
        """What was held, by the unit that received it."""
        return ordered(by_code(self.events, EventKind.HELD))

    @property
    def channels(self) -> Counts:
        """What was received, by the way it came."""
        return channels(self.events)

    @property
    def leads(self) -> Sequence[Span]:
        """From receipt to consultation."""
        return spans(self.events, EventKind.HELD)

    @property
    def answers(self) -> Sequence[Span]:
        """From receipt to the first answer."""
        return spans(self.events, EventKind.ANSWERED)

    @property
    def refused(self) -> int:
        """How many requests were refused."""
        return self._number(EventKind.REFUSED)

    @property
    def refusals(self) -> Counts:
        """The rules by which requests were refused; one request may stand against several."""
        return ordered(by_code(self.events, EventKind.REFUSED, OTHER_REASON))

    @property
    def cancelled_by_requester(self) -> int:
        """How many sessions requesters gave back."""
        return self._number(EventKind.CANCELLED_BY_REQUESTER)

    @property
    def cancelled_by_djpk(self) -> int:
        """How many sessions DJPK took back."""
        return self._number(EventKind.CANCELLED_BY_DJPK)

    @property
    def no_shows(self) -> int:
        """How many delegations did not come."""
        return self._number(EventKind.NO_SHOW)

    def _number(self, kind: EventKind) -> int:
        return len(of_kind(self.events, kind))


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
    documents_outstanding: int | None = None
    dispensations: int | None = None
    satisfaction: Decimal | None = None


@dataclass(frozen=True)
class FigureFacts:
    """What the figures are made from, beyond the rows."""

    calendar: WorkCalendar = field(default_factory=WorkCalendar)
    places: Mapping[str, Place] = field(default_factory=dict)
    flow: Flow | None = None
    documents_outstanding: int | None = None
    dispensations: int | None = None
    satisfaction: Decimal | None = None


def rate(month: str, count: int | None, calendar: WorkCalendar) -> Rate:
    """How many on each working day, with two decimals, half up."""
    days = calendar.working_days_in(month)
    return Rate(month, days, rate_of(count, days))


def rate_of(count: int | None, days: int) -> Decimal | None:
    """So many on each of these days; None where the count is not known or there are no days."""
    if count is None or not days:
        return None
    return (Decimal(count) / days).quantize(HUNDREDTH, ROUND_HALF_UP)


def share_of(part: int | None, rest: int | None) -> Decimal | None:
    """The part in percent of both together, one decimal; None where one of them is not known."""
    if part is None or rest is None or not part + rest:
        return None
    return (Decimal(part) * 100 / (part + rest)).quantize(TENTH, ROUND_HALF_UP)


def by_region(rows: Iterable[Sequence[str]], places: Mapping[str, Place]) -> Counts:
    """The regions, the most frequent first; a joint visit counts for each."""
    counts = Counter(code for codes in rows for code in set(codes))
    return ordered(
        Counter({places[code].label: count for code, count in counts.items() if code in places})
    )


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
    took = sorted(working_days_between(span, calendar) for span in spans)
    if not took:
        return None
    low, high = took[(len(took) - 1) // 2], took[len(took) // 2]
    ninetieth = took[-(-len(took) * 9 // 10) - 1]
    return Spread(len(took), Decimal(low + high) / 2, ninetieth)


def working_days_between(span: Span, calendar: WorkCalendar) -> int:
    """How many working days lie after the first date up to the second."""
    first, last = span
    days = (first + timedelta(days=step) for step in range(1, (last - first).days + 1))
    return sum(calendar.is_working_day(day) for day in days)
