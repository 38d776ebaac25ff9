from __future__ import annotations

import gzip
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from booking.database import db, transaction
from booking.domain.policy import SE_2
from booking.models.calendar import Closure
from booking.models.reference import PolicyRow
from tests.conftest import NOW
from tests.web.requesting import said


def close(on: date, reason: str, session: str = "") -> None:
    with transaction():
        db.session.add(Closure(date=on, session=session, reason=reason, by="Petugas", at=NOW))


def test_the_front_page_answers_first_with_the_earliest_date(client: FlaskClient) -> None:
    page = said(client.get("/"))

    assert "Surat yang diterima hari ini, Senin, 23 November 2026" in page
    assert "Kamis, 26 November 2026 yaitu 3 hari kerja setelah surat diterima" in page
    assert "4 dari 4 kosong" in page
    assert "Kami menjawab paling lambat 25 November" in page


def test_the_front_page_names_each_rule_with_its_clause(client: FlaskClient) -> None:
    page = said(client.get("/"))

    for clause in ("E.3.c.1", "E.3.c.2", "E.3.c.5", "E.3.c.6", "E.3.c.7", "E.4", "E.3.c.11"):
        assert f"(SE-2 {clause})" in page


def test_the_numbers_of_the_rules_are_those_of_the_policy(app: Flask, client: FlaskClient) -> None:
    numbers = replace(SE_2, visits_per_month=5, guest_cap=3, lead_working_days=4).numbers()
    with transaction():
        db.session.add(PolicyRow(name="SE-9", valid_from=date(2026, 11, 1), numbers=numbers))

    page = said(client.get("/"))

    assert "5 kunjungan sebulan" in page
    assert "3 orang tamu" in page
    assert "4 hari kerja setelah surat diterima" in page
    assert "Belum genap 4 hari kerja" in page


def test_every_closed_day_says_why(app: Flask, client: FlaskClient) -> None:
    close(date(2026, 11, 27), "rapat kerja DJPK di luar kantor")

    page = said(client.get("/"))

    assert "Sen, 23 Nov – Rab, 25 Nov Belum genap 3 hari kerja sejak surat diterima" in page
    assert "Jum, 27 Nov Tutup: rapat kerja DJPK di luar kantor" in page
    assert "Libur: Hari Raya Natal" in said(client.get("/ketersediaan"))


def test_a_session_closed_on_an_open_day_says_why(app: Flask, client: FlaskClient) -> None:
    close(date(2026, 11, 26), "pemeliharaan ruang", "13:00")

    page = said(client.get("/"))

    assert "Kamis, 26 November 2026, pukul 13.00–14.00 WIB ditutup: pemeliharaan ruang." in page
    assert "3 dari 4 kosong" in page


def test_a_day_without_a_free_session_names_the_first_that_has_one(
    app: Flask, client: FlaskClient
) -> None:
    close(date(2026, 11, 26), "rapat")

    page = said(client.get("/"))

    assert "Sesi kunjungan hari itu tutup" in page
    assert "Sesi kosong pertama Jum, 27 Nov" in page


def test_conferences_are_shown_on_a_tab_of_their_own(app: Flask, client: FlaskClient) -> None:
    page = client.get("/?mode=video_conference").text

    assert 'href="/?mode=video_conference#sesi" aria-current="page"' in page


def test_an_unknown_mode_shows_visits(client: FlaskClient) -> None:
    response = client.get("/?mode=teleport")

    assert response.status_code == 200
    assert 'href="/#sesi" aria-current="page"' in response.text


def test_availability_reaches_forty_working_days_ahead(client: FlaskClient) -> None:
    page = said(client.get("/ketersediaan"))

    assert "Minggu ini" in page
    assert "18–22 Januari 2027" in page
    assert "25–29 Januari 2027" not in page


def test_pages_carry_no_inline_script_or_style(client: FlaskClient) -> None:
    for path in ("/", "/ketersediaan", "/ajukan", "/cek-status"):
        page = client.get(path).text

        assert "<script" not in page
        assert "<style" not in page
        assert "style=" not in page


def test_the_month_strip_counts_free_sessions_and_names_why_there_are_none(
    app: Flask, client: FlaskClient
) -> None:
    close(date(2026, 11, 27), "rapat kerja DJPK di luar kantor")

    page = said(client.get("/ketersediaan"))

    assert "26 4 sesi kosong, Kamis, 26 November 2026" in page
    assert "27 tutup, Jumat, 27 November 2026: Tutup: rapat kerja DJPK di luar kantor" in page
    assert "25 libur, Jumat, 25 Desember 2026: Libur: Hari Raya Natal" in page


def test_the_chatbot_gets_the_rules_and_the_next_sessions_as_plain_text(
    app: Flask, client: FlaskClient
) -> None:
    close(date(2026, 11, 26), "rapat")

    response = client.get("/informasi-kunjungan.txt")

    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.headers["Cache-Control"] == "public, max-age=60"
    text = response.text.replace("\u00a0", " ").replace("\u2060", "")
    assert "paling cepat Kamis, 26 November 2026" in text
    assert "- Jumat, 27 November 2026, pukul 09.00–10.00 WIB" in text
    assert "Gedung Radius Prawiro" in text
    assert "lantai 3" in text
    assert "(E.3.c.11)" in text
    assert "http://localhost/ajukan" in text
    assert "<" not in text


@pytest.mark.parametrize(
    ("typed", "first"), [("banyum", "Kab. Banyumas"), ("jogja", "Kota Yogyakarta"), ("", None)]
)
def test_regions_are_suggested_by_name_and_alias(
    client: FlaskClient, typed: str, first: str | None
) -> None:
    names = client.get("/daerah.json", query_string={"q": typed}).json

    assert (names[0] if names else None) == first
    assert len(names) <= 8


@pytest.mark.parametrize("path", ["/", "/ketersediaan", "/ajukan", "/cek-status"])
def test_pages_travel_compressed_and_are_the_same_unpacked(client: FlaskClient, path: str) -> None:
    plain = client.get(path)
    packed = client.get(path, headers={"Accept-Encoding": "gzip"})
    foreign = client.get(path, headers={"Accept-Encoding": "gzip", "Sec-Fetch-Site": "cross-site"})

    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert len(packed.data) < len(plain.data) / 2
    assert "</html>" in gzip.decompress(packed.data).decode()
    assert "Content-Encoding" not in foreign.headers
