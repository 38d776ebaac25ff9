"""What a change of calendar, closures or circular does to sessions that somebody already holds.

One question serves the board, the planner of closures and a new circular: can this room still
be used in this session? What cannot is displaced; it is never cancelled by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from booking.domain.policy import SE_2, Policy, policy_on
from booking.domain.sessions import VISITING_ROOM, ClosedBecause, Slot, rooms_for
from booking.domain.words import CONFERENCE
from booking.domain.workdays import Override, WorkCalendar


@dataclass(frozen=True)
class Situation:
    """Calendar, closures and circulars, as they are or as somebody plans them."""

    calendar: WorkCalendar
    closures: tuple[ClosedBecause, ...]
    policies: tuple[Policy, ...]

    def closing(self, closure: ClosedBecause) -> Situation:
        """The same with one more closure."""
        return replace(self, closures=(*self.closures, closure))

    def correcting(self, day: date, override: Override) -> Situation:
        """The same with one day corrected."""
        return replace(self, calendar=self.calendar.corrected(day, override))

    def governed_by(self, policy: Policy) -> Situation:
        """The same with one more circular."""
        return replace(self, policies=(*self.policies, policy))

    def policy(self, day: date) -> Policy:
        """The circular that holds on a day."""
        return policy_on(self.policies, day) or SE_2

    def against(self, slot: Slot, room: str, end: str = "") -> str:
        """Why the room cannot be used in the session, or ""; `end` is what was agreed."""
        off = self.calendar.reason_off(slot.on)
        if off:
            return f"Hari libur: {off}"
        for closure in self.closures:
            if closure.covers(slot) and closure.room in ("", room):
                return f"Ditutup: {closure.reason}"
        policy = self.policy(slot.on)
        hours = policy.hours(slot.on, slot.start)
        if hours is None:
            return f"Sesi ini tidak ada menurut {policy.name}"
        if end and hours.end != end:
            return f"Jam sesi ini berubah menurut {policy.name}"
        if room not in (VISITING_ROOM, *rooms_for(CONFERENCE, policy)):
            return f"Ruang ini tidak ada menurut {policy.name}"
        return ""


def propose(options: Iterable[Sequence[Slot]]) -> list[Slot | None]:
    """The earliest session for each in turn, none twice; None where nothing is left."""
    given: set[Slot] = set()
    proposals = []
    for slots in options:
        first = next((slot for slot in slots if slot not in given), None)
        if first:
            given.add(first)
        proposals.append(first)
    return proposals
