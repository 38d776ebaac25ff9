"""The technical units of DJPK."""

from __future__ import annotations

from sqlalchemy import exists, or_, select

from booking.database import db
from booking.domain.roles import Role
from booking.errors import NotFound
from booking.models.access import Staff
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


def mailboxes(code: str) -> tuple[str, ...]:
    """Where a unit is written to: its own mailbox, else its people's; () when it has none.

    A unit that takes no new questions still hears of what it accepted.
    """
    own = db.session.scalar(select(Unit.email).where(Unit.code == code))
    if own:
        return (own,)
    return tuple(
        db.session.scalars(
            select(Staff.email)
            .join(Staff.unit)
            .where(Unit.code == code, Staff.role == Role.UNIT, Staff.active)
            .order_by(Staff.id)
        )
    )


def with_mailbox() -> frozenset[str]:
    """The codes of the units that a mail reaches."""
    people = exists().where(Staff.unit_id == Unit.id, Staff.role == Role.UNIT, Staff.active)
    return frozenset(db.session.scalars(select(Unit.code).where(or_(Unit.email != "", people))))
