"""The pages anybody may open: the rules, the free sessions, and the request form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from booking.domain.local_time import jakarta_date
from booking.domain.policy import Policy
from booking.domain.sessions import SLOT_STATE_WORDS, DayBoard
from booking.domain.words import MODES, VISIT
from booking.domain.workdays import WorkCalendar
from booking.services import now
from booking.store import board, calendar, policies
from booking.web import form_pages
from booking.web.access import public
from booking.web.availability import closed_sessions, next_holidays, weeks

blueprint = Blueprint("public", __name__)
public(blueprint)
blueprint.url_value_preprocessor(form_pages.let_large_letters_in)
blueprint.add_url_rule("/ajukan", "request_form", form_pages.request_form, methods=["GET", "POST"])
blueprint.add_url_rule("/ajukan/terkirim", "sent", form_pages.sent)

TWO_WEEKS = 14


@dataclass(frozen=True)
class Today:
    """What holds for a letter that is received today."""

    on: date
    policy: Policy
    days: WorkCalendar

    @property
    def earliest(self) -> date:
        """The earliest lawful date (E.3.b.2, E.3.c.2)."""
        return self.days.working_day_after(self.on, self.policy.lead_working_days)

    @property
    def answer_by(self) -> date:
        """By when DJPK answers."""
        return self.days.working_day_after(self.on, self.policy.answer_working_days)


@blueprint.get("/")
def landing() -> ResponseReturnValue:
    """The earliest date of a letter received today, the rules, the free sessions of two weeks."""
    mode, moment = _mode(), now()
    today = _today()
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
    today = _today()
    shown = board.bookable(mode=mode, received_on=today.on, now=moment)
    return render_template(
        "public/availability.html",
        mode=mode,
        SLOT_WORDS=SLOT_STATE_WORDS,
        moment=moment,
        today=today,
        weeks=_weeks(shown, today),
        notes=closed_sessions(shown, earliest=today.earliest),
        free=sum(len(day.free) for day in shown),
    )


def _mode() -> str:
    asked = request.args.get("mode", VISIT)
    return asked if asked in MODES else VISIT


def _today() -> Today:
    on = jakarta_date(now())
    return Today(on, policies.policy_for(on), calendar.work_calendar())


def _visits_on(day: date, received_on: date) -> list[DayBoard]:
    return board.boards(day, day, mode=VISIT, received_on=received_on, now=now())


def _weeks(shown: list[DayBoard], today: Today) -> object:
    return weeks(
        shown,
        today=today.on,
        earliest=today.earliest,
        lead_days=today.policy.lead_working_days,
    )
