"""Who may open what: every route × every role answers as it is declared (TRUST 1.2, S1)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from email.message import EmailMessage

import pytest
from flask import Blueprint, Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from booking.adapters.mailer import FolderMailer
from booking.domain.roles import Role
from booking.services import services
from booking.web.access import DECLARED, NARROWED, PUBLIC
from tests.conftest import Assemble, SettingsFor
from tests.web.pages import csrf_of, make_request, sign_in

pytestmark = pytest.mark.sqlite_only
EXPECTED = {
    "desk": {Role.OFFICER, Role.SUPERVISOR},
    "reception": {Role.RECEPTION, Role.OFFICER, Role.SUPERVISOR},
    "reports": set(Role) - {Role.RECEPTION},
    "units": {Role.UNIT},
    "unit_desk": {Role.OFFICER, Role.SUPERVISOR, Role.MANAGEMENT, Role.ADMIN},
    "topic_memory": {Role.OFFICER, Role.SUPERVISOR, Role.UNIT},
}
VALUES = {
    "token": "x" * 32,
    "month": "2026-11",
    "kind": "csv",
    "version": "0",
    "name": "gaya.css",
    "day": "2026-11-26",
}


def undeclared(app: Flask) -> Iterator[str]:
    """Routes whose blueprint says nothing about who may open them; programs have tokens."""
    for rule in app.url_map.iter_rules():
        section = rule.endpoint.rpartition(".")[0]
        if section not in DECLARED and not rule.rule.startswith("/api/"):
            yield rule.rule


def pages(app: Flask, reference: str) -> Iterator[tuple[Rule, str]]:
    """Every page that can be opened, with its address filled in."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and not rule.rule.startswith("/api/"):
            values = {
                name: reference if name == "reference" else VALUES.get(name, "1")
                for name in rule.arguments
            }
            yield rule, adapter.build(rule.endpoint, values)


def allowed(app: Flask, rule: Rule) -> frozenset[str]:
    """The roles that are declared for a page."""
    view = app.view_functions[rule.endpoint].__name__
    return NARROWED.get(view, DECLARED[rule.endpoint.rpartition(".")[0]])


def test_every_route_says_who_may_open_it(app: Flask) -> None:
    assert list(undeclared(app)) == []


def test_a_route_that_says_nothing_is_found(app: Flask) -> None:
    planted = Blueprint("planted", __name__)
    planted.add_url_rule("/gudang", "page", lambda: "")
    app.register_blueprint(planted)

    assert list(undeclared(app)) == ["/gudang"]


def test_the_sections_are_declared_as_the_matrix_says() -> None:
    assert {name: DECLARED[name] for name in EXPECTED} == EXPECTED


@pytest.mark.parametrize("role", list(Role))
def test_each_role_opens_what_is_declared_and_nothing_else(
    app: Flask, client: FlaskClient, now: datetime, role: Role
) -> None:
    reference = make_request(now=now)
    sign_in(client, role)

    answered = 0
    for rule, path in pages(app, reference):
        status = client.get(path).status_code
        may = allowed(app, rule)
        if role in may or PUBLIC in may:
            assert status in (200, 303, 404), (path, status)
        else:
            assert status == 403, (path, status)
        answered += 1
    assert answered > 15


def test_a_visitor_is_asked_to_sign_in(app: Flask, client: FlaskClient, now: datetime) -> None:
    reference = make_request(now=now)

    for rule, path in pages(app, reference):
        if PUBLIC not in allowed(app, rule):
            answer = client.get(path)
            assert (answer.status_code, "/masuk?lanjut=" in answer.location) == (303, True)


def test_a_decision_needs_a_role_too(client: FlaskClient, now: datetime) -> None:
    reference = make_request(now=now)
    sign_in(client, Role.RECEPTION)
    token = csrf_of(client.get("/resepsionis").text)

    for path in (f"/petugas/permohonan/{reference}/periksa", "/resepsionis/tanpa-jadwal"):
        answer = client.post(path, data={"csrf_token": token})
        assert answer.status_code == (403 if "petugas" in path else 422)


def test_a_form_without_its_token_changes_nothing(client: FlaskClient, now: datetime) -> None:
    reference = make_request(now=now)
    sign_in(client, Role.OFFICER)

    answer = client.post(f"/petugas/permohonan/{reference}/periksa", data={})

    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("role", "path", "sections"),
    [
        (Role.OFFICER, "/petugas", ["Antrean", "Resepsionis", "Laporan"]),
        (Role.RECEPTION, "/resepsionis", ["Resepsionis"]),
        (Role.AUDITOR, "/laporan/2026-11", ["Laporan"]),
    ],
)
def test_the_masthead_offers_only_what_can_be_opened(
    client: FlaskClient, role: Role, path: str, sections: list[str]
) -> None:
    sign_in(client, role)

    page = client.get(path).text
    masthead = page.partition('class="mast-nav"')[2].partition("</ul>")[0]

    for words in ("Antrean", "Resepsionis", "Laporan"):
        assert (f">{words}<" in masthead) == (words in sections)


def test_development_mail_is_read_as_text_with_its_links(
    client: FlaskClient, now: datetime
) -> None:
    message = EmailMessage()
    message["To"], message["Subject"] = "nurhayati@daerah.example", "Permohonan diterima"
    message["Date"], message["Message-ID"] = now, "<1@djpk.example>"
    message.set_content("Buka permohonan:\nhttp://localhost/l/abc.\n\nTerima kasih.")
    message.add_alternative("<script>alert(1)</script>", subtype="html")
    FolderMailer(services().settings.instance / "mail").send(message)

    inbox = client.get("/surel-pengembangan").text
    name = inbox.partition("/surel-pengembangan/")[2].partition('"')[0]
    page = client.get(f"/surel-pengembangan/{name}").text

    assert "Permohonan diterima" in inbox
    assert 'href="http://localhost/l/abc"' in page
    assert "<script>" not in page
    assert client.get("/surel-pengembangan/..%2fsecret_key").status_code == 404


def test_development_mail_does_not_exist_in_production(
    settings_for: SettingsFor, assemble: Assemble
) -> None:
    production = assemble(settings_for("sqlite", environment="production", fixed_clock=None))

    assert "dev_mail" not in production.blueprints
