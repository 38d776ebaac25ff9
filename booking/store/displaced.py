"""Who must be given another session, under what is or under what is planned."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from booking.domain.displacement import Situation
from booking.domain.examination import examine_slot
from booking.domain.findings import broken
from booking.domain.lifecycle import State
from booking.domain.local_time import jakarta_date, slot_instant
from booking.domain.sessions import Slot
from booking.domain.words import MODES
from booking.models.requests import Request
from booking.store import board, calendar, policies, week, worklist

LOOKED_THROUGH = 160  # four sessions on forty days
FARTHEST = timedelta(days=800)
TO_COME = (State.SCHEDULED, State.AWAITING_UNIT)


@dataclass(frozen=True)
class Displaced:
    """A request whose room cannot be used in its session, and why."""

    request: Request
    slot: Slot
    room: str
    because: str

    @property
    def is_hold(self) -> bool:
        """True while a unit is asked and the requester knows of no session yet."""
        return self.request.state == State.AWAITING_UNIT


def situation(*, now: datetime) -> Situation:
    """Calendar, closures and circulars as they are."""
    today = jakarta_date(now)
    return Situation(
        calendar.work_calendar(),
        calendar.closures_between(today, today + FARTHEST),
        policies.policies(),
    )


def displaced(under: Situation, *, now: datetime) -> list[Displaced]:
    """Whose session to come cannot be held under this situation, the nearest first."""
    today = jakarta_date(now)
    found = []
    for meeting in week.meetings_between(today, today + FARTHEST, now=now):
        request, slot = meeting.request, meeting.slot
        if request.state in TO_COME and slot_instant(slot.on, slot.start) > now:
            because = under.against(slot, meeting.room, request.appointment_end or "")
            if because:
                found.append(Displaced(request, slot, meeting.room, because))
    return found


def newly_displaced(planned: Situation, *, now: datetime) -> list[Displaced]:
    """Whom a plan hits who was not hit before."""
    before = {row.request.id for row in displaced(situation(now=now), now=now)}
    return [row for row in displaced(planned, now=now) if row.request.id not in before]


def remaining(
    rows: Iterable[Request], under: Situation, *, now: datetime
) -> dict[int, tuple[Slot, ...]]:
    """The lawful sessions that each could have instead: free, lead time and quota kept."""
    found: dict[int, tuple[Slot, ...]] = {}
    asked = list(rows)
    for mode in MODES:
        of_mode = [row for row in asked if row.mode == mode]
        if not of_mode:
            continue
        free = board.next_free(
            mode=mode,
            received_on=min(row.received_on for row in of_mode),
            now=now,
            most=LOOKED_THROUGH,
        )
        slots = [Slot(date.fromisoformat(each.date), each.start) for each in free]
        cases = worklist.cases_of(of_mode, now=now, also=[slot.on for slot in slots])
        for row in of_mode:
            case = replace(cases[row.id], calendar=under.calendar, closures=under.closures)
            found[row.id] = tuple(
                slot
                for slot in slots
                if not broken(examine_slot(replace(case, policy=under.policy(slot.on)), slot))
            )
    return found
