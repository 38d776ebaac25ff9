"""The desk and the units: a question is sent, taken back, or answered on the telephone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from booking.domain.local_time import jakarta_date, long_date
from booking.domain.roles import Actor
from booking.domain.submission import clean_text
from booking.errors import MoveNotAllowed
from booking.services import services
from booking.usecases import consult_unit
from booking.usecases.answer_for_unit import Question
from booking.web.desk_forms import DecisionForm, read
from booking.web.unit_forms import AskForm, Sent, accepted, declined

NOTHING_ASKED = "Permohonan ini tidak sedang ditanyakan kepada unit. Muat ulang halaman."


def ask(reference: str, sent: Sent, by: Actor, now: datetime) -> str:
    """The session is held and the unit is asked."""
    form = read(AskForm, sent)
    until = consult_unit.consult_unit(
        reference,
        form.chosen(now=now),
        unit_code=form.unit.data or "",
        note=form.note.data or "",
        by=by,
        now=now,
        link_key=services().link_key,
        version=form.version.data,
    )
    return (
        f"Permohonan {reference} diteruskan ke {form.unit.data}; sesinya ditahan sampai "
        f"{long_date(jakarta_date(until))}."
    )


def take_back(reference: str, sent: Sent, by: Actor, now: datetime) -> str:
    """The question is taken back and the session released."""
    form = read(DecisionForm, sent)
    reason = clean_text(sent.get("reason", ""))[:1000]
    consult_unit.recall_unit(reference, reason=reason, by=by, now=now, version=form.version.data)
    return f"Pertanyaan tentang {reference} ditarik dari unit; sesinya dilepas."


def note_acceptance(reference: str, sent: Sent, by: Actor, now: datetime) -> str:
    """The unit accepted on the telephone."""
    accepted(_question(sent), sent, by, now)
    return f"Kesediaan unit untuk {reference} dicatat."


def note_decline(reference: str, sent: Sent, by: Actor, now: datetime) -> str:
    """The unit declined on the telephone."""
    declined(_question(sent), sent, by, now)
    return f"Jawaban unit untuk {reference} dicatat; sesinya dilepas."


def _question(sent: Sent) -> Question:
    written = sent.get("inquiry", "")
    if not written.isdecimal():
        raise MoveNotAllowed(NOTHING_ASKED)
    return Question(int(written[:9]))


UNIT_DECISIONS: dict[str, Callable[[str, Sent, Actor, datetime], str]] = {
    "unit": ask,
    "unit_tarik": take_back,
    "unit_terima": note_acceptance,
    "unit_tolak": note_decline,
}
