"""Signing in and out of the desk."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_user, logout_user
from flask_wtf import FlaskForm
from wtforms import EmailField, PasswordField

from booking import clock
from booking.domain.roles import Account, Role
from booking.domain.second_step import Step
from booking.domain.submission import clean
from booking.errors import NotAllowed
from booking.services import services
from booking.usecases.sign_in import sign_in, sign_out
from booking.web.access import SignedIn, current_staff, public
from booking.web.browser_words import browser_of
from booking.web.limits import (
    SIGN_IN,
    SIGN_IN_OF_ACCOUNT,
    SIGN_IN_OF_BLOCK,
    SIGN_IN_SLOWED,
    address_block,
    count_try,
    forget_tries,
    slow_down,
)
from booking.web.local_address import local_address

blueprint = Blueprint("sign_in", __name__)
public(blueprint)

HOMES = {
    Role.OFFICER: "desk.queue",
    Role.SUPERVISOR: "desk.queue",
    Role.RECEPTION: "reception.today",
    Role.UNIT: "units.listing",
    Role.MANAGEMENT: "reports.latest",
    Role.ADMIN: "staff_accounts.listing",
    Role.AUDITOR: "reports.latest",
}
HALF_WAY, ONWARD = "langkah", "lanjut"
STEP_PAGES = {
    Step.ENROL: "account_steps.enrol_page",
    Step.REPLACE: "account_steps.enrol_page",
    Step.CODE: "account_steps.code_page",
    Step.RENEW: "account_steps.renew_page",
}


class SignInForm(FlaskForm):  # type: ignore[misc]
    """An address and a password."""

    email = EmailField("Alamat surel")
    password = PasswordField("Kata sandi")


@blueprint.get("/masuk")
def page() -> ResponseReturnValue:
    """The sign-in form; somebody who is signed in goes home."""
    if current_staff() is not None:
        return redirect(url_for("sign_in.home"), 303)
    return _form_page(SignInForm(), None), 200


@blueprint.post("/masuk")
def enter() -> ResponseReturnValue:
    """Check the password; then the next step, or a new session."""
    form = SignInForm()
    email, password = clean(form.email.data or "")[:254], (form.password.data or "")[:1000]
    account_key = email.casefold()
    count_try("sign_in", SIGN_IN, account_key, address_block())
    count_try("sign_in", SIGN_IN_OF_BLOCK, address_block())
    slow_down("sign_in", SIGN_IN_OF_ACCOUNT, SIGN_IN_SLOWED, account_key)
    try:
        token, account, step = sign_in(
            email,
            password,
            passwords=services().passwords,
            is_production=services().settings.is_production,
            browser=browser_of(request.user_agent.string),
            now=clock.real_now(),
        )
    except NotAllowed as refusal:
        return _form_page(form, refusal.detail), 403
    forget_tries("sign_in", SIGN_IN, account_key, address_block())
    return go_on(token, account, step, onward=local_address(request.args.get("lanjut")))


@blueprint.post("/keluar")
def leave() -> ResponseReturnValue:
    """End the session here and in the database."""
    if current_user.is_authenticated:
        sign_out(current_user.token, now=clock.real_now())
        logout_user()
    session.clear()
    flash("Saudara sudah keluar.", "ok")
    return redirect(url_for("sign_in.page"), 303)


@blueprint.get("/beranda")
def home() -> ResponseReturnValue:
    """Where each role begins its day."""
    account = current_staff()
    if account is None:
        return redirect(url_for("sign_in.page"), 303)
    return redirect(url_for(HOMES[Role(account.role)]), 303)


def go_on(token: str, account: Account, step: Step, *, onward: str | None) -> ResponseReturnValue:
    """To the next step under its own token, or in; nothing of the earlier cookie stays."""
    session.clear()
    if step is Step.IN:
        login_user(SignedIn(account, token))
        return redirect(onward or url_for("sign_in.home"), 303)
    session[HALF_WAY] = token
    if onward:
        session[ONWARD] = onward
    return redirect(url_for(STEP_PAGES[step]), 303)


def _form_page(form: SignInForm, problem: str | None) -> str:
    by_ministry = services().identities is not None
    return render_template("sign_in.html", form=form, problem=problem, by_ministry=by_ministry)
