"""Requests in any state, made by the use cases themselves; every name and number is invented."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from sqlalchemy import select

from booking.database import db, transaction
from booking.domain.delegation import Arrival, Guest
from booking.domain.roles import REQUESTER_ACTOR, Actor, Role
from booking.domain.sessions import Slot
from booking.domain.submission import Contact, Letter, Party, Submission
from booking.domain.words import REGIONAL_HEAD, VISIT
from booking.models.claims import LetterUse, QuotaClaim, SlotClaim
from booking.models.door import Violation
from booking.models.history import RequestMove
from booking.models.messages import OutboxMessage
from booking.models.requests import LetterFile, Request
from booking.store import inquiries
from booking.usecases.answer_for_unit import Question
from booking.usecases.check_in import check_in
from booking.usecases.consult_unit import consult_unit
from booking.usecases.schedule import schedule
from booking.usecases.submit import Submitted, submit
from booking.usecases.verify_letter import verify_letter

NOW = datetime(2026, 11, 23, 2, 12, tzinfo=UTC)  # Senin, pukul 09.12 WIB
MONDAY, THURSDAY = date(2026, 11, 23), date(2026, 11, 26)
NINE, TEN = Slot(THURSDAY, "09:00"), Slot(THURSDAY, "10:00")
ONE, TWO = Slot(THURSDAY, "13:00"), Slot(THURSDAY, "14:00")
AT_NINE = datetime(2026, 11, 26, 2, 0, tzinfo=UTC)  # Kamis, pukul 09.00 WIB
AFTER_HOURS = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)  # Kamis, pukul 16.00 WIB
LINK_KEY = b"a key of the tests for secret links"

BANYUMAS, CILACAP, PANGANDARAN, CIAMIS = "33.02", "33.01", "32.18", "32.07"
OFFICER = Actor("Nurhayati", "staff:1", Role.OFFICER)
SUPERVISOR = Actor("Hendra Wijaya", "staff:2", Role.SUPERVISOR)
RECEPTION = Actor("Dewi Anggraini", "staff:3", Role.RECEPTION)
UNIT = Actor("Agus Prasetyo", "staff:4", Role.UNIT)
ADMIN = Actor("Tono Saputra", "staff:5", Role.ADMIN)

STAFF = Guest("Budi Santoso", "Kepala BPKAD")
SECOND = Guest("Sari Puspita", "Kepala Bidang Anggaran")
HEAD = Guest("Sri Wahyuni", "Bupati", REGIONAL_HEAD)

_serial = count(1)


def party(code: str = BANYUMAS, kind: str = "pemda") -> Party:
    """A government or council of a region."""
    return Party(kind, f"{kind} {code}", (code,))


def letter(**overrides: Any) -> Letter:
    """A letter that nobody sent before."""
    usual = Letter(
        number=f"900/{next(_serial):04}/BPKAD/2026",
        date=MONDAY,
        subject="Permintaan konsultasi",
        addressee="Direktur Jenderal Perimbangan Keuangan",
    )
    return replace(usual, **overrides)


def submission(**overrides: Any) -> Submission:
    """A visit of two guests of Kab. Banyumas, with a letter and a mailbox of its own."""
    number = next(_serial)
    usual = Submission(
        mode=VISIT,
        parties=(party(),),
        contact=Contact(
            "Rina Lestari", "Kepala Subbagian", f"rina{number}@contoh.go.id", "0812-0000-0000"
        ),
        letters=(letter(),),
        topics=("DAU",),
        question="Bagaimana penyaluran DAU tahun 2027?",
        wishes=(),
        guests=(STAFF, SECOND),
        channel="web",
    )
    return replace(usual, **overrides)


def letter_file(now: datetime = NOW) -> int:
    """A letter's file as `keep_letter` leaves it."""
    number = next(_serial)
    with transaction():
        row = LetterFile(
            storage_key=f"key-{number}",
            original_name="surat.pdf",
            original_sha256=f"{number:064}",
            pdf_sha256=f"{number:064}",
            size=1000,
            pages=1,
            created_at=now,
        )
        db.session.add(row)
        db.session.flush()  # the key is what the form carries on
        return row.id


def sent(
    asked: Submission | None = None, *, by: Actor = REQUESTER_ACTOR, now: datetime = NOW, **how: Any
) -> Submitted:
    """What `submit` tells about a request that came with its file."""
    how.setdefault("letter_file_id", letter_file(now))
    return submit(asked or submission(), by=by, now=now, link_key=LINK_KEY, **how)


def submitted(asked: Submission | None = None, *, now: datetime = NOW, **how: Any) -> str:
    """The reference of a request that an officer entered."""
    return sent(asked, by=OFFICER, now=now, mailbox_known=True, **how).reference


def verified(asked: Submission | None = None, *, now: datetime = NOW, **how: Any) -> str:
    """The reference of a request whose letter was checked."""
    reference = submitted(asked, now=now, **how)
    verify_letter(reference, ticks=("addressee",), by=OFFICER, now=now)
    return reference


def given(reference: str, slot: Slot = NINE, *, by: Actor = OFFICER, now: datetime = NOW) -> str:
    """The reference of a verified request after it got this session."""
    schedule(reference, slot, consulted="Disepakati unit.", by=by, now=now)
    return reference


def scheduled(
    asked: Submission | None = None, *, slot: Slot = NINE, now: datetime = NOW, **how: Any
) -> str:
    """The reference of a request that has a session."""
    return given(verified(asked, now=now, **how), slot, now=now)


def asked(
    reference: str, slot: Slot = NINE, *, unit_code: str = "DTU", now: datetime = NOW
) -> Question:
    """The question to a unit about a verified request, as the unit's own screen sees it."""
    consult_unit(reference, slot, unit_code=unit_code, by=OFFICER, now=now, link_key=LINK_KEY)
    return Question(inquiries.newest_of(reference).id, unit=unit_code)


def arrivals(*guests: Guest, identity_seen: bool = True) -> list[Arrival]:
    """These guests as they stand at reception."""
    return [Arrival(g.name, g.position, g.role, identity_seen) for g in guests]


def checked_in(
    asked: Submission | None = None, *, slot: Slot = NINE, now: datetime = AT_NINE
) -> str:
    """The reference of a visit whose two guests came on time."""
    reference = scheduled(asked, slot=slot)
    check_in(reference, arrivals(STAFF, SECOND), nonce="scan", by=RECEPTION, now=now)
    return reference


def found(reference: str) -> Request:
    """The request as the database has it now."""
    db.session.rollback()
    return db.session.scalars(select(Request).where(Request.reference == reference)).one()


def state(reference: str) -> str:
    """Where the request stands."""
    return found(reference).state


def sessions_of(reference: str) -> list[tuple[str, Slot]]:
    """The rooms and sessions that the request claims."""
    rows = db.session.scalars(select(SlotClaim).where(SlotClaim.request_id == found(reference).id))
    return [(row.resource, Slot(row.date, row.session)) for row in rows]


def places_of(reference: str) -> list[tuple[str, str, int]]:
    """Region, month and ordinal of each quota place that the request claims."""
    rows = db.session.scalars(
        select(QuotaClaim)
        .where(QuotaClaim.request_id == found(reference).id)
        .order_by(QuotaClaim.region_code)
    )
    return [(row.region_code, row.month, row.ordinal) for row in rows]


def letter_of(reference: str) -> str:
    """What became of the request's letter: free, carried or spent."""
    rows = db.session.scalars(select(LetterUse).where(LetterUse.request_id == found(reference).id))
    spent = {row.spent_at is not None for row in rows}
    assert len(spent) < 2
    return "free" if not spent else "spent" if spent.pop() else "carried"


def mails_of(reference: str) -> list[str]:
    """The kinds of mail owed for the request, oldest first."""
    rows = db.session.scalars(
        select(OutboxMessage)
        .where(OutboxMessage.request_id == found(reference).id)
        .order_by(OutboxMessage.id)
    )
    return [row.kind for row in rows]


def moves_of(reference: str) -> list[RequestMove]:
    """The history of the request, oldest first."""
    rows = db.session.scalars(
        select(RequestMove)
        .where(RequestMove.request_id == found(reference).id)
        .order_by(RequestMove.id)
    )
    return list(rows)


def violations(reference: str | None = None) -> list[str]:
    """The codes recorded, of one request or of all."""
    query = select(Violation.code).order_by(Violation.id)
    if reference:
        query = query.where(Violation.request_id == found(reference).id)
    db.session.rollback()
    return list(db.session.scalars(query))


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    """An instant of 2026 by the Jakarta clock."""
    return datetime(2026, month, day, hour - 7, minute, tzinfo=UTC)


def codes_of(findings: Sequence[Any]) -> list[str]:
    """The codes of findings or problems, in their order."""
    return [finding.code for finding in findings]
