"""Saying "Saya kerjakan": a note to colleagues for half an hour, never a lock."""

from __future__ import annotations

from datetime import datetime, timedelta

from booking.database import transaction
from booking.domain.roles import DESK, Actor
from booking.errors import NotAllowed
from booking.store import requests, work_claims

LASTS = timedelta(minutes=30)


def take_up(reference: str, *, by: Actor, now: datetime) -> datetime:
    """Note who works on a request, in place of whoever did; gives until when the note stands."""
    _refuse_others(by)
    with transaction():
        request = requests.by_reference(reference, lock=True)
        until = now + LASTS
        work_claims.put(request.id, by=by, until=until)
        return until


def put_down(reference: str, *, by: Actor) -> None:
    """Take the own note away; somebody else's stays."""
    _refuse_others(by)
    with transaction():
        work_claims.remove(requests.by_reference(reference, lock=True).id, by=by)


def _refuse_others(by: Actor) -> None:
    if by.role not in DESK:
        raise NotAllowed("Catatan ini untuk petugas dan penyelia.")
