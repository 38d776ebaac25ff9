"""Correcting a day of the holiday library: a holiday after all, or a working day."""

from __future__ import annotations

from datetime import date, datetime

from booking.database import transaction
from booking.domain.closing import checked_correction, supervised
from booking.domain.local_time import jakarta_date, long_date
from booking.domain.roles import Actor
from booking.errors import MoveNotAllowed
from booking.store import audit, calendar, closures


def correct_day(
    on: date, kind: str, *, name: str, legal_basis: str, by: Actor, now: datetime
) -> None:
    """Enter what a decree says of a day; who has a session on it waits for another one.

    Raises `InputRefused`, or `AlreadyDecided` when the day is corrected already.
    """
    supervised(by)
    with transaction():
        override = checked_correction(
            on,
            kind,
            name,
            legal_basis,
            calendar=calendar.work_calendar(),
            today=jakarta_date(now),
        )
        closures.correct(on, override, legal_basis, by=by, now=now)
        audit.append(
            "correct_day",
            f"day:{on.isoformat()}",
            by=by,
            now=now,
            kind=kind,
            name=name,
            legal_basis=legal_basis,
        )


def withdraw_correction(on: date, *, by: Actor, now: datetime) -> None:
    """Let the holiday library speak again for a day of today or later.

    Raises `NotFound`, or `MoveNotAllowed` for a day gone by.
    """
    supervised(by)
    with transaction():
        row = closures.withdraw(on, now=now)
        if on < jakarta_date(now):
            raise MoveNotAllowed(
                f"Koreksi untuk {long_date(on)} tidak dapat dibatalkan karena harinya sudah lewat."
            )
        audit.append("withdraw_correction", f"day:{on.isoformat()}", by=by, now=now, name=row.name)
