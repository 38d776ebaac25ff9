"""Closed months: each version as it was written, never changed again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from booking.database import db
from booking.domain.lifecycle import State
from booking.domain.months import first_day, last_day
from booking.domain.report import MonthlyReport
from booking.domain.report_data import fingerprint, snapshot
from booking.domain.words import CONFERENCE, VISIT
from booking.models.history import AuditHead, AuditRow
from booking.models.reports import ClosedMonth
from booking.models.requests import Request

CLOSE = "close_month"
STILL_OPEN = (State.SCHEDULED, State.CHECKED_IN)


def newest(month: str) -> ClosedMonth | None:
    """The version that holds, or None while the month is not closed."""
    return db.session.scalars(
        select(ClosedMonth)
        .where(ClosedMonth.month == month)
        .order_by(ClosedMonth.version.desc())
        .limit(1)
    ).first()


def versions(month: str) -> Sequence[ClosedMonth]:
    """Every version of a month, the newest first."""
    return db.session.scalars(
        select(ClosedMonth).where(ClosedMonth.month == month).order_by(ClosedMonth.version.desc())
    ).all()


def counts(first_month: str, last_month: str, *, but_not: str) -> dict[str, Mapping[str, int]]:
    """What closed months said, by mode and month; one month may be left out."""
    row = ClosedMonth
    found: dict[str, dict[str, int]] = {VISIT: {}, CONFERENCE: {}}
    for month, visits, video in db.session.execute(
        select(row.month, row.visits, row.video)
        .where(row.month.between(first_month, last_month), row.month != but_not)
        .order_by(row.month, row.version)
    ):
        for mode, count in ((VISIT, visits), (CONFERENCE, video)):
            if count is not None:
                found[mode][month] = count
    return dict(found)


def months_closed(first_month: str, last_month: str) -> dict[str, int]:
    """The newest version of each closed month."""
    rows = db.session.execute(
        select(ClosedMonth.month, func.max(ClosedMonth.version))
        .where(ClosedMonth.month.between(first_month, last_month))
        .group_by(ClosedMonth.month)
    )
    return dict(rows.all())


def still_open(month: str) -> Sequence[Request]:
    """The visits and conferences of a month of which nobody knows yet how they ended."""
    return db.session.scalars(
        select(Request)
        .where(
            Request.appointment_on.between(first_day(month), last_day(month)),
            Request.state.in_(STILL_OPEN),
        )
        .order_by(Request.appointment_on, Request.appointment_start, Request.id)
    ).all()


def chain_head() -> tuple[int, str]:
    """Where the audit chain stands; locked, so that nothing is written until we are done."""
    head = db.session.scalars(select(AuditHead).with_for_update()).one()
    return head.seq, head.mac


def put(report: MonthlyReport, *, by: str, reason: str, now: datetime) -> str | None:
    """Keep a closed month and give its hash; None when somebody closed this version first."""
    text, sha256 = snapshot(report)
    row = ClosedMonth(
        month=report.month,
        version=report.closing.version if report.closing else 1,
        snapshot=text,
        sha256=sha256,
        visits=report.visits.count,
        video=report.video.count,
        reason=reason,
        closed_by=by,
        closed_at=now,
    )
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:  # the unique key of month and version
        return None
    return sha256


def broken() -> Iterator[str]:
    """Closed months whose text is no longer the one that was hashed and sealed into the chain."""
    sealed = {
        (row.subject, row.fields["version"]): row.fields["sha256"]
        for row in db.session.scalars(select(AuditRow).where(AuditRow.action == CLOSE))
    }
    for row in db.session.scalars(select(ClosedMonth).order_by(ClosedMonth.id)):
        if not fingerprint(row.snapshot) == row.sha256 == sealed.get((row.month, row.version)):
            yield f"Laporan {row.month} versi {row.version} tidak sesuai dengan sidik jarinya."
