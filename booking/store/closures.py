"""Writing and lifting closures, and correcting days; what ended stays as a row."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from booking.database import db
from booking.domain.closing import rooms_of
from booking.domain.local_time import clock_of, jakarta_date, long_date
from booking.domain.policy import Policy
from booking.domain.roles import Actor
from booking.domain.sessions import ClosedBecause, Slot
from booking.domain.workdays import Override
from booking.errors import AlreadyDecided, NotFound
from booking.models.calendar import Closure, DayOverride
from booking.models.requests import Request
from booking.store import claims


def held(first: date, last: date) -> list[Closure]:
    """The closures that hold from the first to the last date."""
    asked = select(Closure).where(Closure.date.between(first, last), Closure.lifted_at.is_(None))
    return list(db.session.scalars(asked.order_by(Closure.date, Closure.session, Closure.room)))


def add(closure: ClosedBecause, *, by: Actor, now: datetime) -> int:
    """Enter a closure. Raises `AlreadyDecided` when the same place is closed already."""
    row = Closure(
        date=closure.on,
        session=closure.start,
        room=closure.room,
        reason=closure.reason,
        by=by.name,
        at=now,
    )
    try:
        with db.session.begin_nested():
            db.session.add(row)
            db.session.flush()  # its key is what the claims name
    except IntegrityError:
        raise AlreadyDecided(_who_closed(closure)) from None
    return row.id


def claim(
    closure_id: int, closure: ClosedBecause, policy: Policy, *, now: datetime
) -> list[Request]:
    """Claim every session of a closure that is free, and say who holds the others."""
    first: dict[int, None] = {}
    for hours in policy.sessions_on(closure.on):
        slot = Slot(closure.on, hours.start)
        for room in rooms_of(policy) if closure.covers(slot) else ():
            if closure.room in ("", room):
                holder = claims.take_for_closure(room, slot, closure_id, now=now)
                first |= {holder: None} if holder else {}
    found = [db.session.get(Request, request_id) for request_id in first]
    return [request for request in found if request]


def lift(closure_id: int, *, by: Actor, now: datetime) -> Closure:
    """End a closure and give back what it claimed. Raises `NotFound` or `AlreadyDecided`."""
    row = db.session.get(Closure, closure_id, with_for_update=True)
    if row is None:
        raise NotFound("Penutupan ini tidak dikenal.")
    if row.lifted_at:
        raise AlreadyDecided(
            f"Penutupan ini sudah dibatalkan oleh {row.lifted_by} pada {_moment(row.lifted_at)}."
        )
    row.lifted_by, row.lifted_at = by.name, now
    claims.release_closure(closure_id)
    return row


def corrections(first: date, last: date) -> list[DayOverride]:
    """The corrected days that count from the first to the last date."""
    asked = select(DayOverride).where(
        DayOverride.date.between(first, last), DayOverride.withdrawn_at.is_(None)
    )
    return list(db.session.scalars(asked.order_by(DayOverride.date)))


def correct(on: date, override: Override, legal_basis: str, *, by: Actor, now: datetime) -> None:
    """Enter a corrected day. Raises `AlreadyDecided` when it is corrected already."""
    row = db.session.get(DayOverride, on, with_for_update=True)
    if row is not None and row.withdrawn_at is None:
        raise AlreadyDecided(_who_corrected(row))
    if row is None:
        row = DayOverride(date=on)
    row.working_day, row.name, row.joint_leave = (
        override.working_day,
        override.name,
        override.joint_leave,
    )
    row.legal_basis, row.by, row.at, row.withdrawn_at = legal_basis, by.name, now, None
    try:
        with db.session.begin_nested():
            db.session.add(row)
            db.session.flush()  # the primary key decides between two supervisors
    except IntegrityError:
        raise AlreadyDecided(f"{long_date(on)} baru saja dikoreksi oleh penyelia lain.") from None


def withdraw(on: date, *, now: datetime) -> DayOverride:
    """Let the library speak again for a day. Raises `NotFound` when it is not corrected."""
    row = db.session.get(DayOverride, on, with_for_update=True)
    if row is None or row.withdrawn_at:
        raise NotFound(f"Koreksi untuk {long_date(on)} tidak ada atau sudah dibatalkan.")
    row.withdrawn_at = now
    return row


def _who_closed(closure: ClosedBecause) -> str:
    row = db.session.scalars(
        select(Closure).where(
            Closure.date == closure.on,
            Closure.session == closure.start,
            Closure.room == closure.room,
            Closure.lifted_at.is_(None),
        )
    ).first()
    if row is None:
        return "Penutupan ini baru saja berubah. Muat ulang halaman."
    return f"Sudah ditutup oleh {row.by} pada {_moment(row.at)}: {row.reason}."


def _who_corrected(row: DayOverride) -> str:
    return (
        f"{long_date(row.date)} sudah dikoreksi oleh {row.by} pada {_moment(row.at)}: {row.name}. "
        "Batalkan koreksi itu lebih dahulu."
    )


def _moment(at: datetime) -> str:
    return f"{long_date(jakarta_date(at))} pukul {clock_of(at)}"
