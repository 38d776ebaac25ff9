"""The monthly report: of a closed month as it was closed, else from the rows; reads only."""

from __future__ import annotations

from datetime import datetime

from booking.domain import months
from booking.domain.report import MonthlyReport
from booking.domain.report_data import from_snapshot
from booking.errors import NotFound
from booking.store import closings
from booking.store.month_report import live_report


def report_month(month: str, *, now: datetime, version: int | None = None) -> MonthlyReport:
    """The report of a month (YYYY-MM); a version chooses an earlier closing.

    Raises `InputRefused` where the month is written otherwise, `NotFound` for a strange version.
    """
    months.checked_month(month)
    if version is not None:
        for row in closings.versions(month):
            if row.version == version:
                return from_snapshot(row.snapshot)
        raise NotFound(f"Laporan {months.words(month)} tidak memiliki versi {version}.")
    closed = closings.newest(month)
    return from_snapshot(closed.snapshot) if closed else live_report(month, now=now)
