"""What happened in a month, one query a question, straight into rows; read by index only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import cast

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from booking.database import db
from booking.domain.compose_report import HeldRow
from booking.domain.local_time import jakarta_date, month_key
from booking.domain.months import first_day, is_month, last_day
from booking.domain.published_rows import PublishedRow
from booking.models.door import CheckIn, Violation
from booking.models.imports import ImportedRegion, ImportedRow, PublishedTotal
from booking.models.requests import Request
from booking.store.held import was_held
from booking.store.month_dispensed import dispensed_between
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
    for passed in dispensed_between(first_day(month), last_day(month)):
        codes = [*broken.get(passed.request_id, ()), passed.code]
        broken[passed.request_id] = tuple(dict.fromkeys(codes))
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
                reference=request.reference,
            )
        )
    return {mode: tuple(rows) for mode, rows in found.items()}


def published_totals() -> dict[str, dict[str, int]]:
    """Published totals of months and years, by mode and period."""
    total, found = PublishedTotal, defaultdict[str, dict[str, int]](dict)
    for mode, period, count in db.session.execute(select(total.mode, total.period, total.count)):
        found[mode][period] = count
    return found


def _violations_of(request_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    found = defaultdict[int, dict[str, None]](dict)
    for request_id, code in db.session.execute(
        select(Violation.request_id, Violation.code)
        .where(Violation.request_id.in_(request_ids))
        .order_by(Violation.id)
    ):
        found[cast(int, request_id)][code] = None
    return {request_id: tuple(codes) for request_id, codes in found.items()}
