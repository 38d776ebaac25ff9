"""Which circular holds on a date, and settings of the product."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from booking.database import db
from booking.domain.policy import SE_2, Policy, policy_from, policy_on
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


def setting(key: str) -> str | None:
    """A setting of the product, or None where nobody set it."""
    row = db.session.get(ProductSetting, key)
    return row.value if row else None
