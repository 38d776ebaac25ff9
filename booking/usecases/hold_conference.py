"""A conference that was held, and the link by which it is held."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from booking.database import transaction
from booking.domain.lifecycle import State
from booking.domain.local_time import slot_instant, slot_words
from booking.domain.mail_facts import MailKind
from booking.domain.roles import Actor
from booking.domain.words import CONFERENCE
from booking.errors import InputRefused, MoveNotAllowed, Problem
from booking.models.requests import Request
from booking.store import audit, issued_letters, mail, moves, requests

LONGEST_LINK = 500


def hold_conference(reference: str, *, by: Actor, now: datetime, version: int | None = None) -> str:
    """Mark a conference as held; a person does this, never the clock (DECISIONS 17)."""
    with transaction():
        request = requests.by_reference(reference, lock=True)
        row = moves.allowed(request, "hold_conference", by=by, version=version)
        _refuse_before_it_begins(request, now=now)
        moves.make(request, row, by=by, now=now)
        return request.state


def _refuse_before_it_begins(request: Request, *, now: datetime) -> None:
    on, start, end = request.appointment_on, request.appointment_start, request.appointment_end
    if on and start and end and now < slot_instant(on, start):
        raise MoveNotAllowed(
            f"Video conference ini baru dimulai {slot_words(on, start, end)}. "
            "Catat setelah dilaksanakan."
        )


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
        issued_letters.issue(request, now=now)  # the letter names the link
        audit.append("share_link", request.reference, by=by, now=now)
        mail.owe(request, MailKind.SCHEDULED, now=now)


def readable_link(link: str) -> str:
    """An https address without surprises. Raises `InputRefused`."""
    address = link.strip()
    if not _is_https(address) or len(address) > LONGEST_LINK or any(c.isspace() for c in address):
        raise InputRefused.of(
            Problem(
                "link_invalid",
                "Tautan rapat harus diawali https://, misalnya dari undangan Microsoft Teams.",
                "meeting_link",
            )
        )
    return address


def _is_https(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:  # brackets that are no IPv6 address
        return False
    return parts.scheme == "https" and bool(parts.hostname)
