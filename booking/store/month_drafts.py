"""Drafts of months that went to the management, each once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.exc import IntegrityError

from booking.database import db
from booking.domain.report_notice import MONTH_DRAFT, DraftReady
from booking.domain.roles import Role
from booking.models.reports import MonthDraft
from booking.store import outbox, staff


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


def owe(facts: DraftReady, *, now: datetime) -> None:
    """Owe everybody of the management a mail about the draft."""
    for account in staff.active_in(Role.MANAGEMENT):
        outbox.owe_notice(MONTH_DRAFT, facts.to_json(), recipient=account.email, now=now)
