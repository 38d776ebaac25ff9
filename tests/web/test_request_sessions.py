"""The sessions on the form: which can be chosen, and why another cannot."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from booking.database import db, transaction
from booking.models.calendar import Closure
from booking.models.claims import QuotaClaim
from tests.conftest import NOW
from tests.web.requesting import (
    last_request,
    only_problem,
    press,
    problems,
    said,
    start,
)


@pytest.mark.parametrize(
    ("wish", "sentence"),
    [
        ("2026-11-20T09:00", "Jadwal paling cepat Kamis, 26 November 2026"),
        ("0001-01-01T09:00", "Jadwal paling cepat Kamis, 26 November 2026"),
        ("2026-12-25T09:00", "bukan hari kerja: Hari Raya Natal"),
        ("2026-11-28T09:00", "bukan hari kerja: Akhir pekan"),
        ("2026-11-26T11:30", "Tidak ada sesi yang dimulai pukul 11.30 WIB"),
        ("9999-12-31T09:00", "sesi dapat dipilih sampai"),
        ("besok", "bukan sesi yang dikenal"),
    ],
)
def test_a_session_that_cannot_be_had_is_refused_with_its_reason(
    client: FlaskClient, wish: str, sentence: str
) -> None:
    response = press(client, pilihan_2=wish)

    assert response.status_code == 422
    found = problems(response)
    assert {at for at, _ in found} == {"preferred"}
    assert any(words.startswith("Pilihan 2") and sentence in words for _, words in found)
    assert 'name="pilihan_1" value="2026-11-26T09:00" checked' in response.text


def test_a_forged_session_of_the_last_month_of_all_is_refused_on_the_check_page_too(
    client: FlaskClient,
) -> None:
    press(client, until="tamu")
    forged = start(client) | {"pilihan_1": "9999-12-31T09:00"}
    client.post("/ajukan/jadwal", data=forged)

    shown, pressed = client.get("/ajukan/periksa"), client.post("/ajukan/periksa", data=forged)

    assert "sesi dapat dipilih sampai" in said(shown)
    assert (shown.status_code, pressed.status_code) == (200, 422)


def test_a_closed_session_is_shown_with_its_reason_and_cannot_be_chosen(
    app: Flask, client: FlaskClient
) -> None:
    with transaction():
        db.session.add(
            Closure(
                date=date(2026, 11, 26), session="09:00", reason="rapat pimpinan", by="P", at=NOW
            )
        )

    refused = press(client)
    page = client.get("/ajukan/jadwal")

    assert "09.00–10.00 Tutup: rapat pimpinan" in said(page)
    assert 'value="2026-11-26T09:00"' not in page.text
    assert "ditutup: rapat pimpinan" in only_problem(refused)[1]


def test_one_session_ranked_twice_is_refused(client: FlaskClient) -> None:
    at, words = only_problem(press(client, pilihan_3="2026-11-26T09:00"))

    assert (at, words) == (
        "preferred",
        "Satu sesi terpilih dua kali. Pilih sesi yang berbeda.",
    )


def test_no_wish_at_all_is_allowed(client: FlaskClient) -> None:
    assert press(client, pilihan_1="").status_code == 303
    assert last_request().wishes == []


def test_more_days_are_shown_on_request_and_choices_stay(client: FlaskClient) -> None:
    press(client, until="instansi")
    press(client, until="topik", files=())
    first = client.get("/ajukan/jadwal")

    response = press(client, until="jadwal", button="lebih", files=())
    more = client.get(response.location)

    assert "Jumat, 4 Desember 2026" not in said(first)
    assert "Jumat, 4 Desember 2026" in said(more)
    assert 'name="pilihan_1" value="2026-11-26T09:00" checked' in more.text


def test_the_quota_of_a_region_is_shown_once_it_is_known(client: FlaskClient) -> None:
    press(client, until="topik")

    assert "Kab. Banyumas, November 2026 sisa 2 dari 2" in said(client.get("/ajukan/jadwal"))


def test_a_month_without_a_place_left_has_no_session_to_choose(client: FlaskClient) -> None:
    press(client)
    held_by = last_request().id
    with transaction():
        for place in (1, 2):
            claim = QuotaClaim(region_code="33.02", month="2026-11", ordinal=place)
            claim.request_id = held_by
            db.session.add(claim)
    press(client, until="topik")

    page = client.get("/ajukan/jadwal")

    full = "Kuota Kab. Banyumas bulan November 2026 sudah terpakai 2 dari 2 (SE-2 E.3.c.5)"
    assert full in said(page)
    assert 'value="2026-11-26T09:00"' not in page.text
    assert 'value="2026-12-01T09:00"' in page.text
