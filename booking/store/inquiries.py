"""Questions put to the technical units: found by key, link, request or unit, with their answers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    Select,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.orm import aliased, joinedload

from booking.database import db
from booking.domain.lifecycle import State
from booking.domain.links import fingerprint
from booking.domain.local_time import jakarta_date, slot_instant
from booking.domain.months import first_day, shifted
from booking.domain.sessions import Slot
from booking.domain.unit_inquiries import Answer, AnswerKind, Expert, Inquiry, Proposal
from booking.domain.unit_response import Asked
from booking.errors import NotFound
from booking.models.reference import Unit
from booking.models.requests import Request
from booking.models.units_asked import UnitAnswer, UnitInquiry

UNKNOWN = "Pertanyaan kepada unit ini tidak ditemukan."
MOST_SHOWN = 200


def locate(inquiry_id: int, *, unit: str = "", token: str = "") -> tuple[int, str]:
    """Key and reference of a question: by link, or by key among those of a unit where one is named.

    Reads no request, so that whoever locks it next sees it as it is then. Raises `NotFound`.
    """
    query = select(UnitInquiry.id, Request.reference).join(UnitInquiry.request)
    if token:
        query = query.where(UnitInquiry.link_hash == fingerprint(token))
    else:
        query = query.where(UnitInquiry.id == inquiry_id)
    if unit:
        query = query.join(UnitInquiry.unit).where(Unit.code == unit)
    found = db.session.execute(query).first()
    if found is None:
        raise NotFound(UNKNOWN)
    return found.id, found.reference


def by_id(inquiry_id: int) -> Inquiry:
    """A question by its key. Raises `NotFound`."""
    return _one(UnitInquiry.id == inquiry_id)


def by_link(token: str) -> Inquiry:
    """The question of a mail's link, answered or not. Raises `NotFound`."""
    return _one(UnitInquiry.link_hash == fingerprint(token))


def newest_of(reference: str, *, unit: str = "") -> Inquiry:
    """The last question about a request, if it was put to this unit. Raises `NotFound`.

    A unit that gave a request away no longer sees it.
    """
    found = of_request(reference)
    if not found or (unit and found[0].unit != unit):
        raise NotFound(UNKNOWN)
    return found[0]


def of_request(reference: str) -> list[Inquiry]:
    """Every question about a request, the newest first."""
    return _listed(Request.reference == reference)


def of_unit(unit: str) -> list[Inquiry]:
    """The last question of each request that lies with this unit, the newest first."""
    return [each for each in _listed(Unit.code == unit) if each.is_newest]


def in_hand() -> list[Inquiry]:
    """What units still owe, and answers that wait for the desk."""
    found = _listed(Request.state.in_((State.AWAITING_UNIT, State.VERIFIED)))
    return [each for each in found if each.is_awaited or each.is_agreed or each.is_back]


def back_with_the_desk(now: datetime) -> Select[int]:
    """The requests whose unit accepted, or let the hold end: the desk has to act, no longer it."""
    answered = exists().where(UnitAnswer.inquiry_id == UnitInquiry.id)
    return (
        select(UnitInquiry.request_id)
        .join(UnitInquiry.request)
        .where(
            Request.state == State.AWAITING_UNIT,
            UnitInquiry.id == _newest(),
            or_(answered, UnitInquiry.expires_at <= now),
        )
    )


def last_of(request_ids: Iterable[int]) -> dict[int, tuple[str, AnswerKind | None]]:
    """By request the unit that was asked last, and what it answered."""
    rows = db.session.execute(
        select(UnitInquiry.request_id, Unit.code, UnitAnswer.kind)
        .join(UnitInquiry.unit)
        .outerjoin(UnitAnswer, UnitAnswer.inquiry_id == UnitInquiry.id)
        .where(UnitInquiry.request_id.in_(list(request_ids)), UnitInquiry.id == _newest())
    )
    return {key: (unit, AnswerKind(kind) if kind else None) for key, unit, kind in rows}


def asked_in(month: str) -> list[Asked]:
    """The questions sent in a month (YYYY-MM) with the days of sending and of the answer."""
    rows = db.session.execute(
        select(Unit.code, UnitInquiry.sent_at, UnitAnswer.at)
        .join(Unit, Unit.id == UnitInquiry.unit_id)
        .outerjoin(UnitAnswer, UnitAnswer.inquiry_id == UnitInquiry.id)
        .where(
            UnitInquiry.sent_at >= slot_instant(first_day(month), "00:00"),
            UnitInquiry.sent_at < slot_instant(first_day(shifted(month, 1)), "00:00"),
        )
    )
    return [
        Asked(unit, jakarta_date(sent), jakarta_date(at) if at else None) for unit, sent, at in rows
    ]


def seed_of(inquiry_id: int) -> str:
    """The seed from which delivery makes the link again. Raises `NotFound`."""
    seed = db.session.scalar(select(UnitInquiry.link_seed).where(UnitInquiry.id == inquiry_id))
    if seed is None:
        raise NotFound(UNKNOWN)
    return seed


def _one(*wanted: ColumnElement[bool]) -> Inquiry:
    found = _listed(*wanted)
    if not found:
        raise NotFound(UNKNOWN)
    return found[0]


def _listed(*wanted: ColumnElement[bool]) -> list[Inquiry]:
    rows = db.session.execute(
        select(UnitInquiry, _newest())
        .join(UnitInquiry.request)
        .join(UnitInquiry.unit)
        .where(*wanted)
        .options(
            joinedload(UnitInquiry.answer),
            joinedload(UnitInquiry.unit),
            joinedload(UnitInquiry.request).selectinload(Request.topics),
        )
        .order_by(UnitInquiry.id.desc())
        .limit(MOST_SHOWN)
    )
    return [_inquiry(row, is_newest=row.id == last) for row, last in rows]


def _newest() -> ScalarSelect[int]:
    """The key of the last question about the same request."""
    later = aliased(UnitInquiry)
    last = select(func.max(later.id)).where(later.request_id == UnitInquiry.request_id)
    return last.correlate(UnitInquiry).scalar_subquery()


def _inquiry(row: UnitInquiry, *, is_newest: bool) -> Inquiry:
    return Inquiry(
        id=row.id,
        reference=row.request.reference,
        institution=row.request.institution,
        mode=row.request.mode,
        topics=tuple(topic.code for topic in row.request.topics),
        state=row.request.state,
        unit=row.unit.code,
        unit_name=row.unit.name,
        slot=Slot(row.date, row.session),
        end=row.session_end,
        note=row.note,
        sent_at=row.sent_at,
        sent_by=row.sent_by,
        expires_at=row.expires_at,
        is_newest=is_newest,
        answer=_answer(row.answer) if row.answer else None,
    )


def _answer(row: UnitAnswer) -> Answer:
    return Answer(
        kind=AnswerKind(row.kind),
        at=row.at,
        by=row.by,
        experts=tuple(Expert(each["name"], each["position"]) for each in row.experts),
        proposals=tuple(_proposals(row.proposals)),
        reason=row.reason,
    )


def _proposals(kept: Iterable[list[str]]) -> Iterable[Proposal]:
    for day, start, end in kept:
        yield Proposal(Slot(date.fromisoformat(day), start), end)
