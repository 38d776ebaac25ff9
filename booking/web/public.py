"""The pages anybody may open: the rules, the free sessions, and the request form."""

from __future__ import annotations

from datetime import date, timedelta

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from booking.domain.sessions import SLOT_STATE_WORDS, DayBoard
from booking.domain.words import MODES, VISIT
from booking.services import now
from booking.store import board
from booking.web import form_pages, send_request
from booking.web.access import public
from booking.web.availability import closed_sessions, months, next_holidays, weeks
from booking.web.open_data import Today, information, region_names, today_as_it_holds

blueprint = Blueprint("public", __name__)
public(blueprint)
blueprint.url_value_preprocessor(form_pages.let_large_letters_in)
for way, name, view, method in (
    ("/ajukan", "request_form", form_pages.request_form, "GET"),
    ("/ajukan/<slug>", "show_step", form_pages.show_step, "GET"),
    ("/ajukan/<slug>", "save_step", form_pages.save_step, "POST"),
    ("/ajukan/mulai-dari-awal", "begin_anew", form_pages.begin_anew, "POST"),
    ("/ajukan/terkirim", "sent", send_request.sent, "GET"),
    ("/ajukan/terkirim/kirim-ulang", "send_again", send_request.send_again, "POST"),
    ("/ajukan/terkirim/perbaiki", "mend", send_request.mend, "POST"),
    ("/daerah.json", "region_names", region_names, "GET"),
    ("/informasi-kunjungan.txt", "information", information, "GET"),
):
    blueprint.add_url_rule(way, name, view, methods=[method])

TWO_WEEKS = 14


@blueprint.get("/")
def landing() -> ResponseReturnValue:
    """The earliest date of a letter received today, the rules, the free sessions of two weeks."""
    mode, moment = _mode(), now()
    today = today_as_it_holds()
    sunday = today.on - timedelta(today.on.weekday()) + timedelta(TWO_WEEKS - 1)
    last = max(sunday, today.earliest)
    shown = board.boards(today.on, last, mode=mode, received_on=today.on, now=moment)
    visits = shown if mode == VISIT else _visits_on(today.earliest, today.on)
    free = board.next_free(mode=VISIT, received_on=today.on, now=moment, most=1)
    return render_template(
        "public/landing.html",
        mode=mode,
        SLOT_WORDS=SLOT_STATE_WORDS,
        moment=moment,
        today=today,
        earliest_day=next(day for day in visits if day.on == today.earliest),
        first_free_on=date.fromisoformat(free[0].date) if free else None,
        weeks=_weeks(shown, today),
        notes=closed_sessions(shown, earliest=today.earliest),
        holidays=next_holidays(today.days, last),
        later=last + timedelta(1),
    )


@blueprint.get("/ketersediaan")
def availability() -> ResponseReturnValue:
    """Every day on which a session can be asked for, week by week."""
    mode, moment = _mode(), now()
    today = today_as_it_holds()
    shown = board.bookable(mode=mode, received_on=today.on, now=moment)
    return render_template(
        "public/availability.html",
        mode=mode,
        SLOT_WORDS=SLOT_STATE_WORDS,
        moment=moment,
        today=today,
        weeks=_weeks(shown, today),
        months=months(shown, earliest=today.earliest, lead_days=today.policy.lead_working_days),
        notes=closed_sessions(shown, earliest=today.earliest),
        free=sum(len(day.free) for day in shown),
    )


def _mode() -> str:
    asked = request.args.get("mode", VISIT)
    return asked if asked in MODES else VISIT


def _visits_on(day: date, received_on: date) -> list[DayBoard]:
    return board.boards(day, day, mode=VISIT, received_on=received_on, now=now())


def _weeks(shown: list[DayBoard], today: Today) -> object:
    return weeks(
        shown,
        today=today.on,
        earliest=today.earliest,
        lead_days=today.policy.lead_working_days,
    )
