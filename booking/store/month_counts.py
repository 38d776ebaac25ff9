"""The count of each month, kept right by whoever changes it, so that no report reads the past.

Every writer recounts after its audit row: the audit head is locked until the commit, so nobody
else counts at the same moment and the count cannot be lost (DECISIONS 6, 12).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from sqlalchemy import func, select

from booking.database import db
from booking.domain.months import first_day, last_day
from booking.domain.words import MODES
from booking.models.door import CheckIn
from booking.models.imports import ImportedRow
from booking.models.reports import MonthCount
from booking.models.requests import Request
from booking.store.held import was_held

HELD, IMPORTED = "held", "imported"


def recount_held(month: str) -> None:
    """Count the visits and conferences of this month anew."""
    rows = db.session.execute(
        select(Request.mode, func.count())
        .outerjoin(CheckIn, CheckIn.request_id == Request.id)
        .where(was_held(first_day(month), last_day(month)))
        .group_by(Request.mode)
    )
    _put(month, HELD, dict(rows.all()))


def recount_imported(months: Iterable[str]) -> None:
    """Count the imported rows of these months anew."""
    for month in sorted(set(months)):
        rows = db.session.execute(
            select(ImportedRow.mode, func.count())
            .where(ImportedRow.report_month == month)
            .group_by(ImportedRow.mode)
        )
        _put(month, IMPORTED, dict(rows.all()))


def counts(source: str, first_month: str, last_month: str) -> dict[str, dict[str, int]]:
    """How many, by mode and month; a month without any is left out."""
    row, found = MonthCount, defaultdict[str, dict[str, int]](Counter)
    for mode, month, count in db.session.execute(
        select(row.mode, row.month, row.count).where(
            row.month.between(first_month, last_month), row.source == source, row.count > 0
        )
    ):
        found[mode][month] = count
    return found


def _put(month: str, source: str, numbers: dict[str, int]) -> None:
    for mode in MODES:
        row = MonthCount(month=month, mode=mode, source=source, count=numbers.get(mode, 0))
        db.session.merge(row)
    db.session.flush()
