"""Reception: who came, who may go in, and who came without a schedule."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from booking.api.fields import read
from booking.api.gate import Call, scoped
from booking.api.reading import sent_data
from booking.api.shapes import CheckInShape, WalkInShape
from booking.domain.delegation import Arrival, Guest, role_of
from booking.domain.violations import VIOLATIONS
from booking.errors import InputRefused, Problem
from booking.services import now
from booking.store import cases, requests
from booking.usecases.check_in import check_in
from booking.usecases.once import Answer
from booking.usecases.register_walk_in import VIOLATION_OF, register_walk_in


@scoped("POST", "/requests/<reference>/check-in", "reception")
def check_in_delegation(call: Call, reference: str) -> Answer:
    """Register who came; the cap follows who really came (E.3.c.6)."""
    asked = read(CheckInShape(), sent_data())
    announced = dict(enumerate(cases.guests_of(requests.by_reference(reference)), 1))
    told = check_in(
        reference,
        [_arrival(row, announced, at=f"arrived.{n}") for n, row in enumerate(asked["arrived"])],
        nonce=asked["nonce"],
        extra_count=asked["extra_count"],
        by=call.by,
        now=now(),
    )
    return Answer(
        200,
        {
            "cap": told.cap,
            "arrived": told.arrived,
            "admitted": told.admitted,
            "sppd": told.sppd,
            "violations": [{"code": code, "clause": clause} for code, clause in told.violations],
        },
    )


@scoped("POST", "/walk-ins", "reception")
def walk_in(call: Call) -> Answer:
    """Record guests who were turned away (E.3.c.11)."""
    asked = read(WalkInShape(), sent_data())
    number = register_walk_in(
        asked["institution"],
        codes=asked["regions"],
        count=asked["count"],
        reason=asked["reason"],
        at=asked["at"] or now(),
        by=call.by,
        now=now(),
    )
    code = VIOLATION_OF[asked["reason"]]
    violation = {"code": code, "clause": VIOLATIONS[code].clause}
    return Answer(201, {"id": number, "violations": [violation]})


def _arrival(row: Mapping[str, Any], announced: Mapping[int, Guest], *, at: str) -> Arrival:
    """A person at the desk; a guest's number stands for name, position and role."""
    known = None
    if row["guest_id"] is not None:
        known = announced.get(row["guest_id"])
        if known is None:
            raise InputRefused.of(
                Problem(
                    "guest_unknown",
                    f"Tamu nomor {row['guest_id']} tidak ada dalam daftar permohonan ini.",
                    f"{at}.guest_id",
                )
            )
    position = row["position"] or (known.position if known else "")
    return Arrival(
        name=known.name if known else row["name"],
        position=position,
        role=row["role"] or (known.role if known else role_of(position)),
        identity_seen=row["identity_seen"],
    )
