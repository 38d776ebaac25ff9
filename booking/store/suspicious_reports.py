"""Reports of letters that look forged: a row for the desk and a mail that tells of it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from booking.database import db
from booking.domain.staff_notice import SUSPICIOUS_LETTER, SuspiciousLetter
from booking.errors import NotFound
from booking.models.letters_issued import SuspiciousReport
from booking.store import outbox

MOST_SHOWN = 100


def add(facts: SuspiciousLetter, *, recipient: str, now: datetime) -> None:
    """Keep a report and owe the contact centre a mail about it."""
    db.session.add(
        SuspiciousReport(at=now, code=facts.code, told=facts.told, contact=facts.contact)
    )
    outbox.owe_notice(SUSPICIOUS_LETTER, facts.to_json(), recipient=recipient, now=now)


def newest() -> list[SuspiciousReport]:
    """The reports, those that wait first, then the newest first."""
    return list(
        db.session.scalars(
            select(SuspiciousReport)
            .order_by(SuspiciousReport.handled_at.is_not(None), SuspiciousReport.id.desc())
            .limit(MOST_SHOWN)
        )
    )


def mark_handled(report_id: int, *, by: str, now: datetime) -> None:
    """Somebody looked at this report; the first one stays named. Raises `NotFound`."""
    report = db.session.get(SuspiciousReport, report_id, with_for_update=True)
    if report is None:
        raise NotFound("Laporan ini tidak ditemukan.")
    if report.handled_at is None:
        report.handled_at, report.handled_by = now, by
