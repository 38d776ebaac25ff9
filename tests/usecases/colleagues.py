"""A colleague with an account, for the tests of accounts: invited, enrolled, signed in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from pyotp import TOTP
from sqlalchemy import select

from booking.database import db
from booking.domain.account_links import account_token
from booking.domain.password_rules import BSSN
from booking.domain.roles import Actor, Role
from booking.domain.second_step import Step, totp_secret
from booking.models.access import AccountLink, Staff
from booking.models.history import AuditRow
from booking.models.messages import OutboxMessage
from booking.store import staff, staff_sessions
from booking.usecases.choose_password import (
    choose_by_link,
)
from booking.usecases.invite_staff import invite
from booking.usecases.second_step import (
    enrol,
    prove,
)
from booking.usecases.sign_in import sign_in

START = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
ADMIN = Actor("Admin Sistem", "staff:0", Role.ADMIN)
KEY = b"a key only for these tests, long enough"
EMAIL, PASSWORD, OTHER = "nurhayati@contoh.go.id", "Empat ekor 7 gajah!", "Lima ekor 8 harimau?"


class PlainPasswords:
    """Hashes nothing, so that tests are quick; the real one has tests of its own."""

    def hash(self, password: str) -> str:
        return f"hash of {password}"

    def verify(self, kept: str, password: str) -> bool:
        return kept == self.hash(password)


PLAIN = PlainPasswords()


@dataclass
class Colleague:
    """Somebody with an account, and what she holds in her hands."""

    id: int
    seed: str = ""
    recovery: tuple[str, ...] = field(default=())

    def code(self, at: datetime) -> str:
        return TOTP(totp_secret(KEY, self.seed)).at(at)


def row(staff_id: int) -> Staff:
    db.session.rollback()
    return staff.by_id(staff_id)


def link_of(staff_id: int) -> str:
    """The token of the newest link, as the mail carries it."""
    db.session.rollback()
    query = select(AccountLink).where(AccountLink.staff_id == staff_id)
    link = db.session.scalars(query.order_by(AccountLink.id.desc())).first()
    assert link is not None
    return account_token(KEY, link.purpose, link.seed)


def invited(email: str = EMAIL, role: str = "petugas", unit: str = "") -> int:
    return invite(email, "Nurhayati", role, unit, key=KEY, by=ADMIN, now=START)


def choose(token: str, password: str = PASSWORD, now: datetime = START) -> None:
    choose_by_link(token, password, passwords=PLAIN, profile=BSSN, now=now)


def password_given(now: datetime, password: str = PASSWORD) -> tuple[str, Step]:
    found = sign_in(EMAIL, password, passwords=PLAIN, is_production=True, now=now)
    return found.token, found.step


def enrolled() -> Colleague:
    """An invited colleague who chose a password and bound an authenticator."""
    one = Colleague(invited())
    choose(link_of(one.id))
    token, _ = password_given(START)
    one.seed = staff_sessions.half_way(token, Step.ENROL, now=START).enrol_seed or ""
    *_, one.recovery = enrol(token, one.code(START), key=KEY, profile=BSSN, now=START)
    return one


def entered(one: Colleague, now: datetime) -> str:
    token, _ = password_given(now)
    return prove(token, one.code(now), key=KEY, profile=BSSN, now=now)[0]


def is_in(token: str, now: datetime) -> bool:
    db.session.rollback()
    return staff_sessions.session_of(token, now=now) is not None


def acts() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(AuditRow.action).order_by(AuditRow.seq)))


def mails() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(OutboxMessage.kind).order_by(OutboxMessage.id)))
