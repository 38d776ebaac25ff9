"""The desk's queue: a tab, its filters and its search, 25 requests a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, not_, or_, select
from sqlalchemy.orm import selectinload

from booking.database import db
from booking.domain.letter import normalise_number
from booking.domain.lifecycle import State
from booking.domain.links import fingerprint, tidy_reference
from booking.domain.verification_code import read_code
from booking.models.letters_issued import IssuedLetter
from booking.models.reference import Topic, Unit
from booking.models.requests import Request, RequestLetter, RequestParty
from booking.store import inquiries, regions

PAGE = 25
NEEDS_ACTION = (State.SUBMITTED, State.VERIFIED)
TABS: dict[str, tuple[State, ...]] = {
    "tindakan": NEEDS_ACTION,
    "unit": (State.AWAITING_UNIT,),
    "perbaikan": (State.RETURNED,),
    "terjadwal": (State.SCHEDULED, State.CHECKED_IN),
    "surel": (State.UNVERIFIED,),
    "semua": tuple(state for state in State if state is not State.EXPIRED),
}


@dataclass(frozen=True)
class Filters:
    """What the address of the page narrows the queue to; empty where it does not."""

    search: str = ""
    mode: str = ""
    unit: str = ""
    channel: str = ""

    @property
    def is_any(self) -> bool:
        """True when something is narrowed."""
        return bool(self.search or self.mode or self.unit or self.channel)


@dataclass(frozen=True)
class Queue:
    """A page of the desk's queue and how many requests match behind each tab."""

    rows: list[Request]
    total: int
    counts: dict[str, int]


def queue(tab: str, filters: Filters, *, now: datetime, page: int = 1) -> Queue:
    """Requests of a tab, 25 a page: what is due first, and among all the newest first."""
    back = Request.id.in_(inquiries.back_with_the_desk(now))
    narrowed = _narrowed(filters)
    wanted = [_behind(tab, back), *narrowed]
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
            selectinload(Request.unit),
            selectinload(Request.topics).selectinload(Topic.unit),
        )
        .order_by(*order, Request.id)
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    ).all()
    counted = db.session.execute(
        select(Request.state, func.count()).where(*narrowed).group_by(Request.state)
    )
    by_state: dict[str, int] = {row[0]: row[1] for row in counted}
    counts = {
        name: sum(by_state.get(state, 0) for state in states) for name, states in TABS.items()
    }
    moved = db.session.scalar(select(func.count()).where(back, *narrowed)) or 0
    counts["tindakan"], counts["unit"] = counts["tindakan"] + moved, counts["unit"] - moved
    return Queue(rows=list(rows), total=counts[tab], counts=counts)


def _behind(tab: str, back: ColumnElement[bool]) -> ColumnElement[bool]:
    """The requests of a tab; one that its unit answered, or left too long, needs the desk again."""
    in_states = Request.state.in_(TABS[tab])
    if tab == "tindakan":
        return or_(in_states, back)
    return and_(in_states, not_(back)) if tab == "unit" else in_states


def _narrowed(filters: Filters) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if filters.mode:
        wanted.append(Request.mode == filters.mode)
    if filters.channel:
        wanted.append(Request.channel == filters.channel)
    if filters.unit:
        answers = Request.topics.any(Topic.unit.has(Unit.code == filters.unit))
        wanted.append(or_(Request.unit.has(Unit.code == filters.unit), answers))
    if filters.search:
        wanted.append(_matches(filters.search))
    return wanted


def _matches(search: str) -> ColumnElement[bool]:
    """Reference, institution, region, contact, letter number, or code of a confirmation letter."""
    part = search.strip().lower()
    compact = func.replace(func.replace(func.lower(RequestLetter.number), " ", ""), ".", "")
    found = [
        Request.reference == tidy_reference(search),
        _has(Request.institution, part),
        _has(Request.contact_name, part),
        Request.letters.any(compact.contains(normalise_number(search), autoescape=True))
        if normalise_number(search)
        else Request.letters.any(_has(RequestLetter.number, part)),
        Request.parties.any(_has(RequestParty.name, part)),
    ]
    codes = regions.region_names().match(search).codes
    if codes:
        found.append(Request.parties.any(RequestParty.region_code.in_(codes)))
    code = read_code(search).code
    if code:
        issued = select(IssuedLetter.request_id).where(IssuedLetter.code_hash == fingerprint(code))
        found.append(Request.id.in_(issued))
    return or_(*found)


def _has(column: Any, part: str) -> ColumnElement[bool]:
    """The words as they are written: a per cent sign or an underscore stands for itself."""
    return func.lower(column).contains(part, autoescape=True)
