"""Confirmation letters: issued, replaced and ended in the transaction of the causing move."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select, update

from booking.database import audit_key, db
from booking.domain.confirmation import (
    AnsweredLetter,
    Confirmation,
    LetterStatus,
    addressees_of,
    institution_for_strangers,
    letter_number,
)
from booking.domain.links import fingerprint, new_seed
from booking.domain.local_time import jakarta_date
from booking.domain.verification_code import letter_code
from booking.domain.words import VISIT
from booking.errors import NotFound
from booking.models.letters_issued import IssuedLetter
from booking.models.requests import Request
from booking.sentences import say
from booking.store import dispensations, mail, policies, regions, requests

NO_LETTER = say(
    "Permohonan ini tidak memiliki surat konfirmasi yang berlaku. Surat konfirmasi "
    "diterbitkan ketika jadwal diberikan."
)


def issue(request: Request, *, now: datetime) -> IssuedLetter:
    """Issue the letter of the agreed session; the one before it, if any, is thereby changed."""
    before = current_of(request.id)
    if before is not None:
        _end(before, LetterStatus.CHANGED, now=now)
    latest = select(func.max(IssuedLetter.ordinal)).where(IssuedLetter.request_id == request.id)
    ordinal = (db.session.scalar(latest) or 0) + 1
    seed = new_seed()
    number = letter_number(request.reference, ordinal, jakarta_date(now).year)
    facts = _facts(request, number, replaces=before.number if before else "", now=now)
    letter = IssuedLetter(
        request_id=request.id,
        ordinal=ordinal,
        number=number,
        code_seed=seed,
        code_hash=fingerprint(letter_code(audit_key(), seed)),
        status=LetterStatus.CURRENT,
        issued_at=now,
        facts=facts.to_json(),
    )
    db.session.add(letter)
    db.session.flush()
    return letter


def cancel(request: Request, *, now: datetime) -> None:
    """The session is given no longer, so its letter does not hold; without a letter nothing."""
    letter = current_of(request.id)
    if letter is not None:
        _end(letter, LetterStatus.CANCELLED, now=now)


def current_of(request_id: int) -> IssuedLetter | None:
    """The letter of a request that holds, or None."""
    return db.session.scalars(
        select(IssuedLetter).where(
            IssuedLetter.request_id == request_id, IssuedLetter.status == LetterStatus.CURRENT
        )
    ).one_or_none()


def current_by_reference(reference: str) -> IssuedLetter:
    """The letter of this request that holds. Raises `NotFound`."""
    letter = current_of(requests.by_reference(reference).id)
    if letter is None:
        raise NotFound(NO_LETTER)
    return letter


def by_code(code: str) -> IssuedLetter | None:
    """The letter that carries this code, in its printed form, or None."""
    return db.session.scalars(
        select(IssuedLetter).where(IssuedLetter.code_hash == fingerprint(code))
    ).one_or_none()


def code_of(letter: IssuedLetter) -> str:
    """The code printed on a letter; "" when the server's key was changed since it was issued."""
    code = letter_code(audit_key(), letter.code_seed)
    return code if fingerprint(code) == letter.code_hash else ""


def facts_of(letter: IssuedLetter) -> Confirmation:
    """What the letter states."""
    return Confirmation.from_json(letter.facts)


def unsealed(limit: int) -> list[IssuedLetter]:
    """Letters whose PDF was not kept yet, the oldest first."""
    return list(
        db.session.scalars(
            select(IssuedLetter)
            .where(IssuedLetter.pdf_sha256.is_(None))
            .order_by(IssuedLetter.id)
            .limit(limit)
        )
    )


def seal(letter_id: int, *, storage_key: str, pdf_sha256: str) -> bool:
    """Note where the letter's PDF is kept and its hash; False when that was done before."""
    sealed = db.session.scalars(
        update(IssuedLetter)
        .where(IssuedLetter.id == letter_id, IssuedLetter.pdf_sha256.is_(None))
        .values(storage_key=storage_key, pdf_sha256=pdf_sha256)
        .returning(IssuedLetter.id)
    )
    return sealed.one_or_none() is not None


def _end(letter: IssuedLetter, status: LetterStatus, *, now: datetime) -> None:
    letter.status = status
    letter.ended_at = now
    db.session.flush()  # the database lets a request have one letter that holds


def _facts(request: Request, number: str, *, replaces: str, now: datetime) -> Confirmation:
    appointment = mail.appointment_of(request)
    if appointment is None:
        raise ValueError("a confirmation letter without a session")
    is_visit = request.mode == VISIT
    policy = policies.policy_for(appointment.on)
    cap = dispensations.guest_cap_of(request.id, [g.role for g in request.guests], policy)
    labels = regions.labels(request.region_codes)
    parties = [
        (party.kind, party.name, labels.get(party.region_code or "", ""))
        for party in request.parties
    ]
    shown = dict.fromkeys(institution_for_strangers(*party) for party in parties)
    return Confirmation(
        number=number,
        reference=request.reference,
        issued_on=jakarta_date(now),
        mode=request.mode,
        addressees=addressees_of(parties),
        shown_as=", ".join(shown),
        answers=tuple(AnsweredLetter(letter.number, letter.date) for letter in request.letters),
        appointment=appointment,
        zones=regions.zones(request.region_codes),
        topics=tuple(topic.name for topic in request.topics),
        unit=request.unit.name if request.unit else "",
        guests=len(request.guests) if is_visit else None,
        guest_cap=cap if is_visit else None,
        meeting_link=None if is_visit else request.meeting_link,
        replaces=replaces,
    )
