"""Entering a future circular, and taking one back before it holds; none in force is changed."""

from __future__ import annotations

from datetime import datetime

from booking.database import transaction
from booking.domain.closing import supervised
from booking.domain.displacement import Situation
from booking.domain.local_time import clock_words, jakarta_date, long_date
from booking.domain.policy import Policy
from booking.domain.roles import Actor
from booking.errors import ClaimsCut, InputRefused, MoveNotAllowed, Problem
from booking.store import audit, displaced, policies

LONGEST_NOTE = 500


def enter_circular(
    policy: Policy, *, legal_basis: str, note: str = "", by: Actor, now: datetime
) -> int:
    """Keep a circular that holds from a day to come, as a row of its own.

    Raises `ClaimsCut` with every session that it would cut (DECISIONS 10), and `AlreadyDecided`
    where another circular begins on the same day. A session booked in the moment of saving that
    no longer fits stands in the work list of displaced sessions.
    """
    supervised(by)
    if policy.valid_from <= jakarta_date(now):
        said = "Ketentuan baru berlaku paling cepat besok."
        raise InputRefused.of(Problem("date_out_of_range", said, "berlaku"))
    if len(note) > LONGEST_NOTE:
        said = f"Paling banyak {LONGEST_NOTE} karakter."
        raise InputRefused.of(Problem("too_long", said, "catatan"))
    with transaction():
        refuse_cuts(displaced.situation(now=now).governed_by(policy), now=now)
        number = policies.add(policy, legal_basis, by=by, now=now)
        audit.append(
            "enter_circular",
            f"policy:{number}",
            by=by,
            now=now,
            name=policy.name,
            valid_from=policy.valid_from.isoformat(),
            legal_basis=legal_basis,
            note=note,
            numbers=policy.numbers(),
        )
        return number


def withdraw_circular(number: int, *, by: Actor, now: datetime) -> str:
    """Take back a circular that does not hold yet; gives its name.

    Raises `NotFound`, `MoveNotAllowed` once it holds, and `ClaimsCut` where sessions rest on it.
    """
    supervised(by)
    with transaction():
        row = policies.counted(number)
        if row.valid_from <= jakarta_date(now):
            raise MoveNotAllowed(
                f"{row.name} sudah berlaku sejak {long_date(row.valid_from)} dan tidak diubah. "
                "Catat ketentuan baru dengan tanggal berlakunya sendiri."
            )
        under = displaced.situation(now=now)
        kept = tuple(p for p in under.policies if p.valid_from != row.valid_from)
        refuse_cuts(Situation(under.calendar, under.closures, kept), now=now)
        row.withdrawn_by, row.withdrawn_at = by.name, now
        audit.append("withdraw_circular", f"policy:{number}", by=by, now=now, name=row.name)
        return row.name


def refuse_cuts(planned: Situation, *, now: datetime) -> None:
    """Raise `ClaimsCut` with each session that cannot be held under what is planned."""
    cut = displaced.newly_displaced(planned, now=now)
    if cut:
        raise ClaimsCut(
            f"{len(cut)} jadwal tidak dapat berlangsung menurut ketentuan ini. Jadwalkan ulang "
            "lebih dahulu, atau pilih tanggal berlaku yang lain.",
            problems=[
                Problem(
                    "claims_cut",
                    f"{row.request.institution}, {row.request.reference}: "
                    f"{long_date(row.slot.on)}, pukul {clock_words(row.slot.start)} WIB. "
                    f"{row.because}.",
                )
                for row in cut
            ],
        )
