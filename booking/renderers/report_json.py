"""The monthly report as JSON, the contract of DESIGN 6.3."""

from __future__ import annotations

import json
from typing import Any

from booking.domain.comparison import Comparison
from booking.domain.report import MonthlyReport, ReportRow, Section


def report_data(report: MonthlyReport) -> dict[str, Any]:
    """The report as plain data, keys in the order of the contract."""
    return {
        "month": report.month,
        "closed": report.closed,
        "policy": report.policy,
        "visits": _section(report.visits, of_visits=True),
        "video": _section(report.video, of_visits=False),
        "violations": dict(report.violations),
        "narrative": {
            "visits": report.narrative.visits,
            "video": report.narrative.video,
            "violations": report.narrative.violations,
        },
    }


def render(report: MonthlyReport) -> bytes:
    """The report as a JSON file."""
    return (json.dumps(report_data(report), ensure_ascii=False, indent=2) + "\n").encode()


def _section(section: Section, *, of_visits: bool) -> dict[str, Any]:
    return {
        "count": section.count,
        "source": section.source,
        "published_count": section.published_count,
        "previous_month": _comparison(section.previous_month),
        "previous_year": _comparison(section.previous_year),
        "year_to_date": section.year_to_date,
        "cumulative": {"since": section.cumulative.since, "count": section.cumulative.count},
        "rows": [_row(row, of_visits=of_visits) for row in section.rows],
        "topics": [list(topic) for topic in section.topics],
        "sessions_used": section.sessions_used,
        "sessions_open": section.sessions_open,
    }


def _comparison(comparison: Comparison) -> dict[str, Any]:
    change = comparison.change_percent
    return {
        "month": comparison.month,
        "count": comparison.count,
        "change_percent": None if change is None else float(change),
        "direction": comparison.direction,
    }


def _row(row: ReportRow, *, of_visits: bool) -> dict[str, Any]:
    guests = {"guests": row.guests, "guest_cap": row.guest_cap} if of_visits else {}
    return {
        "no": row.no,
        "date": row.date.isoformat(),
        "institution": row.institution,
        "regions": list(row.regions),
        "topics": list(row.topics),
        **guests,
        "violations": list(row.violations),
    }
