"""Signing in with two steps and the account pages, as a browser sees them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pyotp import TOTP

from booking import clock
from booking.domain.account_links import LinkPurpose, account_token
from booking.domain.roles import Role
from booking.services import services
from booking.store import account_links, staff
from booking.usecases.give_access import add_staff
from tests.web.pages import csrf_of, sign_in

pytestmark = pytest.mark.sqlite_only
EMAIL, PASSWORD = "bayu@contoh.go.id", "Empat ekor 7 gajah!"
OTHER_NETWORK = {"REMOTE_ADDR": "203.0.113.9"}


def employ() -> int:
    """A real account, which is asked for a second step."""
    return add_staff(
        EMAIL,
        "Bayu Pratama",
        Role.OFFICER,
        PASSWORD,
        passwords=services().passwords,
        now=datetime.fromisoformat("2026-11-20T01:00:00+00:00"),
    )


def post(client: FlaskClient, page: str, to: str, **sent: str) -> tuple[int, str, str]:
    token = csrf_of(client.get(page).text)
    answer = client.post(to, data={"csrf_token": token, **sent})
    return answer.status_code, answer.location or "", answer.text


def give_password(
    client: FlaskClient, password: str = PASSWORD, *, base: dict[str, str] | None = None
) -> int:
    token = csrf_of(client.get("/masuk").text)
    sent = {"csrf_token": token, "email": EMAIL, "password": password}
    return client.post("/masuk", data=sent, environ_base=base or {}).status_code


def secret_on(page: str) -> str:
    return page.partition("<code>")[2].partition("</code>")[0].replace(" ", "")


def enrol(client: FlaskClient) -> tuple[str, str]:
    """Bind an authenticator in the browser; gives its secret and the page of codes."""
    assert give_password(client) == 303
    secret = secret_on(client.get("/masuk/autentikator").text)
    code = TOTP(secret).at(clock.real_now())
    _, _, page = post(client, "/masuk/autentikator", "/masuk/autentikator", code=code)
    return secret, page


def test_the_first_sign_in_enrols_and_shows_ten_codes_once(app: Flask, client: FlaskClient) -> None:
    employ()

    _, page = enrol(client)

    assert page.count("<li><code>") == 10
    assert client.get("/akun").status_code == 200
    assert client.get("/masuk/autentikator").location == "/masuk"


def test_another_telephone_is_enrolled_from_the_own_page(app: Flask, client: FlaskClient) -> None:
    employ()
    secret, page = enrol(client)
    recovery = page.partition("<li><code>")[2].partition("</code>")[0]

    refused, _, said = post(client, "/akun", "/akun/autentikator", code="12 34 56")
    status, onward, _ = post(client, "/akun", "/akun/autentikator", code=recovery)

    assert refused == 422
    assert "Kode tidak sesuai atau sudah dipakai" in said
    assert (status, onward) == (303, "/masuk/autentikator")
    assert client.get("/akun").location.startswith("/masuk")
    fresh = secret_on(client.get(onward).text)
    assert fresh != secret
    code = TOTP(fresh).at(clock.real_now())
    _, _, page = post(client, onward, onward, code=code)
    assert page.count("<li><code>") == 10
    assert client.get("/akun").status_code == 200


def test_without_the_second_step_no_page_opens(app: Flask, client: FlaskClient) -> None:
    employ()
    give_password(client)

    assert client.get("/akun").location.startswith("/masuk")
    assert client.get("/petugas").location.startswith("/masuk")


def test_the_sixth_wrong_password_waits_but_another_network_may_try(
    app: Flask, client: FlaskClient
) -> None:
    employ()

    tries = [give_password(client, "salah") for _ in range(6)]

    assert tries == [403] * 5 + [429]
    assert give_password(client) == 429
    assert give_password(app.test_client(), base=OTHER_NETWORK) == 303


def test_many_networks_against_one_account_slow_it_down_and_do_not_lock_it(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    employ()
    for number in range(20):
        give_password(app.test_client(), "salah", base={"REMOTE_ADDR": f"198.51.{number}.1"})
    client = app.test_client()

    first = give_password(client, "salah", base=OTHER_NETWORK)
    second = give_password(client, base=OTHER_NETWORK)
    soon = clock.real_now().timestamp() + 11
    monkeypatch.setattr(clock, "real_now", lambda: datetime.fromtimestamp(soon, UTC))

    assert (first, second) == (403, 429)
    assert give_password(client, base=OTHER_NETWORK) == 303


def test_the_sixth_wrong_code_waits(app: Flask, client: FlaskClient) -> None:
    employ()
    enrol(client)
    thief = app.test_client()
    give_password(thief)

    tries = [post(thief, "/masuk/kode", "/masuk/kode", code="000000")[0] for _ in range(6)]

    assert tries == [403] * 5 + [429]


def test_the_answer_is_the_same_for_every_address(client: FlaskClient) -> None:
    employ()

    pages = [
        post(client, "/lupa-kata-sandi", "/lupa-kata-sandi", email=email)
        for email in (EMAIL, "siapa@contoh.go.id")
    ]

    assert pages[0] == pages[1]


def test_opening_a_link_uses_nothing_up(client: FlaskClient) -> None:
    key = employ()
    post(client, "/lupa-kata-sandi", "/lupa-kata-sandi", email=EMAIL)
    link = account_links.by_id(1)
    path = f"/kata-sandi/{account_token(services().link_key, LinkPurpose.RESET, link.seed)}"

    seen = [client.get(path).status_code for _ in range(3)]
    weak = post(client, path, path, password="konsultasi", again="konsultasi")
    done = post(client, path, path, password="Lima ekor 8 harimau?", again="Lima ekor 8 harimau?")

    assert seen == [200] * 3
    assert (weak[0], done[:2]) == (422, (303, "/masuk"))
    assert "Kata sandi sedikitnya 12 karakter." in weak[2]
    assert client.get(path).status_code == 404
    assert staff.by_id(key).password_set_at is not None


def test_an_admin_invites_and_sees_what_was_typed_again(client: FlaskClient) -> None:
    sign_in(client, Role.ADMIN)

    bad = post(client, "/pengguna/undang", "/pengguna/undang", name="Bayu", email="bayu", role="")
    good = post(
        client, "/pengguna/undang", "/pengguna/undang", name="Bayu", email=EMAIL, role="petugas"
    )

    assert bad[0] == 422
    assert 'value="bayu"' in bad[2]
    assert good[:2] == (303, "/pengguna")
    assert "Diundang" in client.get("/pengguna").text
