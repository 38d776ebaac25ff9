"""What counts as held: a visit with a guest admitted, a conference that is completed."""

from __future__ import annotations

from datetime import date

from sqlalchemy import and_, or_
from sqlalchemy.sql import ColumnElement

from booking.domain.lifecycle import State
from booking.domain.words import CONFERENCE, VISIT
from booking.models.door import CheckIn
from booking.models.requests import Request

VISITED = (State.CHECKED_IN, State.COMPLETED)


def was_held(first: date, last: date) -> ColumnElement[bool]:
    """A visit counts when a guest was admitted, a conference when it is completed."""
    visited = and_(
        Request.mode == VISIT,
        Request.state.in_(VISITED),
        CheckIn.admitted >= 1,
    )
    conferred = and_(Request.mode == CONFERENCE, Request.state == State.COMPLETED)
    return and_(Request.appointment_on.between(first, last), or_(visited, conferred))
