"""Mails for tests: facts with one default, a request that they are about, links."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from booking.database import db, transaction
from booking.domain.mail_facts import Appointment, Links, MailFacts, MailKind, OwedMail
from booking.domain.words import VISIT
from booking.models.requests import Request

DECIDED_AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
THURSDAY = Appointment(date(2026, 11, 26), "09:00", "10:00")
MONDAY = Appointment(date(2026, 11, 30), "13:00", "14:00")
LINKS = Links("https://konsultasi.example/l/token", "https://konsultasi.example/k/token")
SENDER = "layanan@djpk.example"
PLAIN = MailFacts(
    kind=MailKind.RECEIVED,
    reference="K7M2-4QXD",
    mode=VISIT,
    institution="Kota Makassar",
    contact_name="Nurhayati",
    contact_position="Kepala Subbagian Program",
    recipient="bapenda@makassar.example",
    received_on=date(2026, 11, 23),
    answer_by=date(2026, 11, 25),
    earliest_on=date(2026, 11, 26),
    zones=("Asia/Makassar",),
    guests=2,
    guest_cap=2,
    topics=("Pajak daerah dan retribusi daerah",),
)
INJECTION = "ATTENDEE:mailto:penyusup@evil.example"
PAYLOADS = [
    text.format(INJECTION)
    for text in (
        "x\r\n{}",
        "x\n{}",
        "x\r{}",
        "x\r\n {}",
        "x\r\n\t{}",
        "x\x00{}",
        "x\x0b{}",
        "x\x0c{}",
        "x\x1c{}",
        "x\x1d{}",
        "x\x1e{}",
        "x\x85{}",
        "x\u2028{}",
        "x\u2029{}",
        "x\r\n\r\n{}",
        "x\\n{}",
        "x;{}",
        "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\n{}",
        'x"\r\n{}',
        "x\u202e\r\n{}",
    )
]
APPOINTED = (MailKind.SCHEDULED, MailKind.RESCHEDULED)
ENDED = (
    MailKind.CANCELLED_BY_REQUESTER,
    MailKind.CANCELLED_BY_DJPK,
    MailKind.MISSED,
    MailKind.MISSED_WITH_NOTICE,
)


def facts_of(kind: MailKind, **changes: Any) -> MailFacts:
    """The facts of a mail of this kind, with the appointments that such a mail has."""
    facts = replace(PLAIN, kind=kind)
    if kind in APPOINTED:
        facts = replace(facts, appointment=THURSDAY)
    if kind == MailKind.RESCHEDULED:
        facts = replace(facts, appointment=MONDAY, previous_appointment=THURSDAY, sequence=1)
    if kind in ENDED:
        facts = replace(facts, previous_appointment=THURSDAY, sequence=1)
    return replace(facts, **changes)


def owed(facts: MailFacts) -> OwedMail:
    """The row of these facts in the hands of a worker."""
    return OwedMail(
        id=1,
        message_id="<K7M2-4QXD.scheduled.1@konsultasi.djpk.kemenkeu.go.id>",
        kind=facts.kind,
        request_id=1,
        created_at=DECIDED_AT,
        tries=1,
        stored=facts.to_json(),
    )


def new_request(reference: str) -> int:
    """A request in the database, for mails that belong to one; returns its key."""
    request = Request(
        reference=reference,
        mode=VISIT,
        state="submitted",
        channel="web",
        institution=PLAIN.institution,
        created_at=DECIDED_AT,
        received_at=DECIDED_AT,
        received_on=PLAIN.received_on,
        answer_by=PLAIN.answer_by,
        contact_name=PLAIN.contact_name,
        contact_position=PLAIN.contact_position,
        contact_email=PLAIN.recipient,
        contact_phone="0811-0000-000",
        question="Bagaimana penerapan opsen pajak kendaraan bermotor?",
        link_seed=reference,
        link_hash=reference,
    )
    with transaction():
        db.session.add(request)
        db.session.flush()
        return request.id
