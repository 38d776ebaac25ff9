"""Who may open what: declared beside each page, decided in one place, denied where nothing is said.

`docs/roles.md` shows the whole matrix of TRUST 1.2; `booking roles` writes it anew and the tests
walk it with every identity (S1).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import ParamSpec, TypeVar

from flask import Blueprint, Flask, abort, current_app, request
from flask_login import LoginManager, UserMixin, current_user
from werkzeug.wrappers import Response as AnyResponse

from booking import clock
from booking.domain.roles import Account, Actor, Role
from booking.store import staff, staff_sessions
from booking.usecases.sign_in import SEEN_EVERY, touch
from booking.web.lost_session import answer_without_session

P = ParamSpec("P")
R = TypeVar("R")

PUBLIC = "public"
OPEN_TO = "open_to"  # what a blueprint or a view carries once it was declared
OPENED_BY_LINK = "opened_by_link"

log = logging.getLogger(__name__)


def public(blueprint: Blueprint) -> None:
    """Anybody may open the pages of this blueprint."""
    setattr(blueprint, OPEN_TO, frozenset({PUBLIC}))


def by_link(blueprint: Blueprint, *pages: str) -> None:
    """Public pages that show something only to whoever opened a request's secret link."""
    setattr(blueprint, OPENED_BY_LINK, frozenset(pages))


def staff_only(blueprint: Blueprint, *roles: Role) -> None:
    """Only signed-in staff of these roles may open the pages of this blueprint."""
    setattr(blueprint, OPEN_TO, frozenset(roles))


def only(*roles: Role) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """One page of a staff blueprint that fewer roles may open."""

    def narrow(view: Callable[P, R]) -> Callable[P, R]:
        setattr(view, OPEN_TO, frozenset(roles))
        return view

    return narrow


def allowed(app: Flask, endpoint: str) -> frozenset[str] | None:
    """The roles that may open a page, or None where nothing was declared."""
    blueprint = app.blueprints.get(endpoint.rpartition(".")[0])
    narrowed: frozenset[str] | None = getattr(app.view_functions[endpoint], OPEN_TO, None)
    return narrowed or getattr(blueprint, OPEN_TO, None)


def needs_link(app: Flask, endpoint: str) -> bool:
    """Whether a public page shows something only to whoever opened a request's secret link."""
    name, _, page = endpoint.rpartition(".")
    return page in getattr(app.blueprints.get(name), OPENED_BY_LINK, ())


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


def init_app(app: Flask, *, guarded_elsewhere: Iterable[str] = ()) -> None:
    """Let Flask-Login find the account behind a cookie, and ask every page who may open it.

    `guarded_elsewhere` are blueprints that let programs in by tokens of their own.
    """
    manager = LoginManager(app)
    manager.session_protection = None  # our table ends sessions; addresses change on phones
    manager.user_loader(_by_token)
    elsewhere = frozenset(guarded_elsewhere)

    @app.before_request
    def admit() -> AnyResponse | None:
        if request.endpoint is None or request.blueprint in elsewhere:
            return None
        return _admit(request.endpoint)


def _by_token(token: str) -> SignedIn | None:
    now = clock.real_now()
    found = staff_sessions.session_of(token, now=now)
    if found is not None and now - found.last_seen_at >= SEEN_EVERY:
        touch(token, now=now)
        found = staff_sessions.session_of(token, now=now)
    return SignedIn(staff.account_of(found.staff), token) if found else None


def _admit(endpoint: str) -> AnyResponse | None:
    roles = allowed(current_app, endpoint)
    if roles is None:
        log.error("nothing declares who may open %s", endpoint)
        abort(403)
    if PUBLIC in roles:
        return None
    account = current_staff()
    if account is None:
        return answer_without_session()
    if account.role not in roles:
        abort(403)
    return None
