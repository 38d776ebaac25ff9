"""The desk of the contact centre: the queue, a request, its letter, and the decisions."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from booking.domain.local_time import jakarta_date
from booking.domain.roles import Role
from booking.domain.submission import clean
from booking.domain.words import MODES
from booking.errors import BookingError, NotFound, Problem
from booking.services import now, services
from booking.store import requests
from booking.usecases.verify_letter import TICKS
from booking.web.access import actor, signed_in, staff_only
from booking.web.desk_decisions import DECISIONS
from booking.web.desk_forms import OTHER_SLOT
from booking.web.desk_words import MOVE_WORDS, in_short, kept_slot_words
from booking.web.queue_page import TAB_WORDS, queue_page
from booking.web.request_page import request_page

blueprint = Blueprint("desk", __name__, url_prefix="/petugas")
staff_only(blueprint, Role.OFFICER, Role.SUPERVISOR)

NO_LETTER = "Permohonan ini tidak memiliki berkas surat."
LAST_PAGE = 10_000


@blueprint.get("")
def queue() -> ResponseReturnValue:
    """What waits for the desk, the nearest deadline first."""
    tab = request.args.get("tab", "tindakan")
    mode = request.args.get("cara", "")
    search = clean(request.args.get("q", ""))[:200]
    number = min(max(request.args.get("hal", 1, type=int), 1), LAST_PAGE)
    page = queue_page(
        tab if tab in TAB_WORDS else "tindakan",
        search=search,
        mode=mode if mode in MODES else "",
        number=number,
        now=now(),
    )
    return render_template(
        "desk/queue.html",
        page=page,
        tabs=TAB_WORDS,
        search=search,
        mode=mode,
        now=now(),
        today=jakarta_date(now()),
        in_short=in_short,
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
    found = requests.by_reference(reference)
    file = found.letter.file if found.letter else None
    if file is None:
        raise NotFound(NO_LETTER)
    answer = Response(services().files.get(file.storage_key), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="surat-{found.reference}.pdf"'
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


@blueprint.post("/permohonan/<reference>/<any({steps}):step>".format(steps=",".join(DECISIONS)))
def decide(reference: str, step: str) -> ResponseReturnValue:
    """Take a decision; a refusal shows the request again with all that was typed."""
    try:
        said = DECISIONS[step](reference, request.form, actor(), now())
    except NotFound:
        raise
    except BookingError as refusal:
        return _page(reference, step=step, refusal=refusal), refusal.status
    flash(said, "ok")
    return redirect(url_for(".show", reference=reference), 303)


def _page(reference: str, *, step: str = "", refusal: BookingError | None = None) -> str:
    offered = refusal.free if refusal else ()
    page = request_page(reference, role=signed_in().role, now=now(), offered=offered)
    return render_template(
        "desk/request.html",
        page=page,
        refusal=refusal,
        problems=_problems(refusal, step),
        step=step,
        typed=request.form or request.args,
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
    default = "slot" if step in ("jadwal", "pindah") else ""
    return [replace(p, field=f"{step}-{at}") if (at := p.field or default) else p for p in found]
