"""Drafts of requests: found by the id that only the requester's browser carries."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select

from booking.database import db
from booking.domain.links import fingerprint
from booking.models.drafts import Draft


def by_token(token: str, *, since: datetime, lock: bool = False) -> Draft | None:
    """The draft of this id, if it was written to since a moment; older ones are over."""
    query = select(Draft).where(Draft.hash == fingerprint(token), Draft.updated_at > since)
    if lock:
        query = query.with_for_update()
    return db.session.scalars(query).one_or_none()


def drop(token: str) -> None:
    """Remove a draft; its letter goes with the unused ones."""
    db.session.execute(delete(Draft).where(Draft.hash == fingerprint(token)))


def drop_before(moment: datetime) -> int:
    """Remove drafts that nobody wrote to since; gives how many."""
    old = list(db.session.scalars(select(Draft).where(Draft.updated_at <= moment)))
    for draft in old:
        db.session.delete(draft)
    return len(old)
