"""Who works on which request at this moment."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, insert, select

from booking.database import db
from booking.domain.roles import Actor
from booking.models.desk import WorkClaim


def put(request_id: int, *, by: Actor, until: datetime) -> None:
    """Note who works on a request, in place of whoever did; the request is locked."""
    db.session.execute(delete(WorkClaim).where(WorkClaim.request_id == request_id))
    db.session.execute(
        insert(WorkClaim).values(request_id=request_id, actor=by.key, name=by.name, until=until)
    )


def remove(request_id: int, *, by: Actor) -> None:
    """Take the note of this person away."""
    db.session.execute(
        delete(WorkClaim).where(WorkClaim.request_id == request_id, WorkClaim.actor == by.key)
    )


def live(request_ids: Collection[int], *, now: datetime) -> dict[int, WorkClaim]:
    """Who works on these requests now."""
    rows = db.session.scalars(
        select(WorkClaim).where(WorkClaim.request_id.in_(request_ids), WorkClaim.until > now)
    )
    return {row.request_id: row for row in rows}
