"""What happened in a month, one query a question, straight into rows; read by index only."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import cast

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import selectinload
from sqlalchemy.sql import ColumnElement

from booking.database import db
from booking.domain.compose_report import HeldRow
from booking.domain.dispensation import DispensationState
from booking.domain.lifecycle import State
from booking.domain.local_time import jakarta_date, month_key
from booking.domain.months import first_day, is_month, last_day
from booking.domain.published_rows import PublishedRow
from booking.domain.violations import violations_dispensed
from booking.domain.words import CONFERENCE, VISIT
from booking.models.desk import DispensationRow
from booking.models.door import CheckIn, Violation
from booking.models.imports import ImportedRegion, ImportedRow, PublishedTotal
from booking.models.requests import Request
from booking.store.policies import setting

LIVE_SINCE = "live_since"


def live_since() -> str | None:
    """The month from which this product sees everything; by default that of the first request."""
    chosen = setting(LIVE_SINCE)
    if chosen and is_month(chosen):
        return chosen
    first = db.session.scalar(select(func.min(Request.created_at)))
    return month_key(jakarta_date(first)) if first else None


def published_rows(month: str) -> dict[str, tuple[PublishedRow, ...]]:
    """The imported rows of a month by mode."""
    row, regions = ImportedRow, defaultdict[int, list[str]](list)
    for row_id, code in db.session.execute(
        select(ImportedRegion.row_id, ImportedRegion.region_code)
        .join(row, row.id == ImportedRegion.row_id)
        .where(row.report_month == month)
        .order_by(ImportedRegion.row_id, ImportedRegion.position)
    ):
        regions[row_id].append(code)
    found = defaultdict[str, list[PublishedRow]](list)
    for row_id, mode, no, on, institution, topics, guests in db.session.execute(
        select(row.id, row.mode, row.no, row.date, row.institution, row.topics, row.guests)
        .where(row.report_month == month)
        .order_by(row.no)
    ):
        found[mode].append(
            PublishedRow(no, on, institution, tuple(regions[row_id]), tuple(topics), guests)
        )
    return {mode: tuple(rows) for mode, rows in found.items()}


def held_rows(month: str) -> dict[str, tuple[HeldRow, ...]]:
    """The visits that were received and the conferences that were held, by mode."""
    rows = db.session.execute(
        select(Request, CheckIn.arrived, CheckIn.cap)
        .outerjoin(CheckIn, CheckIn.request_id == Request.id)
        .where(was_held(first_day(month), last_day(month)))
        .order_by(Request.appointment_on, Request.appointment_start, Request.id)
        .options(selectinload(Request.parties), selectinload(Request.topics))
    ).all()
    broken = _violations_of([request.id for request, _, _ in rows])
    for request_id, codes in dispensed_between(first_day(month), last_day(month)).items():
        broken[request_id] = tuple(dict.fromkeys([*broken.get(request_id, ()), *codes]))
    found = defaultdict[str, list[HeldRow]](list)
    for request, arrived, cap in rows:
        found[request.mode].append(
            HeldRow(
                date=cast(date, request.appointment_on),  # was_held asks for one
                session=cast(str, request.appointment_start),
                institution=request.institution,
                regions=request.region_codes,
                topics=tuple(topic.code for topic in request.topics),
                guests=arrived,
                guest_cap=cap,
                violations=broken.get(request.id, ()),
            )
        )
    return {mode: tuple(rows) for mode, rows in found.items()}


def held_counts(first_month: str, last_month: str) -> dict[str, Counter[str]]:
    """How many were held, by mode and month."""
    counts = defaultdict[str, Counter[str]](Counter)
    for mode, on, count in db.session.execute(
        select(Request.mode, Request.appointment_on, func.count())
        .outerjoin(CheckIn, CheckIn.request_id == Request.id)
        .where(was_held(first_day(first_month), last_day(last_month)))
        .group_by(Request.mode, Request.appointment_on)
    ):
        counts[mode][month_key(cast(date, on))] += count
    return counts


def imported_counts(first_month: str, last_month: str) -> dict[str, dict[str, int]]:
    """How many rows were imported, by mode and month."""
    row, counts = ImportedRow, defaultdict[str, dict[str, int]](dict)
    for mode, month, count in db.session.execute(
        select(row.mode, row.report_month, func.count())
        .where(row.report_month.between(first_month, last_month))
        .group_by(row.report_month, row.mode)
    ):
        counts[mode][month] = count
    return counts


def published_totals() -> dict[str, dict[str, int]]:
    """Published totals of months and years, by mode and period."""
    total, found = PublishedTotal, defaultdict[str, dict[str, int]](dict)
    for mode, period, count in db.session.execute(select(total.mode, total.period, total.count)):
        found[mode][period] = count
    return found


def violation_counts(month: str) -> Mapping[str, int]:
    """How many violations were recorded in a month, by code."""
    rows = db.session.execute(
        select(Violation.code, func.count())
        .where(Violation.date.between(first_day(month), last_day(month)))
        .group_by(Violation.code)
    )
    counts = Counter(dict(rows.all()))
    first, last = first_day(month), last_day(month)
    by_dispensation = dispensed_between(first, last)
    recorded = _violations_of(list(by_dispensation))
    for request_id, codes in by_dispensation.items():
        counts.update(code for code in codes if code not in recorded.get(request_id, ()))
    return dict(counts)


def dispensed_between(first: date, last: date) -> dict[int, tuple[str, ...]]:
    """The violations that held visits were dispensed from, and that they were, by request."""
    found = defaultdict[int, list[str]](list)
    rows = db.session.execute(
        select(Request.id, DispensationRow.rule, DispensationRow.facts, CheckIn.arrived)
        .join(Request, Request.id == DispensationRow.request_id)
        .outerjoin(CheckIn, CheckIn.request_id == Request.id)
        .where(DispensationRow.state == DispensationState.USED, was_held(first, last))
        .order_by(DispensationRow.id)
    )
    for request_id, rule, facts, arrived in rows:
        found[request_id] += violations_dispensed(rule, facts, arrived)
    return {request_id: tuple(dict.fromkeys(codes)) for request_id, codes in found.items()}


def was_held(first: date, last: date) -> ColumnElement[bool]:
    """A visit counts when a guest was admitted, a conference when it is completed."""
    visited = and_(
        Request.mode == VISIT,
        Request.state.in_((State.CHECKED_IN, State.COMPLETED)),
        CheckIn.admitted >= 1,
    )
    conferred = and_(Request.mode == CONFERENCE, Request.state == State.COMPLETED)
    return and_(Request.appointment_on.between(first, last), or_(visited, conferred))


def _violations_of(request_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    found = defaultdict[int, dict[str, None]](dict)
    for request_id, code in db.session.execute(
        select(Violation.request_id, Violation.code)
        .where(Violation.request_id.in_(request_ids))
        .order_by(Violation.id)
    ):
        found[cast(int, request_id)][code] = None
    return {request_id: tuple(codes) for request_id, codes in found.items()}
