"""The consultations of one region or unit over the years, and what they have in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from booking.domain.lifecycle import State
from booking.domain.month_events import Counts, ordered
from booking.domain.policy import Policy
from booking.domain.published_rows import PublishedRow, conferences, judged_visits
from booking.domain.words import CONFERENCE, VISIT

TOOK_PLACE = (State.CHECKED_IN, State.COMPLETED)
AHEAD = (State.SCHEDULED, State.AWAITING_UNIT)


@dataclass(frozen=True)
class Past:
    """A consultation or a request for one; without a state it comes from a published list."""

    on: date
    mode: str
    institution: str
    topics: tuple[str, ...]
    state: str | None = None
    reference: str = ""
    guests: int | None = None
    guest_cap: int | None = None
    violations: tuple[str, ...] = ()

    @property
    def took_place(self) -> bool:
        """True when it was held, as far as we know."""
        return self.state is None or self.state in TOOK_PLACE


@dataclass(frozen=True)
class ConsultationHistory:
    """The lines, newest first, and the counts over them."""

    lines: tuple[Past, ...]

    @property
    def visits(self) -> int:
        """Visits that took place."""
        return sum(line.took_place and line.mode == VISIT for line in self.lines)

    @property
    def conferences(self) -> int:
        """Conferences that took place."""
        return sum(line.took_place and line.mode == CONFERENCE for line in self.lines)

    @property
    def ahead(self) -> tuple[Past, ...]:
        """What is agreed and still to come."""
        return tuple(line for line in self.lines if line.state in AHEAD)

    @property
    def violations(self) -> Counts:
        """How often each rule was broken."""
        return ordered(Counter(code for line in self.lines for code in line.violations))

    @property
    def years(self) -> tuple[str, ...]:
        """The years in which something took place, oldest first."""
        return tuple(sorted({str(line.on.year) for line in self.lines if line.took_place}))

    @property
    def topics(self) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """Each topic with its number in every year, the most frequent first."""
        counts = Counter(
            (topic, str(line.on.year))
            for line in self.lines
            if line.took_place
            for topic in line.topics
        )
        totals = ordered(Counter(topic for topic, _ in counts.elements()))
        return tuple(
            (topic, tuple(counts[topic, year] for year in self.years)) for topic, _ in totals
        )


def history(
    own: Sequence[Past],
    published: Mapping[str, Mapping[str, Sequence[PublishedRow]]],
    policies: Iterable[Policy],
) -> ConsultationHistory:
    """Own requests and published rows together; published visits are judged as in their month."""
    known = tuple(policies)
    lines = list(own)
    for mode, by_month in published.items():
        for month, rows in by_month.items():
            judged = judged_visits(rows, month, known) if mode == VISIT else conferences(rows)
            lines += [
                Past(
                    row.date,
                    mode,
                    row.institution,
                    row.topics,
                    guests=row.guests,
                    guest_cap=row.guest_cap,
                    violations=row.violations,
                )
                for row in judged
            ]
    return ConsultationHistory(tuple(sorted(lines, key=lambda line: line.on, reverse=True)))
