"""The second step of signing in: enrol an authenticator, give its code, end a lost one."""

from __future__ import annotations

from datetime import datetime

from booking.database import transaction
from booking.domain.account_mail import AccountMailKind
from booking.domain.password_rules import PasswordProfile
from booking.domain.roles import Account, Actor
from booking.domain.second_step import (
    BINDS,
    Step,
    new_recovery_codes,
    recovery_hash,
    step_of,
    totp_secret,
    typed_digits,
)
from booking.errors import MoveNotAllowed, NotAllowed
from booking.models.access import Staff, StaffSession
from booking.store import account_mail, audit, recovery_codes, staff, staff_sessions

WRONG = "Kode tidak sesuai atau sudah dipakai. Tunggu kode berikutnya, lalu coba kembali."
NOT_ENROLLED = "Akun ini belum memiliki autentikator."


def enrol(
    token: str, typed: str, *, key: bytes, profile: PasswordProfile, now: datetime
) -> tuple[str, Account, Step, tuple[str, ...]]:
    """Bind the authenticator that shows this code; gives the ten recovery codes, for this once.

    Raises `NotAllowed` for a wrong code, `NotFound` when the sign-in is over.
    """
    codes = new_recovery_codes()
    with transaction():
        row = staff_sessions.half_way(token, *BINDS, now=now, lock=True)
        found = staff.by_id(row.staff_id, lock=True)
        replaces = row.stage == Step.REPLACE
        if found.totp_seed is not None and not replaces:
            raise MoveNotAllowed("Autentikator akun ini sudah terdaftar. Silakan masuk kembali.")
        seed = row.enrol_seed or ""
        step = _read(key, seed, typed, now)
        if step is None:
            raise NotAllowed(WRONG)
        found.totp_seed, found.totp_last_step = seed, step
        recovery_codes.replace(found.id, _kept(key, found.id, codes))
        account = staff.account_of(found)
        token, following = _go_on(row, found, profile, now)
        audit.append("enrol_second_step", account.actor.key, by=account.actor, now=now)
        if replaces:
            account_mail.owe(found, AccountMailKind.SECOND_STEP_CHANGED, now=now)
    return token, account, following, codes


def prove(
    token: str, typed: str, *, key: bytes, profile: PasswordProfile, now: datetime
) -> tuple[str, Account, Step]:
    """Take a code of the authenticator, or a recovery code, each only once.

    Raises `NotAllowed` for a wrong or used code, `NotFound` when the sign-in is over.
    """
    with transaction():
        row = staff_sessions.half_way(token, Step.CODE, now=now, lock=True)
        found = staff.by_id(row.staff_id, lock=True)
        way = _accepted(found, typed, key=key, now=now)
        account = staff.account_of(found)
        token, following = _go_on(row, found, profile, now)
        audit.append("sign_in", account.actor.key, by=account.actor, now=now, second_step=way)
    return token, account, following


def renew_recovery_codes(
    staff_id: int, typed: str, *, key: bytes, by: Actor, now: datetime
) -> tuple[str, ...]:
    """Ten new codes against a present one. Raises `NotAllowed` for a wrong code."""
    codes = new_recovery_codes()
    with transaction():
        found = staff.by_id(staff_id, lock=True)
        _accepted(found, typed, key=key, now=now)
        recovery_codes.replace(staff_id, _kept(key, staff_id, codes))
        audit.append("renew_recovery_codes", f"staff:{staff_id}", by=by, now=now)
    return codes


def change_authenticator(
    staff_id: int, typed: str, *, key: bytes, browser: str, by: Actor, now: datetime
) -> str:
    """Begin to bind another authenticator against a present code; gives the token for it.

    Every session of the account ends; the old authenticator counts until the new one is bound, so
    that a password alone never binds one. Raises `NotAllowed` for a wrong code.
    """
    with transaction():
        found = staff.by_id(staff_id, lock=True)
        _accepted(found, typed, key=key, now=now)
        staff_sessions.revoke_all(staff_id, now=now)
        audit.append("change_authenticator", f"staff:{staff_id}", by=by, now=now)
        return staff_sessions.open_session(staff_id, Step.REPLACE, browser=browser, now=now)


def end_second_step(staff_id: int, *, by: Actor, now: datetime) -> None:
    """A lost authenticator opens nothing more; the next sign-in enrols another one."""
    with transaction():
        found = staff.by_id(staff_id, lock=True)
        if by.key == f"staff:{staff_id}":
            raise NotAllowed("Autentikator akun sendiri disetel ulang oleh admin lain.")
        if found.totp_seed is None:
            raise MoveNotAllowed(NOT_ENROLLED)
        found.totp_seed = None
        recovery_codes.forget(staff_id)
        staff_sessions.revoke_all(staff_id, now=now)
        account_mail.owe(found, AccountMailKind.SECOND_STEP_ENDED, now=now)
        audit.append("end_second_step", f"staff:{staff_id}", by=by, now=now)


def _accepted(found: Staff, typed: str, *, key: bytes, now: datetime) -> str:
    """By which way the code is good, and take its one use."""
    if found.totp_seed is None:
        raise NotAllowed(NOT_ENROLLED)
    if typed_digits(typed) is None:
        if recovery_codes.use(found.id, recovery_hash(key, found.id, typed), now=now):
            return "recovery"
        raise NotAllowed(WRONG)
    step = _read(key, found.totp_seed, typed, now)
    if step is None or not staff.take_step(found.id, step):
        raise NotAllowed(WRONG)
    return "totp"


def _read(key: bytes, seed: str, typed: str, now: datetime) -> int | None:
    digits = typed_digits(typed)
    return step_of(totp_secret(key, seed), digits, now=now) if digits else None


def _go_on(
    row: StaffSession, found: Staff, profile: PasswordProfile, now: datetime
) -> tuple[str, Step]:
    set_at = found.password_set_at or found.created_at
    step = Step.RENEW if profile.is_expired(set_at, now=now) else Step.IN
    return staff_sessions.go_on(row, step, now=now), step


def _kept(key: bytes, staff_id: int, codes: tuple[str, ...]) -> list[str]:
    return [recovery_hash(key, staff_id, code) for code in codes]
