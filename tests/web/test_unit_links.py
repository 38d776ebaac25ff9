"""The one-use link of the mail to a unit (TRUST 1.2)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from flask.testing import FlaskClient
from sqlalchemy import func, select

from booking.database import db
from booking.domain.sessions import Slot
from booking.models.history import AuditRow
from booking.models.units_asked import UnitAnswer
from booking.store import inquiries
from tests.web.pages import send, stored
from tests.web.units_at_work import TWO_NAMES, asked, link_of


def test_opening_the_link_changes_nothing(client: FlaskClient, now: datetime) -> None:
    reference = asked(now)
    path = link_of(reference)
    before = db.session.scalar(select(func.count()).select_from(AuditRow))

    answers = [client.get(path), client.get(path), client.head(path)]

    assert [a.status_code for a in answers] == [200, 200, 200]
    assert db.session.scalar(select(func.count()).select_from(AuditRow)) == before
    assert db.session.scalar(select(func.count()).select_from(UnitAnswer)) == 0
    assert stored(reference).state == "awaiting_unit"


def test_the_link_shows_the_question_but_no_guest(client: FlaskClient, now: datetime) -> None:
    reference = asked(now)

    page = client.get(link_of(reference)).text

    assert "Penyaluran DAU tahun 2027." in page
    assert "2 tamu" in page
    for hidden in ("Sri Wahyuni", "Nurhayati", "0811440000", "nurhayati@daerah.example"):
        assert hidden not in page


def test_the_link_answers_once_by_a_button_and_then_says_by_whom(
    client: FlaskClient, now: datetime
) -> None:
    reference = asked(now)
    path = link_of(reference)
    sent = {**TWO_NAMES, "by": "Agus Prasetyo, Kasubbag TU"}

    first = send(client, path, f"{path}/terima", **sent)
    after = client.get(path)
    again = send(client, "/masuk", f"{path}/tolak", by="Budi", reason="Dinas luar.")

    assert first.status_code == 303
    assert "Permohonan ini sudah dijawab" in after.text
    assert "Agus Prasetyo, Kasubbag TU (lewat tautan surel)" in after.text
    assert again.status_code == 409
    assert "dijawab oleh Agus Prasetyo" in again.text
    assert inquiries.newest_of(reference).is_agreed


def test_an_answer_by_link_says_who_gives_it(client: FlaskClient, now: datetime) -> None:
    path = link_of(asked(now))

    refused = send(client, path, f"{path}/terima", **TWO_NAMES)

    assert refused.status_code == 422
    assert "Isi nama dan jabatan Saudara." in refused.text
    assert "Budi Santoso" in refused.text


def test_every_link_that_is_over_gets_the_same_page(client: FlaskClient, now: datetime) -> None:
    path = link_of(asked(now - timedelta(days=14), Slot(date(2026, 12, 3), "09:00")))

    ended, wrong = client.get(path), client.get(f"/u/{'x' * 32}")

    assert (ended.status_code, wrong.status_code) == (404, 404)
    assert "Tautan ini tidak berlaku" in ended.text
    assert "Tautan ini tidak berlaku" in wrong.text


def test_a_form_of_a_link_without_its_token_changes_nothing(
    client: FlaskClient, now: datetime
) -> None:
    reference = asked(now)

    refused = client.post(f"{link_of(reference)}/tolak", data={"reason": "x", "by": "y"})

    assert refused.status_code == 400
    assert stored(reference).state == "awaiting_unit"
