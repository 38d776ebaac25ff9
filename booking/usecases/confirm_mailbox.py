"""Confirming the mailbox: by a button, never by opening a link (TRUST 0.4)."""

from __future__ import annotations

from datetime import datetime, timedelta

from booking.database import db, transaction
from booking.domain.lifecycle import State
from booking.domain.links import CONFIRM, TRACKING, fingerprint, link_token, new_seed
from booking.domain.mail_facts import MailKind
from booking.domain.roles import REQUESTER_ACTOR, SYSTEM_ACTOR
from booking.domain.submission import too_many_open
from booking.errors import InputRefused, NotFound
from booking.models.requests import Request
from booking.sentences import say
from booking.store import audit, claims, intake, mail, moves, policies, requests

VALID_FOR = timedelta(hours=24)
TOO_LATE = say(
    "Tautan ini sudah tidak berlaku. Ajukan permohonan kembali; surat tetap dapat dipakai."
)


def confirm_mailbox(token: str, *, now: datetime) -> str:
    """Make an unverified request a submitted one and take its letter; gives the reference.

    Raises `NotFound` for an unknown or expired token, `LetterSpent` when the letter was taken
    meanwhile, `InputRefused` when the mailbox has too many open requests, `MoveNotAllowed` when it
    was confirmed before.
    """
    with transaction():
        request = requests.by_confirmation(token, lock=True)
        row = moves.allowed(request, "confirm_mailbox", by=REQUESTER_ACTOR)
        if now - request.created_at > VALID_FOR:
            raise NotFound(TOO_LATE)
        _refuse_too_many(request)
        intake.carry_letters(request)
        request.mailbox_confirmed_at = now
        moves.make(request, row, by=REQUESTER_ACTOR, now=now)
        mail.owe(request, MailKind.RECEIVED, now=now)
        return request.reference


def _refuse_too_many(request: Request) -> None:
    most = policies.policy_for(request.received_on).open_requests_per_mailbox
    if requests.open_requests_of(request.contact_email) >= most:
        raise InputRefused.of(too_many_open(most))


def expire_unverified(*, now: datetime) -> int:
    """Drop requests whose mailbox nobody confirmed within 24 hours (DECISIONS 9)."""
    with transaction():
        expired = requests.unverified_before(now - VALID_FOR)
        for request in expired:
            moves.allowed(request, "expire", by=SYSTEM_ACTOR)
            audit.append(
                "expire", request.reference, by=SYSTEM_ACTOR, now=now, from_state=request.state
            )
            claims.free_letter(request.id)
            db.session.delete(request)
    return len(expired)


def renew_link(request_id: int, *, now: datetime, link_key: bytes) -> None:
    """Send the tracking link again; the old one ends."""
    with transaction():
        request: Request = requests.by_id(request_id)
        _new_links(request, link_key)
        audit.append("renew_link", request.reference, by=REQUESTER_ACTOR, now=now)
        mail.owe(request, MailKind.LINK_AGAIN, now=now)


def ask_again(request_id: int, *, now: datetime, link_key: bytes) -> bool:
    """Send the mail with the confirmation button again; the old link ends, the day goes on.

    False when there is nothing to confirm any more.
    """
    with transaction():
        request: Request = requests.by_id(request_id)
        if request.state != State.UNVERIFIED or now - request.created_at > VALID_FOR:
            return False
        _new_links(request, link_key)
        audit.append("ask_again", request.reference, by=REQUESTER_ACTOR, now=now)
        mail.owe(request, MailKind.CONFIRM_MAILBOX, now=now)
        return True


def _new_links(request: Request, link_key: bytes) -> None:
    request.link_seed = new_seed()
    request.link_hash = fingerprint(link_token(link_key, TRACKING, request.link_seed))
    request.confirm_hash = fingerprint(link_token(link_key, CONFIRM, request.link_seed))
