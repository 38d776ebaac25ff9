"""Who must be given another session, under what is or under what is planned."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from booking.domain.displacement import Situation
from booking.domain.lifecycle import State
from booking.domain.local_time import jakarta_date, slot_instant
from booking.domain.proposal import lawful_from
from booking.domain.sessions import Slot
from booking.models.requests import Request
from booking.store import calendar, policies, proposals, week

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


def remaining(request: Request, under: Situation, *, now: datetime) -> tuple[Slot, ...]:
    """The lawful sessions that a request could have instead: free, lead time and quota kept.

    Its own session is among them when another room of it will do.
    """
    case = proposals.whole_case(request, (), now)
    planned = replace(case, calendar=under.calendar, closures=under.closures)
    return tuple(lawful_from(planned, jakarta_date(now), under.policies))
