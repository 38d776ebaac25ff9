"""What a technical unit is told by mail once its question is settled, and later changes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from booking.domain.lifecycle import State
from booking.domain.mail_facts import Appointment, MailFacts
from booking.domain.unit_inquiries import AnswerKind, Inquiry

UNIT_NEWS = "unit_news"


class News(StrEnum):
    """The occasions: a session to come to, another one, none any longer, no answer needed."""

    SCHEDULED = "scheduled"
    MOVED = "moved"
    CANCELLED = "cancelled"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True)
class UnitNews:
    """What happened to a request that a unit accepted or still had to answer.

    `told` are the facts of the requester's mail about the same change, so both read the same;
    `held` is the session that the unit was asked for.
    """

    news: News
    unit_name: str
    experts: tuple[str, ...]
    held: Appointment
    told: MailFacts

    def to_json(self) -> dict[str, Any]:
        """The facts as plain data for the outbox."""
        return {
            "news": str(self.news),
            "unit_name": self.unit_name,
            "experts": list(self.experts),
            "held": [self.held.on.isoformat(), self.held.start, self.held.end],
            "told": self.told.to_json(),
        }

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> UnitNews:
        """The facts from plain data; raises ValueError, TypeError or KeyError if it is none."""
        return cls(
            News(plain["news"]),
            plain["unit_name"],
            tuple(plain["experts"]),
            Appointment(date.fromisoformat(plain["held"][0]), *plain["held"][1:]),
            MailFacts.from_json(plain["told"]),
        )


def news_of(asked: Inquiry | None, *, was: State, now: State) -> News | None:
    """What a change of state means to the unit that was asked last; None when it is no news.

    A unit that declined, proposed other sessions, or whose question was taken back, is free.
    """
    if asked is None:
        return None
    has_accepted = asked.answer is not None and asked.answer.kind is AnswerKind.ACCEPTED
    waits = was is State.AWAITING_UNIT and (asked.answer is None or has_accepted)
    if now is State.SCHEDULED:
        if not (has_accepted or waits):
            return None
        return News.MOVED if was is State.SCHEDULED else News.SCHEDULED
    if was is State.SCHEDULED and has_accepted:
        return News.CANCELLED
    return News.NOT_NEEDED if waits else None
