"""One session of the board: who holds it, who asked for it, and who else could take it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from booking.domain.examination import Case, examine_request, examine_slot
from booking.domain.findings import broken, worst_first
from booking.domain.lifecycle import State
from booking.domain.local_time import jakarta_date, slot_instant
from booking.domain.policy import SE_2, SessionHours, policy_on
from booking.domain.sessions import Slot, closed_because, open_rooms, rooms_for
from booking.store import calendar, policies, week
from booking.web.desk_words import in_short
from booking.web.stored import RequestRow

WAITING = (State.VERIFIED, State.SUBMITTED)


@dataclass(frozen=True)
class Candidate:
    """A request that could take the session; `why_not` says what stands against it."""

    request: RequestRow
    rank: int
    why_not: str

    @property
    def step(self) -> str:
        """The decision that comes next for it: the letter is checked before a session is given."""
        steps = {State.SUBMITTED: "periksa", State.SCHEDULED: "pindah"}
        return steps.get(State(self.request.state), "jadwal")


@dataclass(frozen=True)
class SlotPage:
    """What the page of one session shows."""

    slot: Slot
    hours: SessionHours
    mode: str
    off: str
    closed: str
    is_over: bool
    holders: tuple[RequestRow, ...]
    free: int
    asked: tuple[Candidate, ...]
    others: tuple[Candidate, ...]
    unlawful: int
    movable: tuple[Candidate, ...]

    @property
    def can_be_given(self) -> bool:
        """True while somebody can still be put here."""
        return bool(self.free) and not (self.off or self.closed or self.is_over)


def slot_page(slot: Slot, mode: str, *, now: datetime) -> SlotPage | None:
    """The page of a session; None where the plan of that day has no such session."""
    policy = policy_on(policies.policies(), slot.on) or SE_2
    hours = policy.hours(slot.on, slot.start)
    working, closures = calendar.work_calendar(), calendar.closures_between(slot.on, slot.on)
    off = working.reason_off(slot.on)
    rooms = rooms_for(mode, policy)
    holders = week.holders(rooms, slot, now=now)
    if hours is None:
        return None
    taken = calendar.taken_between(slot.on, slot.on, now=now).get(slot, frozenset())
    waiting = _candidates(week.judged(WAITING, mode, slot.on, now=now), slot)
    asked = tuple(c for c in waiting if c.rank)
    rest = [c for c in waiting if not c.rank]
    scheduled = week.judged((State.SCHEDULED,), mode, slot.on, now=now, after=jakarta_date(now))
    elsewhere = [
        (row, case)
        for row, case in scheduled
        if (row.appointment_on, row.appointment_start) != _key(slot)
    ]
    return SlotPage(
        slot=slot,
        hours=hours,
        mode=mode,
        off=off,
        closed=closed_because(slot, rooms, closures),
        is_over=slot_instant(slot.on, slot.start) <= now,
        holders=tuple(holders),
        free=len(set(open_rooms(slot, rooms, closures)) - taken),
        asked=asked,
        others=tuple(c for c in rest if not c.why_not),
        unlawful=sum(bool(c.why_not) for c in rest),
        movable=tuple(c for c in _candidates(elsewhere, slot) if not c.why_not),
    )


def _key(slot: Slot) -> tuple[date, str]:
    return slot.on, slot.start


def _candidates(rows: Sequence[tuple[RequestRow, Case]], slot: Slot) -> list[Candidate]:
    return [Candidate(row, _rank(row, slot), _against(case, slot)) for row, case in rows]


def _rank(row: RequestRow, slot: Slot) -> int:
    wishes = ((wish.date, wish.session) for wish in row.wishes)
    return next((rank for rank, wish in enumerate(wishes, 1) if wish == _key(slot)), 0)


def _against(case: Case, slot: Slot) -> str:
    """What stands against giving the session to a request, in a few words; "" for nothing."""
    against = broken(worst_first([*examine_request(case), *examine_slot(case, slot)]))
    return in_short(against[0]) if against else ""
