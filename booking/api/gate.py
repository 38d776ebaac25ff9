"""Who may call what: every address declares its scope, and every POST is answered once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from flask import Blueprint, Response, request
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import HTTPException, Unauthorized

from booking import clock
from booking.api.problems import problem_of, rendered, speak_for
from booking.api.reading import body_hash
from booking.domain.roles import Actor, Role
from booking.errors import BookingError, InputRefused, NotAllowed, Problem, TooManyTries
from booking.store import staff
from booking.usecases.once import Answer, KeyedCall, once

v1 = Blueprint("api", __name__, url_prefix="/api/v1")
speak_for(v1)

PUBLIC = "public"
ROLES = {
    "intake": Role.OFFICER,
    "read": Role.OFFICER,
    "schedule": Role.OFFICER,
    "reception": Role.RECEPTION,
    "report": Role.MANAGEMENT,
}
DECLARED: dict[str, str] = {}
LONGEST_KEY = 120
LONGEST_ACTOR = 60  # what an audit row keeps of it


@dataclass(frozen=True)
class Call:
    """A call that was let in: who acts, and the key under which it is answered once."""

    by: Actor
    keyed: KeyedCall | None


def public(method: str, rule: str) -> Callable[[Callable[..., Answer]], Callable[..., Response]]:
    """An address that anybody may call."""

    def declare(view: Callable[..., Answer]) -> Callable[..., Response]:
        @wraps(view)
        def called(**values: str) -> Response:
            return rendered(view(**values))

        return _registered(called, method, rule, PUBLIC)

    return declare


def scoped(
    method: str, rule: str, scope: str
) -> Callable[[Callable[..., Answer]], Callable[..., Response]]:
    """An address for tokens of this scope; the view is given the `Call` first."""

    def declare(view: Callable[..., Answer]) -> Callable[..., Response]:
        @wraps(view)
        def called(**values: str) -> Response:
            call = _admitted(scope)

            def work() -> Answer:
                try:
                    return view(call, **values)
                except TooManyTries:
                    raise  # waiting is all it needs: not an answer to keep
                except (BookingError, HTTPException) as error:
                    return problem_of(error)

            if call.keyed is None:
                return rendered(view(call, **values))
            return rendered(once(call.keyed, work, now=clock.real_now()))

        return _registered(called, method, rule, scope)

    return declare


def _registered(
    called: Callable[..., Response], method: str, rule: str, scope: str
) -> Callable[..., Response]:
    name = called.__name__
    DECLARED[f"{v1.name}.{name}"] = scope
    v1.add_url_rule(rule, name, called, methods=[method])
    return called


def _admitted(scope: str) -> Call:
    """The call of a token that holds this scope; who acts never comes from what was sent."""
    sent = request.authorization
    known = staff.api_token(sent.token) if sent and sent.type == "bearer" and sent.token else None
    if known is None:
        raise Unauthorized(www_authenticate=WWWAuthenticate("bearer", {"realm": "api"}))
    if scope not in known.scopes:
        raise NotAllowed(f"Token ini tidak memiliki cakupan {scope}.")
    actor = Actor(known.name, f"token:{known.name}"[:LONGEST_ACTOR], ROLES[scope])
    return Call(actor, _keyed(f"token:{known.id}"))


def _keyed(owner: str) -> KeyedCall | None:
    key = request.headers.get("Idempotency-Key")
    if key is None or request.method != "POST":
        return None
    if not 0 < len(key) <= LONGEST_KEY or not key.isascii():
        raise InputRefused.of(
            Problem(
                "idempotency_key_unreadable",
                f"Idempotency-Key berisi 1 sampai {LONGEST_KEY} huruf, angka, atau tanda ASCII.",
                "Idempotency-Key",
            )
        )
    return KeyedCall(owner, key, body_hash())
