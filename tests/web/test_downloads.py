"""Whatever is downloaded is saved and never opened as a page of ours (TRUST S8)."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from booking.domain.links import TRACKING, link_token
from booking.domain.roles import Role
from tests.usecases import builders
from tests.web.pages import sign_in
from tests.web.requesting import post

pytestmark = pytest.mark.sqlite_only
FILES = {"application/pdf", "text/csv", "text/calendar", "application/json"}


def unsafe(answer: TestResponse) -> list[str]:
    """What a download lacks that keeps a browser from opening it as a page."""
    headers = answer.headers
    lacks = []
    if not headers.get("Content-Disposition", "").startswith("attachment; filename="):
        lacks.append("attachment")
    if headers.get("X-Content-Type-Options") != "nosniff":
        lacks.append("nosniff")
    policy = headers.get("Content-Security-Policy", "")
    if answer.mimetype == "application/pdf" and "sandbox" not in policy:
        lacks.append("sandbox")
    return lacks


def files_of(app: Flask, client: FlaskClient, reference: str) -> dict[str, TestResponse]:
    """Every file that this client may download of a request."""
    found = {}
    for rule in app.url_map.iter_rules():
        if "<reference>" in rule.rule and "GET" in (rule.methods or ()):
            path = rule.rule.replace("<reference>", reference)
            if "<" in path or path.startswith("/api/"):
                continue
            answer = client.get(path)
            if answer.status_code == 200 and answer.mimetype in FILES:
                found[path] = answer
    return found


def test_what_a_requester_downloads_is_saved_and_not_opened(
    app: Flask, client: FlaskClient
) -> None:
    reference = builders.scheduled()
    seed = builders.found(reference).link_seed
    post(client, f"/l/{link_token(builders.LINK_KEY, TRACKING, seed)}")

    files = files_of(app, client, reference)

    assert len(files) >= 3, list(files)
    assert {path: lacks for path, answer in files.items() if (lacks := unsafe(answer))} == {}


def test_what_the_desk_downloads_is_saved_and_not_opened(app: Flask, client: FlaskClient) -> None:
    reference = builders.scheduled()
    sign_in(client, Role.OFFICER)

    files = files_of(app, client, reference)

    assert {path: lacks for path, answer in files.items() if (lacks := unsafe(answer))} == {}


def test_a_file_that_a_browser_would_open_is_found(app: Flask, client: FlaskClient) -> None:
    reference = builders.scheduled()
    seed = builders.found(reference).link_seed
    post(client, f"/l/{link_token(builders.LINK_KEY, TRACKING, seed)}")
    answer = client.get(f"/permohonan/{reference}/surat-konfirmasi.pdf")

    assert unsafe(answer) == []
    for name in ("Content-Disposition", "X-Content-Type-Options", "Content-Security-Policy"):
        del answer.headers[name]
    assert unsafe(answer) == ["attachment", "nosniff", "sandbox"]
