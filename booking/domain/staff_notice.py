"""What people of DJPK are told by mail: a letter that looks forged, the end of the audit chain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

SUSPICIOUS_LETTER = "suspicious_letter"
CHAIN_END = "chain_end"


@dataclass(frozen=True)
class SuspiciousLetter:
    """A report from the public: the code as typed, what was told, how to ask back."""

    code: str
    told: str
    contact: str

    def to_json(self) -> dict[str, Any]:
        """The facts as plain data for the outbox."""
        return asdict(self)

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> SuspiciousLetter:
        """The facts from plain data; raises KeyError if it is none."""
        return cls(code=plain["code"], told=plain["told"], contact=plain["contact"])


@dataclass(frozen=True)
class ChainEnd:
    """Where the audit chain ended when a day began; whoever keeps the mail can prove a rewrite."""

    day: date
    seq: int
    mac: str

    def to_json(self) -> dict[str, Any]:
        """The facts as plain data for the outbox."""
        return asdict(self) | {"day": self.day.isoformat()}

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> ChainEnd:
        """The facts from plain data; raises KeyError if it is none."""
        return cls(date.fromisoformat(plain["day"]), plain["seq"], plain["mac"])
