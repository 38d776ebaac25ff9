"""What is sent about a unit: the question of the desk, and the unit's answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time

from werkzeug.datastructures import MultiDict
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from booking.domain.local_time import jakarta_date
from booking.domain.roles import Actor
from booking.domain.sessions import Slot
from booking.domain.submission import clean, clean_text
from booking.domain.unit_inquiries import MOST_EXPERTS, Expert, tidy_experts
from booking.errors import InputRefused, Problem
from booking.usecases.answer_for_unit import Question, accept, decline, propose
from booking.web.desk_forms import FARTHEST, TOO_LONG, SlotForm

Sent = MultiDict[str, str]
Answering = Callable[[Question, Sent, Actor, datetime], str]

OUT_OF_RANGE = "Pilih tanggal mulai hari ini, paling jauh satu tahun ke depan."
NO_SESSION = "Sesi yang dipilih tidak dikenal. Pilih dari daftar, atau isi tanggal dan jamnya."


class AskForm(SlotForm):
    """A unit, a session to hold meanwhile, and a word to the unit."""

    unit = StringField(validators=[DataRequired("Pilih unit teknis yang akan ditanya.")])
    note = TextAreaField(
        filters=[lambda text: clean_text(text or "")],
        validators=[Length(max=500, message=TOO_LONG)],
    )


def experts_of(sent: Sent) -> tuple[Expert, ...]:
    """The narasumber as they were typed, row by row."""
    rows = range(1, MOST_EXPERTS + 1)
    return tidy_experts((sent.get(f"name-{n}", ""), sent.get(f"position-{n}", "")) for n in rows)


def accepted(question: Question, sent: Sent, by: Actor, now: datetime) -> str:
    """The unit accepts."""
    accept(question, experts_of(sent), by=by, now=now)
    return "Kesediaan unit tercatat. Contact center menjadwalkan dan mengundang pemohon."


def declined(question: Question, sent: Sent, by: Actor, now: datetime) -> str:
    """The unit declines."""
    decline(question, clean_text(sent.get("reason", "")), by=by, now=now)
    return "Jawaban tercatat. Sesi dilepas dan permohonan kembali ke contact center."


def proposed(question: Question, sent: Sent, by: Actor, now: datetime) -> str:
    """The unit proposes other sessions."""
    reason = clean_text(sent.get("reason", ""))
    propose(question, slots_of(sent, now=now), reason, experts_of(sent), by=by, now=now)
    return "Usulan tercatat. Contact center memilih salah satu sesi dan menjadwalkannya."


ANSWERS: dict[str, Answering] = {"terima": accepted, "tolak": declined, "usul": proposed}


def slots_of(sent: Sent, *, now: datetime) -> list[Slot]:
    """The sessions that were ticked, and one that was written. Raises `InputRefused`."""
    today = jakarta_date(now)
    try:
        slots = [_slot(*written.split(" ", 1)) for written in sent.getlist("slots")]
        if sent.get("date"):
            slots.append(_slot(sent["date"], sent.get("session", "")))
    except (TypeError, ValueError):
        raise InputRefused.of(Problem("session_unknown", NO_SESSION, "slots")) from None
    if not all(today <= slot.on <= today + FARTHEST for slot in slots):
        raise InputRefused.of(Problem("date_out_of_range", OUT_OF_RANGE, "slots"))
    return slots


def _slot(day: str, clock: str) -> Slot:
    return Slot(date.fromisoformat(clean(day)), time.fromisoformat(clean(clock)).strftime("%H:%M"))
