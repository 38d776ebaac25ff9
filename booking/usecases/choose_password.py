"""Choosing a password: by a one-use link, in place of one's own, or because it has expired."""

from __future__ import annotations

from datetime import datetime

from booking.database import transaction
from booking.domain.account_links import LinkPurpose
from booking.domain.account_mail import AccountMailKind
from booking.domain.password_rules import PasswordProfile
from booking.domain.roles import Account
from booking.domain.second_step import Step
from booking.errors import InputRefused, Problem
from booking.models.access import Staff
from booking.store import account_links, account_mail, audit, staff, staff_sessions
from booking.store.common_passwords import refuse_weak
from booking.usecases.ports import PasswordHasher


def ask_for_link(email: str, *, key: bytes, now: datetime) -> None:
    """Mail a link to the owner of this address; nobody else learns whether there is one."""
    known = staff.by_email(email)
    if known is None or not known.password_hash:
        return
    with transaction():
        found = staff.by_id(known.id, lock=True)
        link_id = account_links.add(found.id, LinkPurpose.RESET, key=key, now=now)
        account_mail.owe(found, AccountMailKind.RESET, now=now, link_id=link_id)
        actor = staff.account_of(found).actor
        audit.append("ask_password_link", actor.key, by=actor, now=now)


def choose_by_link(
    token: str,
    password: str,
    *,
    passwords: PasswordHasher,
    profile: PasswordProfile,
    now: datetime,
) -> None:
    """Set the password of the link's account, once; every session of the account ends.

    Raises `NotFound` for a link that is over, `InputRefused` for a weak password.
    """
    account = account_links.live(token, now=now).staff
    _refuse(account, password, passwords, profile)
    kept = passwords.hash(password)
    with transaction():
        link = account_links.live(token, now=now)
        account_links.use(link, now=now)
        found = staff.by_id(link.staff_id, lock=True)
        _set(found, kept, now)
        if link.purpose == LinkPurpose.RESET:
            account_mail.owe(found, AccountMailKind.PASSWORD_CHANGED, now=now)
        actor = staff.account_of(found).actor
        audit.append("choose_password", actor.key, by=actor, now=now, way=link.purpose)


def change_password(
    staff_id: int,
    present: str,
    password: str,
    *,
    passwords: PasswordHasher,
    profile: PasswordProfile,
    browser: str = "",
    now: datetime,
) -> tuple[str, Account]:
    """Set another password; this browser goes on under a new session, all others end.

    Raises `InputRefused` for a wrong present password or a weak new one.
    """
    known = staff.by_id(staff_id)
    if not passwords.verify(known.password_hash, present):
        raise InputRefused.of(
            Problem("password_wrong", "Kata sandi saat ini tidak sesuai.", "present")
        )
    _refuse(known, password, passwords, profile)
    kept = passwords.hash(password)
    with transaction():
        found = staff.by_id(staff_id, lock=True)
        _set(found, kept, now)
        account_mail.owe(found, AccountMailKind.PASSWORD_CHANGED, now=now)
        account = staff.account_of(found)
        token = staff_sessions.open_session(staff_id, Step.IN, browser=browser, now=now)
        audit.append("choose_password", account.actor.key, by=account.actor, now=now, way="own")
    return token, account


def renew_password(
    token: str,
    password: str,
    *,
    passwords: PasswordHasher,
    profile: PasswordProfile,
    now: datetime,
) -> tuple[str, Account]:
    """Replace an expired password as the last step of signing in; gives the session.

    Raises `NotFound` when the sign-in is over, `InputRefused` for a weak or the same password.
    """
    known = staff_sessions.half_way(token, Step.RENEW, now=now).staff
    _refuse(known, password, passwords, profile)
    kept = passwords.hash(password)
    with transaction():
        row = staff_sessions.half_way(token, Step.RENEW, now=now, lock=True)
        found = staff.by_id(row.staff_id, lock=True)
        _set(found, kept, now)
        account = staff.account_of(found)
        token = staff_sessions.go_on(row, Step.IN, now=now)
        audit.append("choose_password", account.actor.key, by=account.actor, now=now, way="renew")
    return token, account


def _refuse(
    account: Staff, password: str, passwords: PasswordHasher, profile: PasswordProfile
) -> None:
    refuse_weak(password, profile, about=f"{account.email} {account.name}")
    if passwords.verify(account.password_hash, password):
        raise InputRefused.of(
            Problem("password_same", "Pilih kata sandi yang lain dari yang sekarang.", "password")
        )


def _set(found: Staff, kept: str, now: datetime) -> None:
    found.password_hash, found.password_set_at = kept, now
    account_links.end_all(found.id, now=now)
    staff_sessions.revoke_all(found.id, now=now)
