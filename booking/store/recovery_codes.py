"""Recovery codes of an account: hashes, each good for one use."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, func, select, update

from booking.database import db
from booking.models.access import RecoveryCode


def replace(staff_id: int, hashes: Iterable[str]) -> None:
    """New codes for an account; the old ones end."""
    forget(staff_id)
    db.session.add_all(RecoveryCode(staff_id=staff_id, hash=kept) for kept in hashes)


def forget(staff_id: int) -> None:
    """An account without a second step has no codes either."""
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.staff_id == staff_id))


def use(staff_id: int, kept: str, *, now: datetime) -> bool:
    """Take the one use of a code; False when it is none or was used."""
    taken = db.session.execute(
        update(RecoveryCode)
        .where(
            RecoveryCode.staff_id == staff_id,
            RecoveryCode.hash == kept,
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=now)
        .returning(RecoveryCode.id)
    ).all()
    return bool(taken)


def left(staff_id: int) -> int:
    """How many codes can still be used."""
    return (
        db.session.scalar(
            select(func.count(RecoveryCode.id)).where(
                RecoveryCode.staff_id == staff_id, RecoveryCode.used_at.is_(None)
            )
        )
        or 0
    )
