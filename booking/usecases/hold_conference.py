"""A conference that was held, and the link by which it is held."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from booking.database import transaction
from booking.domain.lifecycle import State
from booking.domain.mail_facts import MailKind
from booking.domain.roles import Actor
from booking.domain.words import CONFERENCE
from booking.errors import InputRefused, MoveNotAllowed, Problem
from booking.store import audit, mail, moves, requests


def hold_conference(reference: str, *, by: Actor, now: datetime, version: int | None = None) -> str:
    """Mark a conference as held; a person does this, never the clock (DECISIONS 17)."""
    with transaction():
        request = requests.by_reference(reference, lock=True)
        row = moves.allowed(request, "hold_conference", by=by, version=version)
        moves.make(request, row, by=by, now=now)
        return request.state


def share_link(reference: str, link: str, *, by: Actor, now: datetime) -> None:
    """Give or change the meeting link of a scheduled conference and send the invitation anew."""
    address = readable_link(link)
    with transaction():
        request = requests.by_reference(reference, lock=True)
        if request.mode != CONFERENCE or request.state != State.SCHEDULED:
            raise MoveNotAllowed("Tautan rapat hanya untuk video conference yang sudah terjadwal.")
        request.meeting_link = address
        request.invitation_sequence += 1
        request.version += 1
        audit.append("share_link", request.reference, by=by, now=now)
        mail.owe(request, MailKind.SCHEDULED, now=now)


def readable_link(link: str) -> str:
    """An https address without surprises. Raises `InputRefused`."""
    address = link.strip()
    parts = urlsplit(address)
    if parts.scheme != "https" or not parts.hostname or any(c.isspace() for c in address):
        raise InputRefused.of(
            Problem(
                "link_invalid",
                "Tautan rapat harus diawali https://, misalnya dari undangan Microsoft Teams.",
                "meeting_link",
            )
        )
    return address
