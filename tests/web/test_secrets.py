"""Tokens cannot be guessed and are written down nowhere (TRUST S3); asking for a link tells
nothing (S11); links lead to the configured address alone (S13)."""

from __future__ import annotations

import logging
import time
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from flask import Flask
from flask.testing import FlaskClient

from booking.commands.serving import table_of_jobs
from booking.database import transaction
from booking.domain.links import TRACKING, link_token, new_seed, new_token
from booking.models.requests import Request
from booking.services import services
from booking.settings import Settings
from booking.store import requests
from booking.web import tracking
from tests.conftest import Assemble, SettingsFor
from tests.web import requesting, trust
from tests.web.requesting import confirm_path, last_request, link_path, post, press

DIFFERENCE = 0.02  # seconds; a line is slower than that
OF_A_MACHINE_THAT_IS_BUSY = 15  # rounds of a timing when `--rounds` asks for no more


@pytest.fixture
def held(client: FlaskClient, settings: Settings) -> Request:
    """A confirmed request whose link was sent again and whose page was opened."""
    press(client)
    request = last_request()
    post(client, confirm_path(settings, request))
    post(client, "/cek-status", reference=request.reference, email=request.contact_email)
    return last_request()


def mails() -> list[EmailMessage]:
    """Deliver what is owed; the mails that came out of it."""
    next(job for job in table_of_jobs(services()) if job.name == "deliver_outbox").run()
    folder = services().settings.instance / "mail"
    return [message_from_bytes(p.read_bytes(), policy=default) for p in folder.glob("*.eml")]


def written(mail: EmailMessage) -> str:
    """Everything in a mail that a person or a program reads."""
    parts = [part for part in mail.walk() if part.get_content_maintype() == "text"]
    return "\n".join(str(part.get_content()) for part in parts)


def test_tokens_are_long_and_never_repeat(rounds: int) -> None:
    number = max(10_000, 1_000 * rounds)
    links = [link_token(b"key", TRACKING, new_seed()) for _ in range(number)]
    browsers = [new_token() for _ in range(number)]

    assert trust.faulty_tokens(links) == trust.faulty_tokens(browsers) == []
    assert trust.faulty_tokens([*links[:3], "K7M2-4QXD", links[1]]) == ["K7M2-4QXD", links[1]]


def test_no_token_stands_in_the_database_or_in_the_log(
    client: FlaskClient,
    settings: Settings,
    held: Request,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    paths = [confirm_path(settings, held), link_path(settings, held)]
    with client.session_transaction() as session:
        secrets = [path.rpartition("/")[2] for path in paths] + [session["draf"]]
    for path in paths:
        client.get(path)
    post(client, paths[1])
    mails()

    out, err = capfd.readouterr()
    assert trust.faulty_tokens(secrets) == []
    assert trust.leaked(secrets, trust.dump(), caplog.text, out, err) == []


def test_a_token_that_is_written_down_is_found(
    held: Request, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    token = link_path(settings, held).rpartition("/")[2]

    logging.getLogger("booking").warning("GET /l/%s", token)
    assert trust.leaked([token], caplog.text) == [token]
    with transaction():
        requests.by_reference(held.reference).question = f"Tautan saya {token}"
    assert trust.leaked([token], trust.dump()) == [token]


@pytest.mark.sqlite_only
def test_asking_for_a_link_takes_as_long_whether_it_fits_or_not(
    client: FlaskClient, held: Request, rounds: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = requesting.hidden(client.get("/cek-status").text, "csrf_token")

    def ask(email: str) -> None:
        services().limiter.storage.reset()
        fields = {"csrf_token": token, "reference": held.reference, "email": email}
        assert client.post("/cek-status", data=fields).status_code == 200

    def known() -> None:
        ask(held.contact_email)

    def unknown() -> None:
        ask("x@example.org")

    often = max(OF_A_MACHINE_THAT_IS_BUSY, min(200, 10 * rounds))
    assert trust.gap(known, unknown, often) < DIFFERENCE

    monkeypatch.setattr(tracking, "SEARCH_LASTS", 0)
    send = tracking._send_link

    def tells(reference: str, email: str) -> None:
        send(reference, email)
        time.sleep(0.05 if email == held.contact_email else 0)

    monkeypatch.setattr(tracking, "_send_link", tells)
    assert trust.gap(known, unknown, 5) > DIFFERENCE, "a planted difference was not seen"


@pytest.mark.sqlite_only
def test_the_number_of_a_request_opens_nothing(
    app: Flask, held: Request, monkeypatch: pytest.MonkeyPatch
) -> None:
    def opened() -> list[str]:
        stranger = app.test_client()
        of_request = [
            rule.rule.replace("<reference>", held.reference)
            for rule in app.url_map.iter_rules()
            if rule.rule.startswith("/permohonan/<reference>") and "GET" in (rule.methods or ())
        ]
        assert len(of_request) >= 7
        return [
            path
            for path in of_request
            if stranger.get(path).status_code not in (303, 404)
            or held.contact_name in stranger.get(path).text
        ]

    assert opened() == []
    monkeypatch.setattr(tracking, "may_open", lambda reference: True)
    assert f"/permohonan/{held.reference}" in opened(), "a planted open door was not seen"


def test_every_link_in_a_mail_starts_with_the_configured_address(
    client: FlaskClient, settings: Settings
) -> None:
    forged = {"Host": "palsu.example", "X-Forwarded-Host": "palsu.example"}
    press(client)
    request = last_request()
    token = requesting.hidden(client.get("/cek-status", headers=forged).text, "csrf_token")
    client.post(
        "/cek-status",
        data={
            "csrf_token": token,
            "reference": request.reference,
            "email": request.contact_email,
        },
        headers=forged,
    )

    words = [written(mail) for mail in mails()]
    assert len(words) == 2
    assert all("/konfirmasi/" in each for each in words)
    for each in words:
        assert "palsu.example" not in each
        assert trust.foreign_links(each, settings.base_url) == []


def test_a_link_that_leads_elsewhere_is_found() -> None:
    words = "http://localhost/l/abc dan http://localhost.palsu.example/l/abc"

    found = trust.foreign_links(words, "http://localhost")

    assert found == ["http://localhost.palsu.example/l/abc"]


@pytest.mark.parametrize("path", ["/", "/ajukan", "/masuk", "/l/x", "/v/x", "/sehat"])
def test_a_forged_host_is_refused_on_every_page(
    settings_for: SettingsFor, assemble: Assemble, path: str
) -> None:
    app = assemble(settings_for("sqlite", environment="production", fixed_clock=None))

    def status(base_url: str = "http://palsu.example") -> int:
        return app.test_client().get(path, base_url=base_url).status_code

    assert status() == 400
    assert status("http://localhost") in (200, 404)
    app.config["TRUSTED_HOSTS"] = None
    assert status() != 400, "a planted hole was not seen"
