"""What the board of a week asks: who holds which room when, and who could take a session."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import selectinload

from booking.database import db
from booking.domain.examination import Case
from booking.domain.lifecycle import State
from booking.domain.sessions import VISITING_ROOM, Slot
from booking.models.claims import SlotClaim
from booking.models.reference import Topic
from booking.models.requests import Request
from booking.store import worklist

FULL = (
    selectinload(Request.topics).selectinload(Topic.unit),
    selectinload(Request.guests),
    selectinload(Request.parties),
    selectinload(Request.letters),
    selectinload(Request.wishes),
)
MOST = 200


@dataclass(frozen=True)
class Meeting:
    """A request in the room and session that it holds."""

    request: Request
    slot: Slot
    room: str


def meetings_between(first: date, last: date, *, now: datetime) -> list[Meeting]:
    """Everything that holds a session from the first to the last date, room by room."""
    rows = db.session.execute(
        select(SlotClaim, Request)
        .join(Request, Request.id == SlotClaim.request_id)
        .where(SlotClaim.date.between(first, last), _is_live(now))
        .options(selectinload(Request.topics).selectinload(Topic.unit))
        .options(selectinload(Request.guests))
        .order_by(SlotClaim.date, SlotClaim.session, SlotClaim.resource)
    )
    return [
        Meeting(request, Slot(claim.date, claim.session), claim.resource) for claim, request in rows
    ]


def visits_by_day(first: date, last: date, *, now: datetime) -> Mapping[date, int]:
    """How many sessions of the visiting room are held on each day that has one."""
    rows = db.session.execute(
        select(SlotClaim.date, func.count())
        .where(
            SlotClaim.resource == VISITING_ROOM,
            SlotClaim.request_id.is_not(None),
            SlotClaim.date.between(first, last),
            _is_live(now),
        )
        .group_by(SlotClaim.date)
    )
    return {row[0]: row[1] for row in rows}


def holders(rooms: Sequence[str], slot: Slot, *, now: datetime) -> list[Request]:
    """Who holds these rooms in a session, room by room."""
    return list(
        db.session.scalars(
            select(Request)
            .join(SlotClaim, SlotClaim.request_id == Request.id)
            .where(
                SlotClaim.resource.in_(rooms),
                SlotClaim.date == slot.on,
                SlotClaim.session == slot.start,
                _is_live(now),
            )
            .order_by(SlotClaim.resource)
        )
    )


def in_states(states: Sequence[State], mode: str, *, after: date | None = None) -> list[Request]:
    """Requests of a mode in these states in order of receipt; `after` leaves out past sessions."""
    asked = select(Request).where(Request.state.in_(states), Request.mode == mode)
    if after is not None:
        asked = asked.where(Request.appointment_on >= after)
    asked = asked.order_by(Request.received_at, Request.id).limit(MOST).options(*FULL)
    return list(db.session.scalars(asked))


def judged(
    states: Sequence[State], mode: str, on: date, *, now: datetime, after: date | None = None
) -> list[tuple[Request, Case]]:
    """The same requests, each with its case for a session on a day."""
    rows = in_states(states, mode, after=after)
    cases = worklist.cases_of(rows, now=now, also=(on,))
    return [(row, cases[row.id]) for row in rows]


def _is_live(now: datetime) -> ColumnElement[bool]:
    return or_(SlotClaim.expires_at.is_(None), SlotClaim.expires_at > now)
