"""Visits of a month that a dispensation let pass: each counts as a violation of its rule."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple, cast

from sqlalchemy import func, select

from booking.database import db
from booking.domain.dispensation import DispensationState
from booking.domain.violations import violations_dispensed
from booking.models.desk import DispensationRow
from booking.models.door import CheckIn, Violation
from booking.models.requests import Request
from booking.store.held import was_held


class Dispensed(NamedTuple):
    """A held visit and one violation that it was dispensed from."""

    request_id: int
    reference: str
    on: date
    institution: str
    code: str


def dispensed_between(first: date, last: date) -> tuple[Dispensed, ...]:
    """Each violation once, in the order of the decisions."""
    rows = db.session.execute(
        select(Request, DispensationRow.rule, DispensationRow.facts, CheckIn.arrived)
        .join(Request, Request.id == DispensationRow.request_id)
        .outerjoin(CheckIn, CheckIn.request_id == Request.id)
        .where(DispensationRow.state == DispensationState.USED, was_held(first, last))
        .order_by(DispensationRow.id)
    )
    return tuple(
        dict.fromkeys(
            Dispensed(
                request.id,
                request.reference,
                cast(date, request.appointment_on),  # was_held asks for one
                request.institution,
                code,
            )
            for request, rule, facts, arrived in rows
            for code in violations_dispensed(rule, facts, arrived)
        )
    )


def not_recorded_at_the_door(found: tuple[Dispensed, ...]) -> Iterator[Dispensed]:
    """Those that reception did not count already."""
    ids = {row.request_id for row in found}
    recorded = set(
        db.session.execute(
            select(Violation.request_id, Violation.code).where(Violation.request_id.in_(ids))
        ).all()
    )
    return (row for row in found if (row.request_id, row.code) not in recorded)


def used_between(first: date, last: date) -> int:
    """How many dispensations the held visits of these days used."""
    return (
        db.session.scalar(
            select(func.count(DispensationRow.id))
            .join(Request, Request.id == DispensationRow.request_id)
            .outerjoin(CheckIn, CheckIn.request_id == Request.id)
            .where(DispensationRow.state == DispensationState.USED, was_held(first, last))
        )
        or 0
    )
