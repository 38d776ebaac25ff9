"""Inviting a colleague: an account without a password, and a link by which one is chosen."""

from __future__ import annotations

from datetime import datetime

from email_validator import EmailNotValidError, validate_email
from sqlalchemy.exc import IntegrityError

from booking.database import db, transaction
from booking.domain.account_links import LinkPurpose
from booking.domain.account_mail import AccountMailKind
from booking.domain.roles import Actor, Role, role_problems
from booking.domain.submission import clean
from booking.errors import InputRefused, MoveNotAllowed, NotAllowed, Problem
from booking.models.access import Staff
from booking.store import account_links, account_mail, audit, staff, units

LONGEST_NAME, LONGEST_EMAIL = 120, 254


def invite(
    email: str, name: str, role: str, unit: str, *, key: bytes, by: Actor, now: datetime
) -> int:
    """A new account, and the mail with its link; gives the account's key.

    Raises `InputRefused` with a problem for each field.
    """
    email, name = clean(email).lower(), clean(name)
    problems = [*_name_problems(name), *_email_problems(email), *role_problems(role, unit)]
    if problems:
        raise InputRefused.of(*problems)
    taken = InputRefused.of(Problem("email_taken", f"Akun {email} sudah ada.", "email"))
    with transaction():
        if staff.address_is_taken(email):
            raise taken
        account = Staff(
            email=email,
            name=name,
            role=role,
            unit_id=units.by_code(unit).id if role == Role.UNIT else None,
            password_hash="",  # it matches nothing until the link is used
            created_at=now,
        )
        try:
            with db.session.begin_nested():  # link and audit row name it
                db.session.add(account)
        except IntegrityError:  # another admin invited the same colleague at this moment
            raise taken from None
        _send_link(account, key=key, now=now)
        audit.append("invite_staff", f"staff:{account.id}", by=by, now=now, role=role)
        return account.id


def invite_again(staff_id: int, *, key: bytes, by: Actor, now: datetime) -> None:
    """Send a new link; the old one ends. Raises `MoveNotAllowed` where a password was chosen."""
    with transaction():
        account = staff.by_id(staff_id, lock=True)
        if account.password_hash:
            raise MoveNotAllowed("Undangan ini sudah diterima.")
        if not account.active:
            raise NotAllowed("Akun ini nonaktif. Aktifkan kembali, lalu kirim undangan.")
        _send_link(account, key=key, now=now)
        audit.append("invite_staff", f"staff:{staff_id}", by=by, now=now, again=True)


def _send_link(account: Staff, *, key: bytes, now: datetime) -> None:
    link_id = account_links.add(account.id, LinkPurpose.INVITE, key=key, now=now)
    account_mail.owe(account, AccountMailKind.INVITED, now=now, link_id=link_id)


def _email_problems(email: str) -> list[Problem]:
    try:
        validate_email(email, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return [Problem("email", "Tulis alamat surel seperti nama@kemenkeu.go.id.", "email")]
    too_long = Problem("email", f"Paling banyak {LONGEST_EMAIL} karakter.", "email")
    return [too_long] if len(email) > LONGEST_EMAIL else []


def _name_problems(name: str) -> list[Problem]:
    if 0 < len(name) <= LONGEST_NAME:
        return []
    return [Problem("name", f"Tulis nama, paling banyak {LONGEST_NAME} karakter.", "name")]
