"""Finding requests: by reference, by secret link, by what they wait for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import selectinload

from booking.database import db
from booking.domain.lifecycle import OPEN, State
from booking.domain.links import fingerprint, tidy_reference
from booking.errors import NotFound
from booking.models.reference import Topic
from booking.models.requests import LetterFile, Request, RequestLetter, RequestParty
from booking.sentences import say

UNKNOWN = say("Permohonan tidak ditemukan. Periksa kembali nomor atau tautannya.")
NEEDS_ACTION = (State.SUBMITTED, State.VERIFIED)
PAGE = 25


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


@dataclass(frozen=True)
class Queue:
    """A page of the desk's queue and how many requests stand behind each tab."""

    rows: list[Request]
    total: int
    counts: dict[str, int]


TABS: dict[str, tuple[State, ...]] = {
    "tindakan": NEEDS_ACTION,
    "unit": (State.AWAITING_UNIT,),
    "perbaikan": (State.RETURNED,),
    "terjadwal": (State.SCHEDULED, State.CHECKED_IN),
    "surel": (State.UNVERIFIED,),
    "semua": tuple(state for state in State if state is not State.EXPIRED),
}


def queue(tab: str, *, search: str = "", mode: str = "", page: int = 1) -> Queue:
    """Requests of a tab, 25 a page: what is due first, and among all the newest first."""
    wanted: list[ColumnElement[bool]] = [Request.state.in_(TABS[tab])]
    if mode:
        wanted.append(Request.mode == mode)
    if search:
        wanted.append(_matches(search))
    order: tuple[Any, ...] = (Request.answer_by, Request.received_at)
    if tab == "terjadwal":
        order = (Request.appointment_on, Request.appointment_start)
    elif tab == "semua":  # grows for years: the newest first
        order = (Request.received_at.desc(),)
    rows = db.session.scalars(
        select(Request)
        .where(*wanted)
        .options(
            selectinload(Request.parties),
            selectinload(Request.letters),
            selectinload(Request.wishes),
            selectinload(Request.guests),
            selectinload(Request.topics).selectinload(Topic.unit),
        )
        .order_by(*order, Request.id)
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    ).all()
    counted = db.session.execute(select(Request.state, func.count()).group_by(Request.state))
    by_state: dict[str, int] = {row[0]: row[1] for row in counted}
    return Queue(
        rows=list(rows),
        total=db.session.scalar(select(func.count()).select_from(Request).where(*wanted)) or 0,
        counts={
            name: sum(by_state.get(state, 0) for state in states) for name, states in TABS.items()
        },
    )


def _matches(search: str) -> ColumnElement[bool]:
    part = f"%{search.strip().lower()}%"
    return or_(
        Request.reference == tidy_reference(search),
        func.lower(Request.institution).like(part),
        func.lower(Request.contact_name).like(part),
        Request.letters.any(func.lower(RequestLetter.number).like(part)),
        Request.parties.any(func.lower(RequestParty.name).like(part)),
    )


def same_file(sha256: str, *, but_not: int) -> list[Request]:
    """Other requests that came with the very same file, as a warning to staff."""
    return list(
        db.session.scalars(
            select(Request)
            .join(RequestLetter, RequestLetter.request_id == Request.id)
            .join(LetterFile, LetterFile.id == RequestLetter.file_id)
            .where(LetterFile.original_sha256 == sha256, Request.id != but_not)
            .distinct()
        )
    )
