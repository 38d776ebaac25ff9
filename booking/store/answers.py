"""The last answer that a request got, as it was told by mail."""

from __future__ import annotations

from sqlalchemy import select

from booking.database import db
from booking.domain.mail_facts import MailFacts, MailKind
from booking.models.messages import OutboxMessage

ANSWERS = (
    MailKind.SCHEDULED,
    MailKind.RESCHEDULED,
    MailKind.RETURNED,
    MailKind.REJECTED,
    MailKind.CANCELLED_BY_DJPK,
)


def last_answer(request_id: int) -> MailFacts | None:
    """What the requester was told last, or None before the first answer."""
    row = db.session.scalars(
        select(OutboxMessage)
        .where(OutboxMessage.request_id == request_id, OutboxMessage.kind.in_(ANSWERS))
        .order_by(OutboxMessage.id.desc())
        .limit(1)
    ).first()
    return MailFacts.from_json(row.facts) if row else None
