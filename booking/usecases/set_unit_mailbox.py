"""The mailbox at which a unit is asked; without one its people's own addresses are used."""

from __future__ import annotations

from datetime import datetime

from email_validator import EmailNotValidError, validate_email

from booking.database import transaction
from booking.domain.roles import Actor, Role
from booking.domain.submission import clean
from booking.errors import InputRefused, NotAllowed, Problem
from booking.store import audit, units

KEEPERS = (Role.SUPERVISOR, Role.ADMIN)


def set_unit_mailbox(unit_code: str, email: str, *, by: Actor, now: datetime) -> str:
    """Keep the mailbox of a unit, or none; gives it as it is kept.

    Raises `NotFound` for a unit that is none, `InputRefused` for an address that is none.
    """
    if by.role not in KEEPERS:
        raise NotAllowed("Alamat surel unit hanya dapat diubah oleh penyelia atau admin.")
    address = clean(email).lower()
    if address:
        _refuse_none(address)
    with transaction():
        unit = units.by_code(unit_code)
        unit.email = address
        audit.append("set_unit_mailbox", f"unit:{unit.code}", by=by, now=now)
        return address


def _refuse_none(address: str) -> None:
    try:
        validate_email(address, check_deliverability=False)
    except EmailNotValidError:
        words = "Alamat surel belum benar. Tulis seperti dtu@kemenkeu.go.id."
        raise InputRefused.of(Problem("email_invalid", words, "email")) from None
