"""Putting a question to a unit, and keeping the answer; the first answer is the only one."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert, update
from sqlalchemy.exc import IntegrityError

from booking.database import db
from booking.domain.links import UNIT_ANSWER, fingerprint, link_token, new_seed
from booking.domain.roles import Actor
from booking.domain.sessions import Slot
from booking.domain.unit_inquiries import Answer
from booking.domain.unit_notice import UNIT_QUESTION, UnitQuestion
from booking.errors import AlreadyDecided
from booking.models.reference import Unit
from booking.models.requests import Request
from booking.models.units_asked import UnitAnswer, UnitInquiry
from booking.store import inquiries, outbox, units


def add(
    request: Request,
    unit: Unit,
    slot: Slot,
    *,
    until: datetime,
    note: str,
    by: Actor,
    now: datetime,
    link_key: bytes,
) -> None:
    """Put a request to a unit and owe its mailboxes the mail with the one-use link."""
    seed = new_seed()
    row = UnitInquiry(
        request_id=request.id,
        unit_id=unit.id,
        date=slot.on,
        session=slot.start,
        session_end=request.appointment_end or slot.start,
        note=note,
        sent_at=now,
        sent_by=by.name,
        expires_at=until,
        link_seed=seed,
        link_hash=fingerprint(link_token(link_key, UNIT_ANSWER, seed)),
    )
    db.session.add(row)
    db.session.flush()  # the mail names the inquiry by its key
    asked = UnitQuestion(
        inquiry_id=row.id,
        unit_name=unit.name,
        reference=request.reference,
        institution=request.institution,
        mode=request.mode,
        topics=tuple(topic.name for topic in request.topics),
        question=request.question,
        note=note,
        guests=len(request.guests),
        on=slot.on,
        start=slot.start,
        end=row.session_end,
        expires_at=until,
    )
    for mailbox in units.mailboxes(unit.code):
        outbox.owe_notice(UNIT_QUESTION, asked.to_json(), recipient=mailbox, now=now)


def keep_answer(inquiry_id: int, answer: Answer) -> None:
    """Keep the first answer; raises `AlreadyDecided` with who was first, and when, for a second."""
    values = {
        "inquiry_id": inquiry_id,
        "kind": answer.kind,
        "at": answer.at,
        "by": answer.by,
        "experts": [{"name": e.name, "position": e.position} for e in answer.experts],
        "proposals": [[p.slot.on.isoformat(), p.slot.start, p.end] for p in answer.proposals],
        "reason": answer.reason,
    }
    try:
        with db.session.begin_nested():
            db.session.execute(insert(UnitAnswer).values(**values))
    except IntegrityError:
        first = inquiries.by_id(inquiry_id).answer
        said = first.said if first else "dijawab"
        raise AlreadyDecided(
            f"Permohonan ini sudah {said}. Jawaban Saudara tidak disimpan."
        ) from None


def hold_until(inquiry_id: int, until: datetime) -> None:
    """The session of a question is held longer, since its unit accepted."""
    db.session.execute(
        update(UnitInquiry).where(UnitInquiry.id == inquiry_id).values(expires_at=until)
    )
