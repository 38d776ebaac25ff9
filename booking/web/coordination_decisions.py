"""Decisions beside the letter's: the unit, one guest, and who works on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from werkzeug.datastructures import MultiDict
from wtforms import IntegerField, StringField
from wtforms.validators import DataRequired

from booking.domain.local_time import clock_of, jakarta_date, long_date
from booking.domain.roles import Actor
from booking.usecases import consult_unit as units
from booking.usecases import refuse_guest as guests
from booking.usecases import take_up as work
from booking.web.desk_forms import DecisionForm, SlotForm, read, reason_field

Sent = MultiDict[str, str]


class UnitForm(SlotForm):
    """The unit that is asked, and the session that is held meanwhile."""

    unit_code = StringField(validators=[DataRequired("Pilih unit yang diminta menerima.")])


class DeclineForm(DecisionForm):
    """Why the unit cannot."""

    reason = reason_field("Alasan unit", "Tuliskan alasan unit.")


class GuestForm(DecisionForm):
    """The guest who cannot be received, and why."""

    guest = IntegerField(validators=[DataRequired("Pilih tamu yang tidak dapat diterima.")])
    reason = reason_field("Alasan", "Tuliskan mengapa tamu ini tidak dapat diterima.")


def ask_unit(reference: str, sent: Sent, by: Actor, now: datetime) -> str:
    """The unit is asked; session and place are held meanwhile."""
    form = read(UnitForm, sent)
    until = units.consult_unit(
        reference,
        form.chosen(now=now),
        unit_code=form.unit_code.data or "",
        by=by,
        now=now,
        version=form.version.data,
    )
    last = long_date(jakarta_date(until))
    return f"Permohonan {reference} diteruskan ke unit; sesinya ditahan sampai {last}."


def decline(reference: str, sent: Sent, by: Actor, now: datetime) -> str:
    """The unit said no by telephone."""
    form = read(DeclineForm, sent)
    units.decline(
        reference, reason=form.reason.data or "", by=by, now=now, version=form.version.data
    )
    return f"Jawaban unit untuk {reference} dicatat; sesi yang ditahan dikembalikan."


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


COORDINATING: dict[str, Callable[[str, Sent, Actor, datetime], str]] = {
    "unit": ask_unit,
    "unit-menolak": decline,
    "tamu": refuse_guest,
    "kerjakan": take_up,
    "lepas": put_down,
}
