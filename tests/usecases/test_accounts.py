"""Accounts: invited by a link, entered by a password, kept by an admin; each ends what is open."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from booking.database import db
from booking.domain.account_links import LinkPurpose
from booking.domain.password_rules import ASVS, BSSN
from booking.domain.roles import Actor, Role
from booking.domain.second_step import Step
from booking.errors import AlreadyDecided, InputRefused, NotAllowed, NotFound
from booking.models.access import AccountLink, StaffSession
from booking.store import staff
from booking.usecases.choose_password import (
    ask_for_link,
    change_password,
    renew_password,
)
from booking.usecases.end_sessions import end_other_sessions, end_session
from booking.usecases.invite_staff import invite_again
from booking.usecases.keep_accounts import change_role, deactivate, reactivate
from booking.usecases.second_step import (
    end_second_step,
    prove,
)
from booking.usecases.sign_in import sign_in
from tests.usecases.builders import codes_of
from tests.usecases.colleagues import (
    ADMIN,
    EMAIL,
    KEY,
    OTHER,
    PASSWORD,
    PLAIN,
    START,
    PlainPasswords,
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


def test_an_invited_colleague_chooses_a_password_once(app: Flask) -> None:
    key = invited()
    token = link_of(key)

    choose(token)

    assert row(key).password_hash == PLAIN.hash(PASSWORD)
    with pytest.raises(NotFound):
        choose(token, OTHER)
    assert mails() == ["account_invited"]
    assert acts() == ["invite_staff", "choose_password"]


def test_an_invitation_ends_after_72_hours(app: Flask) -> None:
    token = link_of(invited())

    choose_late = START + timedelta(hours=72)

    with pytest.raises(NotFound):
        choose(token, now=choose_late)


def test_a_second_invitation_ends_the_first(app: Flask) -> None:
    key = invited()
    first = link_of(key)

    invite_again(key, key=KEY, by=ADMIN, now=START)

    with pytest.raises(NotFound):
        choose(first)
    choose(link_of(key))


def test_the_table_of_links_knows_no_token(app: Flask) -> None:
    token = link_of(invited())

    kept = db.session.scalars(select(AccountLink)).one()

    assert token not in (kept.hash, kept.seed)


@pytest.mark.parametrize(
    ("sent", "codes"),
    [
        ({"email": "bukan alamat"}, ["email"]),
        ({"role": "raja"}, ["role_unknown"]),
        ({"role": "unit"}, ["unit_missing"]),
    ],
)
def test_an_invitation_that_cannot_be_names_its_field(
    app: Flask, sent: dict[str, str], codes: list[str]
) -> None:
    with pytest.raises(InputRefused) as error:
        invited(**sent)

    assert codes_of(error.value.problems) == codes


def test_of_two_invitations_at_the_same_moment_the_second_is_told(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    invited()
    monkeypatch.setattr(staff, "address_is_taken", lambda email: False)  # both asked before

    with pytest.raises(InputRefused) as refused:
        invited()

    assert codes_of(refused.value.problems) == ["email_taken"]


def test_a_password_changed_while_the_old_one_is_checked_lets_nobody_in(app: Flask) -> None:
    one, later = enrolled(), START + timedelta(minutes=1)

    class Slow(PlainPasswords):
        def verify(self, kept: str, password: str) -> bool:
            change_password(
                one.id, PASSWORD, OTHER, passwords=PLAIN, profile=BSSN, browser="", now=later
            )
            return True

    with pytest.raises(NotAllowed):
        sign_in(EMAIL, PASSWORD, passwords=Slow(), is_production=True, now=later)


def test_an_address_has_one_account_even_when_it_is_deactivated(app: Flask) -> None:
    deactivate(invited(), by=ADMIN, now=START)

    with pytest.raises(InputRefused) as error:
        invited(EMAIL.upper())

    assert codes_of(error.value.problems) == ["email_taken"]


def test_an_expired_password_is_replaced_before_anything_opens(app: Flask) -> None:
    one = enrolled()
    late = START + timedelta(days=90)
    token, _ = password_given(late)

    token, _, step = prove(token, one.code(late), key=KEY, profile=BSSN, now=late)

    assert step is Step.RENEW
    assert not is_in(token, late)
    with pytest.raises(InputRefused) as error:
        renew_password(token, PASSWORD, passwords=PLAIN, profile=BSSN, now=late)
    assert codes_of(error.value.problems) == ["password_same"]
    opened, _ = renew_password(token, OTHER, passwords=PLAIN, profile=BSSN, now=late)
    assert is_in(opened, late)


def test_under_asvs_a_password_does_not_expire(app: Flask) -> None:
    one = enrolled()
    late = START + timedelta(days=900)
    token, _ = password_given(late)

    assert prove(token, one.code(late), key=KEY, profile=ASVS, now=late)[2] is Step.IN


def test_a_forgotten_password_is_chosen_anew_and_ends_every_session(app: Flask) -> None:
    one = enrolled()
    later = START + timedelta(minutes=1)
    token = entered(one, later)

    ask_for_link(EMAIL, key=KEY, now=later)
    choose(link_of(one.id), OTHER, now=later)

    assert not is_in(token, later)
    assert password_given(later, OTHER)[1] is Step.CODE
    assert mails()[-2:] == ["account_reset", "account_password"]


def test_a_link_for_a_forgotten_password_holds_an_hour(app: Flask) -> None:
    one = enrolled()
    ask_for_link(EMAIL, key=KEY, now=START)
    link = link_of(one.id)

    with pytest.raises(NotFound):
        choose(link, OTHER, now=START + timedelta(hours=1))


@pytest.mark.parametrize("email", ["siapa@contoh.go.id", "baru@contoh.go.id"])
def test_unknown_and_invited_addresses_get_no_link(app: Flask, email: str) -> None:
    invited("baru@contoh.go.id")

    ask_for_link(email, key=KEY, now=START)

    assert mails() == ["account_invited"]
    kept = db.session.scalars(select(AccountLink.purpose)).all()
    assert kept == [LinkPurpose.INVITE]


def test_changing_the_password_ends_every_session_and_opens_a_new_one(app: Flask) -> None:
    one = enrolled()
    first = entered(one, START + timedelta(minutes=1))
    second = entered(one, START + timedelta(minutes=2))
    now = START + timedelta(minutes=3)

    with pytest.raises(InputRefused) as error:
        change_password(one.id, "salah", OTHER, passwords=PLAIN, profile=BSSN, now=now)
    token, _ = change_password(one.id, PASSWORD, OTHER, passwords=PLAIN, profile=BSSN, now=now)

    assert codes_of(error.value.problems) == ["password_wrong"]
    assert [is_in(known, now) for known in (first, second, token)] == [False, False, True]


def test_another_role_ends_every_session(app: Flask) -> None:
    one = enrolled()
    now = START + timedelta(minutes=1)
    token = entered(one, now)

    change_role(one.id, "unit", "DTU", shown="petugas", by=ADMIN, now=now)

    account = row(one.id)
    assert (account.role, account.unit.code if account.unit else "") == ("unit", "DTU")
    assert not is_in(token, now)
    with pytest.raises(AlreadyDecided):
        change_role(one.id, "auditor", "", shown="petugas", by=ADMIN, now=now)


def test_a_deactivated_account_is_out_and_its_links_are_over(app: Flask) -> None:
    one = enrolled()
    now = START + timedelta(minutes=1)
    token = entered(one, now)
    ask_for_link(EMAIL, key=KEY, now=now)
    link = link_of(one.id)

    deactivate(one.id, by=ADMIN, now=now)

    assert not is_in(token, now)
    with pytest.raises(NotAllowed):
        password_given(now)
    with pytest.raises(NotFound):
        choose(link, OTHER, now=now)
    reactivate(one.id, by=ADMIN, now=now)
    assert not is_in(token, now)
    assert password_given(now)[1] is Step.CODE


def test_a_link_from_before_a_deactivation_opens_nothing_after_it(app: Flask) -> None:
    one = enrolled()
    ask_for_link(EMAIL, key=KEY, now=START)
    link = link_of(one.id)

    deactivate(one.id, by=ADMIN, now=START)
    reactivate(one.id, by=ADMIN, now=START)

    with pytest.raises(NotFound):
        choose(link, OTHER)


def test_a_changed_password_ends_the_link_that_somebody_else_asked_for(app: Flask) -> None:
    one = enrolled()
    ask_for_link(EMAIL, key=KEY, now=START)
    link = link_of(one.id)

    change_password(one.id, PASSWORD, OTHER, passwords=PLAIN, profile=BSSN, now=START)

    with pytest.raises(NotFound):
        choose(link, "Sembilan burung 4 sarang!")


def test_nobody_changes_the_own_account_as_admin(app: Flask) -> None:
    key = invited(role="admin")
    me = Actor("Nurhayati", f"staff:{key}", Role.ADMIN)

    for act in (deactivate, end_second_step):
        with pytest.raises(NotAllowed):
            act(key, by=me, now=START)
    with pytest.raises(NotAllowed):
        change_role(key, "auditor", "", shown="admin", by=me, now=START)


def test_one_ends_the_own_sessions_and_nobody_elses(app: Flask) -> None:
    one = enrolled()
    first = entered(one, START + timedelta(minutes=1))
    second = entered(one, START + timedelta(minutes=2))
    now = START + timedelta(minutes=3)
    keys = list(db.session.scalars(select(StaffSession.id).where(StaffSession.stage == Step.IN)))

    with pytest.raises(NotFound):
        end_session(keys[-1], of=one.id + 1, by=ADMIN, now=now)
    end_other_sessions(second, of=one.id, by=ADMIN, now=now)

    assert (is_in(first, now), is_in(second, now)) == (False, True)
