"""S1: every route answers each of nine identities as `docs/roles.md` says (TRUST 1.2)."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from flask import Blueprint, Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from booking.domain.roles import Role
from booking.settings import PROJECT
from booking.web.errors import SENTENCES
from booking.web.role_matrix import EVERY_ACCOUNT, EVERYBODY, LINK_HOLDER, NOBODY, matrix
from tests.web.identities import IDENTITIES, REQUESTER, browser_of, form_token
from tests.web.pages import make_request
from tests.web.routes import filled_in, routes

pytestmark = pytest.mark.sqlite_only
FILE = PROJECT / "docs" / "roles.md"
ROW = re.compile(r"^\| `(?P<address>[^`]+)` \| (?P<method>[A-Z]+) \| (?P<who>[^|]+) \|$", re.M)
LINK_OVER = "Tautan ini tidak berlaku"
LEAVES = "/keluar"  # last, since it ends what the other rows need


def rows() -> dict[tuple[str, str], str]:
    """What the file says: address and method, and who may."""
    return {(row["address"], row["method"]): row["who"] for row in ROW.finditer(FILE.read_text())}


def is_let_in(who: str, identity: str) -> bool:
    """Whether the words of the file mean this identity."""
    if who == EVERYBODY:
        return True
    if who == LINK_HOLDER:
        return identity == REQUESTER
    if who == EVERY_ACCOUNT:
        return identity in tuple(Role)
    return identity in who.split(", ")


def was_let_in(answer: TestResponse, who: str, path: str) -> bool:
    """Whether the page itself answered, and not the guard before it."""
    if who == LINK_HOLDER:
        return LINK_OVER not in answer.text
    if answer.status_code == 401:
        return False
    if answer.status_code == 303 and answer.location.startswith("/masuk"):
        return path.startswith(("/masuk", "/keluar", "/beranda", "/kata-sandi"))
    return SENTENCES[403] not in answer.text


def visit(client: FlaskClient, method: str, path: str, token: str) -> TestResponse:
    """Ask as a browser would; a form carries its token and nothing else."""
    return client.open(path, method=method, data={"csrf_token": token} if method != "GET" else None)


def test_the_file_lists_every_route_and_no_other(app: Flask) -> None:
    missing = {(address, method) for address, method, _ in routes(app)} ^ set(rows())

    assert not missing, "write it anew: booking roles > docs/roles.md"


def test_the_file_says_what_the_pages_declare(app: Flask) -> None:
    assert FILE.read_text() == matrix(app), "write it anew: booking roles > docs/roles.md"


def test_no_route_is_left_without_a_word(app: Flask) -> None:
    assert [row for row, who in rows().items() if who == NOBODY] == []


def test_a_page_that_says_nothing_is_closed_for_everybody_and_found(
    own_app: Flask, now: datetime
) -> None:
    app = own_app
    planted = Blueprint("planted", __name__)
    planted.add_url_rule("/gudang", "page", lambda: "rahasia")
    app.register_blueprint(planted)

    reference = make_request(now=now)
    answers = [browser_of(app, who, reference=reference).get("/gudang") for who in IDENTITIES]

    assert {answer.status_code for answer in answers} == {403}
    assert "| `/gudang` | GET | tidak ada |" in matrix(app)


@pytest.mark.parametrize("identity", IDENTITIES)
def test_every_route_answers_as_the_file_says(app: Flask, now: datetime, identity: str) -> None:
    reference = make_request(now=now)
    client = browser_of(app, identity, reference=reference)
    token, said = form_token(client), rows()

    wrong, asked = [], sorted(routes(app), key=lambda route: (route[0] == LEAVES, route[:2]))
    for address, method, rule in asked:
        path = filled_in(app, rule, {"reference": reference})
        who = said.get((address, method), NOBODY)
        answer = visit(client, method, path, token)
        if answer.status_code >= 500 or was_let_in(answer, who, path) != is_let_in(who, identity):
            wrong.append((method, path, who, answer.status_code))

    assert len(asked) > 80
    assert wrong == []


def test_a_visitor_is_led_to_the_sign_in_and_back(app: Flask, client: FlaskClient) -> None:
    answer = client.get("/petugas?tab=terjadwal")

    assert answer.status_code == 303
    assert answer.location == "/masuk?lanjut=/petugas?tab%3Dterjadwal"
