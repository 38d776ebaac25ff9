"""Each number of a report opens a list with as many rows as the number says (U13)."""

from __future__ import annotations

import csv
import io
import re
from datetime import datetime
from html import unescape

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from booking.domain.roles import SYSTEM_ACTOR, Role
from booking.usecases.import_history import import_history
from booking.usecases.import_totals import import_totals
from booking.usecases.report_month import report_month
from tests.published_past import history_lines, rows, visit
from tests.web.pages import sign_in
from tests.web.test_reports import received_visit

pytestmark = pytest.mark.sqlite_only
LINK = re.compile(r'<a class="behind" href="(/laporan/[^"]*/daftar/[^"]+)">([^<]+)</a>')
MEASURES = ("hari", "bulan", "tenggang", "jawaban")  # whose number is no count of rows
HOSTILE = ("=1+1", "@SUM(A1)", "+62 811", '"Kab." <b>x</b>', "\u202eKab\u202c", "漢字 😀")


@pytest.fixture
def reader(client: FlaskClient, now: datetime) -> FlaskClient:
    """Somebody of the desk, with the published months and a visit of today."""
    import_history(history_lines(), by=SYSTEM_ACTOR, now=now)
    received_visit(now)
    sign_in(client, Role.OFFICER)
    return client


@pytest.mark.parametrize("month", ["2024-01", "2023-12", "2026-11"])
def test_every_number_has_a_list_of_as_many_rows(reader: FlaskClient, month: str) -> None:
    found = LINK.findall(reader.get(f"/laporan/{month}").text)

    assert len(found) > 5
    for address, number in found:
        answer = reader.get(unescape(address))
        assert answer.status_code == 200, address
        told = re.search(r'<p class="hint">(\d+) baris', answer.text)
        assert told, address
        is_measure = any(f"/daftar/{name}" in address for name in MEASURES)
        assert is_measure or not number.isdigit() or told[1] == number, address


def test_zero_opens_an_empty_list(reader: FlaskClient) -> None:
    found = LINK.findall(reader.get("/laporan/2026-11").text)

    zero = next(unescape(address) for address, number in found if number == "0")

    assert '<p class="hint">0 baris' in reader.get(zero).text


def test_a_total_without_its_rows_promises_no_list_and_no_days_without_visits(
    reader: FlaskClient, now: datetime
) -> None:
    lines = ["month,mode,count\n", "2024-04,tatap_muka,10\n"]
    import_totals(lines, by=SYSTEM_ACTOR, now=now)

    page = reader.get("/laporan/2024-04").text
    days = list(csv.reader(io.StringIO(reader.get("/laporan/2024-04/daftar/hari.csv").text)))

    assert '<span class="big">10</span>' in page
    assert {row[2] for row in days[1:]} == {""}


def test_the_page_compares_in_all_and_by_working_day(reader: FlaskClient) -> None:
    page = unescape(" ".join(re.sub(r"<[^>]+>", " ", reader.get("/laporan/2024-01").text).split()))

    assert "Konsultasi tatap muka 25 Desember 2023 30 -5 turun 16,7%" in page
    assert "Konsultasi tatap muka per hari kerja 1,14 Desember 2023 1,58 -0,44 turun 28%" in page
    assert "belum diketahui" not in page


def test_a_month_before_2023_adds_nothing_up(reader: FlaskClient) -> None:
    assert "sejak januari 2023" not in reader.get("/laporan/2022-11").text.lower()


def test_page_csv_and_workbook_of_a_list_tell_the_same_rows(reader: FlaskClient) -> None:
    base = "/laporan/2024-01/daftar/pelanggaran"
    chosen = "?kode=guest_cap_exceeded"

    in_csv = list(csv.reader(io.StringIO(reader.get(f"{base}.csv{chosen}").text)))
    book = load_workbook(io.BytesIO(reader.get(f"{base}.xlsx{chosen}").data))
    sheet = list(book["Daftar"].iter_rows(min_row=2, values_only=True))

    assert len(in_csv) - 1 == len(sheet) == 18
    assert [row[1] for row in in_csv[1:]] == [row[1] for row in sheet]


def test_no_name_becomes_a_formula_in_an_exported_list(client: FlaskClient, now: datetime) -> None:
    lines = rows(*(visit(no, name.replace('"', '""')) for no, name in enumerate(HOSTILE, 1)))
    import_history(lines, by=SYSTEM_ACTOR, now=now)
    sign_in(client, Role.OFFICER)

    book = load_workbook(io.BytesIO(client.get("/laporan/2024-01/daftar/tatap-muka.xlsx").data))
    in_csv = list(
        csv.reader(io.StringIO(client.get("/laporan/2024-01/daftar/tatap-muka.csv").text))
    )

    cells = [cell for row in book["Daftar"].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"n", "s", "d"}
    assert [row[1] for row in in_csv[1:4]] == ["'=1+1", "'@SUM(A1)", "'+62 811"]
    assert "<b>x</b>" not in client.get("/laporan/2024-01/daftar/tatap-muka").text


@pytest.mark.parametrize("address", ["lain", "tatap-muka?versi=7", "tatap-muka?versi=abc"])
def test_a_list_that_does_not_exist_says_so(reader: FlaskClient, address: str) -> None:
    assert reader.get(f"/laporan/2024-01/daftar/{address}").status_code == 404


def test_a_year_and_a_range_add_their_months_up(reader: FlaskClient, now: datetime) -> None:
    page = reader.get("/laporan/rentang?dari=2023-12&sampai=2024-01").text

    known = [report_month(month, now=now).visits.count or 0 for month in ("2023-12", "2024-01")]
    assert f'<span class="big">{sum(known)}</span>' in page
    assert reader.get("/laporan/tahun/2026").status_code == 200
    assert reader.get("/laporan/rentang.csv?dari=2023-12&sampai=2024-01").text.count("\n") == 3


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/laporan/rentang?dari=2024-05&sampai=2024-01", 422),
        ("/laporan/rentang?dari=kemarin", 422),
        ("/laporan/rentang?dari=1900-01&sampai=2024-01", 422),
        ("/laporan/tahun/abcd", 404),
        ("/laporan/daerah/99.99", 404),
        ("/laporan/unit/LAIN", 404),
    ],
)
def test_what_cannot_be_read_is_answered_with_a_sentence(
    reader: FlaskClient, address: str, status: int
) -> None:
    answer = reader.get(address)

    assert answer.status_code == status
    assert "<h1>" in answer.text


def test_a_region_shows_its_visits_topics_and_quota(reader: FlaskClient) -> None:
    found = reader.get("/laporan/daerah?q=pulang+pisau").text
    page = reader.get("/laporan/daerah/62.11").text

    assert "/laporan/daerah/62.11" in found
    assert '<dt>Kunjungan</dt><dd><span class="big">2</span>' in page
    assert "Topik dari tahun ke tahun" in page
    assert "sisa 2 dari 2" in page


def test_a_unit_has_a_page(reader: FlaskClient) -> None:
    assert "/laporan/unit/DTU" in reader.get("/laporan/unit").text
    assert reader.get("/laporan/unit/DTU").status_code == 200
