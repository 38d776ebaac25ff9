"""Which environments the program refuses to start in."""

from __future__ import annotations

from pathlib import Path

import pytest

from booking.errors import SettingsRefused
from booking.settings import OIDC, OidcSettings, from_environment

GIVEN = dict(zip(OIDC, ("https://akun.contoh.go.id", "konsultasi", "rahasia"), strict=True))
PRODUCTION = {"BOOKING_ENV": "production", "SECRET_KEY": "0f1e2d3c4b5a69788796a5b4c3d2e1f0"}


def environment(folder: Path, **changes: str) -> dict[str, str]:
    return {"BOOKING_INSTANCE": str(folder)} | GIVEN | changes


def test_sign_in_at_a_provider_is_off_by_default(tmp_path: Path) -> None:
    settings = from_environment({"BOOKING_INSTANCE": str(tmp_path)})

    assert settings.oidc is None


def test_three_variables_turn_it_on_and_the_secret_is_not_shown(tmp_path: Path) -> None:
    settings = from_environment(environment(tmp_path))

    assert settings.oidc == OidcSettings("https://akun.contoh.go.id", "konsultasi", "rahasia")
    assert "rahasia" not in repr(settings)


@pytest.mark.parametrize("missing", OIDC)
def test_some_of_the_three_are_refused(tmp_path: Path, missing: str) -> None:
    with pytest.raises(SettingsRefused, match="ketiganya"):
        from_environment(environment(tmp_path, **{missing: ""}))


@pytest.mark.parametrize("issuer", ["akun.contoh.go.id", "ftp://akun.contoh.go.id", "https://"])
def test_an_issuer_that_is_no_address_is_refused(tmp_path: Path, issuer: str) -> None:
    with pytest.raises(SettingsRefused, match="BOOKING_OIDC_ISSUER"):
        from_environment(environment(tmp_path, BOOKING_OIDC_ISSUER=issuer))


def test_an_issuer_without_https_is_refused_in_production_only(tmp_path: Path) -> None:
    plain = environment(tmp_path, BOOKING_OIDC_ISSUER="http://akun.contoh.go.id")

    assert from_environment(plain).oidc is not None
    with pytest.raises(SettingsRefused, match="https"):
        from_environment(plain | PRODUCTION)
