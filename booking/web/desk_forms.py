"""What an officer sends with a decision, read and checked before a use case is asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from werkzeug.datastructures import MultiDict
from wtforms import (
    Form,
    IntegerField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import AnyOf, DataRequired, Length, Optional

from booking.domain.local_time import jakarta_date
from booking.domain.sessions import Slot
from booking.domain.submission import clean, clean_text
from booking.errors import InputRefused, Problem
from booking.web.day_field import DayField

F = TypeVar("F", bound="DecisionForm")

OTHER_SLOT = "lain"
FARTHEST = timedelta(days=366)
TOO_LONG = "Paling banyak %(max)d karakter."
BROKEN_PAGE = "Halaman ini tidak lengkap. Muat ulang halaman, lalu ulangi."


def _one_line(text: str | None) -> str:
    return clean(text or "")


def _lines(text: str | None) -> str:
    return clean_text(text or "")


def reason_field(label: str, missing: str) -> TextAreaField:
    """A field for words that must not be missing."""
    return TextAreaField(
        label,
        filters=[_lines],
        validators=[DataRequired(missing), Length(max=2000, message=TOO_LONG)],
    )


class DecisionForm(Form):
    """Every decision carries the version of the request that the officer saw."""

    version = IntegerField(validators=[Optional()])


class VerifyForm(DecisionForm):
    """What a person looked at in the letter."""

    ticks = SelectMultipleField(validate_choice=False)


class ReturnForm(DecisionForm):
    """What must be corrected: coded reasons, and a sentence more."""

    codes = SelectMultipleField(validate_choice=False)
    reason = TextAreaField(filters=[_lines], validators=[Length(max=2000, message=TOO_LONG)])


class RejectForm(DecisionForm):
    """The clauses that stand against the request, and a sentence more."""

    codes = SelectMultipleField(validate_choice=False)
    reason = TextAreaField(filters=[_lines], validators=[Length(max=2000, message=TOO_LONG)])


class SlotForm(DecisionForm):
    """A session from the list, or any date with a session."""

    slot = StringField(filters=[_one_line])
    date = DayField(validators=[Optional()])
    session = StringField(filters=[_one_line])

    def chosen(self, *, now: datetime) -> Slot:
        """The session that was chosen. Raises `InputRefused` where none was, or a day gone by."""
        try:
            slot = self._written()
        except ValueError:
            raise InputRefused.of(
                Problem("session_missing", "Pilih sesi, atau isi tanggal dan jamnya.", "slot")
            ) from None
        today = jakarta_date(now)
        if not today <= slot.on <= today + FARTHEST:
            raise InputRefused.of(
                Problem(
                    "date_out_of_range",
                    "Pilih tanggal mulai hari ini, paling jauh satu tahun ke depan.",
                    "slot",
                )
            )
        return slot

    def _written(self) -> Slot:
        written = self.slot.data or ""
        if written != OTHER_SLOT:
            day, _, start = written.partition(" ")
            return Slot(date.fromisoformat(day), _clock(start))
        if self.date.data is None:
            raise ValueError("no date")
        return Slot(self.date.data, _clock(self.session.data))


class ScheduleForm(SlotForm):
    """A session, how the unit was asked, and the link of a conference."""

    consulted = StringField(
        filters=[_one_line],
        validators=[
            DataRequired("Tuliskan dengan siapa di unit jadwal ini dikoordinasikan."),
            Length(max=300, message=TOO_LONG),
        ],
    )
    meeting_link = StringField(filters=[_one_line])


class RescheduleForm(SlotForm):
    """Another session and why."""

    reason = reason_field("Alasan", "Tuliskan alasan pemindahan; pemohon membacanya di surel.")


class CancelForm(DecisionForm):
    """On whose wish, and why."""

    who = StringField(
        validators=[AnyOf(("requester", "djpk"), "Pilih atas permintaan siapa.")],
    )
    reason = reason_field("Alasan", "Tuliskan alasannya; pemohon membacanya di surel.")


class LinkForm(DecisionForm):
    """The address of a meeting."""

    meeting_link = StringField(filters=[_one_line], validators=[DataRequired("Isi tautan rapat.")])


def read(kind: Callable[..., F], sent: MultiDict[str, str]) -> F:
    """The form as it was sent. Raises `InputRefused` with a problem for each field."""
    form = kind(sent)
    if not form.validate():
        raise InputRefused.of(
            *(
                Problem(
                    "form",
                    BROKEN_PAGE if field.name == "version" else str(field.errors[0]),
                    field.name,
                )
                for field in form
                if field.errors
            )
        )
    return form


def _clock(text: str | None) -> str:
    return time.fromisoformat(text or "").strftime("%H:%M")
