"""Keeping accounts: role and unit, out of use and back; each ends what the account has open."""

from __future__ import annotations

from datetime import datetime

from booking.database import transaction
from booking.domain.roles import Actor, Role, role_problems
from booking.errors import AlreadyDecided, InputRefused, NotAllowed
from booking.models.access import Staff
from booking.store import account_links, audit, staff, staff_sessions, units

OWN = "Akun sendiri diubah oleh admin lain, supaya selalu ada admin yang dapat masuk."


def change_role(
    staff_id: int, role: str, unit: str, *, shown: str, by: Actor, now: datetime
) -> None:
    """Give another role or unit; the account signs in anew. `shown` is the role the admin saw.

    Raises `InputRefused` for a role that is none, `AlreadyDecided` when it was changed meanwhile,
    `NotAllowed` for one's own account.
    """
    problems = role_problems(role, unit)
    if problems:
        raise InputRefused.of(*problems)
    with transaction():
        account = _others(staff_id, by)
        if account.role != shown:
            raise AlreadyDecided("Peran akun ini baru saja diubah. Muat ulang halaman.")
        unit_id = units.by_code(unit).id if role == Role.UNIT else None
        if (account.role, account.unit_id) == (role, unit_id):
            return
        account.role, account.unit_id = role, unit_id
        staff_sessions.revoke_all(staff_id, now=now)
        audit.append("change_role", f"staff:{staff_id}", by=by, now=now, before=shown, after=role)


def deactivate(staff_id: int, *, by: Actor, now: datetime) -> None:
    """Nobody signs in with this account any more; its sessions and links end at once."""
    with transaction():
        account = _others(staff_id, by)
        account.active = False
        staff_sessions.revoke_all(staff_id, now=now)
        account_links.end_all(staff_id, now=now)
        audit.append("deactivate_staff", f"staff:{staff_id}", by=by, now=now)


def reactivate(staff_id: int, *, by: Actor, now: datetime) -> None:
    """The account may sign in again, with the password and authenticator it had."""
    with transaction():
        _others(staff_id, by).active = True
        audit.append("reactivate_staff", f"staff:{staff_id}", by=by, now=now)


def _others(staff_id: int, by: Actor) -> Staff:
    account = staff.by_id(staff_id, lock=True)
    if by.key == f"staff:{staff_id}":
        raise NotAllowed(OWN)
    return account
