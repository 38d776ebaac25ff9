"""Receiving a delegation at reception: who may go in, how many SPPD, what was broken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from booking.database import db, transaction
from booking.domain import door_rules
from booking.domain.delegation import Admission, Arrival, admit
from booking.domain.dispensation import dispensed_cap
from booking.domain.findings import Finding
from booking.domain.lifecycle import BEFORE_SCHEDULE
from booking.domain.local_time import jakarta_date
from booking.domain.policy import SessionHours
from booking.domain.roles import Actor
from booking.domain.violations import VIOLATIONS
from booking.domain.words import GUEST_ROLES
from booking.errors import InputRefused, Problem, RuleBroken
from booking.models.door import Attendee, CheckIn
from booking.models.requests import Request
from booking.store import cases, dispensations, door, moves, policies, requests

MOST_EXTRA = 200
LONGEST_NAME = 120


@dataclass(frozen=True)
class CheckedIn:
    """The four numbers of the door, and the violations with their clauses."""

    cap: int
    arrived: int
    admitted: int
    sppd: int
    violations: tuple[tuple[str, str], ...]


def check_in(
    reference: str,
    arrived: Sequence[Arrival],
    *,
    nonce: str,
    extra_count: int = 0,
    by: Actor,
    now: datetime,
) -> CheckedIn:
    """Register who came; the cap follows who really came (E.3.c.6). A repeated nonce is harmless.

    Raises `RuleBroken` without a schedule (E.3.c.3), and on another day or after the session,
    which is recorded (E.3.c.11).
    """
    _refuse_unreadable(arrived, nonce, extra_count)
    with transaction():
        request = requests.by_reference(reference, lock=True)
        earlier = door.check_in_of(request.id)
        if earlier is not None and earlier.nonce == nonce:
            return _told(earlier, door.violation_codes(request.id, earlier.at))
        if request.state in BEFORE_SCHEDULE:
            raise _refusal(door_rules.schedule_given(None))
        row = moves.allowed(request, "check_in", by=by)
        outside = _outside_schedule(request, now=now)
        if outside is None:
            admission = _admission(request, arrived, extra_count)
            stood = _write(request, admission, nonce=nonce, by=by, now=now)
            facts = {"arrived": stood.arrived, "admitted": stood.admitted, "cap": stood.cap}
            moves.make(request, row, by=by, now=now, facts=facts)
            return _told(stood, admission.violations)
        door.record_once(
            "out_of_schedule",
            jakarta_date(now),
            request_id=request.id,
            facts=outside.facts,
            now=now,
            by=by,
            subject=request.reference,
        )
    raise _refusal(outside)


def _refusal(finding: Finding) -> RuleBroken:
    return RuleBroken(
        finding.sentence, clause=finding.clause, problems=(finding.as_problem("arrived"),)
    )


def undo_check_in(reference: str, *, reason: str, by: Actor, now: datetime) -> str:
    """Take back a check-in that was a mistake, with its violations; the history keeps both."""
    with transaction():
        request = requests.by_reference(reference, lock=True)
        row = moves.allowed(request, "undo_check_in", by=by)
        door.remove_check_in(request.id)
        moves.make(request, row, by=by, now=now, reason=reason)
        return request.state


def preview(reference: str, arrived: Sequence[Arrival], *, extra_count: int = 0) -> Admission:
    """What the door would decide for these people, before anything is written."""
    return _admission(requests.by_reference(reference), arrived, extra_count)


def _refuse_unreadable(arrived: Sequence[Arrival], nonce: str, extra_count: int) -> None:
    found = []
    if not arrived:
        found.append(Problem("arrived_missing", "Centang sedikitnya satu tamu.", "arrived"))
    if not nonce or len(nonce) > 64:
        found.append(Problem("nonce_missing", "Nonce wajib diisi, paling banyak 64.", "nonce"))
    if not 0 <= extra_count <= MOST_EXTRA:
        found.append(
            Problem("extra_count", f"Tamu tambahan antara 0 dan {MOST_EXTRA}.", "extra_count")
        )
    for arrival in arrived:
        words = (arrival.name, arrival.position)
        if (
            not arrival.name.strip()
            or arrival.role not in GUEST_ROLES
            or max(map(len, words)) > LONGEST_NAME
        ):
            found.append(
                Problem(
                    "arrival_unreadable",
                    f"Isi nama dan peran setiap tamu, paling banyak {LONGEST_NAME} karakter.",
                    "arrived",
                )
            )
    if found:
        raise InputRefused.of(*found)


def _outside_schedule(request: Request, *, now: datetime) -> Finding | None:
    on, start, end = request.appointment_on, request.appointment_start, request.appointment_end
    if on is None or start is None or end is None:
        raise _refusal(door_rules.schedule_given(None))
    finding = door_rules.within_schedule(on, SessionHours(start, end), now)
    return finding if finding.is_broken else None


def _admission(request: Request, arrived: Sequence[Arrival], extra_count: int) -> Admission:
    listed = {guest.name.casefold() for guest in request.guests}
    known = [replace(a, listed=a.listed and a.name.casefold() in listed) for a in arrived]
    policy = policies.policy_for(request.appointment_on or request.received_on)
    granted = dispensations.in_force([request.id]).get(request.id, ())
    return admit(
        cases.guests_of(request),
        known,
        policy,
        extra_count=extra_count,
        dispensed_cap=dispensed_cap(granted),
    )


def _write(
    request: Request, admission: Admission, *, nonce: str, by: Actor, now: datetime
) -> CheckIn:
    stood = CheckIn(
        request_id=request.id,
        nonce=nonce,
        at=now,
        by=by.name,
        cap=admission.cap,
        arrived=admission.arrived,
        admitted=len(admission.admitted),
        sppd=admission.sppd,
        attendees=[
            Attendee(
                name=arrival.name,
                position=arrival.position,
                role=arrival.role,
                identity_seen=arrival.identity_seen,
                admitted=inside,
                substituted=inside and not arrival.listed,
            )
            for inside, people in ((True, admission.admitted), (False, admission.refused))
            for arrival in people
        ],
    )
    db.session.add(stood)
    facts = {"cap": stood.cap, "arrived": stood.arrived, "admitted": stood.admitted}
    on = request.appointment_on or jakarta_date(now)
    for code in admission.violations:
        door.record(code, on, request_id=request.id, facts=facts, now=now)
    return stood


def _told(stood: CheckIn, codes: Sequence[str]) -> CheckedIn:
    return CheckedIn(
        cap=stood.cap,
        arrived=stood.arrived,
        admitted=stood.admitted,
        sppd=stood.sppd,
        violations=tuple((code, VIOLATIONS[code].clause) for code in codes),
    )
