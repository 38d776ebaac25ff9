"""Who may call what, and that every answer under /api is JSON."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from booking.api import overview
from booking.api.gate import DECLARED, PUBLIC, ROLES
from booking.database import db, transaction
from booking.errors import TooManyTries
from booking.models.access import ApiToken
from booking.usecases.give_access import SCOPES
from tests.api.programs import Program, refusal

ADDRESSES = {
    "api.open_request": ("POST", "/requests", "intake"),
    "api.one_request": ("GET", "/requests/K7M2-4QXD", "read"),
    "api.verify_request": ("POST", "/requests/K7M2-4QXD/verify", "schedule"),
    "api.schedule_request": ("POST", "/requests/K7M2-4QXD/schedule", "schedule"),
    "api.reschedule_request": ("POST", "/requests/K7M2-4QXD/reschedule", "schedule"),
    "api.cancel_request": ("POST", "/requests/K7M2-4QXD/cancel", "schedule"),
    "api.check_in_delegation": ("POST", "/requests/K7M2-4QXD/check-in", "reception"),
    "api.walk_in": ("POST", "/walk-ins", "reception"),
    "api.monthly_report": ("GET", "/reports/2026-11", "report"),
    "api.availability": ("GET", "/availability", PUBLIC),
}
GUARDED = [each for each in ADDRESSES.values() if each[2] != PUBLIC]


def called(program: Program, method: str, path: str) -> Any:
    return program.get(path) if method == "GET" else program.post(path)


@pytest.mark.sqlite_only
def test_every_address_declares_its_scope(app: Flask) -> None:
    served = {rule.endpoint for rule in app.url_map.iter_rules() if rule.rule.startswith("/api/")}

    assert served == set(DECLARED) == set(ADDRESSES)
    assert {name: scope for name, (_, _, scope) in ADDRESSES.items()} == DECLARED
    assert set(ROLES) == set(SCOPES)


@pytest.mark.sqlite_only
@pytest.mark.parametrize(("method", "path", "scope"), GUARDED)
def test_without_a_token_nothing_is_told(
    stranger: Program, method: str, path: str, scope: str
) -> None:
    answer = called(stranger, method, path)

    assert refusal(answer) == (401, "unauthorized", None)
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.sqlite_only
@pytest.mark.parametrize(("method", "path", "scope"), GUARDED)
def test_a_token_opens_its_own_scope_only(
    with_scopes: Callable[..., Program], method: str, path: str, scope: str
) -> None:
    others = [name for name in SCOPES if name != scope]

    assert refusal(called(with_scopes(*others), method, path))[:2] == (403, "not_allowed")
    assert called(with_scopes(scope), method, path).status_code not in (401, 403)


@pytest.mark.parametrize("header", ["Bearer wrong", "Bearer ", "Basic eDp5", "wrong"])
@pytest.mark.sqlite_only
def test_a_token_that_nobody_gave_is_unknown(app: Flask, header: str) -> None:
    answer = app.test_client().get("/api/v1/reports/2026-11", headers={"Authorization": header})

    assert refusal(answer)[:2] == (401, "unauthorized")


def test_a_revoked_token_is_unknown(program: Program, now: Any) -> None:
    with transaction():
        db.session.query(ApiToken).one().revoked_at = now

    assert refusal(program.get("/reports/2026-11"))[:2] == (401, "unauthorized")


@pytest.mark.sqlite_only
@pytest.mark.parametrize("path", ["/api/v1/nothing", "/api/v2/requests", "/api/"])
def test_an_unknown_address_is_a_problem_and_no_page(app: Flask, path: str) -> None:
    client = app.test_client()

    assert refusal(client.get(path)) == (404, "not_found", None)
    assert refusal(client.post(path)) == (404, "not_found", None)


@pytest.mark.sqlite_only
def test_a_wrong_method_names_the_right_ones(program: Program) -> None:
    answer = program.get("/requests")

    assert refusal(answer) == (405, "method_not_allowed", None)
    assert "POST" in answer.headers["Allow"]


@pytest.mark.sqlite_only
def test_pages_keep_their_own_errors(app: Flask) -> None:
    assert app.test_client().get("/nothing").mimetype == "text/html"


@pytest.mark.sqlite_only
@pytest.mark.parametrize("key", [None, "k"])
@pytest.mark.parametrize("path", ["/walk-ins", "/requests"])
def test_what_is_no_json_is_refused_by_its_kind(
    program: Program, path: str, key: str | None
) -> None:
    headers = program.headers | ({"Idempotency-Key": key} if key else {})

    answer = program.client.post(
        f"/api/v1{path}", data="count=3", content_type="text/plain", headers=headers
    )

    assert refusal(answer)[:2] == (415, "media_type")


@pytest.mark.sqlite_only
def test_more_than_twenty_megabytes_are_not_read(program: Program) -> None:
    answer = program.client.post(
        "/api/v1/requests",
        data=b"0" * 21 * 1024 * 1024,
        content_type="multipart/form-data; boundary=page",
        headers=program.headers | {"Idempotency-Key": "a"},
    )

    assert refusal(answer)[:2] == (413, "too_large")


@pytest.mark.sqlite_only
def test_a_cross_site_form_is_refused_in_json(program: Program) -> None:
    headers = program.headers | {"Sec-Fetch-Site": "cross-site"}

    answer = program.client.post("/api/v1/walk-ins", json={}, headers=headers)

    assert refusal(answer)[:2] == (403, "not_allowed")


@pytest.mark.sqlite_only
@pytest.mark.parametrize(
    ("trouble", "told", "retry"),
    [
        (RuntimeError("rahasia"), (500, "internal_error", None), None),
        (OperationalError("rahasia", {}, Exception("gone")), (503, "unavailable", None), "60"),
        (TooManyTries("Tunggu.", wait_seconds=9), (429, "too_many_tries", None), "9"),
    ],
)
def test_trouble_is_told_without_its_cause(
    program: Program,
    monkeypatch: pytest.MonkeyPatch,
    trouble: Exception,
    told: tuple[int, str, None],
    retry: str | None,
) -> None:
    def broken(*_args: Any, **_kwargs: Any) -> None:
        raise trouble

    monkeypatch.setattr(overview, "report_month", broken)

    answer = program.get("/reports/2026-11")

    assert refusal(answer) == told
    assert answer.headers.get("Retry-After") == retry
    assert "rahasia" not in answer.text
