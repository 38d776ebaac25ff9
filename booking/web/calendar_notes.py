"""What the calendar asks of the desk: displaced sessions, and a year without cuti bersama."""

from __future__ import annotations

from flask import Flask

from booking.services import now
from booking.store import displaced
from booking.web.calendar_year import years_to_watch


def calendar_notes() -> dict[str, object]:
    """How many sessions wait to be moved, and which bookable years are not complete."""
    moment = now()
    waiting = displaced.displaced(displaced.situation(now=moment), now=moment)
    return {"displaced": len(waiting), "years": years_to_watch(now=moment)}


def init_app(app: Flask) -> None:
    """Let the pages of the desk ask."""
    app.jinja_env.globals["calendar_notes"] = calendar_notes
