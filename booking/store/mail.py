"""Owing a mail about a request: its facts at this moment, taken in the transaction of the move."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from booking.domain.findings import Finding
from booking.domain.mail_facts import Appointment, MailFacts, MailKind, MailReason
from booking.domain.policy import Policy
from booking.domain.words import VISIT
from booking.models.requests import Request
from booking.store import calendar, dispensations, outbox, policies, regions


def appointment_of(request: Request) -> Appointment | None:
    """The agreed session, or None."""
    if request.appointment_on is None or not request.appointment_start:
        return None
    return Appointment(
        request.appointment_on, request.appointment_start, request.appointment_end or ""
    )


def owe(
    request: Request,
    kind: MailKind,
    *,
    now: datetime,
    reason: str = "",
    problems: Iterable[Finding] = (),
    previous: Appointment | None = None,
) -> MailFacts:
    """Write the outbox row of this mail; the invitation's facts are frozen here and given back."""
    facts = facts_of(request, kind, reason=reason, problems=problems, previous=previous)
    outbox.owe(facts, request_id=request.id, now=now)
    return facts


def facts_of(
    request: Request,
    kind: MailKind,
    *,
    reason: str = "",
    problems: Iterable[Finding] = (),
    previous: Appointment | None = None,
) -> MailFacts:
    """What a mail of this kind about the request says at this moment."""
    policy = policies.policy_for(request.appointment_on or request.received_on)
    earliest = calendar.work_calendar().working_day_after(
        request.received_on, policy.lead_working_days
    )
    is_visit = request.mode == VISIT
    codes = [party.region_code for party in request.parties if party.region_code]
    return MailFacts(
        kind=kind,
        reference=request.reference,
        mode=request.mode,
        institution=request.institution,
        contact_name=request.contact_name,
        contact_position=request.contact_position,
        recipient=request.contact_email,
        received_on=request.received_on,
        answer_by=request.answer_by,
        earliest_on=earliest,
        appointment=appointment_of(request),
        previous_appointment=previous,
        meeting_link=request.meeting_link,
        sequence=request.invitation_sequence,
        zones=regions.zones(codes),
        guests=len(request.guests) if is_visit else None,
        guest_cap=_cap(request, policy) if is_visit else None,
        topics=tuple(topic.name for topic in request.topics),
        reason=reason,
        problems=tuple(MailReason(f.code, f.clause, f.formal) for f in problems),
    )


def _cap(request: Request, policy: Policy) -> int:
    return dispensations.guest_cap_of(request.id, [g.role for g in request.guests], policy)
