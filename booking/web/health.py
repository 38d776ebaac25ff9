"""Whether the program lives, and whether it can work; without details for outsiders."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from booking.store import audit
from booking.web.access import public

blueprint = Blueprint("health", __name__)
public(blueprint)


@blueprint.get("/healthz")
def alive() -> ResponseReturnValue:
    """The process answers."""
    return {"status": "ok"}


@blueprint.get("/readyz")
def ready() -> ResponseReturnValue:
    """The database answers and has its tables."""
    return ({"status": "ok"}, 200) if audit.is_ready() else ({"status": "unavailable"}, 503)
