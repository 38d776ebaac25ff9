"""The desk of the contact centre: the queue, a request, its letter, and the decisions."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from booking.domain.dispensation import DISPENSABLE, DISPENSATION_WORDS
from booking.domain.local_time import jakarta_date
from booking.domain.reasons import REJECT_REASONS, RETURN_REASONS
from booking.domain.roles import Role
from booking.domain.submission import clean
from booking.domain.words import CHANNELS, MODES
from booking.errors import BookingError, NotFound, Problem
from booking.services import now
from booking.store import requests, units
from booking.store.queue import Filters
from booking.usecases.verify_letter import TICKS
from booking.web.access import actor, staff_only
from booking.web.desk_decisions import DECISIONS
from booking.web.desk_forms import OTHER_SLOT
from booking.web.desk_words import MOVE_WORDS, in_short, kept_slot_words
from booking.web.letter_answer import letter_answer
from booking.web.mail_preview import PREVIEWED, Preview, last_drafts, preview
from booking.web.queue_page import TAB_WORDS, queue_page
from booking.web.request_context import PAST_WORDS
from booking.web.request_page import request_page
from booking.web.unit_panel import unit_panel

blueprint = Blueprint("desk", __name__, url_prefix="/petugas")
staff_only(blueprint, Role.OFFICER, Role.SUPERVISOR)

LAST_PAGE = 10_000
PREVIEW = "pratinjau"
FILTERED = ("q", "cara", "unit", "lewat")
STEPS = ",".join(f'"{step}"' for step in DECISIONS)


@blueprint.get("")
def queue() -> ResponseReturnValue:
    """What waits for the desk, the nearest deadline first."""
    tab = request.args.get("tab", "tindakan")
    filters = _filters()
    number = min(max(request.args.get("hal", 1, type=int), 1), LAST_PAGE)
    page = queue_page(
        tab if tab in TAB_WORDS else "tindakan",
        filters,
        reader=actor().key,
        number=number,
        now=now(),
    )
    return render_template(
        "desk/queue.html",
        page=page,
        tabs=TAB_WORDS,
        filters=filters,
        units=units.active_units(),
        now=now(),
        today=jakarta_date(now()),
        in_short=in_short,
        is_supervisor=actor().role == Role.SUPERVISOR,
    )


def _filters() -> Filters:
    """What the address narrows the queue to; what it cannot mean is left out."""
    asked = {name: clean(request.args.get(name, ""))[:200] for name in FILTERED}
    return Filters(
        search=asked["q"],
        mode=asked["cara"] if asked["cara"] in MODES else "",
        unit=asked["unit"][:20],
        channel=asked["lewat"] if asked["lewat"] in CHANNELS else "",
    )


@blueprint.get("/permohonan/<reference>")
def show(reference: str) -> ResponseReturnValue:
    """One request with everything that a decision rests on.

    The board leads here with a step and a session: the form of that step opens filled in.
    """
    return _page(reference, step=request.args.get("langkah", ""))


@blueprint.get("/permohonan/<reference>/surat")
def letter(reference: str) -> ResponseReturnValue:
    """The letter as a download that no browser opens inside our pages."""
    return letter_answer(reference)


@blueprint.post(f"/permohonan/<reference>/<any({STEPS}):step>")
def decide(reference: str, step: str) -> ResponseReturnValue:
    """Take a decision; a refusal shows the request again with all that was typed."""
    try:
        if PREVIEW in request.form and step in PREVIEWED:
            shown = preview(reference, step, request.form, now=now())
            return _page(reference, step=step, shown=shown)
        said = DECISIONS[step](reference, request.form, actor(), now())
    except NotFound:
        raise
    except BookingError as refusal:
        return _page(reference, step=step, refusal=refusal), refusal.status
    flash(said, "ok")
    return redirect(url_for(".show", reference=reference), 303)


@blueprint.get("/permohonan/<reference>/naskah")
def answer_drafts(reference: str) -> ResponseReturnValue:
    """The last answer as an official letter and as a text for WhatsApp."""
    found = requests.by_reference(reference)
    return render_template("desk/drafts.html", request_row=found, drafts=last_drafts(reference))


def _page(
    reference: str,
    *,
    step: str = "",
    refusal: BookingError | None = None,
    shown: Preview | None = None,
) -> str:
    offered = refusal.free if refusal else ()
    page = request_page(reference, reader=actor(), now=now(), offered=offered)
    return render_template(
        "desk/request.html",
        page=page,
        unit=unit_panel(page.request, now=now()),
        refusal=refusal,
        problems=_problems(refusal, step),
        step=step,
        typed=request.form or request.args,
        preview=shown,
        return_reasons=RETURN_REASONS,
        reject_reasons=REJECT_REASONS,
        past_words=PAST_WORDS,
        dispensable=DISPENSABLE,
        dispensation_words=DISPENSATION_WORDS,
        is_supervisor=actor().role == Role.SUPERVISOR,
        ticks=TICKS,
        other=OTHER_SLOT,
        move_words=MOVE_WORDS,
        slot_words=kept_slot_words,
        in_short=in_short,
        today=jakarta_date(now()),
        received_day=jakarta_date(page.request.received_at),
    )


def _problems(refusal: BookingError | None, step: str) -> list[Problem]:
    """The problems with the places on this page at which they can be mended."""
    if refusal is None:
        return []
    found = refusal.problems or (Problem(refusal.code, refusal.detail, "", refusal.clause),)
    default = "slot" if step in ("jadwal", "pindah", "unit") else ""
    return [replace(p, field=f"{step}-{at}") if (at := p.field or default) else p for p in found]
