"""The calendar as staff corrected it, and which rooms are taken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import or_, select

from booking.database import db
from booking.domain.sessions import ClosedBecause, Slot
from booking.domain.workdays import Override, WorkCalendar
from booking.models.calendar import Closure, DayOverride
from booking.models.claims import SlotClaim
from booking.sentences import quoted


def work_calendar() -> WorkCalendar:
    """Working days by the holiday library and the staff's corrections."""
    rows = db.session.scalars(select(DayOverride).where(DayOverride.withdrawn_at.is_(None)))
    return WorkCalendar(
        {row.date: Override(row.working_day, quoted(row.name), row.joint_leave) for row in rows}
    )


def closures_between(first: date, last: date) -> tuple[ClosedBecause, ...]:
    """What is closed from the first to the last date, both included."""
    rows = db.session.scalars(
        select(Closure)
        .where(Closure.date.between(first, last), Closure.lifted_at.is_(None))
        .order_by(Closure.date, Closure.session, Closure.room)
    )
    return tuple(ClosedBecause(row.date, row.session, quoted(row.reason), row.room) for row in rows)


def taken_between(
    first: date, last: date, *, now: datetime, but_not: int | None = None
) -> Mapping[Slot, frozenset[str]]:
    """The rooms held in each session, expired holds left out; `but_not` leaves one request out."""
    rows = db.session.execute(
        select(SlotClaim.date, SlotClaim.session, SlotClaim.resource).where(
            SlotClaim.date.between(first, last),
            or_(SlotClaim.expires_at.is_(None), SlotClaim.expires_at > now),
            SlotClaim.request_id != (but_not or 0),
        )
    )
    taken: dict[Slot, set[str]] = defaultdict(set)
    for on, start, room in rows:
        taken[Slot(on, start)].add(room)
    return {slot: frozenset(rooms) for slot, rooms in taken.items()}
