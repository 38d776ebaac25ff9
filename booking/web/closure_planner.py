"""Whom a plan hits, which lawful sessions remain for each, and what each would be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from booking.domain.displacement import Situation, propose
from booking.domain.mail_facts import Appointment, Links, MailKind
from booking.domain.sessions import Slot, room_words
from booking.renderers.email_texts import letter
from booking.store import displaced, mail
from booking.web.stored import RequestRow

OFFERED = 4
SECRET_LINK = "(tautan rahasia pemohon, ditambahkan saat surel dikirim)"  # noqa: S105 - says so


@dataclass(frozen=True)
class Offer:
    """A session that could be given instead."""

    slot: Slot
    end: str

    @property
    def value(self) -> str:
        """What a form sends."""
        return f"{self.slot.on.isoformat()} {self.slot.start}"


@dataclass(frozen=True)
class Hit:
    """A request that must be given another session."""

    request: RequestRow
    slot: Slot
    end: str
    room: str
    because: str
    is_hold: bool
    proposal: Offer | None
    offers: tuple[Offer, ...]
    left: int
    subject: str
    notice: str

    @property
    def room_words(self) -> str:
        """The room by its name."""
        return room_words(self.room)


def hits(
    rows: Sequence[displaced.Displaced], under: Situation, *, reason: str, now: datetime
) -> tuple[Hit, ...]:
    """Each with a proposal of its own, first come first, and the drafted mail."""
    queue = sorted(rows, key=lambda row: (row.request.received_at, row.request.id))
    left = [displaced.remaining(row.request, under, now=now) for row in queue]
    found = {
        row.request.id: _hit(row, slots, proposal, under, reason)
        for row, slots, proposal in zip(queue, left, propose(left), strict=True)
    }
    return tuple(found[row.request.id] for row in rows)


def _hit(
    row: displaced.Displaced,
    slots: Sequence[Slot],
    proposal: Slot | None,
    under: Situation,
    reason: str,
) -> Hit:
    offers = [_offer(slot, under) for slot in slots]
    first = next((each for each in offers if each.slot == proposal), None)
    shown = ([first] if first else []) + [each for each in offers if each != first]
    subject, notice = _drafted(row, first, reason or row.because)
    return Hit(
        request=row.request,
        slot=row.slot,
        end=row.request.appointment_end or row.slot.start,
        room=row.room,
        because=row.because,
        is_hold=row.is_hold,
        proposal=first,
        offers=tuple(shown[:OFFERED]),
        left=len(offers),
        subject=subject,
        notice=notice,
    )


def _offer(slot: Slot, under: Situation) -> Offer:
    hours = under.policy(slot.on).hours(slot.on, slot.start)
    return Offer(slot, hours.end if hours else slot.start)


def _drafted(row: displaced.Displaced, first: Offer | None, reason: str) -> tuple[str, str]:
    """The very mail that the move, or without one the cancellation, would send."""
    if row.is_hold:
        return "", ""
    kind = MailKind.RESCHEDULED if first else MailKind.CANCELLED_BY_DJPK
    before = mail.appointment_of(row.request)
    facts = mail.facts_of(row.request, kind, reason=reason, previous=before)
    if first:
        facts = replace(facts, appointment=Appointment(first.slot.on, first.slot.start, first.end))
    written = letter(facts, Links(SECRET_LINK))
    return written.subject, written.text
