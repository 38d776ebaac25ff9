"""What follows the password: enrol an authenticator, give its code, replace an expired password."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from booking import clock
from booking.domain.password_rules import PROFILES, PasswordProfile
from booking.domain.second_step import BINDS, Step, authenticator_address, in_groups, totp_secret
from booking.errors import InputRefused, MoveNotAllowed, NotAllowed, NotFound, Problem
from booking.renderers.qr import qr_svg
from booking.services import services
from booking.store import staff_sessions
from booking.usecases.choose_password import renew_password
from booking.usecases.second_step import enrol, prove
from booking.web.access import public
from booking.web.limits import (
    SIGN_IN,
    SIGN_IN_OF_ACCOUNT,
    SIGN_IN_SLOWED,
    address_block,
    count_try,
    forget_tries,
    slow_down,
)
from booking.web.sign_in import HALF_WAY, ONWARD, go_on
from booking.web.stored_accounts import SessionRow

blueprint = Blueprint("account_steps", __name__, url_prefix="/masuk")
public(blueprint)

OVER = "Langkah masuk sudah lewat 10 menit atau sudah selesai. Silakan masuk kembali."


def profile() -> PasswordProfile:
    """The demands on passwords that the settings chose."""
    return PROFILES[services().settings.password_profile]


@blueprint.errorhandler(NotFound)
@blueprint.errorhandler(MoveNotAllowed)
def begin_again(error: NotFound | MoveNotAllowed) -> ResponseReturnValue:
    """A step that is over leads back to the beginning."""
    session.pop(HALF_WAY, None)
    flash(OVER, "warn")
    return redirect(url_for("sign_in.page"), 303)


@blueprint.get("/kode")
def code_page() -> ResponseReturnValue:
    """Six digits of the authenticator, or a recovery code."""
    _waiting(Step.CODE)
    return render_template("account/code.html", problem=None)


@blueprint.post("/kode")
def give_code() -> ResponseReturnValue:
    """Take the code, once."""
    row = _waiting(Step.CODE)
    count_code(row.staff_id)
    try:
        token, account, step = prove(
            _half(), _typed("code"), key=_key(), profile=profile(), now=clock.real_now()
        )
    except NotAllowed as refusal:
        return render_template("account/code.html", problem=refusal.detail), 403
    forget_codes(row.staff_id)
    return go_on(token, account, step, onward=session.get(ONWARD))


@blueprint.get("/autentikator")
def enrol_page() -> ResponseReturnValue:
    """The secret as QR code and as text, and a field for the first code."""
    return _enrol_form(None), 200


@blueprint.post("/autentikator")
def enrol_now() -> ResponseReturnValue:
    """Bind the authenticator, and show the recovery codes this once."""
    row = _waiting(*BINDS)
    count_code(row.staff_id)
    try:
        token, account, step, codes = enrol(
            _half(), _typed("code"), key=_key(), profile=profile(), now=clock.real_now()
        )
    except NotAllowed as refusal:
        return _enrol_form(refusal.detail), 403
    forget_codes(row.staff_id)
    onward = session.get(ONWARD)
    go_on(token, account, step, onward=onward)
    following = url_for("account_steps.renew_page") if step is Step.RENEW else onward
    return render_template("account/recovery_codes.html", codes=codes, following=following)


@blueprint.get("/kata-sandi-baru")
def renew_page() -> ResponseReturnValue:
    """A new password in place of one that has expired."""
    _waiting(Step.RENEW)
    return render_template("account/renew.html", profile=profile(), problems=())


@blueprint.post("/kata-sandi-baru")
def renew_now() -> ResponseReturnValue:
    """Keep the new password and go in."""
    _waiting(Step.RENEW)
    try:
        password = new_password()
        token, account = renew_password(
            _half(),
            password,
            passwords=services().passwords,
            profile=profile(),
            now=clock.real_now(),
        )
    except InputRefused as refusal:
        page = render_template("account/renew.html", profile=profile(), problems=refusal.problems)
        return page, refusal.status
    return go_on(token, account, Step.IN, onward=session.get(ONWARD))


def new_password() -> str:
    """The password that was typed twice. Raises `InputRefused` when the two differ."""
    typed, again = (request.form.get(name, "")[:1000] for name in ("password", "again"))
    if typed != again:
        raise InputRefused.of(
            Problem("password_differs", "Kedua kata sandi baru tidak sama.", "again")
        )
    return typed


def count_code(staff_id: int) -> None:
    """A code is tried as seldom as a password."""
    count_try("code", SIGN_IN, str(staff_id), address_block())
    slow_down("code", SIGN_IN_OF_ACCOUNT, SIGN_IN_SLOWED, str(staff_id))


def forget_codes(staff_id: int) -> None:
    """The code was right."""
    forget_tries("code", SIGN_IN, str(staff_id), address_block())


def _waiting(*steps: Step) -> SessionRow:
    return staff_sessions.half_way(_half(), *steps, now=clock.real_now())


def _enrol_form(problem: str | None) -> str:
    row = _waiting(*BINDS)
    secret = totp_secret(_key(), row.enrol_seed or "")
    address = authenticator_address(secret, row.staff.email)
    qr = qr_svg(address, title="Kode QR untuk autentikator")
    return render_template(
        "account/enrol.html",
        qr=Markup(qr),  # noqa: S704  drawn by us, nothing typed in it
        secret=in_groups(secret),
        problem=problem,
    )


def _half() -> str:
    return str(session.get(HALF_WAY, ""))


def _typed(name: str) -> str:
    return request.form.get(name, "")[:40]


def _key() -> bytes:
    return services().link_key
