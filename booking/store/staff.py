"""Staff accounts, their sessions, and programs' tokens."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import joinedload

from booking.database import db
from booking.domain.links import fingerprint
from booking.domain.roles import Account
from booking.models.access import ApiToken, Staff, StaffSession

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)


def by_email(email: str) -> Staff | None:
    """The active account of this address."""
    return db.session.scalars(
        select(Staff).where(func.lower(Staff.email) == email.strip().lower(), Staff.active)
    ).first()


def session_of(token: str, *, now: datetime) -> StaffSession | None:
    """The live session of a browser: not revoked, idle under 30 minutes, younger than 12 hours."""
    return db.session.scalars(
        select(StaffSession)
        .join(Staff)
        .options(joinedload(StaffSession.staff).joinedload(Staff.unit))
        .where(
            StaffSession.hash == fingerprint(token),
            StaffSession.revoked_at.is_(None),
            StaffSession.last_seen_at > now - IDLE,
            StaffSession.created_at > now - ABSOLUTE,
            Staff.active,
        )
    ).first()


def is_any() -> bool:
    """True when the database holds an account."""
    return db.session.scalar(select(Staff.id).limit(1)) is not None


def account_of(row: Staff) -> Account:
    """An account as a value."""
    return Account(row.id, row.name, row.email, row.role, row.unit.code if row.unit else "")


def revoke_sessions(staff_id: int, *, now: datetime) -> None:
    """End every session of an account."""
    db.session.execute(
        update(StaffSession)
        .where(StaffSession.staff_id == staff_id, StaffSession.revoked_at.is_(None))
        .values(revoked_at=now)
    )


def active_in(role: str) -> list[Account]:
    """The accounts of a role that may sign in."""
    rows = db.session.scalars(
        select(Staff).where(Staff.role == role, Staff.active).order_by(Staff.id)
    )
    return [account_of(row) for row in rows]


def demo_accounts() -> list[Staff]:
    """Accounts that exist for demonstrations only (DECISIONS 14)."""
    return list(db.session.scalars(select(Staff).where(Staff.demo).order_by(Staff.id)))


def api_token(token: str) -> ApiToken | None:
    """The program of this bearer token, unless it was revoked."""
    return db.session.scalars(
        select(ApiToken).where(ApiToken.hash == fingerprint(token), ApiToken.revoked_at.is_(None))
    ).first()
