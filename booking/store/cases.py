"""Gathering what the clauses ask about a request: one place for submit, pages and schedule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from booking.domain.delegation import Guest
from booking.domain.dispensation import Dispensation
from booking.domain.examination import Case, LetterFacts
from booking.domain.letter import normalise_number
from booking.domain.sessions import Slot
from booking.domain.submission import Party, Submission
from booking.domain.words import KINDS_OF_A_REGION
from booking.models.requests import Request
from booking.store import calendar, claims, dispensations, policies, regions


def issuer_key(kind: str, name: str, codes: Iterable[str]) -> str:
    """Who wrote a letter: kind and sorted region codes, else the institution's name."""
    listed = sorted(set(codes))
    if listed:
        return f"{kind}:{';'.join(listed)}"
    return f"{kind}:{''.join(c for c in name.casefold() if c.isalnum())}"[:300]


def issuer_of(parties: Sequence[Party]) -> str:
    """The issuer of the leading letter: the first party's kind, with every region that asks."""
    first = parties[0]
    return issuer_key(first.kind, first.name, region_codes(parties))


def region_codes(parties: Iterable[Party]) -> tuple[str, ...]:
    """The regions whose quota counts, each once: those of pemda and DPRD (E.3.c.5)."""
    return tuple(
        dict.fromkeys(
            regions.governing_code(code)
            for party in parties
            if party.kind in KINDS_OF_A_REGION
            for code in party.regions
        )
    )


def parties_of(request: Request) -> list[Party]:
    """The parties of a stored request as values."""
    return [
        Party(p.kind, p.name, (p.region_code,) if p.region_code else ()) for p in request.parties
    ]


def guests_of(request: Request) -> tuple[Guest, ...]:
    """The announced delegation as values."""
    return tuple(Guest(g.name, g.position, g.role) for g in request.guests)


def has_file(request: Request) -> bool:
    """True when the leading letter came with its file; an officer may enter it beforehand."""
    return request.letter is not None and request.letter.file_id is not None


def case_of(request: Request, *, now: datetime, slots: Sequence[Slot] = ()) -> Case:
    """The case of a stored request, judged for these sessions; its own claims do not count."""
    parties = parties_of(request)
    issuer = issuer_of(parties)
    letters = tuple(
        claims.letter_facts(
            issuer,
            letter.number,
            normalise_number(letter.number),
            letter.date,
            letter.addressee,
            but_not=request.id,
        )
        for letter in request.letters
    )
    return _case(
        request.mode,
        request.received_on,
        guests_of(request),
        letters,
        region_codes(parties),
        slots,
        now=now,
        but_not=request.id,
        addressee_seen=request.addressee_seen,
        granted=dispensations.in_force([request.id]).get(request.id, ()),
        letter_attached=has_file(request),
    )


def case_of_submission(sent: Submission, *, received_on: date, now: datetime) -> Case:
    """The case of a request that is about to be sent."""
    issuer = issuer_of(sent.parties)
    letters = tuple(
        claims.letter_facts(
            issuer, letter.number, normalise_number(letter.number), letter.date, letter.addressee
        )
        for letter in sent.letters
    )
    codes = region_codes(sent.parties)
    return _case(
        sent.mode, received_on, sent.guests, letters, codes, sent.wishes, now=now, but_not=None
    )


def _case(
    mode: str,
    received_on: date,
    guests: tuple[Guest, ...],
    letters: tuple[LetterFacts, ...],
    codes: tuple[str, ...],
    slots: Sequence[Slot],
    *,
    now: datetime,
    but_not: int | None,
    addressee_seen: bool = False,
    granted: tuple[Dispensation, ...] = (),
    letter_attached: bool = True,
) -> Case:
    days = [slot.on for slot in slots] or [received_on]
    first, last = min(days), max(days)
    return Case(
        mode=mode,
        received_on=received_on,
        guests=guests,
        letters=letters,
        regions=regions.labels(codes),
        policy=policies.policy_for(last),
        calendar=calendar.work_calendar(),
        addressee_seen=addressee_seen,
        closures=calendar.closures_between(first, last),
        taken=calendar.taken_between(first, last, now=now, but_not=but_not),
        quotas=claims.quota_use(codes, {f"{day:%Y-%m}" for day in days}, now=now, but_not=but_not),
        now=now,
        dispensations=granted,
        letter_attached=letter_attached,
    )
