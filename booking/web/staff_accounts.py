"""The admin's list of accounts: invite, give another role, take out of use, end a second step."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from booking import clock
from booking.domain.roles import ROLE_WORDS, Role
from booking.errors import InputRefused
from booking.services import services
from booking.store import staff, units
from booking.usecases.invite_staff import invite, invite_again
from booking.usecases.keep_accounts import change_role, deactivate, reactivate
from booking.usecases.second_step import end_second_step
from booking.web.access import actor, signed_in, staff_only

blueprint = Blueprint("staff_accounts", __name__, url_prefix="/pengguna")
staff_only(blueprint, Role.ADMIN)

FIELDS = ("email", "name", "role", "unit")


@blueprint.get("")
def listing() -> ResponseReturnValue:
    """Every account with role, state and last use."""
    return render_template(
        "account/staff_list.html", accounts=staff.listed(), last_seen=staff.last_seen(), **_words()
    )


@blueprint.get("/undang")
def invitation() -> ResponseReturnValue:
    """The form of an invitation."""
    return _invitation({}), 200


@blueprint.post("/undang")
def send_invitation() -> ResponseReturnValue:
    """Make the account and mail its link."""
    sent = {name: request.form.get(name, "")[:300] for name in FIELDS}
    try:
        invite(**sent, key=services().link_key, by=actor(), now=clock.real_now())
    except InputRefused as refusal:
        return _invitation(sent, refusal.problems), refusal.status
    flash(f"Undangan dikirim ke {sent['email'].strip()}; berlaku 72 jam.", "ok")
    return redirect(url_for(".listing"), 303)


@blueprint.get("/<int:staff_id>")
def show(staff_id: int) -> ResponseReturnValue:
    """One account and what can be done with it."""
    return _account(staff_id), 200


@blueprint.post("/<int:staff_id>/peran")
def give_role(staff_id: int) -> ResponseReturnValue:
    """Another role or unit."""
    role, unit, shown = (request.form.get(name, "")[:20] for name in ("role", "unit", "shown"))
    try:
        change_role(staff_id, role, unit, shown=shown, by=actor(), now=clock.real_now())
    except InputRefused as refusal:
        return _account(staff_id, refusal.problems), refusal.status
    return _done(staff_id, "Peran disimpan. Bila berubah, pemilik akun harus masuk kembali.")


@blueprint.post("/<int:staff_id>/undang-ulang")
def send_again(staff_id: int) -> ResponseReturnValue:
    """A new link for an invitation nobody accepted yet."""
    invite_again(staff_id, key=services().link_key, by=actor(), now=clock.real_now())
    return _done(staff_id, "Undangan baru dikirim; tautan yang lama tidak berlaku lagi.")


@blueprint.post("/<int:staff_id>/nonaktif")
def take_out(staff_id: int) -> ResponseReturnValue:
    """Out of use, at once."""
    deactivate(staff_id, by=actor(), now=clock.real_now())
    return _done(staff_id, "Akun dinonaktifkan dan semua sesinya diakhiri.")


@blueprint.post("/<int:staff_id>/aktif")
def take_back(staff_id: int) -> ResponseReturnValue:
    """Back into use."""
    reactivate(staff_id, by=actor(), now=clock.real_now())
    return _done(staff_id, "Akun diaktifkan kembali.")


@blueprint.post("/<int:staff_id>/autentikator")
def forget_authenticator(staff_id: int) -> ResponseReturnValue:
    """A lost authenticator; the next sign-in enrols another one."""
    end_second_step(staff_id, by=actor(), now=clock.real_now())
    return _done(staff_id, "Autentikator disetel ulang. Yang baru didaftarkan saat masuk berikut.")


def _done(staff_id: int, words: str) -> ResponseReturnValue:
    flash(words, "ok")
    return redirect(url_for(".show", staff_id=staff_id), 303)


def _account(staff_id: int, problems: object = ()) -> str:
    return render_template(
        "account/staff_one.html",
        account=staff.by_id(staff_id),
        is_own=staff_id == signed_in().id,
        seen_at=staff.last_seen().get(staff_id),
        problems=problems,
        **_words(),
    )


def _invitation(sent: dict[str, str], problems: object = ()) -> str:
    return render_template("account/invite.html", sent=sent, problems=problems, **_words())


def _words() -> dict[str, Any]:
    return {"roles": ROLE_WORDS, "units": units.active_units()}
