"""What is known beside a request: its doubles, its region's past, and who wants the same hour."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import selectinload

from booking.database import db
from booking.domain.letter import normalise_number
from booking.domain.lifecycle import State
from booking.domain.sessions import Slot
from booking.models.door import Violation
from booking.models.requests import (
    LetterFile,
    Request,
    RequestLetter,
    RequestParty,
    RequestWish,
)

RIVALS = (State.SUBMITTED, State.VERIFIED, State.AWAITING_UNIT)
NOT_HERE = (State.UNVERIFIED, State.EXPIRED)
MOST_TOLD = 12


@dataclass(frozen=True)
class Double:
    """Another request with the same file or the same letter number."""

    reference: str
    institution: str
    state: str
    received_on: date
    same_file: bool
    same_number: bool


@dataclass(frozen=True)
class PastEvent:
    """A dated fact about a region: a missed visit, or a claim that nobody proved."""

    code: str
    on: date
    institution: str
    reference: str


@dataclass(frozen=True)
class Rival:
    """A request that wishes a session, in the order in which the letters were received."""

    reference: str
    institution: str
    received_at: datetime
    received_on: date
    rank: int


def doubles(request: Request) -> list[Double]:
    """Other requests that carry the same file or the same letter number, newest first."""
    hashes = {letter.file.original_sha256 for letter in request.letters if letter.file}
    numbers = {normalise_number(letter.number) for letter in request.letters}
    compact = func.replace(func.replace(func.lower(RequestLetter.number), " ", ""), ".", "")
    rows = db.session.execute(
        select(Request, RequestLetter.number, LetterFile.original_sha256)
        .join(RequestLetter, RequestLetter.request_id == Request.id)
        .outerjoin(LetterFile, LetterFile.id == RequestLetter.file_id)
        .where(
            Request.id != request.id,
            Request.state.not_in(NOT_HERE),
            or_(LetterFile.original_sha256.in_(hashes), compact.in_(numbers)),
        )
        .order_by(Request.received_at.desc())
        .limit(MOST_TOLD)
    )
    found: dict[str, Double] = {}
    for row, number, file_hash in rows:
        found.setdefault(
            row.reference,
            Double(
                row.reference,
                row.institution,
                row.state,
                row.received_on,
                same_file=file_hash in hashes,
                same_number=normalise_number(number) in numbers,
            ),
        )
    return list(found.values())


def past_of(codes: Collection[str], *, but_not: int) -> list[PastEvent]:
    """Missed visits and unfounded head claims of these regions, newest first."""
    if not codes:
        return []
    ours = Request.parties.any(RequestParty.region_code.in_(list(codes)))
    missed = db.session.execute(
        select(Request.appointment_on, Request.institution, Request.reference)
        .where(ours, Request.state == State.NO_SHOW, Request.id != but_not)
        .order_by(Request.appointment_on.desc())
        .limit(MOST_TOLD)
    )
    claims = db.session.execute(
        select(Violation.date, Request.institution, Request.reference)
        .join(Request, Request.id == Violation.request_id)
        .where(ours, Violation.code == "head_claim_invalid", Request.id != but_not)
        .order_by(Violation.date.desc())
        .limit(MOST_TOLD)
    )
    events = [
        *(PastEvent("no_show", on, name, reference) for on, name, reference in missed if on),
        *(PastEvent("head_claim_invalid", on, name, ref) for on, name, ref in claims),
    ]
    return sorted(events, key=lambda event: event.on, reverse=True)[:MOST_TOLD]


def rivals(request: Request, slots: Sequence[Slot]) -> dict[Slot, list[Rival]]:
    """Who else waits for these sessions in the same mode, first received first, itself too."""
    if not slots:
        return {}
    wanted = [and_(RequestWish.date == s.on, RequestWish.session == s.start) for s in slots]
    rows = db.session.execute(
        select(Request, RequestWish.date, RequestWish.session, RequestWish.rank)
        .join(RequestWish, RequestWish.request_id == Request.id)
        .where(or_(*wanted), Request.mode == request.mode, Request.state.in_(RIVALS))
        .options(selectinload(Request.parties))
        .order_by(Request.received_on, Request.received_at, Request.id)
    )
    found: dict[Slot, list[Rival]] = {}
    for row, on, start, rank in rows:
        rival = Rival(row.reference, row.institution, row.received_at, row.received_on, rank)
        found.setdefault(Slot(on, start), []).append(rival)
    return {
        slot: those
        for slot, those in found.items()
        if any(rival.reference != request.reference for rival in those)
    }
