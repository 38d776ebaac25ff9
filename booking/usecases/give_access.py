"""Giving access: staff accounts and programs' bearer tokens."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from booking.database import db, transaction
from booking.domain.links import fingerprint, new_token
from booking.domain.password_rules import BSSN, PasswordProfile
from booking.domain.roles import SYSTEM_ACTOR, Role, role_unknown
from booking.errors import InputRefused, Problem
from booking.models.access import ApiToken, Staff
from booking.store import audit, staff
from booking.store.common_passwords import refuse_weak
from booking.usecases.ports import PasswordHasher

SCOPES = ("intake", "read", "schedule", "reception", "report")
LONGEST_NAME = 50


def add_staff(
    email: str,
    name: str,
    role: str,
    password: str,
    *,
    passwords: PasswordHasher,
    now: datetime,
    demo: bool = False,
    unit_id: int | None = None,
    profile: PasswordProfile = BSSN,
) -> int:
    """A new account with one role; the password of a demonstration is public and may be plain.

    Raises `InputRefused` for a role or password that is none.
    """
    if role not in tuple(Role):
        raise InputRefused.of(role_unknown())
    if not demo:
        refuse_weak(password, profile, about=f"{email} {name}")
    if staff.address_is_taken(email):
        raise InputRefused.of(Problem("email_taken", f"Akun {email} sudah ada.", "email"))
    kept = passwords.hash(password)
    with transaction():
        account = Staff(
            email=email.strip().lower(),
            name=name,
            role=role,
            password_hash=kept,
            demo=demo,
            unit_id=unit_id,
            created_at=now,
            password_set_at=now,
        )
        db.session.add(account)
        db.session.flush()  # the audit row names it
        audit.append("add_staff", f"staff:{account.id}", by=SYSTEM_ACTOR, now=now, role=role)
        return account.id


def add_token(name: str, scopes: Sequence[str], *, now: datetime) -> str:
    """A bearer token for a program, shown once; the table keeps its hash."""
    unknown = [scope for scope in scopes if scope not in SCOPES]
    if unknown or not scopes:
        raise InputRefused.of(Problem("scope_unknown", f"Cakupan: {', '.join(SCOPES)}.", "scope"))
    if not 0 < len(name) <= LONGEST_NAME:
        raise InputRefused.of(
            Problem("name", f"Nama token antara 1 dan {LONGEST_NAME} karakter.", "name")
        )
    token = new_token()
    with transaction():
        known = db.session.query(ApiToken.id).filter_by(name=name).first()
        if known is not None:
            raise InputRefused.of(Problem("name_taken", f"Token {name} sudah ada.", "name"))
        db.session.add(
            ApiToken(name=name, hash=fingerprint(token), scopes=list(scopes), created_at=now)
        )
        audit.append("add_token", f"token:{name}", by=SYSTEM_ACTOR, now=now, scopes=list(scopes))
    return token
