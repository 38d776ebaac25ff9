"""Asking the technical unit: the session is held while it answers (DECISIONS 18)."""

from __future__ import annotations

from datetime import datetime

from booking.database import transaction
from booking.domain.mail_facts import MailKind
from booking.domain.roles import Actor
from booking.domain.sessions import Slot
from booking.errors import InputRefused, NotFound, Problem, SessionTaken
from booking.models.reference import Unit
from booking.store import (
    appointments,
    holds,
    inquiry_writing,
    mail,
    moves,
    requests,
    unit_news,
    units,
)

LONGEST_NOTE = 500


def consult_unit(
    reference: str,
    slot: Slot,
    *,
    unit_code: str,
    note: str = "",
    by: Actor,
    now: datetime,
    link_key: bytes,
    version: int | None = None,
) -> datetime:
    """Send a request to a unit and hold session and quota meanwhile; gives the end of the hold.

    The unit gets a mail with a one-use link. Raises what `schedule` raises for a session that
    cannot be had, `InputRefused` for a unit that is none.
    """
    if len(note) > LONGEST_NOTE:
        raise InputRefused.of(
            Problem("too_long", f"Paling banyak {LONGEST_NOTE} karakter.", "note")
        )
    try:
        with transaction():
            request = requests.by_reference(reference, lock=True)
            row = moves.allowed(request, "consult_unit", by=by, version=version)
            request.unit = _known(unit_code)
            until = holds.end_of_hold(now)
            given = appointments.give(request, slot, now=now, until=until)
            facts = given.facts | {"unit": unit_code, "held_until": until.isoformat()}
            moves.make(request, row, by=by, now=now, facts=facts)
            inquiry_writing.add(
                request,
                request.unit,
                slot,
                until=until,
                note=note,
                by=by,
                now=now,
                link_key=link_key,
            )
            return until
    except SessionTaken as lost:
        raise appointments.with_alternatives(lost, reference, slot, now=now) from lost


def recall_unit(
    reference: str, *, reason: str = "", by: Actor, now: datetime, version: int | None = None
) -> str:
    """Take a question back before the unit answered: the hold ends, the desk decides anew."""
    with transaction():
        request = requests.by_reference(reference, lock=True)
        row = moves.allowed(request, "recall_unit", by=by, version=version)
        was, told = request.state, mail.facts_of(request, MailKind.WITHDRAWN, reason=reason)
        moves.make(request, row, by=by, now=now, reason=reason)
        unit_news.owe(request, told, was=was, now=now)
        appointments.forget(request)
        return request.state


def _known(code: str) -> Unit:
    try:
        return units.by_code(code)
    except NotFound:
        raise InputRefused.of(
            Problem("unit_unknown", "Pilih unit teknis dari daftar.", "unit")
        ) from None
