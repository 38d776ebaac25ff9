"""The monthly report as JSON, the contract of DESIGN 6.3."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from booking.domain.comparison import Comparison
from booking.domain.figures import Figures, Spread
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
        "figures": _figures(report.figures),
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


def _figures(figures: Figures) -> dict[str, Any]:
    """Beyond the contract of 6.3: null where nobody recorded it."""
    flow = figures.flow
    own = ("units", "channels", "refused", "refusals")
    gone = ("cancelled_by_requester", "cancelled_by_djpk", "no_shows")
    return {
        "visits_per_working_day": [
            {
                "month": each.month,
                "working_days": each.working_days,
                "visits": _number(each.per_day),
            }
            for each in figures.rates
        ],
        "conference_share_percent": _number(figures.conference_share),
        "regions": figures.regions,
        "zones": figures.zones,
        "lead_time": _spread(figures.lead_time),
        "answer_time": _spread(figures.answer_time),
        **{name: getattr(flow, name) if flow else None for name in (*own, *gone)},
    }


def _spread(spread: Spread | None) -> dict[str, Any] | None:
    if spread is None:
        return None
    median = float(spread.median)
    return {"count": spread.count, "median": median, "percentile_90": spread.ninetieth}


def _number(number: Decimal | None) -> float | None:
    return None if number is None else float(number)


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
