"""Asking the technical unit: the session is held while it answers (DECISIONS 18)."""

from __future__ import annotations

from datetime import datetime, time

from booking.database import transaction
from booking.domain.local_time import JAKARTA, jakarta_date
from booking.domain.roles import Actor
from booking.domain.sessions import Slot
from booking.errors import InputRefused, SessionTaken
from booking.store import appointments, calendar, moves, policies, requests, units


def consult_unit(
    reference: str,
    slot: Slot,
    *,
    unit_code: str,
    by: Actor,
    now: datetime,
    version: int | None = None,
) -> datetime:
    """Send a request to a unit and hold session and quota meanwhile; gives the end of the hold.

    Raises what `schedule` raises for a session that cannot be had.
    """
    try:
        with transaction():
            request = requests.by_reference(reference, lock=True)
            row = moves.allowed(request, "consult_unit", by=by, version=version)
            request.unit = units.by_code(unit_code)
            until = hold_ends(now)
            given = appointments.give(request, slot, now=now, until=until)
            facts = given.facts | {"unit": unit_code, "held_until": until.isoformat()}
            moves.make(request, row, by=by, now=now, facts=facts)
            return until
    except SessionTaken as lost:
        raise appointments.with_alternatives(lost, reference, slot, now=now) from lost


def decline(
    reference: str, *, reason: str, by: Actor, now: datetime, version: int | None = None
) -> str:
    """The unit cannot: session and quota are given back, the request is verified again."""
    InputRefused.unless_said(reason, "reason", "Tuliskan alasan unit.")
    with transaction():
        request = requests.by_reference(reference, lock=True)
        row = moves.allowed(request, "decline", by=by, version=version)
        moves.make(request, row, by=by, now=now, reason=reason)
        appointments.forget(request)
        return request.state


def hold_ends(now: datetime) -> datetime:
    """The end of the last working day on which the unit may still answer."""
    today = jakarta_date(now)
    policy = policies.policy_for(today)
    last = calendar.work_calendar().working_day_after(today, policy.hold_working_days)
    return datetime.combine(last, time(23, 59, 59), JAKARTA)
