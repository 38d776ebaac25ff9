"""What the log says of an error: at which page, never who or by which secret (TRUST 1.3, Logs)."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, OperationalError

from booking.database import db
from booking.store import requests

TOKEN = "rahasia-yang-tidak-boleh-tercatat"


@pytest.mark.sqlite_only
@pytest.mark.parametrize(
    ("error", "status"),
    [(RuntimeError("cause"), 500), (OperationalError("SELECT", {}, Exception("gone")), 503)],
)
def test_an_error_behind_a_secret_link_is_logged_without_the_link(
    client: FlaskClient,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    error: Exception,
    status: int,
) -> None:
    def stumble(token: str) -> None:
        raise error

    monkeypatch.setattr(requests, "by_link", stumble)

    answer = client.get(f"/l/{TOKEN}")

    assert answer.status_code == status
    assert "/l/<token>" in caplog.text
    assert TOKEN not in caplog.text


def test_an_error_of_the_database_does_not_repeat_what_was_asked(app: Flask) -> None:
    with app.app_context(), pytest.raises(DBAPIError) as failed:
        db.session.execute(text("SELECT * FROM nowhere WHERE name = :name"), {"name": TOKEN})

    assert TOKEN not in str(failed.value)
