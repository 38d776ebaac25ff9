"""How the requests of a month went: received, answered, refused, cancelled; read by index."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import cast

from sqlalchemy import exists, func, select
from sqlalchemy.orm import aliased
from sqlalchemy.sql import ColumnElement

from booking.database import db
from booking.domain.figures import Place
from booking.domain.lifecycle import State
from booking.domain.local_time import jakarta_date, slot_instant
from booking.domain.month_events import EventKind, MonthEvent
from booking.domain.months import first_day, last_day
from booking.models.door import CheckIn, Violation, WalkIn
from booking.models.history import RequestMove
from booking.models.reference import Unit
from booking.models.requests import Request
from booking.store.held import was_held
from booking.store.month_dispensed import dispensed_between, not_recorded_at_the_door
from booking.store.regions import official_regions

ANSWERS = ("schedule", "consult_unit", "return", "reject")
ENDINGS = {
    "reject": EventKind.REFUSED,
    "cancel_by_requester": EventKind.CANCELLED_BY_REQUESTER,
    "cancel_by_djpk": EventKind.CANCELLED_BY_DJPK,
}


def places() -> dict[str, Place]:
    """Every region's name and zone."""
    return {
        code: Place(region.label, region.timezone) for code, region in official_regions().items()
    }


def events(month: str) -> tuple[MonthEvent, ...]:
    """Every line that this product's own records hold of the month."""
    first, last = first_day(month), last_day(month)
    return (
        *_received(first, last),
        *_held(first, last),
        *_answered(first, last),
        *_ended(first, last),
        *_no_shows(first, last),
        *_violations(first, last),
    )


def _received(first: date, last: date) -> Iterator[MonthEvent]:
    rows = db.session.execute(
        select(
            Request.reference,
            Request.received_on,
            Request.institution,
            Request.mode,
            Request.channel,
        )
        .where(
            Request.received_on.between(first, last),
            Request.state.not_in((State.UNVERIFIED, State.EXPIRED)),
        )
        .order_by(Request.received_on, Request.id)
    )
    for reference, on, institution, mode, channel in rows:
        yield MonthEvent(EventKind.RECEIVED, on, institution, reference, mode, (channel,))


def _held(first: date, last: date) -> Iterator[MonthEvent]:
    rows = db.session.execute(
        select(
            Request.reference,
            Request.appointment_on,
            Request.institution,
            Request.mode,
            Unit.name,
            Request.received_on,
        )
        .outerjoin(Unit, Unit.id == Request.unit_id)
        .outerjoin(CheckIn, CheckIn.request_id == Request.id)
        .where(was_held(first, last))
        .order_by(Request.appointment_on, Request.appointment_start, Request.id)
    )
    for reference, on, institution, mode, unit, since in rows:
        units = (unit,) if unit else ()
        yield MonthEvent(EventKind.HELD, cast(date, on), institution, reference, mode, units, since)


def _answered(first: date, last: date) -> Iterator[MonthEvent]:
    """From receipt to the first answer, for requests that got it in this month."""
    earlier = aliased(RequestMove)
    first_answers = (
        select(RequestMove.request_id, func.min(RequestMove.at).label("at"))
        .where(
            _made_between(first, last),
            RequestMove.move.in_(ANSWERS),
            ~exists().where(
                earlier.request_id == RequestMove.request_id,
                earlier.move.in_(ANSWERS),
                earlier.at < slot_instant(first, "00:00"),
            ),
        )
        .group_by(RequestMove.request_id)
        .subquery()
    )
    rows = db.session.execute(
        select(
            Request.reference,
            first_answers.c.at,
            Request.institution,
            Request.mode,
            Request.received_on,
        )
        .join(first_answers, first_answers.c.request_id == Request.id)
        .order_by(first_answers.c.at, Request.id)
    )
    for reference, at, institution, mode, since in rows:
        on = jakarta_date(at)
        yield MonthEvent(EventKind.ANSWERED, on, institution, reference, mode, (), since)


def _ended(first: date, last: date) -> Iterator[MonthEvent]:
    rows = db.session.execute(
        select(
            RequestMove.move,
            RequestMove.at,
            RequestMove.facts,
            Request.reference,
            Request.institution,
            Request.mode,
        )
        .join(Request, Request.id == RequestMove.request_id)
        .where(_made_between(first, last), RequestMove.move.in_(ENDINGS))
        .order_by(RequestMove.at, RequestMove.id)
    )
    for move, at, facts, reference, institution, mode in rows:
        what = tuple(facts.get("codes") or ())
        yield MonthEvent(ENDINGS[move], jakarta_date(at), institution, reference, mode, what)


def _no_shows(first: date, last: date) -> Iterator[MonthEvent]:
    rows = db.session.execute(
        select(Request.reference, Request.appointment_on, Request.institution, Request.mode)
        .where(Request.appointment_on.between(first, last), Request.state == State.NO_SHOW)
        .order_by(Request.appointment_on, Request.appointment_start, Request.id)
    )
    for reference, on, institution, mode in rows:
        yield MonthEvent(EventKind.NO_SHOW, cast(date, on), institution, reference, mode)


def _violations(first: date, last: date) -> Iterator[MonthEvent]:
    rows = db.session.execute(
        select(
            Violation.code,
            Violation.date,
            Request.reference,
            func.coalesce(Request.institution, WalkIn.institution, ""),
        )
        .outerjoin(Request, Request.id == Violation.request_id)
        .outerjoin(WalkIn, WalkIn.id == Violation.walk_in_id)
        .where(Violation.date.between(first, last))
        .order_by(Violation.date, Violation.id)
    )
    for code, on, reference, institution in rows:
        yield MonthEvent(EventKind.VIOLATION, on, institution, reference or "", what=(code,))
    for passed in not_recorded_at_the_door(dispensed_between(first, last)):
        _, reference, on, institution, code = passed
        yield MonthEvent(EventKind.VIOLATION, on, institution, reference, what=(code,))


def _made_between(first: date, last: date) -> ColumnElement[bool]:
    after = slot_instant(last + timedelta(days=1), "00:00")
    return (RequestMove.at >= slot_instant(first, "00:00")) & (RequestMove.at < after)
