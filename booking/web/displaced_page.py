"""Sessions that cannot be held as agreed: each is moved, or cancelled by DJPK; never by itself."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from booking.domain.local_time import clock_words, long_date
from booking.domain.roles import Role
from booking.errors import BookingError, NotFound
from booking.services import now
from booking.store import displaced, requests
from booking.usecases import cancel, schedule
from booking.web.access import actor, staff_only
from booking.web.closure_planner import hits
from booking.web.desk_forms import OTHER_SLOT, DecisionForm, RescheduleForm, read, reason_field

blueprint = Blueprint("displaced", __name__, url_prefix="/petugas/jadwal-ulang")
staff_only(blueprint, Role.OFFICER, Role.SUPERVISOR)


class ReasonForm(DecisionForm):
    """Why a session is taken back."""

    reason = reason_field("Alasan", "Tuliskan alasannya.")


@blueprint.get("")
def work_list() -> ResponseReturnValue:
    """Who needs another session, the nearest first."""
    return _page()


@blueprint.post("/<reference>/<any(pindah,batal):step>")
def settle(reference: str, step: str) -> ResponseReturnValue:
    """Move a session or take it back; a refusal keeps what was typed."""
    requests.by_reference(reference)  # what was typed about no request is not read
    try:
        said = {"pindah": _move, "batal": _cancel}[step](reference)
    except NotFound:
        raise
    except BookingError as refusal:
        return _page(refusal, reference, step), refusal.status
    flash(said, "ok")
    return redirect(url_for(".work_list"), 303)


def _move(reference: str) -> str:
    form = read(RescheduleForm, request.form)
    slot = form.chosen(now=now())
    schedule.reschedule(
        reference,
        slot,
        reason=form.reason.data or "",
        by=actor(),
        now=now(),
        version=form.version.data,
    )
    words = f"{long_date(slot.on)}, pukul {clock_words(slot.start)} WIB"
    return f"Jadwal {reference} dipindahkan ke {words}; undangan baru segera dikirim."


def _cancel(reference: str) -> str:
    form = read(ReasonForm, request.form)
    cancel.cancel_by_djpk(
        reference,
        reason=form.reason.data or "",
        by=actor(),
        now=now(),
        version=form.version.data,
    )
    return f"Jadwal {reference} dibatalkan; surat tetap berlaku dan dapat dijadwalkan kembali."


def _page(refusal: BookingError | None = None, reference: str = "", step: str = "") -> str:
    under = displaced.situation(now=now())
    rows = displaced.displaced(under, now=now())
    return render_template(
        "desk/displaced.html",
        hits=hits(rows, under, reason="", now=now()),
        refusal=refusal,
        at=(reference, step),
        typed=request.form,
        other=OTHER_SLOT,
    )
