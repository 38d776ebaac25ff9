"""Changing the delegation before the visit: the same checks as at the form (E.3.c.6)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from booking.database import transaction
from booking.domain.delegation import Guest
from booking.domain.dispensation import dispensed
from booking.domain.lifecycle import BEFORE_SCHEDULE, State
from booking.domain.roles import Actor
from booking.domain.rules import guest_cap
from booking.domain.submission import guest_problems
from booking.domain.words import VISIT
from booking.errors import InputRefused, MoveNotAllowed
from booking.models.requests import RequestGuest
from booking.sentences import say
from booking.store import dispensations, issued_letters, moves, policies, requests

AMENDABLE = (*BEFORE_SCHEDULE, State.SCHEDULED)


def amend_guests(
    reference: str,
    guests: Sequence[Guest],
    *,
    by: Actor,
    now: datetime,
    version: int | None = None,
) -> int:
    """Announce another delegation; gives how many. A scheduled visit gets its letter anew.

    Raises `InputRefused` for an unreadable or too long list, `MoveNotAllowed` once they are here.
    """
    found = guest_problems(guests)
    if found:
        raise InputRefused.of(*found)
    with transaction():
        request = requests.by_reference(reference, lock=True)
        moves.refuse_stale(request, version)
        if request.mode != VISIT or request.state not in AMENDABLE:
            raise MoveNotAllowed(
                say("Daftar tamu hanya dapat diubah sebelum kunjungan berlangsung.")
            )
        policy = policies.policy_for(request.appointment_on or request.received_on)
        granted = dispensations.in_force([request.id]).get(request.id, ())
        finding = dispensed(guest_cap(guests, policy), granted)
        if finding.is_broken:
            raise InputRefused.of(finding.as_problem("guests"))
        before = len(request.guests)
        request.guests = [
            RequestGuest(position_no=number, name=g.name, position=g.position, role=g.role)
            for number, g in enumerate(guests, 1)
        ]
        if request.state == State.SCHEDULED:
            issued_letters.issue(request, now=now)
        facts = {"before": before, "after": len(guests), "finding": finding.as_json()}
        moves.note(request, "amend_guests", by=by, now=now, facts=facts)
        return len(guests)
