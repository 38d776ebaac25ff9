"""What staff pages read of stored rows; pages never touch the tables themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Protocol

from booking.domain.sessions import Slot


class UnitRow(Protocol):
    """A technical unit."""

    @property
    def code(self) -> str:
        """Its short name."""


class TopicRow(Protocol):
    """A topic with the unit that answers for it."""

    @property
    def unit(self) -> UnitRow | None:
        """The unit, where one is known."""


class GuestRow(Protocol):
    """An announced guest."""

    @property
    def id(self) -> int:
        """The key by which forms name the guest."""

    @property
    def name(self) -> str:
        """The name."""

    @property
    def position(self) -> str:
        """The post."""

    @property
    def role(self) -> str:
        """Head, chair, or another guest."""


class WishRow(Protocol):
    """A session that the requester would like."""

    @property
    def date(self) -> date:
        """The day."""

    @property
    def session(self) -> str:
        """When it begins, HH:MM."""


class FileRow(Protocol):
    """A letter's file."""

    @property
    def original_sha256(self) -> str:
        """The hash of what was sent."""


class LetterRow(Protocol):
    """A letter."""

    @property
    def number(self) -> str:
        """Its number as written."""

    @property
    def date(self) -> date:
        """The day on which it was written."""

    @property
    def subject(self) -> str:
        """What it is about."""

    @property
    def file(self) -> FileRow | None:
        """Its file, where it has one."""


class RequestRow(Protocol):
    """A request, as far as the code of staff pages looks into it."""

    @property
    def id(self) -> int:
        """The inner key."""

    @property
    def reference(self) -> str:
        """The name people use."""

    @property
    def institution(self) -> str:
        """Who asks."""

    @property
    def mode(self) -> str:
        """Visit or conference."""

    @property
    def state(self) -> str:
        """Where it stands."""

    @property
    def answer_by(self) -> date:
        """The day by which DJPK answers."""

    @property
    def received_on(self) -> date:
        """The day of receipt."""

    @property
    def received_at(self) -> datetime:
        """The moment of receipt."""

    @property
    def appointment_on(self) -> date | None:
        """The day that was given."""

    @property
    def appointment_start(self) -> str | None:
        """When the session begins, HH:MM."""

    @property
    def appointment_end(self) -> str | None:
        """When the session ends, HH:MM."""

    @property
    def guests(self) -> Sequence[GuestRow]:
        """The announced delegation."""

    @property
    def wishes(self) -> Sequence[WishRow]:
        """The sessions asked for, in order of preference."""

    @property
    def topics(self) -> Sequence[TopicRow]:
        """What it is about."""

    @property
    def letter(self) -> LetterRow | None:
        """The leading letter."""


class MoveRow(Protocol):
    """A step in the history of a request."""

    @property
    def move(self) -> str:
        """What was done."""

    @property
    def facts(self) -> Mapping[str, Any]:
        """The findings it rested on."""


class AttendeeRow(Protocol):
    """A person who came."""

    @property
    def role(self) -> str:
        """Head, chair, or another guest."""


class CheckInRow(Protocol):
    """A delegation that was received."""

    @property
    def cap(self) -> int:
        """How many might go in."""

    @property
    def arrived(self) -> int:
        """How many came."""

    @property
    def admitted(self) -> int:
        """How many went in."""

    @property
    def sppd(self) -> int:
        """How many travel orders may be signed."""

    @property
    def attendees(self) -> Sequence[AttendeeRow]:
        """Who came."""


class WalkInRow(Protocol):
    """Guests who were turned away."""

    @property
    def institution(self) -> str:
        """Who they were."""


class ClosureRow(Protocol):
    """A closure that holds."""

    @property
    def id(self) -> int:
        """The key by which forms name it."""

    @property
    def date(self) -> date:
        """The day."""

    @property
    def session(self) -> str:
        """When the session begins, or empty for the day."""

    @property
    def room(self) -> str:
        """The room, or empty for all."""

    @property
    def reason(self) -> str:
        """What visitors read."""

    @property
    def by(self) -> str:
        """Who closed it."""


class MeetingRow(Protocol):
    """A request in the room and session that it holds."""

    @property
    def request(self) -> RequestRow:
        """Who meets."""

    @property
    def slot(self) -> Slot:
        """The session."""

    @property
    def room(self) -> str:
        """The room."""


class WorkClaimRow(Protocol):
    """Who says "Saya kerjakan" of a request."""

    @property
    def actor(self) -> str:
        """The key of the account."""

    @property
    def name(self) -> str:
        """The name that colleagues see."""
