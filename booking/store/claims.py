"""Taking and releasing what is scarce; the unique key decides, never a check (DECISIONS 6).

Order of taking in every use case: session, quotas by region code, letter, audit head.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import and_, delete, func, insert, not_, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.sql import Executable

from booking.database import db
from booking.domain.examination import LetterFacts, QuotaUse
from booking.domain.local_time import month_words
from booking.domain.sessions import Slot
from booking.errors import LetterSpent, QuotaFull, SessionTaken
from booking.models.claims import LetterUse, QuotaClaim, SlotClaim
from booking.models.requests import Request
from booking.sentences import say

MOST_PLACES = 40  # of a region in a month by dispensation: more than any month has days for


def _inserted(statement: Executable) -> bool:
    """True when the row went in; False when the unique key says somebody was first."""
    try:
        with db.session.begin_nested():
            db.session.execute(statement)
    except IntegrityError:
        return False
    return True


def take_session(
    rooms: Sequence[str], slot: Slot, request_id: int, *, now: datetime, until: datetime | None
) -> str:
    """Take one of the rooms for a session, give back what the request held, and say which room.

    `until` makes it a hold; None a given session. Raises `SessionTaken` when no room is left.
    The old session goes last: who gives back first and then waits can block the one it waits for.
    """
    db.session.execute(
        delete(SlotClaim).where(
            SlotClaim.resource.in_(rooms),
            SlotClaim.date == slot.on,
            SlotClaim.session == slot.start,
            SlotClaim.expires_at <= now,
        )
    )
    this = (SlotClaim.date == slot.on, SlotClaim.session == slot.start)
    own = SlotClaim.request_id == request_id
    kept = db.session.scalar(
        update(SlotClaim)
        .where(own, *this, SlotClaim.resource.in_(rooms))
        .values(expires_at=until)
        .returning(SlotClaim.resource)
    )
    room = kept or next(
        (
            room
            for room in rooms
            if _inserted(
                insert(SlotClaim).values(
                    resource=room,
                    date=slot.on,
                    session=slot.start,
                    request_id=request_id,
                    expires_at=until,
                )
            )
        ),
        None,
    )
    if room is None:
        raise SessionTaken(say("Jadwal baru saja terisi (SE-2 E.3.c.8)."), clause="E.3.c.8")
    db.session.execute(delete(SlotClaim).where(own, not_(and_(SlotClaim.resource == room, *this))))
    return room


def take_for_closure(room: str, slot: Slot, closure_id: int, *, now: datetime) -> int | None:
    """Keep a room of a closed session from being given; the request that was first, or None."""
    this = (
        SlotClaim.resource == room,
        SlotClaim.date == slot.on,
        SlotClaim.session == slot.start,
    )
    db.session.execute(delete(SlotClaim).where(*this, SlotClaim.expires_at <= now))
    mine = insert(SlotClaim).values(
        resource=room, date=slot.on, session=slot.start, closure_id=closure_id
    )
    if _inserted(mine):
        return None
    return db.session.scalar(select(SlotClaim.request_id).where(*this))


def release_closure(closure_id: int) -> None:
    """Give back what a closure kept."""
    db.session.execute(delete(SlotClaim).where(SlotClaim.closure_id == closure_id))


def take_quota(
    codes: Iterable[str],
    on: date,
    request_id: int,
    *,
    places: int,
    now: datetime,
    until: datetime | None,
    labels: dict[str, str],
    dispensed: Collection[str] = (),
) -> None:
    """Take the lowest free place of every region in the month of the visit, or of none.

    A dispensed region takes the next place above the circular's. What the request held in other
    places is given back. Raises `QuotaFull` naming the region that has no place left.
    """
    month = f"{on:%Y-%m}"
    own = QuotaClaim.request_id == request_id
    before = set(db.session.scalars(select(QuotaClaim.id).where(own)))
    for code in sorted(codes):
        db.session.execute(
            delete(QuotaClaim).where(
                QuotaClaim.region_code == code,
                QuotaClaim.month == month,
                QuotaClaim.expires_at <= now,
                QuotaClaim.request_id != request_id,
            )
        )
        this = (QuotaClaim.region_code == code, QuotaClaim.month == month)
        kept = db.session.scalar(
            update(QuotaClaim).where(own, *this).values(expires_at=until).returning(QuotaClaim.id)
        )
        before.discard(kept or 0)
        if kept is None and not any(
            _inserted(
                insert(QuotaClaim).values(
                    region_code=code,
                    month=month,
                    ordinal=ordinal,
                    request_id=request_id,
                    expires_at=until,
                )
            )
            for ordinal in range(1, (MOST_PLACES if code in dispensed else places) + 1)
        ):
            raise QuotaFull(
                say(
                    "Kuota kunjungan {code} bulan {on} baru saja terpakai {places} dari "
                    "{places} (SE-2 E.3.c.5). Ajukan video conference, atau pilih "
                    "tanggal di bulan lain.",
                    code=labels.get(code, code),
                    on=month_words(on),
                    places=places,
                ),
                clause="E.3.c.5",
            )
    db.session.execute(delete(QuotaClaim).where(QuotaClaim.id.in_(before)))


def take_letter(issuer_key: str, number: str, letter_date: date, request_id: int) -> None:
    """Carry a letter. Raises `LetterSpent` when another request carries it, open or spent."""
    if not _inserted(
        insert(LetterUse).values(
            issuer_key=issuer_key, number=number, letter_date=letter_date, request_id=request_id
        )
    ):
        raise LetterSpent(
            say(
                "Surat nomor {number} sudah dipakai untuk permohonan lain (SE-2 "
                "E.3.c.9). Lanjutkan permohonan tersebut, atau ajukan dengan surat "
                "permintaan yang baru.",
                number=number,
            ),
            clause="E.3.c.9",
        )


def letters_carried(request_id: int) -> int:
    """How many letters a request carries."""
    found = select(func.count()).select_from(LetterUse).where(LetterUse.request_id == request_id)
    return db.session.scalar(found) or 0


def carries(request_id: int, key: tuple[str, str, date]) -> bool:
    """True when the request itself carries the letter of this issuer, number and date."""
    issuer_key, number, letter_date = key
    return (
        db.session.scalar(
            select(LetterUse.id).where(
                LetterUse.request_id == request_id,
                LetterUse.issuer_key == issuer_key,
                LetterUse.number == number,
                LetterUse.letter_date == letter_date,
            )
        )
        is not None
    )


def room_of(request_id: int) -> str | None:
    """The room whose session the request holds, or None."""
    return db.session.scalar(
        select(SlotClaim.resource).where(SlotClaim.request_id == request_id).limit(1)
    )


def release_places(request_id: int) -> None:
    """Give back session and quota of a request."""
    db.session.execute(delete(SlotClaim).where(SlotClaim.request_id == request_id))
    release_quota(request_id)


def release_quota(request_id: int) -> None:
    """Give back the places of a request in its regions' months."""
    db.session.execute(delete(QuotaClaim).where(QuotaClaim.request_id == request_id))


def free_letter(request_id: int) -> None:
    """Let the letter of a request open another one."""
    db.session.execute(delete(LetterUse).where(LetterUse.request_id == request_id))


def spend_letter(request_id: int, *, now: datetime) -> None:
    """Mark the letter of a request as used up; a new visit needs a new letter (E.3.c.9)."""
    db.session.execute(
        update(LetterUse)
        .where(LetterUse.request_id == request_id, LetterUse.spent_at.is_(None))
        .values(spent_at=now)
    )


def quota_use(
    codes: Iterable[str], months: Iterable[str], *, now: datetime, but_not: int | None = None
) -> dict[tuple[str, str], QuotaUse]:
    """Used and held places by region and month; the one count for meter, rules and board."""
    held = func.sum(func.coalesce(QuotaClaim.expires_at > now, False).cast(db.Integer))
    rows = db.session.execute(
        select(QuotaClaim.region_code, QuotaClaim.month, func.count(), held)
        .where(
            QuotaClaim.region_code.in_(list(codes)),
            QuotaClaim.month.in_(list(months)),
            QuotaClaim.request_id != (but_not or 0),
            or_(QuotaClaim.expires_at.is_(None), QuotaClaim.expires_at > now),
        )
        .group_by(QuotaClaim.region_code, QuotaClaim.month)
    )
    return {
        (code, month): QuotaUse(used=count - (held_count or 0), held=held_count or 0)
        for code, month, count, held_count in rows
    }


def letter_facts(
    issuer_key: str,
    number: str,
    normalised: str,
    letter_date: date,
    addressee: str,
    *,
    but_not: int | None = None,
) -> LetterFacts:
    """A letter as the rules see it, with the request that already carries it, if any."""
    row = db.session.execute(
        select(Request.reference, LetterUse.spent_at)
        .join(Request, Request.id == LetterUse.request_id)
        .where(
            LetterUse.issuer_key == issuer_key,
            LetterUse.number == normalised,
            LetterUse.letter_date == letter_date,
            LetterUse.request_id != (but_not or 0),
        )
    ).first()
    if row is None:
        return LetterFacts(number, addressee)
    return LetterFacts(number, addressee, used_by=row.reference, is_spent=row.spent_at is not None)
