"""What a rule found: the clause, the verdict, the facts, and a sentence for people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from booking.domain.policy import CIRCULAR
from booking.errors import Problem
from booking.sentences import say


class Verdict(StrEnum):
    """How a clause stands: met, to be looked at by a person, dispensed from, or broken."""

    MET = "met"
    CHECK = "check"
    DISPENSED = "dispensed"
    BROKEN = "broken"


VERDICT_WORDS = {
    Verdict.MET: "Sesuai",
    Verdict.CHECK: "Perlu dicek",
    Verdict.DISPENSED: "Didispensasi",
    Verdict.BROKEN: "Tidak sesuai",
}
SEVERITY = (Verdict.BROKEN, Verdict.CHECK, Verdict.DISPENSED, Verdict.MET)


def clause_short(clause: str) -> str:
    """For screens: "SE-2 E.3.c.5"."""
    return f"SE-2 {clause}"


def clause_long(clause: str, circular: str = CIRCULAR) -> str:
    """For letters and mails: "SE-2/PK.1/2024 huruf E angka 3 huruf c angka 5"."""
    words = [
        f"{'angka' if part.isdigit() else 'huruf'} {part}" for part in clause.split(".") if part
    ]
    return f"{circular} {' '.join(words)}"


@dataclass(frozen=True)
class Finding:
    """The answer of one clause: `case` says what is, `way_on` what is possible instead."""

    clause: str
    code: str
    subject: str
    verdict: Verdict
    case: str
    way_on: str = ""
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """Case, clause in short form, and the way on."""
        return self._with(clause_short(self.clause))

    @property
    def formal(self) -> str:
        """The same with the clause in long form, for letters and mails."""
        return self._with(clause_long(self.clause))

    @property
    def plain(self) -> str:
        """Case and way on, where the clause stands beside them."""
        if not self.way_on:
            return say("{case}.", case=self.case)
        return say("{case}. {way_on}", case=self.case, way_on=self.way_on)

    @property
    def is_broken(self) -> bool:
        """True when the clause stands against the request."""
        return self.verdict is Verdict.BROKEN

    def as_problem(self, at: str = "") -> Problem:
        """The finding as a refusal of one field."""
        return Problem(code=self.code, detail=self.sentence, field=at, clause=self.clause)

    def as_json(self) -> dict[str, Any]:
        """The finding as programs read it."""
        return {
            "clause": self.clause,
            "code": self.code,
            "verdict": str(self.verdict),
            "subject": self.subject,
            "sentence": self.sentence,
            "facts": self.facts,
        }

    def _with(self, clause: str) -> str:
        case = self.case
        if self.clause:
            case = say("{case} ({clause})", case=case, clause=clause)
        if not self.way_on:
            return say("{case}.", case=case)
        return say("{case}. {way_on}", case=case, way_on=self.way_on)


def broken(findings: Iterable[Finding]) -> list[Finding]:
    """The findings that stand against a request."""
    return [finding for finding in findings if finding.is_broken]


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """Broken first, then what a person must look at, then what is met."""
    return sorted(findings, key=lambda finding: SEVERITY.index(finding.verdict))
