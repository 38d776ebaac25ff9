"""Writing a new request with its parties, letters, topics, wishes and guests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import count

from sqlalchemy.exc import IntegrityError

from booking.database import db
from booking.domain.letter import normalise_number
from booking.domain.links import CONFIRM, TRACKING, fingerprint, link_token, new_reference, new_seed
from booking.domain.sessions import Slot
from booking.domain.submission import Party, Submission
from booking.errors import StillRunning
from booking.models.requests import (
    Request,
    RequestGuest,
    RequestLetter,
    RequestParty,
    RequestWish,
)
from booking.sentences import say
from booking.store import cases, claims, regions, requests


@dataclass(frozen=True)
class Receipt:
    """How and when the letter reached DJPK, and by when it is answered."""

    state: str
    received_at: datetime
    received_on: date
    answer_by: date


def add_request(
    sent: Submission,
    receipt: Receipt,
    *,
    wishes: tuple[Slot, ...],
    letter_file_id: int | None,
    form_key: str | None,
    link_key: bytes,
    now: datetime,
) -> Request:
    """A new request with a reference of its own and links that only the server can make again.

    Raises `StillRunning` when the same form opened a request at this very moment.
    """
    seed = new_seed()
    request = Request(
        reference=new_reference(),
        mode=sent.mode,
        state=receipt.state,
        channel=sent.channel,
        institution=sent.institution,
        submission_key=form_key,
        created_at=now,
        received_at=receipt.received_at,
        received_on=receipt.received_on,
        answer_by=receipt.answer_by,
        contact_name=sent.contact.name,
        contact_position=sent.contact.position,
        contact_email=sent.contact.email,
        contact_phone=sent.contact.phone,
        question=sent.question,
        link_seed=seed,
        link_hash=fingerprint(link_token(link_key, TRACKING, seed)),
        confirm_hash=fingerprint(link_token(link_key, CONFIRM, seed)),
        parties=_parties(sent.parties),
        letters=_letters(sent, letter_file_id),
        wishes=[
            RequestWish(rank=rank, date=slot.on, session=slot.start)
            for rank, slot in enumerate(wishes, 1)
        ],
        guests=_guests(sent),
        topics=requests.topics_by_code(sent.topics),
    )
    request.unit = next((topic.unit for topic in request.topics if topic.unit), None)
    _add(request)
    return request


def _add(request: Request) -> None:
    """Claims and history name the request by its key, so it is written at once.

    Raises `StillRunning` when the same form opened a request at this very moment.
    """
    try:
        with db.session.begin_nested():
            db.session.add(request)
            db.session.flush()
    except IntegrityError as error:
        raise still_running() from error


def still_running() -> StillRunning:
    """The same form opened a request at this very moment; asked again, it gives that one."""
    return StillRunning(say("Permohonan yang sama sedang kami simpan."))


def carry_letters(request: Request) -> None:
    """Take the letters that a request does not carry yet.

    Raises `LetterSpent` when another request carries one.
    """
    if claims.letters_carried(request.id) >= len(request.letters):
        return
    issuer = cases.issuer_of(cases.parties_of(request))
    for letter in request.letters:
        key = (issuer, normalise_number(letter.number), letter.date)
        if not claims.carries(request.id, key):
            claims.take_letter(*key, request.id)


def _parties(parties: tuple[Party, ...]) -> list[RequestParty]:
    numbers = count(1)
    rows = []
    for party in parties:
        codes = tuple(dict.fromkeys(regions.governing_code(code) for code in party.regions))
        names = regions.labels(codes)
        for code in codes or (None,):
            name = names[code] if code and len(codes) > 1 else party.name
            rows.append(
                RequestParty(position=next(numbers), kind=party.kind, name=name, region_code=code)
            )
    return rows


def _letters(sent: Submission, file_id: int | None) -> list[RequestLetter]:
    return [
        RequestLetter(
            position=position,
            number=letter.number,
            date=letter.date,
            subject=letter.subject,
            addressee=letter.addressee,
            file_id=file_id if position == 1 else None,
        )
        for position, letter in enumerate(sent.letters, 1)
    ]


def _guests(sent: Submission) -> list[RequestGuest]:
    return [
        RequestGuest(position_no=number, name=guest.name, position=guest.position, role=guest.role)
        for number, guest in enumerate(sent.guests, 1)
    ]
