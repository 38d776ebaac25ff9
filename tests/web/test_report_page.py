"""The charts of the report's page, and the files behind its buttons."""

from __future__ import annotations

from datetime import datetime

import pytest
from flask.testing import FlaskClient

from booking.domain.roles import SYSTEM_ACTOR, Role
from booking.usecases.import_history import import_history
from tests.published_past import history_lines
from tests.web.pages import sign_in

pytestmark = pytest.mark.sqlite_only


@pytest.fixture
def reader(client: FlaskClient, now: datetime) -> FlaskClient:
    """Somebody who reads the report of the published months."""
    import_history(history_lines(), by=SYSTEM_ACTOR, now=now)
    sign_in(client, Role.MANAGEMENT)
    return client


@pytest.mark.parametrize(
    ("kind", "opening"), [("xlsx", b"PK"), ("pptx", b"PK"), ("pdf", b"%PDF-"), ("csv", b'"mode"')]
)
def test_every_button_gives_a_file_with_the_month_in_its_name(
    reader: FlaskClient, kind: str, opening: bytes
) -> None:
    answer = reader.get(f"/laporan/2024-01.{kind}")

    assert answer.status_code == 200
    assert answer.data.startswith(opening)
    name = f'filename="laporan-konsultasi-2024-01.{kind}"'
    assert name in answer.headers["Content-Disposition"]


def test_every_chart_has_a_title_a_sentence_and_its_numbers_beside(reader: FlaskClient) -> None:
    page = reader.get("/laporan/2024-01").text

    assert page.count('role="img"') == page.count("<desc id=") == page.count("chart-data")
    assert "Topik terbanyak: PDRD 6, DAU 5, DBH 5" in page
    assert "Rabu, 10 Januari 2024: 4 kunjungan" in page
    assert " style=" not in page
    assert "<script>" not in page


def test_a_month_without_rows_has_no_picture_of_nothing(reader: FlaskClient) -> None:
    page = reader.get("/laporan/2020-01").text

    assert 'class="heat"' not in page
    assert "Tidak ada data." in page
