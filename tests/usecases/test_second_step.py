"""The second step: an authenticator is bound, asked for, replaced, and ended."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from booking.database import db
from booking.domain.password_rules import BSSN
from booking.domain.second_step import Step
from booking.errors import MoveNotAllowed, NotAllowed, NotFound
from booking.models.access import RecoveryCode
from booking.store import staff_sessions
from booking.usecases.second_step import (
    change_authenticator,
    end_second_step,
    enrol,
    prove,
    renew_recovery_codes,
)
from tests.usecases.colleagues import (
    ADMIN,
    KEY,
    START,
    Colleague,
    acts,
    choose,
    enrolled,
    entered,
    invited,
    is_in,
    link_of,
    mails,
    password_given,
    row,
)


def test_a_password_alone_opens_no_session(app: Flask) -> None:
    one = enrolled()

    token, step = password_given(START)

    assert step is Step.CODE
    assert not is_in(token, START)
    assert is_in(entered(one, START + timedelta(minutes=1)), START + timedelta(minutes=1))


def test_the_first_sign_in_binds_an_authenticator_only_by_its_code(app: Flask) -> None:
    one = Colleague(invited())
    choose(link_of(one.id))
    token, step = password_given(START)

    with pytest.raises(NotAllowed):
        enrol(token, "000000", key=KEY, profile=BSSN, now=START)

    assert step is Step.ENROL
    assert row(one.id).totp_seed is None


def test_of_two_sign_ins_that_are_half_way_one_binds_the_authenticator(app: Flask) -> None:
    one, thief = Colleague(invited()), Colleague(0)
    choose(link_of(one.id))
    tokens = [password_given(START)[0] for _ in range(2)]
    for token, who in zip(tokens, (one, thief), strict=True):
        who.seed = staff_sessions.half_way(token, Step.ENROL, now=START).enrol_seed or ""
    enrol(tokens[0], one.code(START), key=KEY, profile=BSSN, now=START)

    with pytest.raises(MoveNotAllowed):
        enrol(tokens[1], thief.code(START), key=KEY, profile=BSSN, now=START)

    assert row(one.id).totp_seed == one.seed


def test_a_code_is_taken_once_within_its_step(app: Flask) -> None:
    one = enrolled()
    later = START + timedelta(minutes=1)
    code = one.code(later)
    first, _ = password_given(later)
    second, _ = password_given(later)
    prove(first, code, key=KEY, profile=BSSN, now=later)

    with pytest.raises(NotAllowed):
        prove(second, code, key=KEY, profile=BSSN, now=later + timedelta(seconds=5))


def test_the_code_of_the_enrolment_opens_nothing_again(app: Flask) -> None:
    one = enrolled()
    token, _ = password_given(START)

    with pytest.raises(NotAllowed):
        prove(token, one.code(START), key=KEY, profile=BSSN, now=START)


def test_a_recovery_code_opens_once(app: Flask) -> None:
    one = enrolled()
    first, second = password_given(START)[0], password_given(START)[0]
    typed = one.recovery[3].lower().replace("-", " ")

    token, _, step = prove(first, typed, key=KEY, profile=BSSN, now=START)

    assert step is Step.IN
    assert is_in(token, START)
    with pytest.raises(NotAllowed):
        prove(second, one.recovery[3], key=KEY, profile=BSSN, now=START)
    assert len(one.recovery) == len(set(one.recovery)) == 10
    kept = set(db.session.scalars(select(RecoveryCode.hash)))
    assert not kept & set(one.recovery)


def test_new_recovery_codes_end_the_old_ones(app: Flask) -> None:
    one = enrolled()
    later = START + timedelta(minutes=1)

    new = renew_recovery_codes(one.id, one.code(later), key=KEY, by=ADMIN, now=later)

    token, _ = password_given(later)
    with pytest.raises(NotAllowed):
        prove(token, one.recovery[0], key=KEY, profile=BSSN, now=later)
    assert prove(token, new[0], key=KEY, profile=BSSN, now=later)[2] is Step.IN


def test_a_sign_in_left_half_way_ends_after_ten_minutes(app: Flask) -> None:
    one = enrolled()
    token, _ = password_given(START + timedelta(minutes=1))
    late = START + timedelta(minutes=11)

    with pytest.raises(NotFound):
        prove(token, one.code(late), key=KEY, profile=BSSN, now=late)


def test_an_admin_ends_a_lost_authenticator_and_the_owner_is_told(app: Flask) -> None:
    one = enrolled()
    token = entered(one, START + timedelta(minutes=1))

    end_second_step(one.id, by=ADMIN, now=START + timedelta(minutes=2))

    assert not is_in(token, START + timedelta(minutes=2))
    assert password_given(START + timedelta(minutes=3))[1] is Step.ENROL
    assert mails()[-1] == "account_totp_reset"
    assert "end_second_step" in acts()


def test_a_new_telephone_replaces_the_authenticator_against_a_code_of_the_old_one(
    app: Flask,
) -> None:
    one, later = enrolled(), START + timedelta(minutes=5)
    elsewhere = entered(one, START + timedelta(minutes=1))
    with pytest.raises(NotAllowed):
        change_authenticator(one.id, "000000", key=KEY, browser="", by=ADMIN, now=later)
    assert is_in(elsewhere, later)

    token = change_authenticator(one.id, one.code(later), key=KEY, browser="", by=ADMIN, now=later)

    assert not is_in(elsewhere, later)
    assert password_given(later)[1] is Step.CODE  # the old one counts until the new one is bound
    seed = staff_sessions.half_way(token, Step.REPLACE, now=later).enrol_seed or ""
    new = Colleague(one.id, seed, ())
    opened, _, step, codes = enrol(token, new.code(later), key=KEY, profile=BSSN, now=later)
    assert (step, is_in(opened, later), len(codes)) == (Step.IN, True, 10)
    assert mails()[-1] == "account_totp_changed"
    half, _ = password_given(later)
    for old in (one.code(later + timedelta(minutes=1)), one.recovery[0]):
        with pytest.raises(NotAllowed):
            prove(half, old, key=KEY, profile=BSSN, now=later + timedelta(minutes=1))
