"""The pages on which a month is closed, its sentences are edited, and older months come in."""

from __future__ import annotations

import io
import json
import re
from datetime import datetime

import pytest
from flask.testing import FlaskClient

from booking.domain.roles import SYSTEM_ACTOR, Role
from booking.usecases.import_history import import_history
from tests.published_past import PUBLISHED, history_lines, rows, visit
from tests.web.pages import csrf_of, send, sign_in

pytestmark = pytest.mark.sqlite_only
JANUARY = "/laporan/2024-01"


@pytest.fixture
def penyelia(client: FlaskClient, now: datetime) -> FlaskClient:
    """The penyelia, with the published months."""
    import_history(history_lines(), by=SYSTEM_ACTOR, now=now)
    sign_in(client, Role.SUPERVISOR)
    return client


def test_a_closed_month_shows_version_hash_and_head_everywhere(penyelia: FlaskClient) -> None:
    assert send(penyelia, f"{JANUARY}/tutup", f"{JANUARY}/tutup").status_code == 303

    page = penyelia.get(JANUARY).text
    told = json.loads(penyelia.get(f"{JANUARY}.json").data)
    in_markdown = penyelia.get(f"{JANUARY}.md").text

    sha256, head = told["closing"]["sha256"], told["closing"]["chain"]["head"]
    assert told["closed"] is True
    assert "versi 1" in page
    assert all(mark in page and mark in in_markdown for mark in (sha256, head))


def test_a_closed_month_keeps_its_figures_and_shows_the_difference(
    penyelia: FlaskClient, now: datetime
) -> None:
    send(penyelia, f"{JANUARY}/tutup", f"{JANUARY}/tutup")
    import_history(rows(visit(99)), by=SYSTEM_ACTOR, now=now)

    told = json.loads(penyelia.get(f"{JANUARY}.json").data)
    page = penyelia.get(f"{JANUARY}/tutup").text
    again = send(penyelia, f"{JANUARY}/tutup", f"{JANUARY}/tutup", reason="Baris tertinggal")

    assert told["visits"]["count"] == 25
    assert "Konsultasi tatap muka: jumlah</td>" in page
    assert again.status_code == 303
    assert json.loads(penyelia.get(f"{JANUARY}.json").data)["visits"]["count"] == 26
    assert json.loads(penyelia.get(f"{JANUARY}.json?versi=1").data)["visits"]["count"] == 25


def test_a_page_that_somebody_closed_meanwhile_is_stale(penyelia: FlaskClient) -> None:
    page = penyelia.get(f"{JANUARY}/tutup").text
    sent = {"csrf_token": csrf_of(page), "version": "1"}
    penyelia.post(f"{JANUARY}/tutup", data=sent)

    late = penyelia.post(f"{JANUARY}/tutup", data=sent)

    assert late.status_code == 409
    assert "sudah ditutup sebagai versi 1 oleh Bagus Wicaksono" in late.text


def test_a_new_version_without_a_reason_keeps_the_page(
    penyelia: FlaskClient, now: datetime
) -> None:
    send(penyelia, f"{JANUARY}/tutup", f"{JANUARY}/tutup")
    import_history(rows(visit(99)), by=SYSTEM_ACTOR, now=now)

    answer = send(penyelia, f"{JANUARY}/tutup", f"{JANUARY}/tutup")

    assert answer.status_code == 422
    assert "Tulis alasan versi baru" in answer.text


def test_only_the_penyelia_sees_the_closing(client: FlaskClient) -> None:
    sign_in(client, Role.OFFICER)

    assert client.get(f"{JANUARY}/tutup").status_code == 403
    assert client.get("/laporan/impor").status_code == 403


def test_an_edited_sentence_stands_in_every_output_and_can_be_taken_back(
    penyelia: FlaskClient,
) -> None:
    texts = f"{JANUARY}/uraian"
    answer = send(
        penyelia, texts, texts, visits="Dua puluh lima kunjungan.", video="", violations=""
    )

    page, told = penyelia.get(JANUARY).text, json.loads(penyelia.get(f"{JANUARY}.json").data)
    assert answer.status_code == 303
    assert "Dua puluh lima kunjungan." in page
    assert told["narrative"]["visits"] == "Dua puluh lima kunjungan."
    assert "telah dilaksanakan 25 kali" in told["generated_narrative"]["visits"]
    assert "Dua puluh lima kunjungan." in penyelia.get(f"{JANUARY}.md").text

    send(penyelia, texts, texts, visits="Dua puluh lima kunjungan.", pulihkan="visits")
    assert json.loads(penyelia.get(f"{JANUARY}.json").data)["generated_narrative"] is None


def test_a_sentence_of_other_figures_is_pointed_out_before_the_closing(
    penyelia: FlaskClient, now: datetime
) -> None:
    texts = f"{JANUARY}/uraian"
    send(penyelia, texts, texts, visits="Dua puluh lima kunjungan.", video="", violations="")
    before = penyelia.get(f"{JANUARY}/tutup").text

    import_history(rows(visit(99)), by=SYSTEM_ACTOR, now=now)

    assert "disunting ketika angkanya masih lain" not in before
    assert "disunting ketika angkanya masih lain" in penyelia.get(f"{JANUARY}/tutup").text


def test_a_sentence_that_is_too_long_stays_as_typed(penyelia: FlaskClient) -> None:
    texts = f"{JANUARY}/uraian"

    answer = send(penyelia, texts, texts, visits="x" * 3001)

    assert answer.status_code == 422
    assert "x" * 3001 in answer.text


def upload(client: FlaskClient, content: bytes, kind: str = "history") -> str:
    """Send a file; gives the address of its preview."""
    page = client.get("/laporan/impor").text
    sent = {
        "csrf_token": csrf_of(page),
        "jenis": kind,
        "berkas": (io.BytesIO(content), "history.csv"),
    }
    answer = client.post("/laporan/impor", data=sent)
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def test_a_file_is_looked_at_brought_in_and_undone(client: FlaskClient) -> None:
    sign_in(client, Role.SUPERVISOR)
    address = upload(client, (PUBLISHED / "history.csv").read_bytes())

    preview = client.get(address).text
    assert "Muat 62 baris" in preview
    assert len(re.findall(r"<tr><td class=\"n\">\d+</td>", preview)) == 62
    assert "Belum ada data" in client.get(JANUARY).text

    assert send(client, address, f"{address}/muat").status_code == 303
    assert json.loads(client.get(f"{JANUARY}.json").data)["visits"]["count"] == 25
    assert send(client, "/laporan/impor", f"{address}/muat").status_code == 409

    assert send(client, address, f"{address}/batalkan").status_code == 303
    assert json.loads(client.get(f"{JANUARY}.json").data)["visits"]["count"] is None


def test_totals_come_in_on_the_same_screen(client: FlaskClient) -> None:
    sign_in(client, Role.SUPERVISOR)
    address = upload(client, (PUBLISHED / "totals.csv").read_bytes(), "totals")

    send(client, address, f"{address}/muat")

    told = json.loads(client.get("/laporan/2023-12.json").data)
    assert told["visits"]["cumulative"]["count"] == 224


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"%PDF-1.7\n\xe2\xe3", b"\0\0\0"])
def test_another_file_is_refused_in_one_sentence(client: FlaskClient, content: bytes) -> None:
    sign_in(client, Role.SUPERVISOR)
    page = client.get("/laporan/impor").text
    sent = {"csrf_token": csrf_of(page), "jenis": "history", "berkas": (io.BytesIO(content), "a")}

    answer = client.post("/laporan/impor", data=sent)

    assert answer.status_code == 422
    assert "error-summary" in answer.text
