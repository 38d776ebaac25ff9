"""Closing a day: who was received is completed, who did not come is a no-show (DECISIONS 17)."""

from __future__ import annotations

from datetime import datetime

from booking.database import transaction
from booking.domain.lifecycle import State
from booking.domain.local_time import jakarta_date, slot_instant
from booking.domain.mail_facts import MailKind
from booking.domain.roles import SYSTEM_ACTOR
from booking.domain.words import VISIT
from booking.store import mail, moves, requests

CLOSES_AT = "16:00"  # an hour after the last session, so that a late entry is still possible


def close_day(*, now: datetime) -> int:
    """Move the visits of every day that is over; gives how many. Conferences wait for a person."""
    today = jakarta_date(now)
    moved = 0
    with transaction():
        for request in requests.live_until(today):
            on = request.appointment_on
            if request.mode != VISIT or on is None or now < slot_instant(on, CLOSES_AT):
                continue
            came = request.state == State.CHECKED_IN
            row = moves.allowed(request, "complete" if came else "miss", by=SYSTEM_ACTOR)
            moves.make(request, row, by=SYSTEM_ACTOR, now=now)
            if not came:
                mail.owe(request, MailKind.MISSED, now=now)
            moved += 1
    return moved
