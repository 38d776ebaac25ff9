"""Giving a session: the claim decides, the clauses explain (E.3.c.3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from booking.database import transaction
from booking.domain.lifecycle import State
from booking.domain.local_time import slot_words
from booking.domain.mail_facts import Appointment, MailKind
from booking.domain.roles import Actor
from booking.domain.sessions import Slot
from booking.errors import InputRefused, Problem, SessionTaken
from booking.store import appointments, claims, issued_letters, mail, moves, requests, unit_news

LONGEST_CONSULTED = 300
ASK_CONSULTED = "Tuliskan dengan siapa di unit jadwal ini dikoordinasikan (SE-2 E.3.c.3)."
ASK_WHY = "Tuliskan alasan pemindahan; pemohon membacanya di surel."


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
    """Give a request this session, issue its confirmation letter and owe the invitation.

    `consulted` says how the unit was asked. Raises `RuleBroken`, `SessionTaken` with the next free
    sessions, `QuotaFull`, `LetterSpent`, `AlreadyDecided` or `MoveNotAllowed`.
    """
    InputRefused.unless_said(consulted, "consulted", ASK_CONSULTED, LONGEST_CONSULTED)
    try:
        with transaction():
            request = requests.by_reference(reference, lock=True)
            row = moves.allowed(request, "schedule", by=by, version=version)
            was = request.state
            given = appointments.give(request, slot, now=now)
            if request.invitation_sequence:  # an earlier invitation was cancelled under this UID
                request.invitation_sequence += 1
            request.consulted = consulted
            if meeting_link:
                request.meeting_link = meeting_link
            issued_letters.issue(request, now=now)
            moves.make(request, row, by=by, now=now, reason=consulted, facts=given.facts)
            told = mail.owe(request, MailKind.SCHEDULED, now=now)
            unit_news.owe(request, told, was=was, now=now)
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
    """Move a given session, by DJPK only: same invitation, next sequence, a new confirmation."""
    InputRefused.unless_said(reason, "reason", ASK_WHY)
    try:
        with transaction():
            request = requests.by_reference(reference, lock=True)
            row = moves.allowed(request, "reschedule", by=by, version=version)
            previous, room = mail.appointment_of(request), claims.room_of(request.id)
            given = appointments.give(request, slot, now=now)
            if previous and previous == mail.appointment_of(request) and room == given.room:
                raise _nothing_moved(previous)
            request.invitation_sequence += 1
            facts = given.facts | {"previous": _as_facts(previous)}
            issued_letters.issue(request, now=now)
            moves.make(request, row, by=by, now=now, reason=reason, facts=facts)
            told = mail.owe(
                request, MailKind.RESCHEDULED, now=now, reason=reason, previous=previous
            )
            unit_news.owe(request, told, was=State.SCHEDULED, now=now)
            return Scheduled(request.reference, request.state, slot, given.room)
    except SessionTaken as lost:
        raise appointments.with_alternatives(lost, reference, slot, now=now) from lost


def _nothing_moved(kept: Appointment) -> InputRefused:
    """A mail about a move that changes nothing would call the session that holds invalid."""
    words = f"Jadwal sudah pada {slot_words(*kept)}. Pilih sesi lain."
    return InputRefused.of(Problem("same_session", words, "slot"))


def _as_facts(previous: Appointment | None) -> list[str]:
    return [previous.on.isoformat(), previous.start, previous.end] if previous else []
