"""The monthly report as plain data and back: the contract of DESIGN 6.3, and what beside it stands.

A closed month lives as these bytes, so that nothing of it is lost on the way.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from booking.domain.comparison import Comparison, Direction
from booking.domain.figures import Figures, Flow, Rate, Spread
from booking.domain.known_months import Source
from booking.domain.month_events import EventKind, MonthEvent
from booking.domain.report import (
    Closing,
    Cumulative,
    DayCount,
    MonthlyReport,
    Narrative,
    ReportRow,
    Section,
)

Plain = dict[str, Any]
OWN = ("units", "channels", "refused", "refusals")
GONE = ("cancelled_by_requester", "cancelled_by_djpk", "no_shows")
KEPT = ("documents_outstanding", "dispensations")


def report_data(report: MonthlyReport) -> Plain:
    """The report as plain data, keys in the order of the contract."""
    flow = report.figures.flow
    return {
        "month": report.month,
        "closed": report.closed,
        "policy": report.policy,
        "visits": _section(report.visits, of_visits=True),
        "video": _section(report.video, of_visits=False),
        "violations": dict(report.violations),
        "narrative": _narrative(report.narrative),
        "figures": _figures(report.figures),
        "generated_narrative": _narrative(report.generated) if report.generated else None,
        "closing": _closing(report.closing),
        "days": [[day.on.isoformat(), day.is_working, day.visits] for day in report.days],
        "events": None if flow is None else [_event(event) for event in flow.events],
    }


def report_from(data: Mapping[str, Any]) -> MonthlyReport:
    """The report from plain data; raises KeyError, TypeError or ValueError if it is none."""
    events = data["events"]
    flow = None if events is None else Flow(tuple(_event_from(event) for event in events))
    generated = data["generated_narrative"]
    return MonthlyReport(
        month=data["month"],
        closed=data["closed"],
        policy=data["policy"],
        visits=_section_from(data["visits"]),
        video=_section_from(data["video"]),
        violations=dict(data["violations"]),
        narrative=Narrative(**data["narrative"]),
        days=tuple(DayCount(date.fromisoformat(on), work, n) for on, work, n in data["days"]),
        figures=_figures_from(data["figures"], flow),
        generated=Narrative(**generated) if generated else None,
        closing=_closing_from(data["closing"]),
    )


def snapshot(report: MonthlyReport) -> tuple[str, str]:
    """A closed month as text, and the SHA-256 of exactly this text."""
    text = json.dumps(report_data(report), ensure_ascii=False, indent=1)
    return text, fingerprint(text)


def fingerprint(text: str) -> str:
    """The SHA-256 of a snapshot."""
    return hashlib.sha256(text.encode()).hexdigest()


def from_snapshot(text: str) -> MonthlyReport:
    """A closed month from its text, with the hash of this text."""
    report = report_from(json.loads(text))
    closing = report.closing and replace(report.closing, sha256=fingerprint(text))
    return replace(report, closing=closing)


def _closing(closing: Closing | None) -> Plain | None:
    if closing is None:
        return None
    plain: Plain = {
        "version": closing.version,
        "closed_at": closing.closed_at.isoformat(),
        "closed_by": closing.closed_by,
        "reason": closing.reason,
        "chain": {"seq": closing.chain_seq, "head": closing.chain_head},
    }
    return plain | ({"sha256": closing.sha256} if closing.sha256 else {})


def _closing_from(plain: Mapping[str, Any] | None) -> Closing | None:
    if plain is None:
        return None
    return Closing(
        version=plain["version"],
        closed_at=datetime.fromisoformat(plain["closed_at"]),
        closed_by=plain["closed_by"],
        reason=plain["reason"],
        chain_seq=plain["chain"]["seq"],
        chain_head=plain["chain"]["head"],
        sha256=plain.get("sha256", ""),
    )


def _narrative(said: Narrative) -> Plain:
    return {"visits": said.visits, "video": said.video, "violations": said.violations}


def _section(section: Section, *, of_visits: bool) -> Plain:
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
        "trend": [list(month) for month in section.trend],
    }


def _section_from(plain: Mapping[str, Any]) -> Section:
    source = plain["source"]
    return Section(
        count=plain["count"],
        source=Source(source) if source else None,
        published_count=plain["published_count"],
        previous_month=_comparison_from(plain["previous_month"]),
        previous_year=_comparison_from(plain["previous_year"]),
        year_to_date=plain["year_to_date"],
        cumulative=Cumulative(**plain["cumulative"]),
        rows=tuple(_row_from(row) for row in plain["rows"]),
        topics=_pairs(plain["topics"]),
        sessions_used=plain["sessions_used"],
        sessions_open=plain["sessions_open"],
        trend=_pairs(plain["trend"]),
    )


def _row(row: ReportRow, *, of_visits: bool) -> Plain:
    guests = {"guests": row.guests, "guest_cap": row.guest_cap} if of_visits else {}
    own = {"session": row.session, "reference": row.reference} if row.session else {}
    return {
        "no": row.no,
        "date": row.date.isoformat(),
        "institution": row.institution,
        "regions": list(row.regions),
        "topics": list(row.topics),
        **guests,
        "violations": list(row.violations),
        **own,
    }


def _row_from(plain: Mapping[str, Any]) -> ReportRow:
    return ReportRow(
        no=plain["no"],
        date=date.fromisoformat(plain["date"]),
        institution=plain["institution"],
        regions=tuple(plain["regions"]),
        topics=tuple(plain["topics"]),
        guests=plain.get("guests"),
        guest_cap=plain.get("guest_cap"),
        violations=tuple(plain["violations"]),
        session=plain.get("session"),
        reference=plain.get("reference", ""),
    )


def _comparison(comparison: Comparison) -> Plain:
    return {
        "month": comparison.month,
        "count": comparison.count,
        "change_percent": _number(comparison.change_percent),
        "direction": comparison.direction,
    }


def _comparison_from(plain: Mapping[str, Any]) -> Comparison:
    direction = plain["direction"]
    return Comparison(
        plain["month"],
        plain["count"],
        _decimal(plain["change_percent"]),
        Direction(direction) if direction else None,
    )


def _figures(figures: Figures) -> Plain:
    """Beyond the contract of 6.3: null where nobody recorded it."""
    flow = figures.flow
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
        **{name: getattr(flow, name) if flow else None for name in (*OWN, *GONE)},
        **{name: getattr(figures, name) for name in KEPT},
        "satisfaction": _number(figures.satisfaction),
    }


def _figures_from(plain: Mapping[str, Any], flow: Flow | None) -> Figures:
    return Figures(
        rates=tuple(
            Rate(each["month"], each["working_days"], _decimal(each["visits"]))
            for each in plain["visits_per_working_day"]
        ),
        conference_share=_decimal(plain["conference_share_percent"]),
        regions=_known_pairs(plain["regions"]),
        zones=_known_pairs(plain["zones"]),
        flow=flow,
        lead_time=_spread_from(plain["lead_time"]),
        answer_time=_spread_from(plain["answer_time"]),
        satisfaction=_decimal(plain["satisfaction"]),
        **{name: plain[name] for name in KEPT},
    )


def _spread(spread: Spread | None) -> Plain | None:
    if spread is None:
        return None
    median = float(spread.median)
    return {"count": spread.count, "median": median, "percentile_90": spread.ninetieth}


def _spread_from(plain: Mapping[str, Any] | None) -> Spread | None:
    if plain is None:
        return None
    return Spread(plain["count"], Decimal(str(plain["median"])), plain["percentile_90"])


def _event(event: MonthEvent) -> Plain:
    return {
        "kind": event.kind,
        "date": event.on.isoformat(),
        "institution": event.institution,
        "reference": event.reference,
        "mode": event.mode,
        "what": list(event.what),
        "received_on": event.since and event.since.isoformat(),
    }


def _event_from(plain: Mapping[str, Any]) -> MonthEvent:
    since = plain["received_on"]
    return MonthEvent(
        EventKind(plain["kind"]),
        date.fromisoformat(plain["date"]),
        plain["institution"],
        plain["reference"],
        plain["mode"],
        tuple(plain["what"]),
        date.fromisoformat(since) if since else None,
    )


def _pairs(plain: Any) -> tuple[Any, ...]:
    return tuple((name, count) for name, count in plain)


def _known_pairs(plain: Any) -> tuple[tuple[str, int], ...] | None:
    return None if plain is None else _pairs(plain)


def _number(number: Decimal | None) -> float | None:
    return None if number is None else float(number)


def _decimal(number: float | None) -> Decimal | None:
    return None if number is None else Decimal(str(number))
