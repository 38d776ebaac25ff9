"""Entering a letter that came by e-mail, WhatsApp, helpdesk or on paper: one page, one button."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from booking.domain.findings import Verdict
from booking.domain.local_time import jakarta_date
from booking.domain.policy import Policy
from booking.domain.roles import Role
from booking.domain.words import CHANNEL_WORDS
from booking.errors import BookingError, Problem, StillRunning
from booking.services import now, services
from booking.store import policies, regions, requests
from booking.usecases.enter_request import ENTERED_CHANNELS, Entered, enter_request
from booking.web.access import actor, staff_only
from booking.web.entry_form import RANKS, EntryForm, EntryReading, entry_form, read_entry
from booking.web.letter_upload import Upload, receive, unsealed, values
from booking.web.request_form import MOST_ROWS, ROLE_CHOICES

blueprint = Blueprint("entry", __name__, url_prefix="/petugas/permohonan")
staff_only(blueprint, Role.OFFICER, Role.SUPERVISOR)

READ_LETTER, ADD_GUEST = "baca", "tamu"


@blueprint.get("/baru")
def blank() -> ResponseReturnValue:
    """An empty form; the letter comes first, because most of the rest stands in it."""
    return _page(entry_form(None), Upload())


@blueprint.post("/baru")
def enter() -> ResponseReturnValue:
    """Read the letter, add a guest's row, or save; what was typed is never lost."""
    kept = unsealed(request.form.get("letter_kept", ""))
    upload = receive(request.files.getlist("letter"), kept.letter)
    filled = values(upload.reading) if upload.reading else {}
    form = entry_form(request.form, filled)
    button = request.form.get("langkah", "")
    if button == ADD_GUEST and len(form.guests) < MOST_ROWS:
        form.guests.append_entry()
    if button in (READ_LETTER, ADD_GUEST):
        return _page(form, upload, (*kept.problems, *upload.problems))
    reading = read_entry(form, policy=_policy(), today=jakarta_date(now()))
    found = (*kept.problems, *upload.problems, *reading.problems)
    if found:
        return _page(form, upload, found), 422
    try:
        return _saved(form, reading, upload)
    except BookingError as refusal:
        return _page(form, upload, refusal.problems or _said(refusal)), refusal.status


def _saved(form: EntryForm, reading: EntryReading, upload: Upload) -> ResponseReturnValue:
    done = _once_more(form, reading, upload)
    open_points = sum(f.verdict in (Verdict.BROKEN, Verdict.CHECK) for f in done.findings)
    rest = f"{open_points} ketentuan perlu perhatian." if open_points else "Semua sesuai."
    flash(f"Permohonan {done.reference} dicatat; surel dengan tautan dikirim. {rest}", "ok")
    return redirect(url_for("desk.show", reference=done.reference), 303)


def _once_more(form: EntryForm, reading: EntryReading, upload: Upload) -> Entered:
    """Whoever pressed twice at the same moment gets the request that went in first."""
    try:
        return _enter(form, reading, upload)
    except StillRunning:
        return _enter(form, reading, upload)


def _enter(form: EntryForm, reading: EntryReading, upload: Upload) -> Entered:
    return enter_request(
        reading.sent,
        letter_file_id=upload.letter.id if upload.letter else None,
        received_on=reading.received_on,
        late_reason=reading.late_reason,
        by=actor(),
        now=now(),
        link_key=services().link_key,
        form_key=f"entry:{form.form_key.data}"[:120] if form.form_key.data else None,
    )


def _page(form: EntryForm, upload: Upload, problems: Sequence[Problem] = ()) -> str:
    today = jakarta_date(now())
    return render_template(
        "desk/entry.html",
        form=form,
        letter=upload.letter,
        problems=list(problems),
        form_key=form.form_key.data or uuid4().hex,
        channels={code: CHANNEL_WORDS[code] for code in ENTERED_CHANNELS},
        topics=requests.active_topics(),
        labels=[region.label for region in regions.official_regions().values() if region.pemda],
        hours=_policy().sessions_on(today) or _policy().plans[0].hours,
        ranks=RANKS,
        today=today,
        policy=_policy(),
        ROLE_CHOICES=ROLE_CHOICES,
        is_visit=True,
        was_sent=request.method == "POST",
    )


def _policy() -> Policy:
    return policies.policy_for(jakarta_date(now()))


def _said(refusal: BookingError) -> tuple[Problem, ...]:
    return (Problem(refusal.code, refusal.detail, "", refusal.clause),)
