"""S6: a copied session cookie opens nothing after logout, disable, password change, or time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from booking import clock
from booking.clock import real_now
from booking.domain.roles import Actor, Role
from booking.store import staff
from booking.usecases.keep_accounts import change_role, deactivate
from tests.web.pages import PASSWORD, csrf_of, sign_in

ADMIN = Actor("Admin Sistem", "staff:0", Role.ADMIN)
NEW = "Empat ekor 7 gajah!"
INSIDE = "/akun"


class Clockwork:
    """The real clock, put forward."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return real_now() + self.ahead


@pytest.fixture
def clockwork(monkeypatch: pytest.MonkeyPatch) -> Clockwork:
    moved = Clockwork()
    monkeypatch.setattr(clock, "real_now", moved)
    return moved


def leave(client: FlaskClient, clockwork: Clockwork) -> None:
    client.post("/keluar", data={"csrf_token": csrf_of(client.get(INSIDE).text)})


def be_disabled(client: FlaskClient, clockwork: Clockwork) -> None:
    deactivate(own_key(), by=ADMIN, now=clockwork())


def get_another_role(client: FlaskClient, clockwork: Clockwork) -> None:
    change_role(own_key(), "auditor", "", shown=Role.MANAGEMENT, by=ADMIN, now=clockwork())


def choose_another_password(client: FlaskClient, clockwork: Clockwork) -> None:
    token = csrf_of(client.get(INSIDE).text)
    sent = {"csrf_token": token, "present": PASSWORD, "password": NEW, "again": NEW}
    assert client.post("/akun/kata-sandi", data=sent).status_code == 303
    assert client.get(INSIDE).status_code == 200  # this browser goes on under a new cookie


def do_nothing_for_31_minutes(client: FlaskClient, clockwork: Clockwork) -> None:
    clockwork.ahead += timedelta(minutes=31)


def work_for_twelve_hours(client: FlaskClient, clockwork: Clockwork) -> None:
    while clockwork.ahead < timedelta(hours=12):
        assert client.get(INSIDE).status_code == 200
        clockwork.ahead += timedelta(minutes=20)


def own_key() -> int:
    found = staff.by_email("pimpinan@djpk.example")
    assert found is not None
    return found.id


def cookie_of(client: FlaskClient) -> str:
    found = client.get_cookie("booking")
    assert found is not None
    return found.value


@pytest.mark.parametrize(
    "end",
    [
        leave,
        be_disabled,
        get_another_role,
        choose_another_password,
        do_nothing_for_31_minutes,
        work_for_twelve_hours,
    ],
)
def test_a_copied_cookie_opens_nothing_afterwards(
    app: Flask,
    client: FlaskClient,
    clockwork: Clockwork,
    end: Callable[[FlaskClient, Clockwork], None],
) -> None:
    sign_in(client, Role.MANAGEMENT)
    client.get(INSIDE)
    thief = app.test_client()
    thief.set_cookie("booking", cookie_of(client))
    before = thief.get(INSIDE)

    end(client, clockwork)

    replayed = thief.get(INSIDE)
    assert before.status_code == 200
    assert (replayed.status_code, replayed.location) == (303, "/masuk?lanjut=/akun?")
