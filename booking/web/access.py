"""Who may open what: declared for each blueprint, denied where nothing is declared (TRUST 1.2)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import Blueprint, Flask, Response, abort, redirect, request, url_for
from flask_login import LoginManager, UserMixin, current_user
from werkzeug.wrappers import Response as AnyResponse

from booking import clock
from booking.domain.roles import Account, Actor, Role
from booking.store import staff
from booking.usecases.sign_in import SEEN_EVERY, touch

P = ParamSpec("P")
R = TypeVar("R")

PUBLIC = "public"
DECLARED: dict[str, frozenset[str]] = {}
NARROWED: dict[str, frozenset[str]] = {}


def public(blueprint: Blueprint) -> None:
    """Anybody may open the pages of this blueprint."""
    DECLARED[blueprint.name] = frozenset({PUBLIC})


def staff_only(blueprint: Blueprint, *roles: Role) -> None:
    """Only signed-in staff of these roles may open the pages of this blueprint."""
    DECLARED[blueprint.name] = frozenset(roles)
    blueprint.before_request(lambda: _admit(frozenset(roles)))


def only(*roles: Role) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """One page of a staff blueprint that fewer roles may open."""

    def narrow(view: Callable[P, R]) -> Callable[P, R]:
        NARROWED[view.__name__] = frozenset(roles)

        @wraps(view)
        def narrowed(*args: P.args, **kwargs: P.kwargs) -> R:
            if signed_in().role not in roles:
                abort(403)
            return view(*args, **kwargs)

        return narrowed

    return narrow


class SignedIn(UserMixin):  # type: ignore[misc]
    """A staff account in this browser, known to Flask-Login by its session's token."""

    def __init__(self, account: Account, token: str) -> None:
        self.account = account
        self.token = token

    def get_id(self) -> str:
        """What the cookie carries: the random session id, never the account's key."""
        return self.token


def current_staff() -> Account | None:
    """The signed-in account of this request, or None."""
    return current_user.account if current_user.is_authenticated else None


def signed_in() -> Account:
    """The signed-in account; the blueprint made sure that there is one."""
    account = current_staff()
    if account is None:
        abort(401)
    return account


def actor() -> Actor:
    """The signed-in account as one who acts; never from what was sent."""
    return signed_in().actor


def init_app(app: Flask) -> None:
    """Let Flask-Login find the account behind a cookie; the database decides on each request."""
    manager = LoginManager(app)
    manager.session_protection = None  # our table ends sessions; addresses change on phones
    manager.user_loader(_by_token)


def _by_token(token: str) -> SignedIn | None:
    now = clock.real_now()
    found = staff.session_of(token, now=now)
    if found is not None and now - found.last_seen_at >= SEEN_EVERY:
        touch(token, now=now)
        found = staff.session_of(token, now=now)
    return SignedIn(staff.account_of(found.staff), token) if found else None


def _admit(roles: frozenset[str]) -> AnyResponse | Response | None:
    account = current_staff()
    if account is None:
        here = request.full_path if request.method == "GET" else None
        return redirect(url_for("sign_in.page", lanjut=here), 303)
    if account.role not in roles:
        abort(403)
    return None
