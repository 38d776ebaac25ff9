"""What a unit is told by mail: a request waits for its answer, and until when.

The secret link is no fact: it is made again at delivery and never kept here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any

UNIT_QUESTION = "unit_question"


@dataclass(frozen=True)
class UnitQuestion:
    """A request for a session, put to a unit; `expires_at` ends both the hold and the link."""

    inquiry_id: int
    unit_name: str
    reference: str
    institution: str
    mode: str
    topics: tuple[str, ...]
    question: str
    note: str
    guests: int
    on: date
    start: str
    end: str
    expires_at: datetime

    def to_json(self) -> dict[str, Any]:
        """The facts as plain data for the outbox."""
        plain = asdict(self)
        plain["topics"] = list(self.topics)
        plain["on"], plain["expires_at"] = self.on.isoformat(), self.expires_at.isoformat()
        return plain

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> UnitQuestion:
        """The facts from plain data; raises ValueError, TypeError or KeyError if it is none."""
        known = {field.name: plain[field.name] for field in fields(cls)}
        known["topics"] = tuple(plain["topics"])
        known["on"] = date.fromisoformat(plain["on"])
        known["expires_at"] = datetime.fromisoformat(plain["expires_at"])
        return cls(**known)
