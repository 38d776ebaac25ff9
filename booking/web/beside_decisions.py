"""Decisions beside the letter's: one guest, and who works on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from werkzeug.datastructures import MultiDict
from wtforms import IntegerField
from wtforms.validators import DataRequired

from booking.domain.local_time import clock_of
from booking.domain.roles import Actor
from booking.usecases import refuse_guest as guests
from booking.usecases import take_up as work
from booking.web.desk_forms import DecisionForm, read, reason_field

Sent = MultiDict[str, str]


class GuestForm(DecisionForm):
    """The guest who cannot be received, and why."""

    guest = IntegerField(validators=[DataRequired("Pilih tamu yang tidak dapat diterima.")])
    reason = reason_field("Alasan", "Tuliskan mengapa tamu ini tidak dapat diterima.")


def refuse_guest(reference: str, sent: Sent, by: Actor, now: datetime) -> str:
    """One guest cannot be received."""
    form = read(GuestForm, sent)
    left = guests.refuse_guest(
        reference,
        form.guest.data or 0,
        reason=form.reason.data or "",
        by=by,
        now=now,
        version=form.version.data,
    )
    return f"Satu tamu dikeluarkan dari {reference}, tersisa {left}; surel segera dikirim."


def take_up(reference: str, sent: Sent, by: Actor, now: datetime) -> str:
    """The officer works on it."""
    until = work.take_up(reference, by=by, now=now)
    return f"Rekan Saudara melihat bahwa {reference} Saudara kerjakan sampai {clock_of(until)}."


def put_down(reference: str, sent: Sent, by: Actor, now: datetime) -> str:
    """The officer no longer works on it."""
    work.put_down(reference, by=by)
    return f"Catatan pengerjaan {reference} dilepas."


BESIDE: dict[str, Callable[[str, Sent, Actor, datetime], str]] = {
    "tamu": refuse_guest,
    "kerjakan": take_up,
    "lepas": put_down,
}
