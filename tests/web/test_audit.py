"""The audit trail on the screen: who may see it, and what a check answers."""

from __future__ import annotations

import csv

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from booking.database import db, transaction
from booking.domain.roles import Role
from booking.models.history import AuditRow
from booking.store import audit
from tests.usecases.builders import scheduled
from tests.web.pages import sign_in
from tests.web.requesting import said


@pytest.fixture
def reference(app: Flask) -> str:
    return scheduled()


def test_the_newest_act_stands_first(client: FlaskClient, reference: str) -> None:
    sign_in(client, Role.MANAGEMENT)

    page = client.get("/audit")

    assert page.status_code == 200
    assert said(page).index("schedule") < said(page).index("submit")
    assert "Periksa rantai" not in said(page)


def test_an_act_and_its_change_are_told_in_words(client: FlaskClient, reference: str) -> None:
    sign_in(client, Role.AUDITOR)

    page = said(client.get("/audit"))

    assert "Dijadwalkan schedule" in page
    assert "Diperiksa → Terjadwal" in page
    assert "from_state" not in page


def test_the_auditor_checks_the_chain_with_the_note_from_the_mail(
    client: FlaskClient, reference: str
) -> None:
    sign_in(client, Role.AUDITOR)
    end = audit.end()

    page = client.get("/audit/periksa", query_string={"anchor": f"{end.seq}:{end.mac}"})

    assert "Rantai audit utuh" in said(page)
    assert "dengan catatan Saudara" in said(page)


def test_a_rewritten_row_is_named(client: FlaskClient, reference: str) -> None:
    sign_in(client, Role.AUDITOR)
    with transaction():
        db.session.execute(update(AuditRow).where(AuditRow.seq == 2).values(actor="staff:9"))

    page = client.get("/audit/periksa")

    assert "Rantai audit tidak utuh" in said(page)
    assert "Isi baris 2 tidak sesuai dengan segelnya." in said(page)


def test_a_note_that_cannot_be_read_is_kept_and_explained(client: FlaskClient) -> None:
    sign_in(client, Role.AUDITOR)

    page = client.get("/audit/periksa?anchor=123")

    assert page.status_code == 422
    assert 'value="123"' in page.text
    assert "Salin seluruhnya dari surel" in said(page)


def test_the_file_holds_every_act(client: FlaskClient, reference: str) -> None:
    sign_in(client, Role.AUDITOR)

    answer = client.get("/audit/jejak-audit.csv")

    rows = list(csv.DictReader(answer.text.splitlines()))
    assert [int(row["seq"]) for row in rows] == list(range(1, audit.end().seq + 1))
    assert "attachment" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize("path", ["/audit/periksa", "/audit/jejak-audit.csv"])
def test_only_the_auditor_checks_and_exports(client: FlaskClient, path: str) -> None:
    sign_in(client, Role.SUPERVISOR)

    assert client.get(path).status_code == 403
