"""What other programs may read without a page: the names of regions, and today's information."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import Response, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from booking.domain.invitation import BUILDING, ROOM
from booking.domain.local_time import jakarta_date
from booking.domain.policy import Policy
from booking.domain.words import CONFERENCE, VISIT
from booking.domain.workdays import WorkCalendar
from booking.services import now, services
from booking.store import board, calendar, policies, regions

MOST_NAMES = 8
MINUTE, DAY = 60, 86_400


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


def today_as_it_holds() -> Today:
    """Today in Jakarta with its circular and the calendar as staff corrected it."""
    on = jakarta_date(now())
    return Today(on, policies.policy_for(on), calendar.work_calendar())


def region_names() -> ResponseReturnValue:
    """Regions whose name or alias fits what is being typed; nothing but their names."""
    asked = request.args.get("q", "").strip()[:80]
    found = regions.region_names().search(asked, MOST_NAMES) if asked else []
    response = jsonify([region.label for region in found])
    response.headers["Cache-Control"] = f"public, max-age={DAY}"
    return response


def information() -> ResponseReturnValue:
    """The answer of the chatbot's menu "Informasi Kunjungan ke DJPK", ready to be sent on."""
    today, moment = today_as_it_holds(), now()
    free = {
        mode: board.next_free(mode=mode, received_on=today.on, now=moment)
        for mode in (VISIT, CONFERENCE)
    }
    text = render_template(
        "public/information.txt",
        today=today,
        moment=moment,
        free_visits=free[VISIT],
        free_conferences=free[CONFERENCE],
        building=BUILDING,
        room=ROOM,
        base_url=services().settings.base_url,
    )
    response = Response(text, mimetype="text/plain")
    response.headers["Cache-Control"] = f"public, max-age={MINUTE}"
    return response
