"""The shapes of what programs send (DESIGN 6.2, DECISIONS 30); rules are asked afterwards."""

from __future__ import annotations

from datetime import date
from typing import Any

from marshmallow import post_load

from booking.api.fields import Day, Flag, Moment, Number, Shape, Text, one, several
from booking.domain.delegation import Guest, role_of
from booking.domain.sessions import Slot
from booking.domain.submission import Contact, Letter, Party, Submission
from booking.domain.words import VISIT

REASON = 1000


class PartyShape(Shape):
    """An institution that takes part."""

    kind = Text()
    name = Text()
    regions = several(Text())

    @post_load
    def made(self, data: dict[str, Any], **_more: Any) -> Party:
        """As a value."""
        return Party(data["kind"], data["name"], tuple(data["regions"]))


class ContactShape(Shape):
    """The officer whom DJPK answers."""

    name = Text()
    position = Text()
    email = Text()
    phone = Text()

    @post_load
    def made(self, data: dict[str, Any], **_more: Any) -> Contact:
        """As a value."""
        return Contact(**data)


class LetterShape(Shape):
    """What a letter says of itself."""

    number = Text()
    date = Day(required=True)
    subject = Text()
    addressee = Text()

    @post_load
    def made(self, data: dict[str, Any], **_more: Any) -> Letter:
        """As a value."""
        return Letter(**data)


class SlotShape(Shape):
    """A date and the start of a session."""

    date = Day(required=True)
    session = Text(20, required=True)


class WishShape(SlotShape):
    """A session that the requester would like."""

    @post_load
    def made(self, data: dict[str, Any], **_more: Any) -> Slot:
        """As a value."""
        return Slot(data["date"], data["session"])


class GuestShape(Shape):
    """A guest whom the letter announces; without a role, the position says it."""

    name = Text()
    position = Text()
    role = Text()

    @post_load
    def made(self, data: dict[str, Any], **_more: Any) -> Guest:
        """As a value."""
        return Guest(data["name"], data["position"], data["role"] or role_of(data["position"]))


class RequestShape(Shape):
    """A request: one institution and one letter, or the lists `parties` and `letters`."""

    mode = Text()
    institution = one(PartyShape)
    parties = several(one(PartyShape))
    contact = one(ContactShape, required=True)
    letter = one(LetterShape)
    letters = several(one(LetterShape))
    topics = several(Text())
    question = Text(4000, lines=True)
    preferred = several(one(WishShape))
    guests = several(one(GuestShape))
    channel = Text(load_default="api")
    received_on = Day(load_default=None)

    @post_load
    def made(self, data: dict[str, Any], **_more: Any) -> tuple[Submission, date | None]:
        """The submission, and the day on which the letter was stamped."""
        letters = data["letters"] or ([data["letter"]] if "letter" in data else [])
        parties = data["parties"] or ([data["institution"]] if "institution" in data else [])
        sent = Submission(
            mode=data["mode"],
            parties=tuple(parties),
            contact=data["contact"],
            letters=tuple(letters),
            topics=tuple(dict.fromkeys(data["topics"])),
            question=data["question"] or next((letter.subject for letter in letters), ""),
            wishes=tuple(data["preferred"]),
            guests=tuple(data["guests"]),
            channel=data["channel"],
        )
        return sent, data["received_on"]


class VerifyShape(Shape):
    """What a person looked at before the letter was found good."""

    ticks = several(Text())
    version = Number(load_default=None)


class ScheduleShape(SlotShape):
    """The session to be given, and how the unit was asked."""

    consulted = Text(load_default="Dikoordinasikan melalui aplikasi yang menjadwalkan.")
    version = Number(load_default=None)


class RescheduleShape(SlotShape):
    """The session in place of the given one, and why."""

    reason = Text(REASON, lines=True, load_default="Penyesuaian jadwal oleh DJPK.")
    version = Number(load_default=None)


class CancelShape(Shape):
    """Who cancels, and why."""

    by = Text(required=True)
    reason = Text(REASON, lines=True, required=True)
    version = Number(load_default=None)


class ArrivalShape(Shape):
    """A person at the desk: named, or by the number of a guest of the request."""

    guest_id = Number(load_default=None)
    name = Text(120)
    position = Text(120)
    role = Text()
    identity_seen = Flag()


class CheckInShape(Shape):
    """Who came with the delegation."""

    arrived = several(one(ArrivalShape))
    extra_count = Number(load_default=0)
    nonce = Text(required=True)


class WalkInShape(Shape):
    """Who came without a schedule, or outside it."""

    institution = Text()
    regions = several(Text())
    count = Number(required=True)
    reason = Text()
    at = Moment(load_default=None)


class PeriodShape(Shape):
    """The days whose sessions are asked for."""

    mode = Text(load_default=VISIT)
    first = Day(data_key="from", load_default=None)
    last = Day(data_key="to", load_default=None)
