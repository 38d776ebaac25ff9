"""Ending one's own sessions in other browsers (ASVS 7.5.2)."""

from __future__ import annotations

from datetime import datetime

from booking.database import transaction
from booking.domain.roles import Actor
from booking.store import audit, staff_sessions


def end_session(session_id: int, *, of: int, by: Actor, now: datetime) -> None:
    """End one session of this account. Raises `NotFound` for anybody else's."""
    with transaction():
        staff_sessions.revoke(session_id, of=of, now=now)
        audit.append("end_session", by.key, by=by, now=now)


def end_other_sessions(token: str, *, of: int, by: Actor, now: datetime) -> None:
    """End every session of this account but the one of this token."""
    with transaction():
        staff_sessions.revoke_all(of, now=now, but=token)
        audit.append("end_other_sessions", by.key, by=by, now=now)
