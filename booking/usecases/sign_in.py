"""Signing in and out: a session in the database, known to the browser by a random token."""

from __future__ import annotations

from datetime import datetime, timedelta

from booking.database import db, transaction
from booking.domain.links import fingerprint, new_token
from booking.domain.roles import Account
from booking.errors import NotAllowed
from booking.models.access import StaffSession
from booking.store import audit, staff
from booking.usecases.ports import PasswordHasher

SEEN_EVERY = timedelta(minutes=5)
WRONG = "Alamat surel atau kata sandi tidak sesuai."


def sign_in(
    email: str, password: str, *, passwords: PasswordHasher, now: datetime
) -> tuple[str, Account]:
    """Open a session; gives its token and the account.

    Raises `NotAllowed` with the same words for every cause.
    `now` is the real time: sessions do not follow a demonstration's clock (DECISIONS 13).
    """
    found = staff.by_email(email)
    if not passwords.verify(found.password_hash if found else "", password) or not found:
        raise NotAllowed(WRONG)
    token, account = new_token(), staff.account_of(found)
    with transaction():
        db.session.add(
            StaffSession(
                staff_id=account.id, hash=fingerprint(token), created_at=now, last_seen_at=now
            )
        )
        audit.append("sign_in", account.actor.key, by=account.actor, now=now)
    return token, account


def sign_out(token: str, *, now: datetime) -> None:
    """End this session; a copied cookie opens nothing afterwards."""
    with transaction():
        found = staff.session_of(token, now=now)
        if found is not None:
            found.revoked_at = now
            actor = staff.account_of(found.staff).actor
            audit.append("sign_out", actor.key, by=actor, now=now)


def touch(token: str, *, now: datetime) -> None:
    """Note that the session is in use, at most every five minutes."""
    with transaction():
        found = staff.session_of(token, now=now)
        if found is not None and now - found.last_seen_at >= SEEN_EVERY:
            found.last_seen_at = now
