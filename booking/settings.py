"""What the environment says: one frozen value, read once when the program starts (DECISIONS 13)."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from booking.errors import SettingsRefused

PROJECT = Path(__file__).resolve().parent.parent
WEAK_KEYS = ("", "dev", "secret", "changeme", "change-me", "password", "test", "default")
SHORTEST_KEY = 32
PASSWORD_PROFILES = ("bssn", "asvs")
OIDC = ("BOOKING_OIDC_ISSUER", "BOOKING_OIDC_CLIENT_ID", "BOOKING_OIDC_CLIENT_SECRET")


@dataclass(frozen=True)
class OidcSettings:
    """Where the Ministry's accounts are kept, and how this service names itself there."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)


@dataclass(frozen=True)
class Settings:
    """The configuration of one process."""

    environment: str
    instance: Path
    database_url: str
    secret_key: str
    host: str
    port: int
    base_url: str
    fixed_clock: str | None
    smtp_url: str | None
    mail_from: str
    trusted_hops: int
    password_profile: str = PASSWORD_PROFILES[0]
    oidc: OidcSettings | None = None
    testing: bool = False

    @property
    def is_production(self) -> bool:
        """True where real people's requests are kept."""
        return self.environment == "production"


def from_environment(environ: Mapping[str, str] | None = None) -> Settings:
    """The settings that the environment variables give.

    Raises `SettingsRefused` for an unknown environment, a weak key or a fixed clock in production.
    """
    env = os.environ if environ is None else environ
    environment = env.get("BOOKING_ENV", "development")
    if environment not in ("development", "production"):
        raise SettingsRefused(f"BOOKING_ENV {environment!r}: yang ada development atau production.")
    instance = Path(env.get("BOOKING_INSTANCE", PROJECT / "instance")).resolve()
    instance.mkdir(parents=True, exist_ok=True)
    port = _number(env, "PORT", 8000)
    host = env.get("BOOKING_HOST", "127.0.0.1")
    settings = Settings(
        environment=environment,
        instance=instance,
        database_url=_database_url(env, instance),
        secret_key=env.get("SECRET_KEY") or _kept_key(environment, instance),
        host=host,
        port=port,
        base_url=env.get("BOOKING_BASE_URL", f"http://127.0.0.1:{port}").rstrip("/"),
        fixed_clock=env.get("BOOKING_CLOCK") or None,
        smtp_url=env.get("BOOKING_SMTP_URL") or None,
        mail_from=env.get("BOOKING_MAIL_FROM", "callcenter.djpk@kemenkeu.go.id"),
        trusted_hops=_number(env, "BOOKING_TRUSTED_HOPS", 0),
        password_profile=_password_profile(env),
        oidc=_oidc(env),
    )
    _refuse_unsafe(settings)
    return settings


def _number(env: Mapping[str, str], name: str, default: int) -> int:
    try:
        return int(env.get(name) or default)
    except ValueError as error:
        raise SettingsRefused(f"{name} harus berupa bilangan bulat.") from error


def _password_profile(env: Mapping[str, str]) -> str:
    name = env.get("BOOKING_PASSWORD_PROFILE") or PASSWORD_PROFILES[0]
    if name not in PASSWORD_PROFILES:
        known = " atau ".join(PASSWORD_PROFILES)
        raise SettingsRefused(f"BOOKING_PASSWORD_PROFILE {name!r}: yang ada {known}.")
    return name


def _oidc(env: Mapping[str, str]) -> OidcSettings | None:
    issuer, client_id, client_secret = (env.get(name, "").strip() for name in OIDC)
    given = [issuer, client_id, client_secret]
    if not any(given):
        return None
    if not all(given):
        raise SettingsRefused(f"{', '.join(OIDC)}: isi ketiganya atau kosongkan ketiganya.")
    parts = urlsplit(issuer)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise SettingsRefused("BOOKING_OIDC_ISSUER harus seperti https://akun.contoh.go.id.")
    return OidcSettings(issuer, client_id, client_secret)


def _database_url(env: Mapping[str, str], instance: Path) -> str:
    url = env.get("DATABASE_URL") or f"sqlite:///{instance / 'booking.db'}"
    for plain in ("postgres://", "postgresql://"):
        if url.startswith(plain):
            return "postgresql+psycopg://" + url.removeprefix(plain)
    return url


def _kept_key(environment: str, instance: Path) -> str:
    """The key of a development instance, made once so that sign-ins outlive a restart."""
    if environment == "production":
        return ""
    path = instance / "secret_key"
    try:
        with path.open("x") as file:
            path.chmod(0o600)
            file.write(secrets.token_hex(32))
    except FileExistsError:
        pass
    return path.read_text()


def _refuse_unsafe(settings: Settings) -> None:
    if not settings.is_production:
        return
    key = settings.secret_key
    if key.lower() in WEAK_KEYS or len(key) < SHORTEST_KEY or len(set(key)) < 8:
        raise SettingsRefused(
            "SECRET_KEY kosong atau lemah. Isi dengan sedikitnya 32 karakter acak."
        )
    if settings.fixed_clock:
        raise SettingsRefused("BOOKING_CLOCK tidak boleh dipakai di lingkungan production.")
    if settings.oidc and not settings.oidc.issuer.startswith("https://"):
        raise SettingsRefused("BOOKING_OIDC_ISSUER harus https di lingkungan production.")
