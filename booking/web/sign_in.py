"""Signing in and out of the desk."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_user, logout_user
from flask_wtf import FlaskForm
from wtforms import EmailField, PasswordField

from booking import clock
from booking.domain.roles import Role
from booking.errors import NotAllowed
from booking.services import services
from booking.usecases.sign_in import sign_in, sign_out
from booking.web.access import SignedIn, current_staff, public
from booking.web.limits import (
    SIGN_IN,
    SIGN_IN_OF_ACCOUNT,
    address_block,
    count_try,
    refuse_after,
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
    Role.ADMIN: "reports.latest",
    Role.AUDITOR: "reports.latest",
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
    return render_template("sign_in.html", form=SignInForm(), problem=None)


@blueprint.post("/masuk")
def enter() -> ResponseReturnValue:
    """Check the password and open a new session."""
    form = SignInForm()
    email, password = (form.email.data or "")[:254], (form.password.data or "")[:1000]
    account_key = email.strip().casefold()
    tries = ((SIGN_IN, account_key, address_block()), (SIGN_IN_OF_ACCOUNT, account_key))
    for limits, *who in tries:
        refuse_after("sign_in", limits, *who)
    try:
        token, account = sign_in(
            email, password, passwords=services().passwords, now=clock.real_now()
        )
    except NotAllowed as refusal:
        for limits, *who in tries:
            count_try("sign_in", limits, *who)
        return render_template("sign_in.html", form=form, problem=refusal.detail), 403
    session.clear()
    login_user(SignedIn(account, token))
    return redirect(local_address(request.args.get("lanjut")) or url_for("sign_in.home"), 303)


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
