"""Dispensation on the leadership's instruction: which clauses may yield, how far, decided by whom.

Never a session's uniqueness or a missing schedule (RULES, "Dispensation").
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from booking.domain.findings import Finding, Verdict
from booking.domain.lifecycle import State
from booking.sentences import say

DISPENSABLE = {
    "lead_time": "Tenggang waktu hari kerja",
    "monthly_quota": "Kuota kunjungan daerah dalam sebulan",
    "guest_cap": "Batas jumlah tamu",
}


class DispensationState(StrEnum):
    """How far a dispensation has come."""

    PROPOSED = "proposed"
    GRANTED = "granted"
    USED = "used"
    REFUSED = "refused"
    EXPIRED = "expired"


DISPENSATION_WORDS = {
    DispensationState.PROPOSED: "Menunggu persetujuan penyelia",
    DispensationState.GRANTED: "Disetujui, belum dipakai",
    DispensationState.USED: "Dipakai",
    DispensationState.REFUSED: "Tidak disetujui",
    DispensationState.EXPIRED: "Berakhir tanpa dipakai",
}
OPEN = (DispensationState.PROPOSED, DispensationState.GRANTED, DispensationState.USED)
IN_FORCE = (DispensationState.GRANTED, DispensationState.USED)
ENDED = (
    State.REJECTED,
    State.CANCELLED,
    State.NO_SHOW,
    State.WITHDRAWN,
    State.EXPIRED,
    State.COMPLETED,
)
PROPOSABLE = (State.SUBMITTED, State.VERIFIED, State.AWAITING_UNIT, State.SCHEDULED)


@dataclass(frozen=True)
class Dispensation:
    """What was granted: the rule, its region where it has one, and how far it reaches.

    `scope` is the date from which a visit is lawful, the month of the third visit, or the number
    of guests, by the rule.
    """

    id: int
    rule: str
    region_code: str
    scope: str
    granted_by: str = ""

    def covers(self, finding: Finding) -> bool:
        """True when this dispensation answers that finding."""
        if finding.code != self.rule or not finding.is_broken:
            return False
        if self.rule == "lead_time":
            return str(finding.facts["on"]) >= self.scope
        if self.rule == "monthly_quota":
            facts = finding.facts
            return (facts["region_code"], facts["month"]) == (self.region_code, self.scope)
        return self.rule == "guest_cap" and int(finding.facts["guests"]) <= int(self.scope)


def scope_of(finding: Finding) -> str:
    """How far a dispensation for this finding has to reach."""
    if finding.code == "lead_time":
        return str(finding.facts["on"])
    if finding.code == "monthly_quota":
        return str(finding.facts["month"])
    return str(finding.facts["guests"])


def dispensed(finding: Finding, granted: Sequence[Dispensation]) -> Finding:
    """The finding as it is, or as one that a dispensation covers."""
    by = next((each for each in granted if each.covers(finding)), None)
    if by is None:
        return finding
    facts = finding.facts | {"dispensation": by.id}
    way_on = say("Dispensasi disetujui oleh {by}.", by=by.granted_by)
    return replace(finding, verdict=Verdict.DISPENSED, way_on=way_on, facts=facts)


def used_in(findings: Iterable[Finding]) -> tuple[int, ...]:
    """The dispensations on which these findings rest, each once."""
    resting = [f.facts["dispensation"] for f in findings if f.verdict is Verdict.DISPENSED]
    return tuple(dict.fromkeys(resting))


def dispensed_cap(granted: Iterable[Dispensation]) -> int | None:
    """How many guests may come by dispensation; None where none was given for it."""
    return max((int(each.scope) for each in granted if each.rule == "guest_cap"), default=None)


def dispensed_regions(granted: Iterable[Dispensation], on: date) -> frozenset[str]:
    """The regions that may come once more in the month of the visit."""
    return frozenset(
        each.region_code
        for each in granted
        if each.rule == "monthly_quota" and each.scope == f"{on:%Y-%m}"
    )
