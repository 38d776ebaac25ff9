"""The screen of a technical unit: its requests, one of them, and its answer (TRUST 1.2)."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from booking.domain import months
from booking.domain.local_time import jakarta_date, month_key
from booking.domain.roles import Role
from booking.domain.unit_inquiries import ANSWER_WORDS, MOST_EXPERTS, MOST_PROPOSALS
from booking.domain.unit_response import unit_responses
from booking.errors import BookingError, NotFound, Problem
from booking.services import now
from booking.store import calendar, inquiries
from booking.usecases.answer_for_unit import Question
from booking.web.access import actor, signed_in, staff_only
from booking.web.letter_answer import letter_answer
from booking.web.unit_forms import ANSWERS
from booking.web.unit_page import unit_list, unit_page

blueprint = Blueprint("units", __name__, url_prefix="/unit")
staff_only(blueprint, Role.UNIT)

NO_UNIT = "Akun Saudara belum dihubungkan dengan unit. Hubungi admin."


@blueprint.get("")
def listing() -> ResponseReturnValue:
    """What waits for the unit's answer, what it agreed to, and what came before."""
    unit = signed_in().unit
    month = month_key(jakarta_date(now()))
    asked = inquiries.asked_in(month)
    return render_template(
        "unit/list.html",
        unit=unit,
        no_unit=NO_UNIT,
        found=unit_list(unit),
        answer_words=ANSWER_WORDS,
        own=unit_responses(asked, (unit,), calendar.work_calendar())[0],
        month=months.first_day(month),
        now=now(),
    )


@blueprint.get("/permohonan/<reference>")
def show(reference: str) -> ResponseReturnValue:
    """One request that lies with the unit; every other one is not found."""
    return _page(reference)


@blueprint.get("/permohonan/<reference>/surat")
def letter(reference: str) -> ResponseReturnValue:
    """The letter of a request that lies with the unit."""
    return letter_answer(inquiries.newest_of(reference, unit=_unit()).reference)


@blueprint.post("/permohonan/<reference>/<any({steps}):step>".format(steps=",".join(ANSWERS)))
def answer(reference: str, step: str) -> ResponseReturnValue:
    """Answer the question that the page showed; a refusal keeps what was typed."""
    question = Question(request.form.get("inquiry", 0, type=int), unit=_unit())
    try:
        said = ANSWERS[step](question, request.form, actor(), now())
    except NotFound:
        raise
    except BookingError as refusal:
        return _page(reference, step=step, refusal=refusal), refusal.status
    flash(said, "ok")
    return redirect(url_for(".show", reference=reference), 303)


def _page(reference: str, *, step: str = "", refusal: BookingError | None = None) -> str:
    inquiry = inquiries.newest_of(reference, unit=_unit())
    return render_template(
        "unit/request.html",
        page=unit_page(inquiry, now=now()),
        step=step,
        refusal=refusal,
        problems=problems_of(refusal, step),
        typed=request.form,
        answer_words=ANSWER_WORDS,
        most_experts=MOST_EXPERTS,
        most_proposals=MOST_PROPOSALS,
        today=jakarta_date(now()),
    )


def problems_of(refusal: BookingError | None, step: str = "") -> list[Problem]:
    """What the error summary lists, each with the place at which it can be mended."""
    if refusal is None:
        return []
    found = refusal.problems or (Problem(refusal.code, refusal.detail, "", refusal.clause),)
    return [replace(p, field=f"{step}-{p.field}") if step and p.field else p for p in found]


def _unit() -> str:
    """The unit of the account; one without a unit finds nothing."""
    unit = signed_in().unit
    if not unit:
        raise NotFound(NO_UNIT)
    return unit
