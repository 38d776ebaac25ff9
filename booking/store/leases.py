"""Leases: which process does a job alone, and until when; in real time (DECISIONS 13)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, delete, or_, select, update
from sqlalchemy.exc import IntegrityError

from booking.database import db
from booking.models.records import Lease


def take(name: str, owner: str, *, now: datetime, until: datetime) -> bool:
    """Take or keep the lease; False while another owner holds it."""
    kept: CursorResult[Any] = db.session.execute(  # type: ignore[assignment]
        update(Lease)
        .where(Lease.name == name, or_(Lease.owner == owner, Lease.until < now))
        .values(owner=owner, until=until)
        .execution_options(synchronize_session=False)
    )
    if kept.rowcount == 1:
        return True
    if db.session.get(Lease, name) is not None:
        return False
    try:
        with db.session.begin_nested():
            db.session.add(Lease(name=name, owner=owner, until=until))
    except IntegrityError:  # another process took it between the question and the insert
        return False
    return True


def release(owner: str) -> None:
    """Let go of everything this owner holds, so that another need not wait."""
    db.session.execute(
        delete(Lease).where(Lease.owner == owner).execution_options(synchronize_session=False)
    )


def heartbeats() -> Mapping[str, datetime]:
    """Until when each job is held; a moment that has passed means that nobody does the job."""
    return {lease.name: lease.until for lease in db.session.scalars(select(Lease))}
