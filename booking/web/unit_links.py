"""The one-use link in a unit's mail: opening it shows, only a button answers (TRUST 0.4)."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from booking.domain.local_time import jakarta_date
from booking.domain.roles import Actor, Role
from booking.domain.submission import clean
from booking.domain.unit_inquiries import (
    ANSWER_WORDS,
    LONGEST_EXPERT,
    MOST_EXPERTS,
    MOST_PROPOSALS,
    Inquiry,
)
from booking.errors import BookingError, InputRefused, NotFound, Problem
from booking.services import now
from booking.store import inquiries
from booking.usecases.answer_for_unit import Question
from booking.web.access import public
from booking.web.unit_forms import ANSWERS
from booking.web.unit_page import unit_page
from booking.web.units import problems_of

blueprint = Blueprint("unit_links", __name__, url_prefix="/u")
public(blueprint)


@blueprint.get("/<token>")
def show(token: str) -> ResponseReturnValue:
    """The question, without the guests' names: a link can be passed on."""
    return _page(token)


@blueprint.post("/<token>/<any({steps}):step>".format(steps=",".join(ANSWERS)))
def answer(token: str, step: str) -> ResponseReturnValue:
    """Answer once; whoever comes second is told who was first."""
    try:
        ANSWERS[step](Question(token=token), request.form, _respondent(token), now())
    except NotFound:
        return _over()
    except BookingError as refusal:
        return _page(token, step=step, refusal=refusal)
    return redirect(url_for(".show", token=token), 303)


def _page(
    token: str, *, step: str = "", refusal: BookingError | None = None
) -> ResponseReturnValue:
    try:
        inquiry = inquiries.by_link(token)
    except NotFound:
        return _over()
    if _is_over(inquiry):
        return _over()
    page = render_template(
        "unit/link.html",
        page=unit_page(inquiry, now=now()),
        token=token,
        step=step,
        refusal=refusal,
        problems=problems_of(refusal, step),
        typed=request.form,
        answer_words=ANSWER_WORDS,
        most_experts=MOST_EXPERTS,
        most_proposals=MOST_PROPOSALS,
        today=jakarta_date(now()),
    )
    return page, refusal.status if refusal else 200


def _is_over(inquiry: Inquiry) -> bool:
    """An answered link says by whom until the hold would have ended; then it is like any other."""
    return inquiry.has_expired(now())


def _over() -> ResponseReturnValue:
    return render_template("unit/link_over.html"), 404


def _respondent(token: str) -> Actor:
    """Who answers by the link, as that person writes it; history says that nobody signed in."""
    name = clean(request.form.get("by", ""))
    if not name:
        raise InputRefused.of(Problem("name_missing", "Isi nama dan jabatan Saudara.", "by"))
    if len(name) > LONGEST_EXPERT:
        words = f"Nama dan jabatan paling banyak {LONGEST_EXPERT} karakter."
        raise InputRefused.of(Problem("too_long", words, "by"))
    key = inquiries.by_link(token).id
    return Actor(f"{name} (lewat tautan surel)", f"unit_link:{key}", Role.UNIT)
