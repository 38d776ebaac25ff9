"""Giving a session: the claim decides, the clauses explain (E.3.c.3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from booking.database import transaction
from booking.domain.mail_facts import MailKind
from booking.domain.roles import Actor
from booking.domain.sessions import Slot
from booking.errors import SessionTaken
from booking.store import appointments, mail, moves, requests


@dataclass(frozen=True)
class Scheduled:
    """The session that was given, and in which room."""

    reference: str
    state: str
    slot: Slot
    room: str


def schedule(
    reference: str,
    slot: Slot,
    *,
    consulted: str,
    meeting_link: str | None = None,
    by: Actor,
    now: datetime,
    version: int | None = None,
) -> Scheduled:
    """Give a request this session and owe the invitation.

    `consulted` says how the unit was asked. Raises `RuleBroken`, `SessionTaken` with the next free
    sessions, `QuotaFull`, `LetterSpent`, `AlreadyDecided` or `MoveNotAllowed`.
    """
    try:
        with transaction():
            request = requests.by_reference(reference, lock=True)
            row = moves.allowed(request, "schedule", by=by, version=version)
            given = appointments.give(request, slot, now=now)
            request.consulted = consulted
            if meeting_link:
                request.meeting_link = meeting_link
            moves.make(request, row, by=by, now=now, reason=consulted, facts=given.facts)
            mail.owe(request, MailKind.SCHEDULED, now=now)
            return Scheduled(request.reference, request.state, slot, given.room)
    except SessionTaken as lost:
        raise appointments.with_alternatives(lost, reference, slot, now=now) from lost


def reschedule(
    reference: str,
    slot: Slot,
    *,
    reason: str,
    by: Actor,
    now: datetime,
    version: int | None = None,
) -> Scheduled:
    """Move a given session, by DJPK only: same invitation, next sequence, letter stays good."""
    try:
        with transaction():
            request = requests.by_reference(reference, lock=True)
            row = moves.allowed(request, "reschedule", by=by, version=version)
            previous = mail.appointment_of(request)
            given = appointments.give(request, slot, now=now)
            request.invitation_sequence += 1
            facts = given.facts | {"previous": list(previous or ())}
            moves.make(request, row, by=by, now=now, reason=reason, facts=facts)
            mail.owe(request, MailKind.RESCHEDULED, now=now, reason=reason, previous=previous)
            return Scheduled(request.reference, request.state, slot, given.room)
    except SessionTaken as lost:
        raise appointments.with_alternatives(lost, reference, slot, now=now) from lost
