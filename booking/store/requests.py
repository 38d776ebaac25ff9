"""Finding requests: by reference, by secret link, by what they wait for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from booking.database import db
from booking.domain.lifecycle import OPEN, State
from booking.domain.links import fingerprint, tidy_reference
from booking.errors import NotFound
from booking.models.reference import Topic
from booking.models.requests import Request
from booking.sentences import say

UNKNOWN = say("Permohonan tidak ditemukan. Periksa kembali nomor atau tautannya.")


def by_reference(reference: str, *, lock: bool = False) -> Request:
    """The request of this reference, locked when it is about to move. Raises `NotFound`."""
    query = select(Request).where(Request.reference == tidy_reference(reference))
    return _one(query.where(Request.state != State.EXPIRED), lock=lock)


def by_link(token: str, *, lock: bool = False) -> Request:
    """The request of a tracking link. Raises `NotFound` alike for wrong and replaced links."""
    return _one(select(Request).where(Request.link_hash == fingerprint(token)), lock=lock)


def by_confirmation(token: str, *, lock: bool = False) -> Request:
    """The request whose mailbox this token confirms. Raises `NotFound`."""
    return _one(select(Request).where(Request.confirm_hash == fingerprint(token)), lock=lock)


def by_submission_key(key: str) -> Request | None:
    """The request that this very form already opened, if it did."""
    return db.session.scalars(select(Request).where(Request.submission_key == key)).first()


def by_id(request_id: int) -> Request:
    """A request by its inner key, for jobs. Raises `NotFound`."""
    return _one(select(Request).where(Request.id == request_id))


def is_any() -> bool:
    """True when the database holds a request."""
    return db.session.scalar(select(Request.id).limit(1)) is not None


def _one(query: object, *, lock: bool = False) -> Request:
    if lock:
        query = query.with_for_update(of=Request)  # type: ignore[attr-defined]
    found: Request | None = db.session.scalars(query).unique().one_or_none()  # type: ignore[call-overload]
    if found is None:
        raise NotFound(UNKNOWN)
    return found


def topics_by_code(codes: Sequence[str]) -> list[Topic]:
    """The active topics of these codes."""
    return list(db.session.scalars(select(Topic).where(Topic.code.in_(codes), Topic.active)))


def active_topics() -> list[Topic]:
    """Every topic that can be chosen, in the order of the list."""
    return list(
        db.session.scalars(
            select(Topic)
            .where(Topic.active)
            .options(selectinload(Topic.unit))
            .order_by(Topic.position)
        )
    )


def open_requests_of(email: str) -> int:
    """How many requests of a confirmed mailbox are still open."""
    return (
        db.session.scalar(
            select(func.count())
            .select_from(Request)
            .where(
                func.lower(Request.contact_email) == email.lower(),
                Request.mailbox_confirmed_at.is_not(None),
                Request.state.in_(OPEN),
            )
        )
        or 0
    )


def unverified_before(moment: datetime) -> list[Request]:
    """Requests whose mailbox nobody confirmed in time, locked: one may be confirmed just now."""
    return list(
        db.session.scalars(
            select(Request)
            .where(Request.state == State.UNVERIFIED, Request.created_at < moment)
            .order_by(Request.id)
            .with_for_update(of=Request)
        )
    )


def live_until(day: date) -> list[Request]:
    """Scheduled and checked-in visits up to a day, locked for closing the day.

    A late check-in either comes first and is seen, or waits and finds the day closed.
    """
    return list(
        db.session.scalars(
            select(Request)
            .where(
                Request.state.in_((State.SCHEDULED, State.CHECKED_IN)),
                Request.appointment_on <= day,
            )
            .order_by(Request.appointment_on, Request.appointment_start)
            .with_for_update(of=Request)
        )
    )
