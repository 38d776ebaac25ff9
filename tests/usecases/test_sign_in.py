"""Signing in: one answer for every failure, a session that ends, nothing kept in clear."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from booking.database import db, transaction
from booking.domain.roles import Role
from booking.errors import InputRefused, NotAllowed
from booking.models.access import ApiToken, Staff, StaffSession
from booking.store import staff, staff_sessions
from booking.usecases.give_access import add_staff, add_token
from booking.usecases.sign_in import sign_in, sign_out, touch
from tests.usecases.builders import codes_of

START = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
EMAIL, PASSWORD = "nurhayati@contoh.go.id", "kata sandi yang panjang"


class PlainPasswords:
    """Hashes nothing, so that tests are quick; the real one has tests of its own."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def hash(self, password: str) -> str:
        return f"hash of {password}"

    def verify(self, kept: str, password: str) -> bool:
        self.asked.append(kept)
        return kept == self.hash(password)


PLAIN = PlainPasswords()


def account(email: str = EMAIL, role: str = "petugas", password: str = PASSWORD) -> int:
    return add_staff(email, "Nurhayati", role, password, passwords=PLAIN, now=START, demo=True)


def enter(email: str = EMAIL, password: str = PASSWORD, now: datetime = START) -> str:
    return sign_in(email, password, passwords=PLAIN, is_production=False, now=now).token


def enter_as(email: str) -> str:
    return sign_in(email, PASSWORD, passwords=PLAIN, is_production=False, now=START).account.role


def is_in(token: str, now: datetime) -> bool:
    db.session.rollback()
    return staff_sessions.session_of(token, now=now) is not None


def test_the_right_password_opens_a_session(app: Flask) -> None:
    account()

    token, who, _ = sign_in(
        f" {EMAIL.upper()} ", PASSWORD, passwords=PLAIN, is_production=False, now=START
    )

    assert is_in(token, START)
    assert (who.name, who.role) == ("Nurhayati", "petugas")


def test_wrong_password_unknown_and_inactive_account_hear_the_same(app: Flask) -> None:
    account()
    account("lama@contoh.go.id")
    with transaction():
        db.session.execute(
            update(Staff).where(Staff.email == "lama@contoh.go.id").values(active=False)
        )
    words = set()

    tries = ((EMAIL, "x"), ("siapa@x.id", PASSWORD), ("lama@contoh.go.id", PASSWORD))
    for email, password in tries:
        with pytest.raises(NotAllowed) as error:
            enter(email, password)
        words.add(error.value.detail)

    assert words == {"Alamat surel atau kata sandi tidak sesuai."}
    assert db.session.scalars(select(StaffSession)).all() == []


def test_an_unknown_account_costs_a_password_check_too(app: Flask) -> None:
    passwords = PlainPasswords()

    with pytest.raises(NotAllowed):
        sign_in("siapa@x.id", PASSWORD, passwords=passwords, is_production=False, now=START)

    assert passwords.asked == [""]


def test_an_empty_password_hash_never_matches(app: Flask) -> None:
    passwords = PlainPasswords()
    passwords.verify = lambda kept, password: True  # type: ignore[method-assign]

    with pytest.raises(NotAllowed):
        sign_in("siapa@x.id", PASSWORD, passwords=passwords, is_production=False, now=START)


def test_every_sign_in_has_a_token_of_its_own_that_the_table_does_not_know(app: Flask) -> None:
    account()

    first, second = enter(), enter()

    assert first != second
    hashes = set(db.session.scalars(select(StaffSession.hash)))
    assert len(hashes) == 2
    assert not hashes & {first, second}


def test_after_signing_out_the_copied_cookie_opens_nothing(app: Flask) -> None:
    account()
    token, other = enter(), enter()

    sign_out(token, now=START)
    sign_out(token, now=START)

    assert not is_in(token, START)
    assert is_in(other, START)


def test_a_session_ends_after_half_an_hour_without_use(app: Flask) -> None:
    account()
    token = enter()

    assert is_in(token, START + timedelta(minutes=29))
    assert not is_in(token, START + timedelta(minutes=30))


def test_use_keeps_a_session_alive_but_not_beyond_twelve_hours(app: Flask) -> None:
    account()
    token, moment = enter(), START

    while moment < START + timedelta(hours=11, minutes=50):
        moment += timedelta(minutes=25)
        touch(token, now=moment)

    assert is_in(token, START + timedelta(hours=11, minutes=59))
    assert not is_in(token, START + timedelta(hours=12))


def test_a_deactivated_account_is_out_at_once(app: Flask) -> None:
    account()
    token = enter()
    with transaction():
        db.session.execute(update(Staff).values(active=False))

    assert not is_in(token, START)


def test_ending_all_sessions_of_an_account_ends_them(app: Flask) -> None:
    key = account()
    tokens = [enter(), enter()]

    with transaction():
        staff_sessions.revoke_all(key, now=START)

    assert not any(is_in(token, START) for token in tokens)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"role": "raja"}, "role_unknown"),
        ({"email": EMAIL.upper()}, "email_taken"),
    ],
)
def test_an_account_that_cannot_be_is_refused(
    app: Flask, changes: dict[str, str], code: str
) -> None:
    account()

    with pytest.raises(InputRefused) as error:
        account(**({"email": "baru@contoh.go.id"} | changes))

    assert codes_of(error.value.problems) == [code]


@pytest.mark.parametrize("role", Role)
def test_every_role_can_have_an_account(app: Flask, role: str) -> None:
    account(role=role)

    assert enter_as(EMAIL) == role


def test_a_program_gets_a_token_once_and_the_table_its_hash(app: Flask) -> None:
    token = add_token("helpdesk", ["intake", "read"], now=START)

    kept = db.session.scalars(select(ApiToken)).one()
    assert kept.hash != token
    assert kept.scopes == ["intake", "read"]
    assert staff.api_token(token) is not None
    with pytest.raises(InputRefused):
        add_token("helpdesk", ["read"], now=START)


@pytest.mark.parametrize("scopes", [[], ["admin"], ["read", "semua"]])
def test_a_token_without_a_known_scope_is_refused(app: Flask, scopes: list[str]) -> None:
    with pytest.raises(InputRefused):
        add_token("helpdesk", scopes, now=START)


def test_a_revoked_token_opens_nothing(app: Flask) -> None:
    token = add_token("helpdesk", ["read"], now=START)
    with transaction():
        db.session.execute(update(ApiToken).values(revoked_at=START))

    assert staff.api_token(token) is None
