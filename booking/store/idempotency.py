"""Answers kept under the key of a call; the unique key decides who works (DECISIONS 11)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, delete, select, update
from sqlalchemy.exc import IntegrityError

from booking.database import db
from booking.models.records import Idempotency

QUIETLY = {"synchronize_session": False}


def reserve(scope: str, key: str, body_hash: str, *, now: datetime) -> bool:
    """Take this key for a call that begins; False where somebody was first."""
    row = Idempotency(scope=scope, key=key, body_hash=body_hash, answer={}, created_at=now)
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        return False
    return True


def kept(scope: str, key: str) -> Idempotency | None:
    """What is known under this key: an answer, or a call that still runs."""
    return db.session.scalars(
        select(Idempotency).where(Idempotency.scope == scope, Idempotency.key == key)
    ).first()


def take_over(scope: str, key: str, *, begun_before: datetime, now: datetime) -> bool:
    """Take the key of a call that crashed; True for one caller only."""
    taken: CursorResult[Any] = db.session.execute(  # type: ignore[assignment]
        update(Idempotency)
        .where(
            Idempotency.scope == scope,
            Idempotency.key == key,
            Idempotency.status.is_(None),
            Idempotency.created_at < begun_before,
        )
        .values(created_at=now)
        .execution_options(**QUIETLY)
    )
    return taken.rowcount == 1


def keep(scope: str, key: str, *, begun: datetime, status: int, answer: dict[str, Any]) -> None:
    """Keep the answer, unless another call took the key over since this one began."""
    db.session.execute(
        update(Idempotency)
        .where(Idempotency.scope == scope, Idempotency.key == key, Idempotency.created_at == begun)
        .values(status=status, answer=answer)
        .execution_options(**QUIETLY)
    )


def let_go(scope: str, key: str, *, begun: datetime) -> None:
    """Free the key of a call that failed, so that it can be tried again."""
    db.session.execute(
        delete(Idempotency)
        .where(Idempotency.scope == scope, Idempotency.key == key, Idempotency.created_at == begun)
        .execution_options(**QUIETLY)
    )


def forget_before(moment: datetime) -> None:
    """Drop what was kept long enough."""
    db.session.execute(
        delete(Idempotency).where(Idempotency.created_at < moment).execution_options(**QUIETLY)
    )
