"""A year or any months together, closed months as they were closed; reads only."""

from __future__ import annotations

from datetime import datetime

from booking.domain.months import checked_month, months_from
from booking.domain.report import MonthlyReport
from booking.domain.report_data import from_snapshot
from booking.domain.report_range import MonthLine, RangeReport, together, total
from booking.domain.words import CONFERENCE, VISIT
from booking.errors import InputRefused, Problem
from booking.store import closings, month_flow
from booking.store.month_report import known_months, live_report

MOST_MONTHS = 240
MOST_READ = 13


def report_range(first: str, last: str, *, now: datetime) -> RangeReport:
    """The months from the first to the last; rows are read of thirteen months at most.

    Raises `InputRefused` for months that are none, the wrong way round, or too many.
    """
    checked_month(first)
    checked_month(last)
    asked = months_from(first, last)
    if not asked:
        sentence = "Bulan awal harus sebelum bulan akhir."
        raise InputRefused.of(Problem("range_reversed", sentence, "dari"))
    if len(asked) > MOST_MONTHS:
        sentence = f"Rentang paling panjang {MOST_MONTHS // 12} tahun."
        raise InputRefused.of(Problem("range_too_long", sentence, "sampai"))
    known = known_months(first, last, now=now)
    closed = closings.months_closed(first, last)
    visits, video = known[VISIT], known[CONFERENCE]
    lines = tuple(
        MonthLine(
            month, visits.count(month), video.count(month), visits.source(month), closed.get(month)
        )
        for month in asked
    )
    rows = None
    if len(asked) <= MOST_READ:
        reports = [_report(month, now) for month in asked]
        rows = together(reports, month_flow.places())
    return RangeReport(
        first, last, lines, total(visits, first, last), total(video, first, last), rows
    )


def _report(month: str, now: datetime) -> MonthlyReport:
    row = closings.newest(month)
    return from_snapshot(row.snapshot) if row else live_report(month, now=now)
