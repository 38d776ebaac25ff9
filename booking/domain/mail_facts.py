"""What a mail tells: facts, not text, so that a mail can be written again the same (DECISIONS 8).

Links with secret tokens are no facts: they are given at delivery and never kept here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from booking.domain.words import VISIT

UNPRINTABLE = ("Cc", "Cs", "Cn")
INVISIBLE = "Cf"


class MailKind(StrEnum):
    """The occasions on which DJPK writes; one change of state, one mail."""

    CONFIRM_MAILBOX = "confirm_mailbox"
    RECEIVED = "received"
    RECEIVED_BY_STAFF = "received_by_staff"
    RETURNED = "returned"
    REJECTED = "rejected"
    SCHEDULED = "scheduled"
    RESCHEDULED = "rescheduled"
    CANCELLED_BY_REQUESTER = "cancelled_by_requester"
    CANCELLED_BY_DJPK = "cancelled_by_djpk"
    WITHDRAWN = "withdrawn"
    MISSED = "missed"
    MISSED_WITH_NOTICE = "missed_with_notice"
    LINK_AGAIN = "link_again"
    GUEST_REFUSED = "guest_refused"


class Appointment(NamedTuple):
    """A session that was given: the date, and start and end as HH:MM in WIB."""

    on: date
    start: str
    end: str


class MailReason(NamedTuple):
    """A coded reason: finding code, clause in short form (E.3.c.5), sentence."""

    code: str
    clause: str
    detail: str


@dataclass(frozen=True)
class Links:
    """The addresses of one mail, made at delivery from the base URL of the settings."""

    tracking: str
    confirm: str | None = None


@dataclass(frozen=True)
class MailFacts:
    """Everything one mail says about one request.

    `appointment` is the session that holds after the change and `previous_appointment` the one
    that ended by it. `sequence` is the invitation's number, already raised by the change.
    `letter_spent` is for a policy that decides otherwise than the circular by itself.
    """

    kind: MailKind
    reference: str
    mode: str
    institution: str
    contact_name: str
    contact_position: str
    recipient: str
    received_on: date
    answer_by: date
    earliest_on: date
    appointment: Appointment | None = None
    previous_appointment: Appointment | None = None
    meeting_link: str | None = None
    sequence: int = 0
    zones: tuple[str, ...] = ()
    guests: int | None = None
    guest_cap: int | None = None
    topics: tuple[str, ...] = ()
    reason: str = ""
    problems: tuple[MailReason, ...] = ()
    letter_spent: bool | None = None

    @property
    def is_visit(self) -> bool:
        """True for a visit; a conference has neither guest cap nor reception."""
        return self.mode == VISIT

    @property
    def ended_appointment(self) -> Appointment | None:
        """The session that a cancellation or an absence ended."""
        return self.previous_appointment or self.appointment

    @property
    def needs_new_letter(self) -> bool:
        """After the requester's cancellation or absence; a visit's letter is spent (E.3.c.9)."""
        return self.is_visit if self.letter_spent is None else self.letter_spent

    def to_json(self) -> dict[str, Any]:
        """The facts as plain data for the outbox."""
        plain = {name: getattr(self, name) for name in self.__dataclass_fields__}
        plain["kind"] = str(self.kind)
        for name in ("received_on", "answer_by", "earliest_on"):
            plain[name] = plain[name].isoformat()
        for name in ("appointment", "previous_appointment"):
            slot = plain[name]
            plain[name] = slot and [slot[0].isoformat(), slot[1], slot[2]]
        plain["zones"], plain["topics"] = list(self.zones), list(self.topics)
        plain["problems"] = [list(problem) for problem in self.problems]
        return plain

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> MailFacts:
        """The facts from plain data; raises ValueError, TypeError or KeyError if it is none."""
        days = {
            name: date.fromisoformat(plain[name])
            for name in ("received_on", "answer_by", "earliest_on")
        }
        slots = {
            name: _appointment(plain.get(name)) for name in ("appointment", "previous_appointment")
        }
        known = dict(plain) | days | slots
        known["kind"] = MailKind(plain["kind"])
        known["zones"], known["topics"] = tuple(plain["zones"]), tuple(plain["topics"])
        known["problems"] = tuple(MailReason(*problem) for problem in plain["problems"])
        return cls(**known)


@dataclass(frozen=True)
class OwedMail:
    """A row of the outbox in the hands of a worker; `tries` counts this one too."""

    id: int
    message_id: str
    kind: str
    request_id: int | None
    created_at: datetime
    tries: int
    stored: Mapping[str, Any]

    @property
    def facts(self) -> MailFacts:
        """What the mail tells; raises ValueError, TypeError or KeyError if it cannot be read."""
        return MailFacts.from_json(self.stored)


def one_line(text: str) -> str:
    """A text of other people as one line without control, line-breaking or invisible characters.

    Splitting takes away every white space, the line separators of Unicode among them.
    """
    kept = []
    for character in text:
        category = unicodedata.category(character)
        if category != INVISIBLE:
            kept.append(" " if category in UNPRINTABLE else character)
    return " ".join("".join(kept).split())


def lines_of(text: str) -> tuple[str, ...]:
    """A text of other people, line by line, without empty lines and unprintable characters."""
    cleaned = (one_line(line) for line in text.splitlines())
    return tuple(line for line in cleaned if line)


def _appointment(plain: Any) -> Appointment | None:
    return Appointment(date.fromisoformat(plain[0]), plain[1], plain[2]) if plain else None
