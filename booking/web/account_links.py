"""Choosing a password by a one-use link, and asking for such a link."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from booking import clock
from booking.domain.account_links import LinkPurpose
from booking.domain.roles import ROLE_WORDS, Role
from booking.domain.submission import clean
from booking.errors import InputRefused, NotFound
from booking.services import services
from booking.store import account_links
from booking.usecases.choose_password import ask_for_link, choose_by_link
from booking.web.access import public
from booking.web.account_steps import new_password, profile
from booking.web.even_time import lasting
from booking.web.limits import (
    PASSWORD_LINK,
    PASSWORD_LINK_OF_BLOCK,
    address_block,
    count_try,
)

blueprint = Blueprint("account_links", __name__)
public(blueprint)

SEARCH_LASTS = 0.15  # seconds; more than writing a mail into the outbox takes


@blueprint.errorhandler(NotFound)
def over(error: NotFound) -> ResponseReturnValue:
    """The same page for every link that opens nothing."""
    return render_template("account/link_over.html"), 404


@blueprint.get("/lupa-kata-sandi")
def forgotten() -> ResponseReturnValue:
    """Where to send the link."""
    return render_template("account/forgotten.html", email="", problem=None, is_sent=False)


@blueprint.post("/lupa-kata-sandi")
def send_link() -> ResponseReturnValue:
    """The same answer for every address; only the mailbox learns more."""
    email = clean(request.form.get("email", ""))[:254]
    if "@" not in email:
        page = render_template(
            "account/forgotten.html",
            email=email,
            problem="Tulis alamat surel akun Saudara.",
            is_sent=False,
        )
        return page, 422
    count_try("password-link", PASSWORD_LINK, email.casefold())
    count_try("password-link", PASSWORD_LINK_OF_BLOCK, address_block())
    with lasting(SEARCH_LASTS):
        ask_for_link(email, key=services().link_key, now=clock.real_now())
    return render_template("account/forgotten.html", email="", problem=None, is_sent=True)


@blueprint.get("/kata-sandi/<token>")
def choose(token: str) -> ResponseReturnValue:
    """The form of an invitation or of a forgotten password; opening it uses nothing up."""
    return _form(token), 200


@blueprint.post("/kata-sandi/<token>")
def choose_now(token: str) -> ResponseReturnValue:
    """Set the password; the link has done its work."""
    account_links.live(token, now=clock.real_now())
    try:
        choose_by_link(
            token,
            new_password(),
            passwords=services().passwords,
            profile=profile(),
            now=clock.real_now(),
        )
    except InputRefused as refusal:
        return _form(token, refusal.problems), refusal.status
    session.clear()
    flash("Kata sandi sudah tersimpan. Silakan masuk.", "ok")
    return redirect(url_for("sign_in.page"), 303)


def _form(token: str, problems: object = ()) -> str:
    link = account_links.live(token, now=clock.real_now())
    return render_template(
        "account/choose.html",
        is_invitation=link.purpose == LinkPurpose.INVITE,
        email=link.staff.email,
        role=ROLE_WORDS[Role(link.staff.role)],
        unit=link.staff.unit.code if link.staff.unit else "",
        profile=profile(),
        problems=problems,
    )
