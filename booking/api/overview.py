"""What is free, and what the month was: reading only."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import request

from booking.api.fields import read
from booking.api.gate import Call, public, scoped
from booking.api.shapes import PeriodShape
from booking.domain.local_time import jakarta_date
from booking.domain.report_data import report_data
from booking.domain.sessions import DayBoard
from booking.domain.words import MODES
from booking.errors import InputRefused, Problem
from booking.services import now
from booking.store import board
from booking.usecases.once import Answer
from booking.usecases.report_month import report_month

SHOWN_DAYS = 14
MOST_DAYS = 92


@public("GET", "/availability")
def availability() -> Answer:
    """The sessions of each day as a letter received today would find them (E.3.c.8)."""
    given = {name: value for name, value in request.args.items() if value}
    asked = read(PeriodShape(), given)
    today = jakarta_date(now())
    first = asked["first"] or min(today, asked["last"] or today)
    last = asked["last"] or first + timedelta(days=SHOWN_DAYS)
    found = []
    if asked["mode"] not in MODES:
        found.append(Problem("mode_unknown", f"Mode: {' atau '.join(MODES)}.", "mode"))
    if last < first:
        found.append(Problem("period_backwards", "Tanggal akhir mendahului tanggal awal.", "to"))
    elif (last - first).days >= MOST_DAYS:
        found.append(Problem("period_too_long", f"Paling banyak {MOST_DAYS} hari.", "to"))
    if found:
        raise InputRefused.of(*found)
    days = board.boards(first, last, mode=asked["mode"], received_on=today, now=now())
    return Answer(200, {"days": [_day(day) for day in days]})


@scoped("GET", "/reports/<month>", "report")
def monthly_report(_call: Call, month: str) -> Answer:
    """The report of a month, YYYY-MM."""
    return Answer(200, report_data(report_month(month, now=now())))


def _day(day: DayBoard) -> dict[str, Any]:
    return {
        "date": day.on.isoformat(),
        "working_day": day.working_day,
        "reason": day.reason or None,
        "sessions": [
            {"start": each.hours.start, "end": each.hours.end, "state": str(each.state)}
            for each in day.sessions
        ],
    }
