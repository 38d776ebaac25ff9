"""What the contact centre is told by mail about a letter that looks forged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

SUSPICIOUS_LETTER = "suspicious_letter"


@dataclass(frozen=True)
class SuspiciousLetter:
    """A report from the public: the code as typed, what was told, how to ask back."""

    code: str
    told: str
    contact: str

    def to_json(self, recipient: str) -> dict[str, Any]:
        """The facts as plain data for the outbox."""
        return asdict(self) | {"recipient": recipient}

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> SuspiciousLetter:
        """The facts from plain data; raises KeyError if it is none."""
        return cls(code=plain["code"], told=plain["told"], contact=plain["contact"])
