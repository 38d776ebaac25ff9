"""Refusing one guest and keeping the visit: the delegation goes on without this person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from booking.database import transaction
from booking.domain.delegation import Guest
from booking.domain.dispensation import dispensed
from booking.domain.findings import Finding
from booking.domain.lifecycle import BEFORE_SCHEDULE, State
from booking.domain.mail_facts import MailKind
from booking.domain.roles import DESK, Actor
from booking.domain.rules import guest_cap
from booking.domain.words import VISIT
from booking.errors import InputRefused, MoveNotAllowed, NotAllowed, Problem
from booking.models.requests import Request, RequestGuest
from booking.store import dispensations, issued_letters, mail, moves, policies, requests

REFUSABLE = (*BEFORE_SCHEDULE, State.SCHEDULED)


def refuse_guest(
    reference: str,
    guest_id: int,
    *,
    reason: str,
    by: Actor,
    now: datetime,
    version: int | None = None,
) -> int:
    """Take one guest off the list and tell the contact why; gives how many are left.

    A scheduled visit gets its letter anew. Raises `InputRefused` for the last guest, and where the
    others would be too many without this one (E.3.c.6).
    """
    InputRefused.unless_said(reason, "reason", "Tuliskan mengapa tamu ini tidak dapat diterima.")
    with transaction():
        request = requests.by_reference(reference, lock=True)
        moves.refuse_stale(request, version)
        if by.role not in DESK:
            raise NotAllowed("Tamu hanya dapat ditolak oleh petugas atau penyelia.")
        if request.mode != VISIT or request.state not in REFUSABLE:
            raise MoveNotAllowed("Daftar tamu hanya dapat diubah sebelum kunjungan berlangsung.")
        refused = _named(request, guest_id)
        left = [guest for guest in request.guests if guest is not refused]
        finding = _finding_without(request, left)
        told = f"{refused.name}, {refused.position}: {reason.strip()}"
        request.guests.remove(refused)
        if request.state == State.SCHEDULED:
            issued_letters.issue(request, now=now)
        facts = {"before": len(left) + 1, "after": len(left), "finding": finding.as_json()}
        moves.note(request, "refuse_guest", by=by, now=now, reason=reason.strip(), facts=facts)
        mail.owe(request, MailKind.GUEST_REFUSED, now=now, reason=told)
        return len(left)


def _named(request: Request, guest_id: int) -> RequestGuest:
    found = next((guest for guest in request.guests if guest.id == guest_id), None)
    if found is None:
        raise _refusal("guest_unknown", "Pilih tamu dari daftar permohonan ini.")
    if len(request.guests) == 1:
        raise _refusal(
            "guests_missing",
            "Ini satu-satunya tamu. Bila kunjungan tidak dapat diterima, tolak permohonan.",
        )
    return found


def _finding_without(request: Request, left: Sequence[RequestGuest]) -> Finding:
    """What the cap says of those who are left; a given session may not rest on a breach."""
    granted = dispensations.in_force([request.id]).get(request.id, ())
    policy = policies.policy_for(request.appointment_on or request.received_on)
    others = [Guest(guest.name, guest.position, guest.role) for guest in left]
    finding = dispensed(guest_cap(others, policy), granted)
    if finding.is_broken and request.state == State.SCHEDULED:
        raise InputRefused.of(finding.as_problem("guest"))
    return finding


def _refusal(code: str, sentence: str) -> InputRefused:
    return InputRefused.of(Problem(code, sentence, "guest"))
