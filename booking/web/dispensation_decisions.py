"""The forms of a dispensation: an officer proposes, a supervisor decides."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from werkzeug.datastructures import MultiDict
from wtforms import IntegerField, StringField
from wtforms.validators import DataRequired, Optional

from booking.domain.roles import Actor
from booking.usecases import dispense
from booking.web.day_field import DayField
from booking.web.desk_forms import DecisionForm, read, reason_field

Sent = MultiDict[str, str]
WHICH = "Pilih usul dispensasi yang diputuskan."


class ProposeForm(DecisionForm):
    """The clause, the day of the visit, and the leadership's instruction."""

    rule = StringField(validators=[DataRequired("Pilih ketentuan yang dimintakan dispensasi.")])
    on = DayField(validators=[Optional()])
    reason = reason_field("Alasan", "Tuliskan alasan dan arahan pimpinan.")


class GrantForm(DecisionForm):
    """The proposal that is agreed to."""

    dispensation = IntegerField(validators=[DataRequired(WHICH)])


class RefuseForm(GrantForm):
    """The proposal that is not agreed to, and why."""

    reason = reason_field("Alasan", "Tuliskan mengapa dispensasi tidak disetujui.")


def propose(reference: str, sent: Sent, by: Actor, now: datetime) -> str:
    """A dispensation is proposed."""
    form = read(ProposeForm, sent)
    dispense.propose(
        reference,
        form.rule.data or "",
        on=form.on.data,
        reason=form.reason.data or "",
        by=by,
        now=now,
        version=form.version.data,
    )
    return f"Dispensasi untuk {reference} diusulkan; penyelia lain yang memutuskan."


def grant(reference: str, sent: Sent, by: Actor, now: datetime) -> str:
    """The supervisor agrees."""
    form = read(GrantForm, sent)
    key = form.dispensation.data or 0
    dispense.grant(reference, key, by=by, now=now, version=form.version.data)
    return f"Dispensasi untuk {reference} disetujui; jadwal kini dapat diberikan."


def refuse(reference: str, sent: Sent, by: Actor, now: datetime) -> str:
    """The supervisor does not agree."""
    form = read(RefuseForm, sent)
    dispense.refuse(
        reference,
        form.dispensation.data or 0,
        reason=form.reason.data or "",
        by=by,
        now=now,
        version=form.version.data,
    )
    return f"Dispensasi untuk {reference} tidak disetujui."


DISPENSING: dict[str, Callable[[str, Sent, Actor, datetime], str]] = {
    "dispensasi": propose,
    "dispensasi-setuju": grant,
    "dispensasi-tolak": refuse,
}
