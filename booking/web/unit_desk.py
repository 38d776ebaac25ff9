"""Units as the desk sees them: what they owe, how quickly they answer, where they are reached."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from booking.domain import months
from booking.domain.known_months import SINCE
from booking.domain.local_time import jakarta_date, month_key
from booking.domain.roles import DESK, Role
from booking.domain.submission import clean
from booking.domain.unit_inquiries import ANSWER_WORDS
from booking.domain.unit_response import unit_responses
from booking.errors import InputRefused
from booking.services import now
from booking.store import calendar, inquiries, units
from booking.usecases.set_unit_mailbox import KEEPERS, set_unit_mailbox
from booking.web.access import actor, only, signed_in, staff_only

blueprint = Blueprint("unit_desk", __name__, url_prefix="/petugas/unit")
staff_only(blueprint, Role.OFFICER, Role.SUPERVISOR, Role.MANAGEMENT, Role.ADMIN)


@blueprint.get("")
def figures() -> ResponseReturnValue:
    """How quickly each unit answered in a month; the desk also sees what waits."""
    this_month = month_key(jakarta_date(now()))
    asked = request.args.get("bulan", "")
    month = asked if months.is_month(asked) and SINCE <= asked <= this_month else this_month
    known = units.active_units()
    responses = unit_responses(
        inquiries.asked_in(month), [unit.code for unit in known], calendar.work_calendar()
    )
    role = signed_in().role
    return render_template(
        "unit/figures.html",
        responses=responses,
        names={unit.code: unit.name for unit in known},
        month=month,
        first=months.first_day(month),
        listed=[(m, months.words(m)) for m in reversed(months.months_from(SINCE, this_month))],
        waiting=inquiries.in_hand() if role in DESK else [],
        is_desk=role in DESK,
        keeps_mailboxes=role in KEEPERS,
        answer_words=ANSWER_WORDS,
        now=now(),
    )


@blueprint.route("/alamat", methods=["GET", "POST"])
@only(*KEEPERS)
def mailboxes() -> ResponseReturnValue:
    """Where the units are written to, a form a unit."""
    problem, typed = "", ("", "")
    if request.method == "POST":
        typed = (clean(request.form.get("unit", "")), request.form.get("email", "")[:254])
        try:
            kept = set_unit_mailbox(*typed, by=actor(), now=now())
        except InputRefused as refusal:
            problem = refusal.detail
        else:
            done = (
                f"Permintaan kepada {typed[0]} kini dikirim ke {kept}."
                if kept
                else (f"Alamat {typed[0]} dikosongkan; surel dikirim kepada pemegang akun unit.")
            )
            flash(done, "ok")
            return redirect(url_for(".mailboxes"), 303)
    page = render_template(
        "unit/mailboxes.html",
        units=units.active_units(),
        with_mailbox=units.with_mailbox(),
        problem=problem,
        typed=typed,
    )
    return page, 422 if problem else 200
