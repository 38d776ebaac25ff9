"""What happened to the requests of a month, one line each, so that every number has its list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from booking.domain.words import CHANNEL_WORDS

Counts = tuple[tuple[str, int], ...]
OTHER_REASON = "other"


class EventKind(StrEnum):
    """What one line tells."""

    RECEIVED = "received"
    HELD = "held"
    ANSWERED = "answered"
    REFUSED = "refused"
    CANCELLED_BY_REQUESTER = "cancelled_by_requester"
    CANCELLED_BY_DJPK = "cancelled_by_djpk"
    NO_SHOW = "no_show"
    VIOLATION = "violation"


@dataclass(frozen=True)
class MonthEvent:
    """One line; `what` are codes (channel, unit, reasons, violation), `since` the receipt."""

    kind: EventKind
    on: date
    institution: str
    reference: str = ""
    mode: str = ""
    what: tuple[str, ...] = ()
    since: date | None = None


def of_kind(events: Iterable[MonthEvent], kind: EventKind) -> tuple[MonthEvent, ...]:
    """The lines of one kind."""
    return tuple(event for event in events if event.kind is kind)


def by_code(events: Iterable[MonthEvent], kind: EventKind, otherwise: str = "") -> Counter[str]:
    """How many lines of a kind carry each code; `otherwise` counts those without any."""
    counts: Counter[str] = Counter()
    for event in of_kind(events, kind):
        counts.update(event.what or ((otherwise,) if otherwise else ()))
    return counts


def channels(events: Sequence[MonthEvent]) -> Counts:
    """All channels in the order of the form, also those that nobody used."""
    counts = by_code(events, EventKind.RECEIVED)
    return tuple((words, counts[code]) for code, words in CHANNEL_WORDS.items())


def ordered(counts: Counter[str]) -> Counts:
    """The most frequent first."""
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def spans(events: Iterable[MonthEvent], kind: EventKind) -> list[tuple[date, date]]:
    """From receipt to what this kind tells."""
    return [(event.since, event.on) for event in of_kind(events, kind) if event.since]
