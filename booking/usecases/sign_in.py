"""Signing in and out: a session in the database, known to the browser by a random token."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from booking.database import transaction
from booking.domain.roles import Account
from booking.domain.second_step import Step
from booking.errors import NotAllowed
from booking.models.access import Staff
from booking.store import audit, staff, staff_sessions
from booking.usecases.ports import Identity, PasswordHasher

SEEN_EVERY = timedelta(minutes=5)
WRONG = "Alamat surel atau kata sandi tidak sesuai."
UNVERIFIED = (
    "Alamat surel pada akun Kementerian Saudara belum diverifikasi. Verifikasi alamat surel di"
    " layanan akun Kementerian, atau masuk dengan kata sandi."
)
UNKNOWN = (
    "Akun Kementerian Saudara belum terdaftar atau tidak aktif sebagai petugas layanan ini."
    " Silakan hubungi admin layanan konsultasi."
)


class Entered(NamedTuple):
    """How far a sign-in has come: its token, whose it is, and what it still asks for."""

    token: str
    account: Account
    step: Step


def sign_in(
    email: str,
    password: str,
    *,
    passwords: PasswordHasher,
    is_production: bool,
    now: datetime,
    browser: str = "",
) -> Entered:
    """Check the password; every account but those of a demonstration is asked for a code next.

    Raises `NotAllowed` with the same words for every cause.
    `now` is the real time: sessions do not follow a demonstration's clock (DECISIONS 13, 14).
    """
    found = staff.by_email(email)
    kept = found.password_hash if found else ""
    if not passwords.verify(kept, password) or not found:
        raise NotAllowed(WRONG)
    step, account = _second_step_of(found, is_production), staff.account_of(found)
    with transaction():
        if staff.by_id(account.id, lock=True).password_hash != kept:  # changed at this moment
            raise NotAllowed(WRONG)
        token = staff_sessions.open_session(account.id, step, browser=browser, now=now)
        if step is Step.IN:
            audit.append("sign_in", account.actor.key, by=account.actor, now=now)
    return Entered(token, account, step)


def sign_in_by_identity(
    identity: Identity, *, is_production: bool, now: datetime, browser: str = ""
) -> Entered:
    """Let in whom the Ministry's accounts vouch for, where the mailbox is that of a staff account.

    No account is made and no role is taken over. Our second step follows unless the provider
    asked for one of its own. Raises `NotAllowed`.
    """
    if not identity.is_verified or not identity.email:
        raise NotAllowed(UNVERIFIED)
    found = staff.by_email(identity.email)
    if found is None:
        raise NotAllowed(UNKNOWN)
    step = Step.IN if identity.with_second_step else _second_step_of(found, is_production)
    account = staff.account_of(found)
    with transaction():
        token = staff_sessions.open_session(account.id, step, browser=browser, now=now)
        if step is Step.IN:
            way = "provider" if identity.with_second_step else "none"
            audit.append("sign_in", account.actor.key, by=account.actor, now=now, second_step=way)
    return Entered(token, account, step)


def _second_step_of(found: Staff, is_production: bool) -> Step:
    if found.demo and not is_production:
        return Step.IN
    return Step.CODE if found.totp_seed else Step.ENROL


def sign_out(token: str, *, now: datetime) -> None:
    """End this session; a copied cookie opens nothing afterwards."""
    with transaction():
        found = staff_sessions.session_of(token, now=now)
        if found is not None:
            found.revoked_at = now
            actor = staff.account_of(found.staff).actor
            audit.append("sign_out", actor.key, by=actor, now=now)


def touch(token: str, *, now: datetime) -> None:
    """Note that the session is in use, at most every five minutes."""
    with transaction():
        found = staff_sessions.session_of(token, now=now)
        if found is not None and now - found.last_seen_at >= SEEN_EVERY:
            found.last_seen_at = now
