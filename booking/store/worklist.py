"""What the desk asks about many requests at once, in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import selectinload

from booking.database import db
from booking.domain.examination import Case, LetterFacts, QuotaUse
from booking.domain.letter import normalise_number
from booking.domain.local_time import month_key
from booking.domain.policy import SE_2, Policy, policy_on
from booking.domain.sessions import Slot
from booking.models.claims import LetterUse, QuotaClaim, SlotClaim
from booking.models.requests import Request
from booking.store import calendar, cases, dispensations, policies, regions

LetterKey = tuple[str, str, date]


@dataclass(frozen=True)
class Place:
    """A place of a region in a month that a visit uses or holds."""

    region: str
    month: str
    on: date | None
    topics: tuple[str, ...]
    is_hold: bool


@dataclass(frozen=True)
class _Claimed:
    """Who holds what, with the request, so that each case can leave out its own."""

    rooms: Sequence[tuple[int, Slot, str]]
    places: Sequence[tuple[int, tuple[str, str], bool]]
    letters: Mapping[LetterKey, tuple[int, str, bool]]


def cases_of(
    rows: Sequence[Request], *, now: datetime, also: Collection[date] = ()
) -> dict[int, Case]:
    """The case of each request, judged for the sessions it wishes and for days asked `also`.

    Its own claims do not count.
    """
    if not rows:
        return {}
    known = policies.policies()
    days = calendar.work_calendar()
    wished = [*also, *(wish.date for row in rows for wish in row.wishes)]
    closures = calendar.closures_between(min(wished), max(wished)) if wished else ()
    claimed = _claimed(rows, wished, now)
    granted = dispensations.in_force([row.id for row in rows])
    found = {}
    for row in rows:
        parties = cases.parties_of(row)
        last = max((*also, *(wish.date for wish in row.wishes)), default=row.received_on)
        policy: Policy = policy_on(known, last) or SE_2
        found[row.id] = Case(
            mode=row.mode,
            received_on=row.received_on,
            guests=cases.guests_of(row),
            letters=_letters(row, claimed),
            regions=regions.labels(cases.region_codes(parties)),
            policy=policy,
            calendar=days,
            addressee_seen=row.addressee_seen,
            closures=closures,
            taken=_taken(row.id, claimed),
            quotas=_quotas(row.id, claimed),
            now=now,
            dispensations=granted.get(row.id, ()),
            letter_attached=cases.has_file(row),
        )
    return found


def places_taken(codes: Iterable[str], months: Iterable[str], *, now: datetime) -> list[Place]:
    """The visits that use the places of these regions in these months, first come first."""
    rows = db.session.execute(
        select(QuotaClaim, Request)
        .join(Request, Request.id == QuotaClaim.request_id)
        .where(
            QuotaClaim.region_code.in_(list(codes)),
            QuotaClaim.month.in_(list(months)),
            or_(QuotaClaim.expires_at.is_(None), QuotaClaim.expires_at > now),
        )
        .options(selectinload(Request.topics))
        .order_by(QuotaClaim.month, QuotaClaim.ordinal)
    )
    return [
        Place(
            region=claim.region_code,
            month=claim.month,
            on=request.appointment_on,
            topics=tuple(topic.name for topic in request.topics),
            is_hold=claim.expires_at is not None,
        )
        for claim, request in rows
    ]


def _claimed(rows: Sequence[Request], wished: Sequence[date], now: datetime) -> _Claimed:
    codes = {code for row in rows for code in cases.region_codes(cases.parties_of(row))}
    return _Claimed(
        rooms=_rooms(wished, now) if wished else (),
        places=_places(codes, {month_key(day) for day in wished}, now) if wished and codes else (),
        letters=_letter_uses(rows),
    )


def _rooms(wished: Sequence[date], now: datetime) -> list[tuple[int, Slot, str]]:
    rows = db.session.execute(
        select(SlotClaim.request_id, SlotClaim.date, SlotClaim.session, SlotClaim.resource).where(
            SlotClaim.date.between(min(wished), max(wished)),
            or_(SlotClaim.expires_at.is_(None), SlotClaim.expires_at > now),
        )
    )
    return [
        (request_id, Slot(on, start), room) for request_id, on, start, room in rows if request_id
    ]


def _places(
    codes: Iterable[str], months: Iterable[str], now: datetime
) -> list[tuple[int, tuple[str, str], bool]]:
    rows = db.session.execute(
        select(
            QuotaClaim.request_id, QuotaClaim.region_code, QuotaClaim.month, QuotaClaim.expires_at
        ).where(
            QuotaClaim.region_code.in_(list(codes)),
            QuotaClaim.month.in_(list(months)),
            or_(QuotaClaim.expires_at.is_(None), QuotaClaim.expires_at > now),
        )
    )
    return [
        (request_id, (code, month), until is not None) for request_id, code, month, until in rows
    ]


def _letter_uses(rows: Sequence[Request]) -> dict[LetterKey, tuple[int, str, bool]]:
    numbers = {normalise_number(letter.number) for row in rows for letter in row.letters}
    uses = db.session.execute(
        select(LetterUse, Request.reference)
        .join(Request, Request.id == LetterUse.request_id)
        .where(LetterUse.number.in_(numbers))
    )
    return {
        (use.issuer_key, use.number, use.letter_date): (
            use.request_id,
            reference,
            use.spent_at is not None,
        )
        for use, reference in uses
    }


def _letters(row: Request, claimed: _Claimed) -> tuple[LetterFacts, ...]:
    issuer = cases.issuer_of(cases.parties_of(row))
    facts = []
    for letter in row.letters:
        use = claimed.letters.get((issuer, normalise_number(letter.number), letter.date))
        if use is None or use[0] == row.id:
            facts.append(LetterFacts(letter.number, letter.addressee))
        else:
            _, reference, is_spent = use
            facts.append(LetterFacts(letter.number, letter.addressee, reference, is_spent))
    return tuple(facts)


def _taken(own: int, claimed: _Claimed) -> dict[Slot, frozenset[str]]:
    taken = defaultdict[Slot, set[str]](set)
    for request_id, slot, room in claimed.rooms:
        if request_id != own:
            taken[slot].add(room)
    return {slot: frozenset(rooms) for slot, rooms in taken.items()}


def _quotas(own: int, claimed: _Claimed) -> dict[tuple[str, str], QuotaUse]:
    counts = defaultdict[tuple[str, str], list[int]](lambda: [0, 0])
    for request_id, key, is_hold in claimed.places:
        if request_id != own:
            counts[key][is_hold] += 1
    return {key: QuotaUse(used, held) for key, (used, held) in counts.items()}
