from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func

from booking.database import db, transaction
from booking.domain.lifecycle import State
from booking.domain.roles import Actor, Role
from booking.domain.sessions import Slot
from booking.models.claims import LetterUse
from booking.models.history import AuditRow
from booking.models.messages import OutboxMessage
from booking.models.requests import Request
from booking.settings import Settings
from booking.usecases.schedule import schedule
from booking.usecases.verify_letter import return_letter, verify_letter
from tests.conftest import NOW
from tests.web.requesting import (
    confirm_path,
    hidden,
    last_request,
    link_path,
    post,
    press,
    problems,
    said,
)

OFFICER = Actor("Petugas", "staff:1", Role.OFFICER)


@pytest.fixture
def sent(client: FlaskClient) -> Request:
    """A request whose mailbox nobody confirmed yet."""
    press(client)
    return last_request()


@pytest.fixture
def confirmed(client: FlaskClient, sent: Request, settings: Settings) -> Request:
    """A request that is checked now; the client holds its page open."""
    assert post(client, confirm_path(settings, sent)).status_code == 303
    return sent


def scheduled(request: Request) -> Request:
    verify_letter(request.reference, by=OFFICER, now=NOW)
    schedule(
        request.reference,
        Slot(date(2026, 11, 26), "09:00"),
        consulted="Direktorat Dana Transfer Umum",
        by=OFFICER,
        now=NOW,
    )
    db.session.rollback()
    return request


def rows() -> tuple[int, ...]:
    counted = (Request, LetterUse, OutboxMessage, AuditRow)
    return tuple(db.session.scalar(db.select(func.count()).select_from(each)) for each in counted)


def test_opening_the_confirmation_link_changes_nothing(
    client: FlaskClient, sent: Request, settings: Settings
) -> None:
    before = rows()

    page = client.get(confirm_path(settings, sent))
    client.head(confirm_path(settings, sent))

    assert "s•••••@banyumaskab.example" in said(page)
    assert rows() == before
    assert last_request().state == State.UNVERIFIED


def test_pressing_the_button_confirms_and_opens_the_request(
    client: FlaskClient, sent: Request, settings: Settings
) -> None:
    response = post(client, confirm_path(settings, sent))

    assert response.status_code == 303
    assert response.location == f"/permohonan/{sent.reference}"
    page = said(client.get(response.location))
    assert "Alamat surel sudah dikonfirmasi." in page
    assert "Jadwal belum diberikan. Mohon belum berangkat." in page
    assert last_request().state == State.SUBMITTED


def test_a_second_press_of_the_button_lands_on_the_same_page(
    client: FlaskClient, sent: Request, settings: Settings
) -> None:
    path = confirm_path(settings, sent)
    token = hidden(client.get(path).text, "csrf_token")

    first = client.post(path, data={"csrf_token": token})
    second = client.post(path, data={"csrf_token": token})

    assert first.location == second.location


def test_a_confirmed_address_is_told_so_and_opens_nothing_later(
    app: Flask, client: FlaskClient, confirmed: Request, settings: Settings
) -> None:
    with transaction():
        last_request().mailbox_confirmed_at = NOW - timedelta(hours=1)
    path = confirm_path(settings, confirmed)
    other = app.test_client()

    page = other.get(path)
    token = hidden(other.get("/cek-status").text, "csrf_token")
    again = other.post(path, data={"csrf_token": token})

    assert "Alamat surel sudah dikonfirmasi" in said(page)
    assert again.location == path
    assert other.get(f"/permohonan/{confirmed.reference}").status_code == 404


def test_a_confirmation_link_ends_after_a_day(
    client: FlaskClient, sent: Request, settings: Settings
) -> None:
    with transaction():
        last_request().created_at = NOW - timedelta(hours=25)

    assert client.get(confirm_path(settings, sent)).status_code == 404


def test_a_letter_that_was_taken_meanwhile_is_explained(
    client: FlaskClient, sent: Request, settings: Settings
) -> None:
    press(client, contact_email="lain@banyumaskab.example")
    post(client, confirm_path(settings, last_request()))

    response = post(client, confirm_path(settings, sent))

    assert response.status_code == 409
    assert "sudah dipakai untuk permohonan lain" in said(response)
    assert "(SE-2 E.3.c.9)" in said(response)


def test_a_secret_link_shows_a_button_and_opens_by_it_alone(
    app: Flask, confirmed: Request, settings: Settings
) -> None:
    other = app.test_client()
    before = rows()

    page = other.get(link_path(settings, confirmed))
    closed = other.get(f"/permohonan/{confirmed.reference}")
    opened = post(other, link_path(settings, confirmed))

    assert "Buka permohonan saya" in said(page)
    assert confirmed.reference not in page.text
    assert closed.status_code == 404
    assert opened.status_code == 303
    assert other.get(opened.location).status_code == 200
    assert rows() == before


def test_every_link_that_does_not_open_gets_the_same_answer(
    client: FlaskClient, confirmed: Request, settings: Settings
) -> None:
    old = link_path(settings, confirmed)
    post(
        client,
        "/cek-status",
        reference=confirmed.reference,
        email="sri.wahyuni@banyumaskab.example",
    )

    answers = {client.get(path).text for path in (old, "/l/salah", "/konfirmasi/salah")}

    assert len(answers) == 1
    assert client.get(old).status_code == 404
    assert client.get(link_path(settings, last_request())).status_code == 200


def test_a_replaced_link_ends_what_it_had_opened(client: FlaskClient, confirmed: Request) -> None:
    path = f"/permohonan/{confirmed.reference}"
    assert client.get(path).status_code == 200

    post(
        client,
        "/cek-status",
        reference=confirmed.reference,
        email="sri.wahyuni@banyumaskab.example",
    )

    assert client.get(path).status_code == 404


def test_a_link_ends_ninety_days_after_the_meeting(
    app: Flask, confirmed: Request, settings: Settings
) -> None:
    with transaction():
        last_request().appointment_on = NOW.date() - timedelta(days=91)

    assert app.test_client().get(link_path(settings, confirmed)).status_code == 404


def test_the_link_of_one_request_does_not_open_another(
    client: FlaskClient, confirmed: Request
) -> None:
    press(client, letter_number="2/2026")
    other = last_request().reference

    assert client.get(f"/permohonan/{other}").status_code == 404
    assert client.get(f"/permohonan/{other}/batal").status_code == 404


def test_an_opened_request_closes_after_half_an_hour(
    client: FlaskClient, confirmed: Request
) -> None:
    with client.session_transaction() as session:
        session["pemohon"] |= {"until": (NOW - timedelta(days=400)).isoformat()}

    assert client.get(f"/permohonan/{confirmed.reference}").status_code == 404


def test_the_page_of_a_request_is_kept_by_no_browser_and_no_search_engine(
    client: FlaskClient, confirmed: Request
) -> None:
    response = client.get(f"/permohonan/{confirmed.reference}")

    assert response.headers["Cache-Control"] == "no-store"
    assert '<meta name="robots" content="noindex">' in response.text


def test_address_and_telephone_are_masked(client: FlaskClient, confirmed: Request) -> None:
    page = client.get(f"/permohonan/{confirmed.reference}").text

    assert "s•••••@banyumaskab.example, telepon •••••890" in page
    assert "sri.wahyuni@" not in page
    assert "0812-0000" not in page


def test_the_page_says_what_comes_next_and_by_when(client: FlaskClient, confirmed: Request) -> None:
    page = said(client.get(f"/permohonan/{confirmed.reference}"))

    assert "Surat diperiksa paling lambat Rabu, 25 November 2026" in page
    assert "Permohonan diterima Senin, 23 November 2026, pukul 09.12 WIB" in page
    assert "Pilihan 1 Kamis, 26 November 2026, pukul 09.00–10.00 WIB Masih mungkin" in page
    assert "Sesuai: alamat surat" in page


def test_a_wish_that_is_gone_says_why(client: FlaskClient, confirmed: Request) -> None:
    reference = confirmed.reference
    press(client, letter_number="2/2026")
    with transaction():
        last_request().state = State.VERIFIED
    schedule(
        last_request().reference,
        Slot(date(2026, 11, 26), "09:00"),
        consulted="-",
        by=OFFICER,
        now=NOW,
    )

    page = said(client.get(f"/permohonan/{reference}"))

    assert "sudah terisi (SE-2 E.3.c.8)" in page
    assert "Tidak mungkin lagi" in page


def test_an_appointment_shows_place_time_and_local_time(
    client: FlaskClient, settings: Settings
) -> None:
    press(client, regions__0="Kab. Badung", institution_name="")
    post(client, confirm_path(settings, last_request()))
    request = scheduled(last_request())

    page = said(client.get(f"/permohonan/{request.reference}"))

    assert "Terjadwal" in page
    assert "Kamis, 26 November 2026 pukul 09.00–10.00 WIB (10.00–11.00 WITA)" in page
    assert "Ruang Video Conference DJPK, lantai 3" in page
    assert "1 orang; paling banyak 1 SPPD ditandatangani" in page


def test_a_returned_request_says_what_to_correct_and_how(
    client: FlaskClient, confirmed: Request
) -> None:
    return_letter(confirmed.reference, reason="Surat belum bertanda tangan.", by=OFFICER, now=NOW)

    page = said(client.get(f"/permohonan/{confirmed.reference}"))

    assert "Ada yang perlu diperbaiki." in page
    assert "Catatan petugas: Surat belum bertanda tangan." in page
    assert "Unggah surat yang sudah diperbaiki di sini." in page
    assert "callcenter.djpk@kemenkeu.go.id" in page


def test_before_a_schedule_the_letter_stays_good(client: FlaskClient, confirmed: Request) -> None:
    path = f"/permohonan/{confirmed.reference}/batal"
    assert "Surat Saudara tetap dapat dipakai" in said(client.get(path))

    response = post(client, path, reason="Kegiatan daerah")

    assert response.status_code == 303
    assert last_request().state == State.WITHDRAWN
    assert "Permohonan sudah ditarik." in said(client.get(response.location))
    assert press(client).status_code == 303


def test_a_scheduled_visit_is_cancelled_with_its_letter(
    client: FlaskClient, confirmed: Request
) -> None:
    scheduled(confirmed)
    path = f"/permohonan/{confirmed.reference}/batal"
    page = said(client.get(path))
    assert "Surat ini tidak dapat dipakai lagi" in page
    assert "(SE-2 E.3.c.9)" in page

    post(client, path, reason="Kegiatan daerah")

    assert last_request().state == State.CANCELLED
    at, words = problems(press(client))[0]
    assert at == "letter-number"
    assert "Ajukan dengan surat permintaan yang baru." in words


def test_a_cancellation_needs_a_reason(client: FlaskClient, confirmed: Request) -> None:
    response = post(client, f"/permohonan/{confirmed.reference}/batal", reason="  ")

    assert response.status_code == 422
    assert problems(response)[0][0] == "reason"
    assert last_request().state == State.SUBMITTED


def test_a_stale_cancellation_is_told_and_does_nothing(
    client: FlaskClient, confirmed: Request
) -> None:
    path = f"/permohonan/{confirmed.reference}/batal"
    page = client.get(path).text
    scheduled(confirmed)

    response = client.post(
        path,
        data={
            "csrf_token": hidden(page, "csrf_token"),
            "version": hidden(page, "version"),
            "reason": "Kegiatan daerah",
        },
    )

    assert "sudah diputuskan oleh Petugas" in said(client.get(response.location))
    assert last_request().state == State.SCHEDULED


@pytest.mark.parametrize("version", ["", "-1", "９", "satu", "9" * 30, "9" * 5_000])
def test_a_forged_version_decides_on_nothing(
    client: FlaskClient, confirmed: Request, version: str
) -> None:
    path = f"/permohonan/{confirmed.reference}/batal"

    response = post(client, path, reason="Kegiatan daerah", version=version)

    assert response.status_code == 303
    assert last_request().state == State.SUBMITTED


def test_what_ended_cannot_be_cancelled_again(client: FlaskClient, confirmed: Request) -> None:
    path = f"/permohonan/{confirmed.reference}/batal"
    post(client, path, reason="Kegiatan daerah")

    assert client.get(path).status_code == 303


def test_asking_for_a_link_is_answered_alike_whether_it_fits_or_not(
    client: FlaskClient, confirmed: Request
) -> None:
    mails = rows()[2]

    right = post(
        client,
        "/cek-status",
        reference=confirmed.reference,
        email="SRI.wahyuni@banyumaskab.example",
    )
    sent_after = rows()[2]
    wrong = post(client, "/cek-status", reference=confirmed.reference, email="x@example.org")
    unknown = post(client, "/cek-status", reference="AAAA-AAAA", email="x@example.org")

    assert right.status_code == wrong.status_code == unknown.status_code == 200
    assert right.text == wrong.text == unknown.text
    assert (sent_after, rows()[2]) == (mails + 1, mails + 1)


def test_an_incomplete_question_for_a_link_is_refused_with_both_fields_kept(
    client: FlaskClient,
) -> None:
    response = post(client, "/cek-status", reference="K7M2-4QXD", email="tanpa alamat")

    assert response.status_code == 422
    assert problems(response) == [
        ("email", "Alamat surel belum benar. Tulis alamat yang dipakai mendaftar.")
    ]
    assert 'value="K7M2-4QXD"' in response.text
    assert 'value="tanpa alamat"' in response.text


def test_the_reasons_of_others_are_never_markup(client: FlaskClient, confirmed: Request) -> None:
    post(client, f"/permohonan/{confirmed.reference}/batal", reason="<b>x</b>")

    assert "<b>x</b>" not in client.get(f"/permohonan/{confirmed.reference}").text
