"""Closing a day, a session or a room, and opening it again (E.3.c.3); nobody is cancelled by it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from booking.database import transaction
from booking.domain.closing import checked_closure, supervised
from booking.domain.local_time import jakarta_date
from booking.domain.roles import Actor
from booking.domain.sessions import ClosedBecause
from booking.errors import MoveNotAllowed
from booking.store import audit, calendar, closures, policies


@dataclass(frozen=True)
class Closed:
    """A closure that holds, and the requests that were first in its sessions."""

    closure_id: int
    hit: tuple[str, ...]


def close(wanted: ClosedBecause, *, by: Actor, now: datetime) -> Closed:
    """Close what is free at once and name who holds the rest; these wait for another session.

    Raises `InputRefused`, or `AlreadyDecided` when the same place is closed already.
    """
    supervised(by)
    with transaction():
        policy = policies.policy_for(wanted.on)
        checked_closure(
            wanted, policy=policy, calendar=calendar.work_calendar(), today=jakarta_date(now)
        )
        closure_id = closures.add(wanted, by=by, now=now)
        hit = closures.claim(closure_id, wanted, policy, now=now)
        _write("close", closure_id, wanted, by=by, now=now, hit=[r.reference for r in hit])
        return Closed(closure_id, tuple(request.reference for request in hit))


def reopen(closure_id: int, *, by: Actor, now: datetime) -> ClosedBecause:
    """Lift a closure of today or later; what happened in between stays.

    Raises `NotFound`, `AlreadyDecided`, or `MoveNotAllowed` for a day gone by.
    """
    supervised(by)
    with transaction():
        row = closures.lift(closure_id, by=by, now=now)
        if row.date < jakarta_date(now):
            raise MoveNotAllowed("Penutupan pada hari yang sudah lewat tidak dapat dibatalkan.")
        closure = ClosedBecause(row.date, row.session, row.reason, row.room)
        _write("reopen", closure_id, closure, by=by, now=now)
        return closure


def _write(
    action: str,
    closure_id: int,
    closure: ClosedBecause,
    *,
    by: Actor,
    now: datetime,
    hit: list[str] | None = None,
) -> None:
    audit.append(
        action,
        f"closure:{closure_id}",
        by=by,
        now=now,
        date=closure.on.isoformat(),
        session=closure.start,
        room=closure.room,
        reason=closure.reason,
        **({} if hit is None else {"hit": hit}),
    )
