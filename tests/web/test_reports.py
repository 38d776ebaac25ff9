"""The monthly report on a page and as files."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta

import pytest
from flask.testing import FlaskClient

from booking.database import db, transaction
from booking.domain.delegation import Arrival
from booking.domain.roles import Role
from booking.domain.sessions import Slot
from booking.models.imports import ImportedRow
from booking.usecases.check_in import check_in
from booking.usecases.schedule import schedule
from booking.usecases.verify_letter import verify_letter
from tests.web.pages import OFFICER, TWO_GUESTS, make_request, sign_in


@pytest.fixture
def reader(client: FlaskClient) -> FlaskClient:
    """Somebody who reads reports."""
    sign_in(client, Role.MANAGEMENT)
    return client


def received_visit(now: datetime) -> None:
    """A visit of today that was received with three people."""
    earlier = now - timedelta(days=12)
    reference = make_request(now=earlier)
    verify_letter(reference, by=OFFICER, now=earlier)
    schedule(reference, Slot(date(2026, 11, 23), "09:00"), consulted="x", by=OFFICER, now=earlier)
    people = [Arrival(name, position) for name, position in TWO_GUESTS]
    check_in(reference, people, nonce="n", extra_count=1, by=OFFICER, now=now)


def test_the_way_to_the_reports_leads_to_the_month_that_runs(reader: FlaskClient) -> None:
    assert reader.get("/laporan").location.endswith("/laporan/2026-11")
    assert reader.get("/laporan?bulan=2024-01").location.endswith("/laporan/2024-01")
    assert reader.get("/laporan?bulan=kemarin").location.endswith("/laporan/2026-11")


def test_a_visit_stands_in_the_table_with_its_violation(reader: FlaskClient, now: datetime) -> None:
    received_visit(now)

    page = reader.get("/laporan/2026-11").text

    assert "<td>Kab. Banyumas" in page
    assert "melebihi batas: </span>3" in page
    assert "telah dilaksanakan 1 kali konsultasi tatap muka" in page


def test_what_nobody_knows_is_never_zero(reader: FlaskClient, now: datetime) -> None:
    with transaction():
        db.session.add(_published(guests=15, at=now))

    page = reader.get("/laporan/2024-01").text

    assert "Kab. Ciamis" in page
    assert page.count('<span class="hint">tidak ada data</span>') == 4


def test_a_month_without_data_says_so(reader: FlaskClient) -> None:
    page = reader.get("/laporan/2023-05").text

    assert "Belum ada data untuk bulan ini." in page
    assert "Bulan ini tidak dinilai" in page


@pytest.mark.parametrize(
    ("kind", "media"), [("csv", "text/csv"), ("json", "application/json"), ("md", "text/markdown")]
)
def test_the_report_is_a_file_in_each_format(
    reader: FlaskClient, now: datetime, kind: str, media: str
) -> None:
    received_visit(now)

    answer = reader.get(f"/laporan/2026-11.{kind}")

    assert answer.mimetype == media
    name = f'attachment; filename="laporan-konsultasi-2026-11.{kind}"'
    assert answer.headers["Content-Disposition"] == name
    assert "Kab. Banyumas" in answer.text


def test_page_and_file_tell_the_same_count(reader: FlaskClient, now: datetime) -> None:
    received_visit(now)

    told = json.loads(reader.get("/laporan/2026-11.json").data)

    assert told["visits"]["count"] == 1
    assert ">1</a></span>" in reader.get("/laporan/2026-11").text


@pytest.mark.parametrize("month", ["2024-13", "abc", "2024-1", "0000-01", "2024-01.exe"])
def test_a_month_that_is_none_is_refused_with_an_example(reader: FlaskClient, month: str) -> None:
    answer = reader.get(f"/laporan/{month}")

    assert answer.status_code == 422
    assert "2024-01" in answer.text


def _published(*, guests: int, at: datetime) -> ImportedRow:
    return ImportedRow(
        report_month="2024-01",
        mode="tatap_muka",
        no=1,
        date=date(2024, 1, 3),
        institution="Kab. Ciamis",
        kind="pemda",
        topics_written="DSCR",
        topics=["DSCR"],
        guests=guests,
        imported_at=at,
    )
