"""Staff accounts and programs' tokens."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import joinedload

from booking.database import db
from booking.domain.links import fingerprint
from booking.domain.roles import Account
from booking.domain.second_step import Step
from booking.errors import NotFound
from booking.models.access import ApiToken, Staff, StaffSession


def by_email(email: str) -> Staff | None:
    """The active account of this address."""
    return db.session.scalars(
        select(Staff).where(func.lower(Staff.email) == email.strip().lower(), Staff.active)
    ).first()


def by_id(staff_id: int, *, lock: bool = False) -> Staff:
    """An account by its key, locked when it is about to change. Raises `NotFound`."""
    query = select(Staff).options(joinedload(Staff.unit)).where(Staff.id == staff_id)
    if lock:
        query = query.with_for_update(of=Staff)
    found = db.session.scalars(query).first()
    if found is None:
        raise NotFound("Akun ini tidak ditemukan.")
    return found


def address_is_taken(email: str) -> bool:
    """True when an account has this address, a deactivated one too."""
    known = select(Staff.id).where(func.lower(Staff.email) == email.strip().lower())
    return db.session.scalar(known) is not None


def listed() -> list[Staff]:
    """Every account: active ones first, then by name."""
    return list(
        db.session.scalars(
            select(Staff)
            .options(joinedload(Staff.unit))
            .order_by(Staff.active.desc(), func.lower(Staff.name), Staff.id)
        )
    )


def last_seen() -> dict[int, datetime]:
    """When each account last used a session."""
    seen = select(StaffSession.staff_id, func.max(StaffSession.last_seen_at))
    rows = db.session.execute(
        seen.where(StaffSession.stage == Step.IN).group_by(StaffSession.staff_id)
    )
    return {row[0]: row[1] for row in rows}


def take_step(staff_id: int, step: int) -> bool:
    """Keep the step of an accepted code; False when it or a later one was accepted before."""
    taken = db.session.execute(
        update(Staff)
        .where(
            Staff.id == staff_id,
            or_(Staff.totp_last_step.is_(None), Staff.totp_last_step < step),
        )
        .values(totp_last_step=step)
        .returning(Staff.id)
    ).all()
    return bool(taken)


def is_any() -> bool:
    """True when the database holds an account."""
    return db.session.scalar(select(Staff.id).limit(1)) is not None


def account_of(row: Staff) -> Account:
    """An account as a value."""
    return Account(row.id, row.name, row.email, row.role, row.unit.code if row.unit else "")


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
