"""Owing a colleague a mail about the own account."""

from __future__ import annotations

import uuid
from datetime import datetime

from booking.database import db
from booking.domain.account_mail import AccountMail, AccountMailKind
from booking.domain.invitation import HOST
from booking.models.access import Staff
from booking.models.messages import OutboxMessage
from booking.store.outbox import NEW


def owe(
    account: Staff, kind: AccountMailKind, *, now: datetime, link_id: int | None = None
) -> None:
    """Add the mail to the transaction of the fact it tells."""
    facts = AccountMail(kind, account.email, account.role, link_id)
    db.session.add(
        OutboxMessage(
            kind=kind,
            request_id=None,
            recipient=account.email,
            facts=facts.to_json(),
            message_id=f"<akun.{uuid.uuid4().hex}@{HOST}>",
            state=NEW,
            tries=0,
            created_at=now,
            due_at=now,
        )
    )
