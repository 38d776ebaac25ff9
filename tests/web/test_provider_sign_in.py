"""Signing in with the Ministry's account: who comes in, how far, and what every refusal says."""

from __future__ import annotations

import html
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from joserfc import jwt
from joserfc.jwk import OctKey
from sqlalchemy import select

from booking import clock
from booking.adapters import oidc
from booking.database import db, transaction
from booking.domain.roles import Role
from booking.models.access import Staff, StaffSession
from booking.models.history import AuditRow
from booking.services import services
from booking.settings import OidcSettings, Settings
from booking.store import staff
from booking.usecases import sign_in as sign_in_rules
from booking.usecases.give_access import add_staff
from booking.web import provider_sign_in
from tests.conftest import SettingsFor
from tests.web.ministry import (
    CLIENT_ID,
    CLIENT_SECRET,
    STRANGE_KEY,
    Ministry,
    come_back,
    leave,
    ministry,
)
from tests.web.pages import csrf_of

pytestmark = pytest.mark.sqlite_only
EMAIL, PASSWORD = "bayu@contoh.go.id", "Empat ekor 7 gajah!"
LONG_AGO = 1_700_000_000


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> Iterator[Ministry]:
    """The Ministry's provider, running."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with ministry() as made:
        yield made


@pytest.fixture
def settings(database: str, settings_for: SettingsFor, provider: Ministry) -> Settings:
    """Settings of an installation that knows the provider."""
    known = OidcSettings(provider.issuer, CLIENT_ID, CLIENT_SECRET)
    return settings_for(database, oidc=known)


@pytest.fixture
def bayu(app: Flask) -> int:
    """A real account, which is asked for a second step."""
    made = datetime.fromisoformat("2026-11-20T01:00:00+00:00")
    passwords = services().passwords
    return add_staff(EMAIL, "Bayu", Role.OFFICER, PASSWORD, passwords=passwords, now=made)


def refusal(client: FlaskClient, provider: Ministry, **otherwise: str) -> str:
    """What the page says after a whole round that must fail; nobody is signed in."""
    leave(client, provider)
    return words_after(client, come_back(client, provider, **otherwise))


def words_after(client: FlaskClient, answer: object) -> str:
    """The sentences of the sign-in page to which a refusal leads, spaces as typed."""
    assert getattr(answer, "location", None) == "/masuk"
    assert db.session.scalars(select(StaffSession)).all() == []
    return html.unescape(client.get("/masuk").text).replace("\N{NO-BREAK SPACE}", " ")


def sign_in_rows() -> list[dict[str, object]]:
    rows = db.session.scalars(select(AuditRow).where(AuditRow.action == "sign_in"))
    return [row.fields for row in rows]


def test_the_button_leads_to_the_provider_with_pkce_state_and_nonce(
    client: FlaskClient, provider: Ministry
) -> None:
    answer = leave(client, provider)

    assert answer.status_code == 200
    assert f'href="{provider.issuer}/masuk?' in answer.text
    assert provider.asked["code_challenge_method"] == "S256"
    assert provider.asked["redirect_uri"] == "http://localhost/masuk/oidc"
    assert provider.asked["scope"] == "openid email"
    assert min(len(provider.asked[name]) for name in ("state", "nonce", "code_challenge")) >= 20


@pytest.mark.usefixtures("bayu")
def test_a_known_mailbox_is_still_asked_for_our_second_step(
    client: FlaskClient, provider: Ministry
) -> None:
    leave(client, provider)

    answer = come_back(client, provider)

    assert answer.location == "/masuk/autentikator"
    assert client.get("/akun").location.startswith("/masuk")
    assert sign_in_rows() == []


@pytest.mark.usefixtures("bayu")
def test_a_provider_that_asked_for_two_factors_lets_in_and_it_is_noted(
    client: FlaskClient, provider: Ministry
) -> None:
    provider.claims |= {"amr": ["pwd", "mfa"], "email": EMAIL.upper()}
    leave(client, provider, onward="/petugas?tab=terjadwal")

    answer = come_back(client, provider)

    assert (answer.status_code, answer.location) == (303, "/petugas?tab=terjadwal")
    assert client.get("/akun").status_code == 200
    assert sign_in_rows() == [{"second_step": "provider"}]


@pytest.mark.usefixtures("bayu")
def test_the_role_stays_ours_and_no_account_is_made(
    client: FlaskClient, provider: Ministry
) -> None:
    provider.claims |= {"amr": ["mfa"], "role": "admin", "groups": ["admin"]}
    leave(client, provider)

    come_back(client, provider)

    assert client.get("/pengguna").status_code == 403
    assert [row.role for row in db.session.scalars(select(Staff))] == ["petugas"]


def test_an_unknown_mailbox_is_refused(client: FlaskClient, provider: Ministry) -> None:
    assert sign_in_rules.UNKNOWN in refusal(client, provider)


def test_a_deactivated_account_is_refused(
    client: FlaskClient, provider: Ministry, bayu: int
) -> None:
    with transaction():
        staff.by_id(bayu).active = False

    assert sign_in_rules.UNKNOWN in refusal(client, provider)


@pytest.mark.usefixtures("bayu")
@pytest.mark.parametrize(
    "claims", [{"email_verified": False}, {"email_verified": "true"}, {"email": ""}]
)
def test_a_mailbox_that_is_not_verified_is_refused(
    client: FlaskClient, provider: Ministry, claims: dict[str, object]
) -> None:
    provider.claims |= claims

    assert sign_in_rules.UNVERIFIED in refusal(client, provider)


@pytest.mark.usefixtures("bayu")
@pytest.mark.parametrize(
    ("claims", "sentence"),
    [
        ({"nonce": "lain"}, oidc.OTHER_SIGN_IN),
        ({"nonce": None}, oidc.OTHER_SIGN_IN),
        ({"exp": LONG_AGO}, oidc.EXPIRED),
        ({"aud": "layanan-lain"}, oidc.OTHER_SERVICE),
        ({"aud": [CLIENT_ID, "layanan-lain"], "azp": "layanan-lain"}, oidc.OTHER_SERVICE),
        ({"iss": "https://akun.lain.example"}, oidc.NOT_GENUINE),
        ({"amr": "mfa"}, oidc.NOT_GENUINE),
        ({"exp": "besok"}, oidc.NOT_GENUINE),
    ],
)
def test_a_token_that_does_not_hold_is_refused(
    client: FlaskClient, provider: Ministry, claims: dict[str, object], sentence: str
) -> None:
    provider.claims |= {"amr": ["mfa"]} | claims

    assert sentence in refusal(client, provider)


@pytest.mark.usefixtures("bayu")
def test_a_token_under_a_strange_key_is_refused(client: FlaskClient, provider: Ministry) -> None:
    provider.key = STRANGE_KEY

    assert oidc.NOT_GENUINE in refusal(client, provider)


@pytest.mark.usefixtures("bayu")
@pytest.mark.parametrize("token", ["unsigned", "shared", "rubbish"])
def test_a_token_without_an_asymmetric_signature_is_refused(
    client: FlaskClient, provider: Ministry, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    genuine = provider.id_token

    def forged() -> str:
        claims = genuine().split(".")[1]
        if token == "rubbish":
            return "bukan token"
        if token == "unsigned":
            return f"eyJhbGciOiJub25lIn0.{claims}."
        key = OctKey.import_key(CLIENT_SECRET)
        return jwt.encode({"alg": "HS256"}, {"email": EMAIL, "email_verified": True}, key)

    monkeypatch.setattr(provider, "id_token", forged)

    assert oidc.NOT_GENUINE in refusal(client, provider)


@pytest.mark.usefixtures("bayu")
def test_an_answer_without_an_id_token_is_refused(client: FlaskClient, provider: Ministry) -> None:
    provider.sends_id_token = False

    assert oidc.NOT_GENUINE in refusal(client, provider)


@pytest.mark.usefixtures("bayu")
@pytest.mark.parametrize("state", ["lain", "", "é"])
def test_a_state_of_another_browser_is_refused(
    client: FlaskClient, provider: Ministry, state: str
) -> None:
    assert provider_sign_in.FORGOTTEN in refusal(client, provider, state=state)


def test_a_return_that_nobody_waits_for_is_refused(client: FlaskClient, provider: Ministry) -> None:
    answer = come_back(client, provider)

    assert provider_sign_in.FORGOTTEN in words_after(client, answer)


@pytest.mark.usefixtures("bayu")
def test_a_return_after_ten_minutes_is_refused(
    client: FlaskClient, provider: Ministry, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave(client, provider)
    later = clock.real_now() + timedelta(minutes=10, seconds=1)
    monkeypatch.setattr(clock, "real_now", lambda: later.astimezone(UTC))

    answer = come_back(client, provider)

    assert provider_sign_in.FORGOTTEN in words_after(client, answer)


def test_a_return_is_good_once(client: FlaskClient, provider: Ministry) -> None:
    refusal(client, provider)

    again = come_back(client, provider)

    assert provider_sign_in.FORGOTTEN in words_after(client, again)


@pytest.mark.usefixtures("bayu")
@pytest.mark.parametrize("code", ["kode-lain", ""])
def test_a_code_that_the_provider_does_not_know_is_refused(
    client: FlaskClient, provider: Ministry, code: str
) -> None:
    assert oidc.CODE_REFUSED in refusal(client, provider, code=code)


def test_whoever_cancels_at_the_provider_is_told_so(
    client: FlaskClient, provider: Ministry
) -> None:
    assert provider_sign_in.DECLINED in refusal(client, provider, error="access_denied")


@pytest.mark.usefixtures("bayu")
def test_while_the_provider_is_down_the_password_still_signs_in(
    client: FlaskClient, provider: Ministry
) -> None:
    provider.is_down = True

    said = words_after(client, leave(client, provider))

    assert oidc.DOWN in said
    sent = {"csrf_token": csrf_of(said), "email": EMAIL, "password": PASSWORD}
    assert client.post("/masuk", data=sent).location == "/masuk/autentikator"


@pytest.mark.usefixtures("bayu")
def test_a_provider_that_goes_down_on_the_way_is_told_too(
    client: FlaskClient, provider: Ministry
) -> None:
    leave(client, provider)
    provider.is_down = True

    answer = come_back(client, provider)

    assert oidc.DOWN in words_after(client, answer)


@pytest.mark.parametrize("about", [{"issuer": "https://akun.lain.example"}, {"jwks_uri": None}])
def test_a_provider_that_says_another_name_or_too_little_is_not_used_until_it_is_mended(
    client: FlaskClient, provider: Ministry, about: dict[str, object]
) -> None:
    provider.about = about

    said = words_after(client, leave(client, provider))
    provider.about = {}

    assert oidc.DOWN in said
    assert leave(client, provider).status_code == 200


def test_the_button_needs_the_token_of_its_form(client: FlaskClient) -> None:
    assert client.post("/masuk/oidc").status_code == 400


def test_one_network_does_not_send_for_the_provider_without_end(
    client: FlaskClient, provider: Ministry
) -> None:
    answers = [leave(client, provider).status_code for _ in range(101)]

    assert answers == [200] * 100 + [429]


def test_where_nothing_is_configured_there_is_no_button_and_no_address(
    settings_for: SettingsFor, assemble: object
) -> None:
    app = assemble(settings_for("sqlite"))  # type: ignore[operator]
    client = app.test_client()

    page = client.get("/masuk").text

    assert "akun Kementerian" not in page
    assert client.get("/masuk/oidc?code=x&state=y").status_code == 404
    assert client.post("/masuk/oidc", data={"csrf_token": csrf_of(page)}).status_code == 404
