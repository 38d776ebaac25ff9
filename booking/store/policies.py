"""Which circular holds on a date, and settings of the product."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from booking.database import db
from booking.domain.local_time import long_date
from booking.domain.policy import SE_2, Policy, policy_from, policy_on
from booking.domain.roles import Actor
from booking.errors import AlreadyDecided, NotFound
from booking.models.reference import PolicyRow, ProductSetting


def policies() -> tuple[Policy, ...]:
    """All circulars known, oldest first."""
    rows = db.session.scalars(
        select(PolicyRow).where(PolicyRow.withdrawn_at.is_(None)).order_by(PolicyRow.valid_from)
    )
    return tuple(policy_from(row.name, row.valid_from, row.numbers) for row in rows)


def policy_for(day: date) -> Policy:
    """The circular by which a request is judged that wants this day."""
    return policy_on(policies(), day) or SE_2


def rows() -> list[PolicyRow]:
    """The circulars with who entered them and on what basis, the newest first."""
    asked = select(PolicyRow).where(PolicyRow.withdrawn_at.is_(None))
    return list(db.session.scalars(asked.order_by(PolicyRow.valid_from.desc())))


def add(policy: Policy, legal_basis: str, *, by: Actor, now: datetime) -> int:
    """Keep a circular. Raises `AlreadyDecided` where another begins on the same day."""
    row = PolicyRow(
        name=policy.name,
        valid_from=policy.valid_from,
        numbers=policy.numbers(),
        legal_basis=legal_basis,
        by=by.name,
        at=now,
    )
    try:
        with db.session.begin_nested():
            db.session.add(row)
            db.session.flush()  # its key is the subject of the audit row
    except IntegrityError:
        raise AlreadyDecided(
            f"Sudah ada ketentuan yang berlaku mulai {long_date(policy.valid_from)}. Batalkan "
            "ketentuan itu lebih dahulu, atau pilih tanggal lain."
        ) from None
    return row.id


def counted(number: int) -> PolicyRow:
    """A circular that counts, locked. Raises `NotFound` for one that was withdrawn."""
    row = db.session.get(PolicyRow, number, with_for_update=True)
    if row is None or row.withdrawn_at:
        raise NotFound("Ketentuan ini tidak dikenal atau sudah dibatalkan.")
    return row


def setting(key: str) -> str | None:
    """A setting of the product, or None where nobody set it."""
    row = db.session.get(ProductSetting, key)
    return row.value if row else None
