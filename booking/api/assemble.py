"""Attaching API v1 to an application."""

from __future__ import annotations

from flask import Flask

from booking.api import decisions, door, intake, overview, problems
from booking.api.gate import v1

ADDRESSES = (overview, intake, decisions, door)  # importing them declares their addresses


def init_app(app: Flask) -> None:
    """Serve `/api/v1`: by bearer tokens only, so forms' CSRF tokens are not asked for."""
    problems.init_app(app)
    app.register_blueprint(v1)
    app.extensions["csrf"].exempt(v1)
