"""Links by which a password is chosen: found by hash, ended by the first use (TRUST 1.5)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import joinedload

from booking.database import db
from booking.domain.account_links import VALID_FOR, LinkPurpose, account_token
from booking.domain.links import fingerprint, new_seed
from booking.errors import NotFound
from booking.models.access import AccountLink, Staff

OVER = (
    "Tautan ini tidak berlaku lagi: sudah dipakai, sudah diganti dengan yang baru, atau lewat "
    "waktunya."
)


def add(staff_id: int, purpose: LinkPurpose, *, key: bytes, now: datetime) -> int:
    """A new link for an account; the earlier ones end. Gives its key."""
    end_all(staff_id, now=now)
    seed = new_seed()
    link = AccountLink(
        staff_id=staff_id,
        purpose=purpose,
        seed=seed,
        hash=fingerprint(account_token(key, purpose, seed)),
        created_at=now,
        expires_at=now + VALID_FOR[purpose],
    )
    db.session.add(link)
    db.session.flush()  # the mail names it
    return link.id


def live(token: str, *, now: datetime) -> AccountLink:
    """The link of this token while it holds. Raises `NotFound` alike for every other."""
    found = db.session.scalars(
        select(AccountLink)
        .join(Staff)
        .options(joinedload(AccountLink.staff).joinedload(Staff.unit))
        .where(
            AccountLink.hash == fingerprint(token),
            AccountLink.ended_at.is_(None),
            AccountLink.expires_at > now,
            Staff.active,
        )
    ).first()
    if found is None:
        raise NotFound(OVER)
    return found


def by_id(link_id: int) -> AccountLink:
    """A link by its key, for the mail. Raises `NotFound` for one that has ended."""
    found = db.session.get(AccountLink, link_id)
    if found is None or found.ended_at is not None:
        raise NotFound(OVER)
    return found


def use(link: AccountLink, *, now: datetime) -> None:
    """Take the one use. Raises `NotFound` when somebody was quicker."""
    taken = db.session.execute(
        update(AccountLink)
        .where(AccountLink.id == link.id, AccountLink.ended_at.is_(None))
        .values(ended_at=now)
        .returning(AccountLink.id)
    ).all()
    if not taken:
        raise NotFound(OVER)


def end_all(staff_id: int, *, now: datetime) -> None:
    """No link of this account opens anything any more."""
    db.session.execute(
        update(AccountLink)
        .where(AccountLink.staff_id == staff_id, AccountLink.ended_at.is_(None))
        .values(ended_at=now)
    )
