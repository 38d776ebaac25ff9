"""What a region or a unit had of us, newest first; read by index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from booking.database import db
from booking.domain.consultation_history import Past
from booking.domain.published_rows import PublishedRow
from booking.domain.words import VISIT
from booking.models.door import CheckIn, Violation
from booking.models.imports import ImportedRegion, ImportedRow
from booking.models.requests import Request, RequestParty

MOST = 300


def own_of_region(code: str) -> tuple[Past, ...]:
    """The requests in which this region takes part."""
    asked = select(RequestParty.request_id).where(RequestParty.region_code == code)
    return _own(_newest().where(Request.id.in_(asked)))


def own_of_unit(unit_id: int) -> tuple[Past, ...]:
    """The requests that this unit receives."""
    return _own(_newest().where(Request.unit_id == unit_id))


def published_of_region(code: str) -> dict[str, dict[str, list[PublishedRow]]]:
    """The published rows of a region by mode and month."""
    row = ImportedRow
    found: dict[str, dict[str, list[PublishedRow]]] = defaultdict(lambda: defaultdict(list))
    for mode, month, no, on, institution, topics, guests in db.session.execute(
        select(
            row.mode, row.report_month, row.no, row.date, row.institution, row.topics, row.guests
        )
        .join(ImportedRegion, ImportedRegion.row_id == row.id)
        .where(ImportedRegion.region_code == code)
        .order_by(row.report_month.desc(), row.no)
        .limit(MOST)
    ):
        found[mode][month].append(PublishedRow(no, on, institution, (code,), tuple(topics), guests))
    return found


def _newest() -> Select[Request, int, int]:
    return (
        select(Request, CheckIn.arrived, CheckIn.cap)
        .outerjoin(CheckIn, CheckIn.request_id == Request.id)
        .order_by(Request.id.desc())
        .limit(MOST)
        .options(selectinload(Request.topics))
    )


def _own(query: Select[Request, int, int]) -> tuple[Past, ...]:
    rows = db.session.execute(query).all()
    broken = _violations([request.id for request, _, _ in rows])
    return tuple(
        Past(
            on=request.appointment_on or request.received_on,
            mode=request.mode,
            institution=request.institution,
            topics=tuple(topic.code for topic in request.topics),
            state=request.state,
            reference=request.reference,
            guests=arrived if request.mode == VISIT else None,
            guest_cap=cap,
            violations=broken.get(request.id, ()),
        )
        for request, arrived, cap in rows
    )


def _violations(request_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    found: dict[int, dict[str, date]] = defaultdict(dict)
    for request_id, code, on in db.session.execute(
        select(Violation.request_id, Violation.code, Violation.date)
        .where(Violation.request_id.in_(request_ids))
        .order_by(Violation.id)
    ):
        found[request_id or 0][code] = on
    return {request_id: tuple(codes) for request_id, codes in found.items()}
