"""Owing a colleague a mail about the own account."""

from __future__ import annotations

from datetime import datetime

from booking.domain.account_mail import AccountMail, AccountMailKind
from booking.models.access import Staff
from booking.store import outbox


def owe(
    account: Staff, kind: AccountMailKind, *, now: datetime, link_id: int | None = None
) -> None:
    """Add the mail to the transaction of the fact it tells."""
    facts = AccountMail(kind, account.email, account.role, link_id)
    outbox.owe_notice(kind, facts.to_json(), recipient=account.email, now=now)
