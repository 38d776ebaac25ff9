"""The technical units of DJPK."""

from __future__ import annotations

from sqlalchemy import select

from booking.database import db
from booking.errors import NotFound
from booking.models.reference import Unit


def by_code(code: str) -> Unit:
    """The active unit of this code. Raises `NotFound`."""
    found = db.session.scalars(select(Unit).where(Unit.code == code, Unit.active)).first()
    if found is None:
        raise NotFound(f"Unit {code} tidak dikenal.")
    return found


def active_units() -> list[Unit]:
    """Every unit that hosts consultations."""
    return list(db.session.scalars(select(Unit).where(Unit.active).order_by(Unit.id)))
