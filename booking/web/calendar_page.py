"""Keeping the calendar: a year's days off, corrections, closures, and the planner before them."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from booking.domain.closing import (
    DAY_KIND_WORDS,
    checked_closure,
    checked_correction,
    closure_words,
    rooms_of,
)
from booking.domain.displacement import Situation
from booking.domain.local_time import jakarta_date, long_date
from booking.domain.roles import Role
from booking.domain.sessions import ClosedBecause, room_words
from booking.domain.submission import clean
from booking.errors import BookingError, InputRefused, NotFound, Problem
from booking.services import now
from booking.store import displaced, policies
from booking.usecases import correct_calendar, keep_closures
from booking.web.access import actor, staff_only
from booking.web.calendar_year import YEARS, year_page
from booking.web.closure_planner import hits

blueprint = Blueprint("calendar", __name__, url_prefix="/petugas/kalender")
staff_only(blueprint, Role.SUPERVISOR)

CLOSURE = "tutup"


@blueprint.get("")
def year() -> ResponseReturnValue:
    """The days off of a year, what was corrected, and what is closed."""
    return _year_page()


@blueprint.get("/rencana")
def plan() -> ResponseReturnValue:
    """What a closure or a correction would do, before anything is saved."""
    try:
        return _plan_page()
    except InputRefused as refusal:
        return _year_page(refusal), refusal.status


@blueprint.post("/tutup")
def close() -> ResponseReturnValue:
    """Close a day, a session or a room."""
    try:
        wanted = _closure()
        closed = keep_closures.close(wanted, by=actor(), now=now())
    except BookingError as refusal:
        return _year_page(refusal), refusal.status
    seen = int(request.form.get("terdampak", "0")) if _is_count("terdampak") else 0
    words = closure_words(wanted, policies.policy_for(wanted.on))
    flash(f"Ditutup: {words}. {_told(len(closed.hit), seen)}", "ok")
    return redirect(url_for("displaced.work_list" if closed.hit else ".year"), 303)


@blueprint.post("/buka/<int:number>")
def reopen(number: int) -> ResponseReturnValue:
    """Lift a closure."""
    try:
        lifted = keep_closures.reopen(number, by=actor(), now=now())
    except NotFound:
        raise
    except BookingError as refusal:
        return _year_page(refusal), refusal.status
    words = closure_words(lifted, policies.policy_for(lifted.on))
    flash(f"Penutupan dibatalkan: {words}. Sesinya dapat diberikan kembali.", "ok")
    return redirect(url_for(".year"), 303)


@blueprint.post("/koreksi")
def correct() -> ResponseReturnValue:
    """Correct a day of the library."""
    sent = request.form
    try:
        on = _day(sent.get("tanggal", ""))
        correct_calendar.correct_day(
            on,
            sent.get("jenis", ""),
            name=clean(sent.get("nama", "")),
            legal_basis=clean(sent.get("dasar", "")),
            by=actor(),
            now=now(),
        )
    except BookingError as refusal:
        return _year_page(refusal), refusal.status
    kind = DAY_KIND_WORDS[sent["jenis"]]  # type: ignore[index]  # the use case took it
    flash(f"{long_date(on)} dicatat sebagai {kind.lower()}.", "ok")
    hit = displaced.displaced(displaced.situation(now=now()), now=now())
    is_hit = any(row.slot.on == on for row in hit)
    return redirect(url_for("displaced.work_list" if is_hit else ".year", tahun=on.year), 303)


@blueprint.post("/koreksi/batal")
def withdraw() -> ResponseReturnValue:
    """Let the library speak again for a day."""
    try:
        on = _day(request.form.get("tanggal", ""))
        correct_calendar.withdraw_correction(on, by=actor(), now=now())
    except BookingError as refusal:
        return _year_page(refusal), refusal.status
    flash(f"Koreksi untuk {long_date(on)} dibatalkan.", "ok")
    return redirect(url_for(".year", tahun=on.year), 303)


def _year_page(refusal: BookingError | None = None) -> str:
    today = jakarta_date(now())
    typed = request.form or request.args
    asked = request.args.get("tahun", today.year, type=int)
    year = asked if asked in range(today.year - YEARS, today.year + YEARS + 1) else today.year
    problems = refusal.problems if refusal else ()
    if refusal and not problems:
        problems = (Problem(refusal.code, refusal.detail),)
    return render_template(
        "desk/calendar.html",
        page=year_page(year, now=now()),
        kinds=DAY_KIND_WORDS,
        rooms={room: room_words(room) for room in rooms_of(policies.policy_for(today))},
        hours=policies.policy_for(today).plans[-1].hours,
        typed=typed,
        problems=problems,
        room_words=room_words,
        today=today,
    )


def _plan_page() -> str:
    """The planner: the same checks as saving, and nothing written."""
    under = displaced.situation(now=now())
    kind = request.args.get("jenis", CLOSURE)
    if kind == CLOSURE:
        wanted = _closure()
        planned, words, reason = _with_closure(under, wanted), _words(wanted, under), wanted.reason
    else:
        on = _day(request.args.get("tanggal", ""))
        name, basis = clean(request.args.get("nama", "")), clean(request.args.get("dasar", ""))
        today = jakarta_date(now())
        override = checked_correction(on, kind, name, basis, calendar=under.calendar, today=today)
        planned, reason = under.correcting(on, override), name
        words = f"{long_date(on)}: {DAY_KIND_WORDS[kind].lower()}"  # type: ignore[index]
    hit = displaced.newly_displaced(planned, now=now())
    return render_template(
        "desk/calendar_plan.html",
        kind=kind,
        is_closure=kind == CLOSURE,
        words=words,
        reason=reason,
        hits=hits(hit, planned, reason=reason, now=now()),
        sent=request.args,
    )


def _with_closure(under: Situation, wanted: ClosedBecause) -> Situation:
    policy = under.policy(wanted.on)
    today = jakarta_date(now())
    checked_closure(wanted, policy=policy, calendar=under.calendar, today=today)
    return under.closing(wanted)


def _words(wanted: ClosedBecause, under: Situation) -> str:
    return closure_words(wanted, under.policy(wanted.on))


def _closure() -> ClosedBecause:
    sent = request.form or request.args
    return ClosedBecause(
        _day(sent.get("tanggal", "")),
        sent.get("sesi", ""),
        clean(sent.get("alasan", "")),
        sent.get("ruang", ""),
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputRefused.of(Problem("date_missing", "Isi tanggalnya.", "tanggal")) from None


def _is_count(name: str) -> bool:
    text = request.form.get(name, "")
    return text.isascii() and text.isdigit() and len(text) < 4


def _told(hit: int, seen: int) -> str:
    """What the database found, beside what the planner had shown."""
    if not hit:
        return "Tidak ada jadwal yang terdampak."
    later = f", {hit - seen} di antaranya baru terisi saat penutupan disimpan" if hit > seen else ""
    return f"{hit} jadwal perlu dijadwalkan ulang{later}; belum ada yang dipindahkan."
