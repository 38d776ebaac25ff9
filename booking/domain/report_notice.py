"""What the management is told by mail when the draft of a month is ready."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

MONTH_DRAFT = "month_draft"


@dataclass(frozen=True)
class DraftReady:
    """A month whose figures can be read: its sentences as they were made on that day."""

    month: str
    visits: str
    video: str
    violations: str

    def to_json(self) -> dict[str, Any]:
        """The facts as plain data for the outbox."""
        return asdict(self)

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> DraftReady:
        """The facts from plain data; raises KeyError if it is none."""
        return cls(plain["month"], plain["visits"], plain["video"], plain["violations"])
