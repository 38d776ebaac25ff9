"""Guests without a schedule, or outside it: refused at the door and recorded (E.3.c.11)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from booking.database import db, transaction
from booking.domain.local_time import jakarta_date
from booking.domain.roles import Actor
from booking.errors import InputRefused, Problem
from booking.models.door import WalkIn
from booking.store import audit, door, regions

REASONS = {
    "no_letter": "belum mengirim surat",
    "no_schedule": "belum mendapat jadwal",
    "wrong_time": "di luar jadwalnya",
}
VIOLATION_OF = {"no_letter": "walk_in", "no_schedule": "walk_in", "wrong_time": "out_of_schedule"}
MOST_GUESTS = 500


def register_walk_in(
    institution: str,
    *,
    codes: Sequence[str],
    count: int,
    reason: str,
    at: datetime,
    by: Actor,
    now: datetime,
) -> int:
    """Record who was turned away and why; gives the key of the record."""
    _refuse_unreadable(institution, codes, count, reason, at, now)
    day = jakarta_date(at)
    with transaction():
        row = WalkIn(
            date=day,
            at=at,
            institution=institution.strip(),
            regions=[regions.governing_code(code) for code in codes],
            count=count,
            reason=reason,
            by=by.name,
        )
        db.session.add(row)
        db.session.flush()  # the violation names it
        door.record(
            VIOLATION_OF[reason],
            day,
            walk_in_id=row.id,
            facts={"count": count, "reason": reason, "regions": row.regions},
            now=now,
        )
        audit.append("walk_in", f"walk_in:{row.id}", by=by, now=now, count=count, reason=reason)
        return row.id


def _refuse_unreadable(
    institution: str, codes: Sequence[str], count: int, reason: str, at: datetime, now: datetime
) -> None:
    found = []
    if not institution.strip() or len(institution) > 200:
        found.append(
            Problem(
                "institution_missing",
                "Isi instansi tamu, paling banyak 200 karakter.",
                "institution",
            )
        )
    found += [
        Problem("region_unknown", f"Daerah {code} tidak ada dalam daftar resmi.", "regions")
        for code in codes
        if code not in regions.official_regions()
    ]
    if not 1 <= count <= MOST_GUESTS:
        found.append(Problem("count", f"Jumlah tamu antara 1 dan {MOST_GUESTS}.", "count"))
    if reason not in REASONS:
        found.append(Problem("reason_unknown", f"Alasan: {', '.join(REASONS)}.", "reason"))
    if at > now:
        found.append(Problem("at_future", "Waktu kedatangan belum tiba.", "at"))
    if found:
        raise InputRefused.of(*found)
