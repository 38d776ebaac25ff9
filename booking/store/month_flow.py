"""How the requests of a month went: received, answered, refused, cancelled; read by index."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import cast

from sqlalchemy import exists, func, select
from sqlalchemy.orm import aliased
from sqlalchemy.sql import ColumnElement

from booking.database import db
from booking.domain.figures import Flow, Place, Span
from booking.domain.lifecycle import State
from booking.domain.local_time import jakarta_date, slot_instant
from booking.domain.months import first_day, last_day
from booking.domain.words import CHANNEL_WORDS
from booking.models.door import CheckIn
from booking.models.history import RequestMove
from booking.models.reference import Unit
from booking.models.requests import Request
from booking.store.held import was_held
from booking.store.regions import official_regions

ANSWERS = ("schedule", "consult_unit", "return", "reject")


def places() -> dict[str, Place]:
    """Every region's name and zone."""
    return {
        code: Place(region.label, region.timezone) for code, region in official_regions().items()
    }


def flow(month: str) -> Flow:
    """What this product's own records tell of the month."""
    first, last = first_day(month), last_day(month)
    moves = _moves(first, last)
    refusals = _refusals(first, last)
    return Flow(
        units=_units(first, last),
        channels=_channels(first, last),
        leads=_leads(first, last),
        answers=_answers(first, last),
        refused=moves["reject"],
        refusals=refusals,
        cancelled_by_requester=moves["cancel_by_requester"],
        cancelled_by_djpk=moves["cancel_by_djpk"],
        no_shows=_no_shows(first, last),
    )


def _units(first: date, last: date) -> tuple[tuple[str, int], ...]:
    rows = db.session.execute(
        select(Unit.name, func.count())
        .select_from(Request)
        .join(Unit, Unit.id == Request.unit_id)
        .outerjoin(CheckIn, CheckIn.request_id == Request.id)
        .where(was_held(first, last))
        .group_by(Unit.name)
        .order_by(func.count().desc(), Unit.name)
    )
    return tuple((name, count) for name, count in rows)


def _channels(first: date, last: date) -> tuple[tuple[str, int], ...]:
    rows = db.session.execute(
        select(Request.channel, func.count())
        .where(
            Request.received_on.between(first, last),
            Request.state.not_in((State.UNVERIFIED, State.EXPIRED)),
        )
        .group_by(Request.channel)
    )
    counts = Counter(dict(rows.all()))
    return tuple((words, counts[code]) for code, words in CHANNEL_WORDS.items())


def _leads(first: date, last: date) -> list[Span]:
    rows = db.session.execute(
        select(Request.received_on, Request.appointment_on)
        .outerjoin(CheckIn, CheckIn.request_id == Request.id)
        .where(was_held(first, last))
    )
    return [(received, cast(date, on)) for received, on in rows]


def _answers(first: date, last: date) -> list[Span]:
    """From receipt to the first answer, for requests that got it in this month."""
    earlier = aliased(RequestMove)
    rows = db.session.execute(
        select(Request.received_on, func.min(RequestMove.at))
        .join(Request, Request.id == RequestMove.request_id)
        .where(
            _made_between(first, last),
            RequestMove.move.in_(ANSWERS),
            ~exists().where(
                earlier.request_id == RequestMove.request_id,
                earlier.move.in_(ANSWERS),
                earlier.at < slot_instant(first, "00:00"),
            ),
        )
        .group_by(Request.id, Request.received_on)
    )
    return [(received, jakarta_date(at)) for received, at in rows]


def _moves(first: date, last: date) -> Counter[str]:
    names = ("reject", "cancel_by_requester", "cancel_by_djpk")
    rows = db.session.execute(
        select(RequestMove.move, func.count())
        .where(_made_between(first, last), RequestMove.move.in_(names))
        .group_by(RequestMove.move)
    )
    return Counter(dict(rows.all()))


def _refusals(first: date, last: date) -> tuple[tuple[str, int], ...]:
    """The rules by which requests were refused; one request may stand against several."""
    counts: Counter[str] = Counter()
    for facts in db.session.scalars(
        select(RequestMove.facts).where(_made_between(first, last), RequestMove.move == "reject")
    ):
        counts.update(facts.get("codes") or ["other"])
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _no_shows(first: date, last: date) -> int:
    return (
        db.session.scalar(
            select(func.count()).where(
                Request.appointment_on.between(first, last), Request.state == State.NO_SHOW
            )
        )
        or 0
    )


def _made_between(first: date, last: date) -> ColumnElement[bool]:
    after = slot_instant(last + timedelta(days=1), "00:00")
    return (RequestMove.at >= slot_instant(first, "00:00")) & (RequestMove.at < after)
