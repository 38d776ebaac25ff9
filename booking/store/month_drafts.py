"""Drafts of months that went to the management, each once."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from booking.database import db
from booking.domain.invitation import HOST
from booking.domain.report_notice import MONTH_DRAFT, DraftReady
from booking.domain.roles import Role
from booking.models.access import Staff
from booking.models.messages import OutboxMessage
from booking.models.reports import MonthDraft
from booking.store.outbox import NEW


def is_prepared(month: str) -> bool:
    """True when the draft of this month went out."""
    return db.session.get(MonthDraft, month) is not None


def take(month: str, *, now: datetime) -> bool:
    """True for the one who prepares this draft; the month is the key."""
    try:
        with db.session.begin_nested():
            db.session.add(MonthDraft(month=month, prepared_at=now))
    except IntegrityError:  # another process prepared it at this moment
        return False
    return True


def owe(facts: DraftReady, *, now: datetime) -> int:
    """Owe everybody of the management a mail about the draft; gives how many."""
    addresses = db.session.scalars(
        select(Staff.email).where(Staff.role == Role.MANAGEMENT, Staff.active).order_by(Staff.id)
    ).all()
    for address in addresses:
        db.session.add(
            OutboxMessage(
                kind=MONTH_DRAFT,
                request_id=None,
                recipient=address,
                facts=facts.to_json(address),
                message_id=f"<draf.{facts.month}.{uuid.uuid4().hex}@{HOST}>",
                state=NEW,
                tries=0,
                created_at=now,
                due_at=now,
            )
        )
    return len(addresses)
