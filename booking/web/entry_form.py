"""The shape of the desk's own form for a letter that came by another channel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from werkzeug.datastructures import MultiDict
from wtforms import StringField, TextAreaField
from wtforms.validators import Optional

from booking.domain.policy import Policy
from booking.domain.submission import Submission, clean, clean_text
from booking.errors import Problem
from booking.web.day_field import DayField
from booking.web.request_form import WISHES, RequestForm, read

RANKS = range(1, len(WISHES) + 1)


class EntryForm(RequestForm):
    """What a requester is asked, and how and when the letter came."""

    channel = StringField("Diterima lewat")
    received_on = DayField("Tanggal surat diterima", validators=[Optional()])
    late_reason = TextAreaField("Alasan baru dicatat", id="late_reason")
    form_key = StringField()
    wish_1_date = StringField()
    wish_2_date = StringField()
    wish_3_date = StringField()
    wish_1_session = StringField()
    wish_2_session = StringField()
    wish_3_session = StringField()

    def wished(self, rank: int) -> tuple[str, str]:
        """The date and the session that were chosen at this rank."""
        day, start = self[f"wish_{rank}_date"].data, self[f"wish_{rank}_session"].data
        return clean(day or ""), clean(start or "")


@dataclass(frozen=True)
class EntryReading:
    """The request as far as it could be read, its receipt, and what could not be read."""

    sent: Submission
    received_on: date
    late_reason: str
    problems: tuple[Problem, ...]


def entry_form(sent: MultiDict[str, str] | None, filled: dict[str, str] | None = None) -> EntryForm:
    """The form as it was sent; `filled` is what was read in the letter, for empty fields."""
    form = EntryForm(sent)
    for name, value in (filled or {}).items():
        if not form[name].data:
            form[name].data = value
    for rank in RANKS:
        day, start = form.wished(rank)
        form[WISHES[rank - 1]].data = f"{day}T{start}" if day and start else ""
    return form


def read_entry(form: EntryForm, *, policy: Policy, today: date) -> EntryReading:
    """The request that was typed."""
    reading = read(form, policy=policy, today=today)
    found: list[Problem] = list(reading.problems)
    found += _half_wishes(form)
    if form.received_on.data is None:
        sentence = "Isi tanggal surat diterima, seperti pada cap atau waktu pesan masuk."
        found.append(Problem("received_on", sentence, "received_on"))
    return EntryReading(
        sent=replace(reading.sent, channel=clean(form.channel.data or "")),
        received_on=form.received_on.data or today,
        late_reason=clean_text(form.late_reason.data or ""),
        problems=tuple(found),
    )


def _half_wishes(form: EntryForm) -> Sequence[Problem]:
    return [
        Problem(
            "wish_half", f"Pilihan ke-{rank}: isi tanggal dan sesinya, atau kosongkan.", "preferred"
        )
        for rank in RANKS
        if bool(form.wished(rank)[0]) != bool(form.wished(rank)[1])
    ]
