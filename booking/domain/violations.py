"""Rules and events: a finding names a rule, a violation names what happened (DECISIONS 28)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class ViolationKind:
    """An event that the month's table counts, and the clause it breaks."""

    code: str
    clause: str
    words: str
    finding: str


VIOLATIONS: dict[str, ViolationKind] = {
    kind.code: kind
    for kind in (
        ViolationKind(
            "guest_cap_exceeded", "E.3.c.6", "Jumlah tamu melebihi ketentuan", "guest_cap"
        ),
        ViolationKind(
            "monthly_quota_exceeded",
            "E.3.c.5",
            "Kunjungan daerah melebihi dua kali sebulan",
            "monthly_quota",
        ),
        ViolationKind(
            "head_claim_invalid",
            "E.3.c.6",
            "Kehadiran kepala daerah atau ketua DPRD tidak terbukti",
            "head_claim_invalid",
        ),
        ViolationKind("walk_in", "E.3.c.11", "Datang tanpa jadwal", "walk_in"),
        ViolationKind("out_of_schedule", "E.3.c.11", "Datang di luar jadwal", "out_of_schedule"),
        ViolationKind(
            "lead_time_short", "E.3.c.2", "Kurang dari tiga hari kerja sejak surat", "lead_time"
        ),
    )
}
VIOLATION_OF_FINDING = {kind.finding: kind.code for kind in VIOLATIONS.values()}
DISPENSATION = "dispensation"
DISPENSATION_WORDS = "Dispensasi atas petunjuk pimpinan"


def violations_dispensed(
    rule: str, facts: Mapping[str, Any], arrived: int | None
) -> tuple[str, ...]:
    """What a used dispensation counts for: the violation it stands for, and itself.

    More guests than the circular allows are a violation only when they really came.
    """
    if rule == "guest_cap" and (arrived is None or arrived <= facts["cap"]):
        return (DISPENSATION,)
    return (VIOLATION_OF_FINDING[rule], DISPENSATION)
