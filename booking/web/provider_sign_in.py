"""Signing in with the Ministry's account: out to its provider, back with a code (off by default).

The return writes a session though it is a GET: the provider sends the browser back by a link. The
state that only this browser carries stands for the CSRF token of a form.
"""

from __future__ import annotations

import hmac
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from booking import clock
from booking.errors import NotAllowed, ProviderUnavailable
from booking.services import services
from booking.store.staff_sessions import HALF_WAY
from booking.usecases.ports import IdentityProvider
from booking.usecases.sign_in import sign_in_by_identity
from booking.web.access import public
from booking.web.browser_words import browser_of
from booking.web.limits import SIGN_IN_OF_BLOCK, address_block, count_try
from booking.web.local_address import local_address
from booking.web.sign_in import go_on

blueprint = Blueprint("provider_sign_in", __name__, url_prefix="/masuk")
public(blueprint)

AWAY = "oidc"
LONGEST_CODE = 4000
FORGOTTEN = (
    "Permintaan masuk dengan akun Kementerian ini sudah lewat 10 menit, sudah selesai, atau tidak"
    " dimulai dari peramban ini. Silakan mulai kembali."
)
DECLINED = (
    "Layanan akun Kementerian membatalkan permintaan masuk ini. Silakan mulai kembali, atau masuk"
    " dengan alamat surel dan kata sandi."
)


@blueprint.errorhandler(NotAllowed)
@blueprint.errorhandler(ProviderUnavailable)
def begin_again(error: NotAllowed | ProviderUnavailable) -> ResponseReturnValue:
    """Back to the form that takes a password; the code does not stay in the address."""
    flash(error.detail, "warn")
    return redirect(url_for("sign_in.page"), 303)


@blueprint.post("/oidc")
def depart() -> ResponseReturnValue:
    """A page that leads on to the provider; a redirect of a form would be stopped by our CSP."""
    provider = _provider()
    count_try("sign_in", SIGN_IN_OF_BLOCK, address_block())
    departure = provider.depart(_return_to())
    session[AWAY] = {
        "state": departure.state,
        "nonce": departure.nonce,
        "verifier": departure.verifier,
        "at": clock.real_now().timestamp(),
        "onward": local_address(request.args.get("lanjut")),
    }
    page = render_template("account/to_provider.html", address=departure.address)
    return page, 200, {"Refresh": f"0; url={departure.address}"}


@blueprint.get("/oidc")
def come_back() -> ResponseReturnValue:
    """Ask the provider whom the code stands for; then the next step, or a new session."""
    provider = _provider()
    away = _departure()
    if "error" in request.args:
        raise NotAllowed(DECLINED)
    count_try("sign_in", SIGN_IN_OF_BLOCK, address_block())
    identity = provider.identify(
        request.args.get("code", "")[:LONGEST_CODE],
        return_to=_return_to(),
        nonce=away["nonce"],
        verifier=away["verifier"],
    )
    token, account, step = sign_in_by_identity(
        identity,
        is_production=services().settings.is_production,
        browser=browser_of(request.user_agent.string),
        now=clock.real_now(),
    )
    return go_on(token, account, step, onward=away["onward"])


def _provider() -> IdentityProvider:
    return services().identities or abort(404)


def _return_to() -> str:
    return services().settings.base_url + url_for("provider_sign_in.come_back")


def _departure() -> dict[str, Any]:
    """What this browser left with, which is good for one return. Raises `NotAllowed`."""
    state = request.args.get("state", "")
    away: dict[str, Any] | None = session.get(AWAY)
    if away is None or not hmac.compare_digest(away["state"].encode(), state.encode()):
        raise NotAllowed(FORGOTTEN)
    del session[AWAY]
    if clock.real_now() - datetime.fromtimestamp(away["at"], UTC) > HALF_WAY:
        raise NotAllowed(FORGOTTEN)
    return away
