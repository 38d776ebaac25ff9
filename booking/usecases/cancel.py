"""Ending a request before it is held: withdrawn, cancelled by the requester, or by DJPK."""

from __future__ import annotations

from datetime import datetime

from booking.database import transaction
from booking.domain.lifecycle import BEFORE_SCHEDULE, State
from booking.domain.mail_facts import MailKind
from booking.domain.roles import Actor
from booking.errors import InputRefused
from booking.models.requests import Request
from booking.store import appointments, issued_letters, mail, moves, requests, unit_news

ASK_WHY = "Tuliskan alasan pembatalan."


def cancel_by_requester(
    reference: str, *, reason: str, by: Actor, now: datetime, version: int | None = None
) -> str:
    """Give up a request: before a schedule the letter stays good, afterwards it is spent (c.9)."""
    InputRefused.unless_said(reason, "reason", ASK_WHY)
    with transaction():
        request = requests.by_reference(reference, lock=True)
        was = request.state
        early = was in BEFORE_SCHEDULE
        name = "withdraw" if early else "cancel_by_requester"
        row = moves.allowed(request, name, by=by, version=version)
        _end_invitation(request)
        issued_letters.cancel(request, now=now)
        moves.make(request, row, by=by, now=now, reason=reason)
        kind = MailKind.WITHDRAWN if early else MailKind.CANCELLED_BY_REQUESTER
        told = mail.owe(request, kind, now=now, reason=reason)
        unit_news.owe(request, told, was=was, now=now)
        return request.state


def cancel_by_djpk(
    reference: str, *, reason: str, by: Actor, now: datetime, version: int | None = None
) -> str:
    """Take back a session that DJPK gave; the letter stays good and a new session follows."""
    InputRefused.unless_said(reason, "reason", ASK_WHY)
    with transaction():
        request = requests.by_reference(reference, lock=True)
        row = moves.allowed(request, "cancel_by_djpk", by=by, version=version)
        was = request.state
        _end_invitation(request)
        issued_letters.cancel(request, now=now)
        previous = mail.appointment_of(request)
        moves.make(request, row, by=by, now=now, reason=reason)
        told = mail.owe(
            request, MailKind.CANCELLED_BY_DJPK, now=now, reason=reason, previous=previous
        )
        unit_news.owe(request, told, was=was, now=now)
        appointments.forget(request)
        return request.state


def _end_invitation(request: Request) -> None:
    """Number the cancellation of a session that was given; one that was only held was no news."""
    if request.state == State.SCHEDULED:
        request.invitation_sequence += 1
    else:
        appointments.forget(request)
