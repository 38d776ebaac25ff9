"""The board of a week: rooms and sessions by day, and who could take a free session."""

from __future__ import annotations

import calendar as months
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from booking.domain.local_time import jakarta_date
from booking.domain.roles import Role
from booking.domain.sessions import Slot, room_words
from booking.domain.weeks import (
    first_shown,
    monday_of,
    short_span_words,
    shown_days,
    span_words,
    week_key,
)
from booking.domain.words import CONFERENCE, MODES, VISIT
from booking.domain.workdays import WorkCalendar
from booking.errors import NotFound
from booking.services import now
from booking.store import calendar, policies, week
from booking.web.access import staff_only
from booking.web.board_cells import (
    WeekFacts,
    counted,
    day_off,
    lines,
)
from booking.web.slot_page import slot_page

blueprint = Blueprint("board", __name__, url_prefix="/petugas/papan")
staff_only(blueprint, Role.OFFICER, Role.SUPERVISOR)

A_WEEK = timedelta(days=7)
WEEKDAYS = 5
FULLEST = 4
NO_SUCH_SESSION = "Sesi ini tidak dikenal. Pilih sesi dari papan minggu."


@dataclass(frozen=True)
class StripDay:
    """A working weekday of the month: how many visits it has, or why it is off."""

    on: date
    visits: int
    off: str
    is_shown: bool

    @property
    def level(self) -> int:
        """How dark the day stands, 0 to 4."""
        return min(self.visits, FULLEST)


@blueprint.get("")
def week_board() -> ResponseReturnValue:
    """The sessions of a week, by day and room."""
    moment = now()
    today = jakarta_date(moment)
    working = calendar.work_calendar()
    this_week = first_shown(today, working)
    monday = monday_of(request.args.get("minggu", "")) or this_week
    facts = _facts(monday, working, moment)
    visits, conferences = lines(VISIT, facts), lines(CONFERENCE, facts)
    return render_template(
        "desk/board.html",
        days=facts.days,
        words=span_words(facts.days),
        off={day: day_off(day, facts.calendar) for day in facts.days},
        bands=((VISIT, visits), (CONFERENCE, conferences)),
        counts=counted(visits),
        rooms=facts.policy(monday).virtual_rooms,
        room_words=room_words,
        picked=_picked(facts.days, today),
        before=_neighbour(monday - A_WEEK, working),
        after=_neighbour(monday + A_WEEK, working),
        key=week_key(monday),
        this_week=week_key(this_week),
        strip=_strip(facts, moment),
        week_key=week_key,
        today=today,
        now=moment,
    )


@blueprint.get("/<day>/<start>")
def slot(day: str, start: str) -> ResponseReturnValue:
    """One session: who holds it, and who could take it."""
    mode = request.args.get("cara", VISIT)
    try:
        wanted = Slot(date.fromisoformat(day), start.replace(".", ":"))
    except ValueError:
        raise NotFound(NO_SUCH_SESSION) from None
    if monday_of(week_key(wanted.on)) is None:  # a day that no week of the board has
        raise NotFound(NO_SUCH_SESSION)
    page = slot_page(wanted, mode if mode in MODES else VISIT, now=now())
    if page is None:
        raise NotFound(NO_SUCH_SESSION)
    return render_template("desk/slot.html", page=page, key=week_key(wanted.on))


def _facts(monday: date, working: WorkCalendar, moment: datetime) -> WeekFacts:
    days = shown_days(monday, working)
    return WeekFacts(
        days=days,
        calendar=working,
        policies=policies.policies(),
        closures=calendar.closures_between(days[0], days[-1]),
        meetings=tuple(week.meetings_between(days[0], days[-1], now=moment)),
        now=moment,
    )


def _picked(days: tuple[date, ...], today: date) -> date:
    """The day that a phone shows: the one asked for, else today, else the first."""
    asked = request.args.get("hari", "")
    return next(
        (day for day in days if day.isoformat() == asked), today if today in days else days[0]
    )


def _neighbour(monday: date, working: WorkCalendar) -> tuple[str, str]:
    return week_key(monday), short_span_words(shown_days(monday, working))


def _strip(facts: WeekFacts, moment: datetime) -> list[StripDay]:
    """The weekdays of the month in which the week begins."""
    first = facts.days[0].replace(day=1)
    length = months.monthrange(first.year, first.month)[1]
    days = [first + timedelta(step) for step in range(length)]
    visits = week.visits_by_day(days[0], days[-1], now=moment)
    return [
        StripDay(
            on=day,
            visits=visits.get(day, 0),
            off=day_off(day, facts.calendar)[0],
            is_shown=day in facts.days,
        )
        for day in days
        if day.weekday() < WEEKDAYS
    ]
