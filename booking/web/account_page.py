"""The own account: password, recovery codes, and the browsers in which it is open."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_user

from booking import clock
from booking.domain.links import fingerprint
from booking.domain.roles import ROLE_WORDS, Role
from booking.domain.second_step import Step
from booking.errors import InputRefused, NotAllowed, Problem
from booking.services import services
from booking.store import recovery_codes, staff, staff_sessions
from booking.usecases.choose_password import change_password
from booking.usecases.end_sessions import end_other_sessions, end_session
from booking.usecases.second_step import change_authenticator, renew_recovery_codes
from booking.web.access import SignedIn, actor, signed_in, staff_only
from booking.web.account_steps import count_code, forget_codes, new_password, profile
from booking.web.browser_words import browser_of
from booking.web.limits import SIGN_IN, address_block, count_try, forget_tries
from booking.web.sign_in import go_on

blueprint = Blueprint("account_page", __name__, url_prefix="/akun")
staff_only(blueprint, *Role)


@blueprint.get("")
def show() -> ResponseReturnValue:
    """Who one is here, and what can be changed."""
    return _page(), 200


@blueprint.post("/kata-sandi")
def change() -> ResponseReturnValue:
    """Another password; every other browser is signed out and this one goes on anew."""
    mine = signed_in().id
    count_try("own-password", SIGN_IN, str(mine), address_block())
    try:
        token, account = change_password(
            mine,
            request.form.get("present", "")[:1000],
            new_password(),
            passwords=services().passwords,
            profile=profile(),
            browser=browser_of(request.user_agent.string),
            now=clock.real_now(),
        )
    except InputRefused as refusal:
        return _page(refusal.problems), refusal.status
    forget_tries("own-password", SIGN_IN, str(mine), address_block())
    login_user(SignedIn(account, token))
    flash("Kata sandi sudah diganti. Sesi di peramban lain sudah diakhiri.", "ok")
    return redirect(url_for(".show"), 303)


@blueprint.post("/kode-pemulihan")
def new_codes() -> ResponseReturnValue:
    """Ten new recovery codes, shown this once; the old ones end."""
    mine = signed_in().id
    count_code(mine)
    try:
        codes = renew_recovery_codes(
            mine,
            request.form.get("code", "")[:40],
            key=services().link_key,
            by=actor(),
            now=clock.real_now(),
        )
    except NotAllowed as refusal:
        return _page((Problem("code", refusal.detail, "code"),)), 422
    forget_codes(mine)
    return render_template("account/recovery_codes.html", codes=codes, following=url_for(".show"))


@blueprint.post("/autentikator")
def change_authenticator_now() -> ResponseReturnValue:
    """Another telephone: the next authenticator is bound at once, and then the old one ends."""
    account = signed_in()
    count_code(account.id)
    try:
        token = change_authenticator(
            account.id,
            request.form.get("code", "")[:40],
            key=services().link_key,
            browser=browser_of(request.user_agent.string),
            by=actor(),
            now=clock.real_now(),
        )
    except NotAllowed as refusal:
        return _page((Problem("code", refusal.detail, "code"),)), 422
    forget_codes(account.id)
    return go_on(token, account, Step.REPLACE, onward=url_for(".show"))


@blueprint.post("/sesi/<int:session_id>/akhiri")
def end_one(session_id: int) -> ResponseReturnValue:
    """Sign another browser out."""
    end_session(session_id, of=signed_in().id, by=actor(), now=clock.real_now())
    flash("Sesi itu sudah diakhiri.", "ok")
    return redirect(url_for(".show"), 303)


@blueprint.post("/sesi/akhiri-lainnya")
def end_others() -> ResponseReturnValue:
    """Sign every other browser out."""
    end_other_sessions(current_user.token, of=signed_in().id, by=actor(), now=clock.real_now())
    flash("Semua sesi lain sudah diakhiri.", "ok")
    return redirect(url_for(".show"), 303)


def _page(problems: tuple[Problem, ...] = ()) -> str:
    account, now = signed_in(), clock.real_now()
    row = staff.by_id(account.id)
    return render_template(
        "account/own.html",
        account=account,
        role=ROLE_WORDS[Role(account.role)],
        profile=profile(),
        problems=problems,
        has_second_step=row.totp_seed is not None,
        codes_left=recovery_codes.left(account.id),
        password_set_at=row.password_set_at or row.created_at,
        sessions=staff_sessions.live_of(account.id, now=now),
        this_session=fingerprint(current_user.token),
    )
