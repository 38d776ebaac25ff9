"""Whatever is opened, also by programs that follow links of mails: nothing changes (TRUST S4)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Blueprint, Flask, request
from flask.testing import FlaskClient

from booking.database import transaction
from booking.domain.roles import Role
from booking.settings import Settings
from booking.store import requests
from booking.web.access import public
from tests.usecases import builders
from tests.web import trust
from tests.web.pages import sign_in
from tests.web.requesting import confirm_path, last_request, link_path, post, press

TIMES = 3
VALUES = {"month": "2026-11", "kind": "csv", "version": "0", "name": "gaya.css"}
OTHERS = {"day": "2026-11-26", "slug": "surat"}


def addresses(app: Flask, reference: str) -> Iterator[str]:
    """Every address that can be opened, with what it names filled in."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()):
            named = VALUES | OTHERS | {"reference": reference, "token": "x" * 32}
            values = {name: named.get(name, "1") for name in rule.arguments}
            yield adapter.build(rule.endpoint, values)


def changed(client: FlaskClient, paths: list[str]) -> list[str]:
    """The addresses after which something in the database is otherwise than before."""
    found = []
    before = trust.stand()
    for path in paths:
        for _ in range(TIMES):
            for method in ("GET", "HEAD"):
                assert client.open(path, method=method).status_code < 500, path
        after = trust.stand()
        if after != before:
            found.append(path)
        before = after
    return found


@pytest.fixture
def paths(app: Flask, client: FlaskClient, settings: Settings) -> list[str]:
    """Every address of a scheduled visit and of one that waits for its mailbox, links included."""
    press(client, letter_number="1/2026")
    waiting = last_request()
    press(client, letter_number="2/2026")
    held = last_request()
    post(client, confirm_path(settings, held))
    visit = builders.scheduled()
    links = [confirm_path(settings, waiting), confirm_path(settings, held)]
    links += [link_path(settings, held), f"/konfirmasi/{'x' * 32}"]
    found = [*links, *addresses(app, held.reference), *addresses(app, visit)]
    return list(dict.fromkeys(found))


def test_a_visitor_who_opens_everything_changes_nothing(
    client: FlaskClient, paths: list[str]
) -> None:
    assert len(paths) > 50
    assert changed(client, paths) == []


@pytest.mark.sqlite_only
@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.ADMIN, Role.RECEPTION])
def test_staff_who_open_everything_change_nothing(
    client: FlaskClient, paths: list[str], role: Role
) -> None:
    sign_in(client, role)

    assert changed(client, paths) == []


@pytest.mark.sqlite_only
def test_a_page_that_writes_when_it_is_opened_is_found(own_app: Flask) -> None:
    client = own_app.test_client()
    planted = Blueprint("planted", __name__)

    @planted.route("/pilihan/<reference>", methods=["GET", "POST"])
    def change_wishes(reference: str) -> str:
        if request.method != "GET":  # so a HEAD writes, without any token
            with transaction():
                found = requests.by_reference(reference)
                found.wishes.clear()
        return ""

    public(planted)
    own_app.register_blueprint(planted)
    press(client)
    address = f"/pilihan/{last_request().reference}"

    assert changed(client, ["/", "/ajukan"]) == []
    assert changed(client, ["/", address]) == [address]
