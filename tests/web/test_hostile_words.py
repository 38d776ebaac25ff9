"""Words that no person types: they are answered like any other wrong ones (STYLE 2.11)."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.web.pages import csrf_of

LONG_WHEN_FOLDED = "ΐ" * 230  # three characters each, once capitals no longer count
NOBODY = ("\0", LONG_WHEN_FOLDED, "ﬃ" * 230, "a" * 5000, "🦆")


@pytest.mark.parametrize("email", NOBODY)
def test_signing_in_with_an_impossible_address_is_only_wrong(
    client: FlaskClient, email: str
) -> None:
    sent = {
        "email": f"{email}@djpk.example",
        "password": "\0salah",
        "csrf_token": csrf_of(client.get("/masuk").text),
    }

    assert client.post("/masuk", data=sent).status_code == 403


@pytest.mark.parametrize("email", NOBODY)
def test_asking_for_a_password_link_with_an_impossible_address_says_nothing_else(
    client: FlaskClient, email: str
) -> None:
    sent = {
        "email": f"{email}@djpk.example",
        "csrf_token": csrf_of(client.get("/lupa-kata-sandi").text),
    }

    assert client.post("/lupa-kata-sandi", data=sent).status_code in (200, 422)


@pytest.mark.parametrize("email", NOBODY)
def test_asking_for_a_request_link_with_an_impossible_address_says_nothing_else(
    client: FlaskClient, email: str
) -> None:
    sent = {"reference": "K7M2-4QXD", "email": f"{email}@djpk.example"}
    sent["csrf_token"] = csrf_of(client.get("/cek-status").text)

    assert client.post("/cek-status", data=sent).status_code in (200, 422)
