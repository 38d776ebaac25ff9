"""The letter on the form: uploaded, read, kept, spent."""

from __future__ import annotations

from datetime import date

import pytest
from flask.testing import FlaskClient
from limits import parse
from sqlalchemy import func

from booking.database import db
from booking.models.requests import LetterFile
from booking.web import letter_upload
from booking.web.request_form import written_date
from tests.letters import locked, pdf, picture, zipped
from tests.web.requesting import (
    attach,
    confirm_path,
    last_request,
    only_problem,
    post,
    press,
    said,
)

MEGABYTE = 1024**2


def test_without_a_letter_the_first_page_asks_for_it_and_for_nothing_else(
    client: FlaskClient,
) -> None:
    at, words = only_problem(press(client, until="surat", files=(), letter_number=""))

    assert at == "letter"
    assert "(SE-2 E.3.c.1)" in words


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("surat.docx", zipped(), "bukan PDF, JPEG, atau PNG"),
        ("surat.pdf", locked(user="x", owner="y"), "terkunci dengan kata sandi"),
        ("surat.pdf", b"%PDF-1.7\n" + b"0" * 20 * MEGABYTE, "melebihi 5 MB"),
        ("surat.pdf", b"%PDF-1.7\n" + b"0" * 40 * MEGABYTE, "melebihi 5 MB"),
        ("surat.pdf", b"", "Berkas surat kosong"),
    ],
    ids=["word", "encrypted", "20 MB", "40 MB", "empty"],
)
@pytest.mark.sqlite_only
def test_a_file_that_is_no_letter_is_refused_and_what_was_typed_stays(
    client: FlaskClient, name: str, content: bytes, sentence: str
) -> None:
    number = {"letter_number": "900/1234/BPKAD/2026"}

    response = attach(client, (name, content), **number)

    at, words = only_problem(response)
    assert at == "letter"
    assert sentence in words
    assert 'value="900/1234/BPKAD/2026"' in response.text


def test_an_uploaded_letter_stays_when_something_else_is_refused(client: FlaskClient) -> None:
    press(client, contact_phone="x")

    assert "Sudah diunggah dan tetap tersimpan" in said(client.get("/ajukan/surat"))
    assert press(client, files=()).status_code == 303
    assert last_request().letter.file.original_name == "surat.pdf"


def test_a_bad_file_does_not_replace_the_letter_that_was_kept(client: FlaskClient) -> None:
    press(client, contact_phone="x")

    refused = attach(client, ("foto.gif", b"GIF89a"))

    assert only_problem(refused)[0] == "letter"
    assert "surat.pdf" in said(refused)
    assert press(client, files=()).status_code == 303


def test_photographs_become_one_letter(client: FlaskClient) -> None:
    response = press(client, files=(("1.jpg", picture()), ("2.jpg", picture())))

    assert response.status_code == 303
    assert last_request().letter.file.pages == 2


def test_reading_the_letter_fills_in_what_it_says(client: FlaskClient) -> None:
    response = attach(client, ("surat.pdf", pdf()))

    assert response.location == "/ajukan/surat#isi-surat"
    page = client.get("/ajukan/surat")
    assert 'id="letter-number" name="letter_number" type="text" value="900/1234/BPKAD/2026"' in (
        page.text
    )
    assert 'value="17 November 2026"' in page.text
    assert "Terbaca: nomor, tanggal, hal, tujuan" in said(page)


def test_a_photograph_that_cannot_be_read_is_kept_all_the_same(client: FlaskClient) -> None:
    attach(client, ("1.jpg", picture()), letter_number="900/1234/BPKAD/2026")

    page = client.get("/ajukan/surat")
    assert "Isi surat tidak terbaca" in said(page)
    assert "1.jpg" in said(page)
    assert 'value="900/1234/BPKAD/2026"' in page.text


def test_another_letter_is_read_anew_and_shown_before_going_on(client: FlaskClient) -> None:
    press(client, until="instansi", letter_number="1/2026")

    response = attach(client, ("baru.pdf", pdf()))

    assert response.location == "/ajukan/surat#isi-surat"
    page = client.get("/ajukan/surat").text
    assert "baru.pdf" in page
    assert 'value="900/1234/BPKAD/2026"' in page


def test_what_only_the_first_letter_said_goes_when_another_takes_its_place(
    client: FlaskClient,
) -> None:
    attach(client, ("salah.pdf", pdf()))

    attach(client, ("pindaian.jpg", picture()), letter_subject="Saya ketik sendiri")

    page = client.get("/ajukan/surat").text
    assert '900/1234/BPKAD/2026"' not in page
    assert 'value="Saya ketik sendiri"' in page


def test_another_addressee_is_a_warning_and_no_refusal(client: FlaskClient) -> None:
    attach(client, ("s.pdf", pdf("Yth. Menteri Keuangan\n")))
    assert "Surat tidak ditujukan kepada Direktur Jenderal" in said(client.get("/ajukan/surat"))

    response = press(client, files=(), letter_addressee="Menteri Keuangan")

    assert response.status_code == 303
    assert "bukan kepada Direktur Jenderal Perimbangan Keuangan" in said(
        client.get("/ajukan/terkirim")
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("5 Januari 2026", date(2026, 1, 5)),
        ("05-01-2026", date(2026, 1, 5)),
        ("5/1/26", date(2026, 1, 5)),
        ("5/1/2026", date(2026, 1, 5)),
        ("2026-01-05", date(2026, 1, 5)),
        (" 5  januari 2026 ", date(2026, 1, 5)),
        ("31 Februari 2026", None),
        ("kemarin", None),
        ("", None),
    ],
)
def test_dates_are_read_as_people_write_them(typed: str, meant: date | None) -> None:
    assert written_date(typed) == meant


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("kemarin", "Tanggal “kemarin” tidak terbaca."),
        ("24 November 2026", "Tanggal surat belum tiba."),
        ("1 Januari 2024", "lebih dari satu tahun"),
    ],
)
def test_a_letter_date_that_cannot_be_is_refused(
    client: FlaskClient, typed: str, sentence: str
) -> None:
    at, words = only_problem(press(client, letter_date=typed))

    assert at == "letter-date"
    assert sentence in words


def test_a_letter_that_another_request_carries_is_refused_and_named(
    settings: object, client: FlaskClient
) -> None:
    press(client)
    first = last_request()
    reference = first.reference
    post(client, confirm_path(settings, first))  # type: ignore[arg-type]

    at, words = only_problem(press(client, letter_number="900 / 1234 / bpkad / 2026"))

    assert at == "letter-number"
    assert f"sudah dipakai untuk permohonan {reference} (SE-2 E.3.c.9)" in words


def test_a_spent_letter_is_told_as_soon_as_its_sender_is_known(
    settings: object, client: FlaskClient
) -> None:
    press(client)
    post(client, confirm_path(settings, last_request()))  # type: ignore[arg-type]

    refused = press(client, until="instansi")

    assert refused.status_code == 422
    assert 'href="/ajukan/surat#letter-number"' in refused.text


def test_a_letter_is_kept_only_once_for_each_upload(client: FlaskClient) -> None:
    press(client)

    assert db.session.scalar(db.select(func.count()).select_from(LetterFile)) == 1


@pytest.mark.sqlite_only
def test_a_network_that_uploads_without_end_has_to_wait_and_fills_no_disk(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letter_upload, "LETTER", (parse("1/hour"),))
    attach(client, ("surat.pdf", pdf()))

    refused = attach(client, ("surat.pdf", pdf()), letter_subject="Permohonan audiensi")

    at, words = only_problem(refused)
    assert (at, words.partition(".")[0]) == ("letter", "Terlalu banyak percobaan")
    assert 'value="Permohonan audiensi"' in refused.text
    assert db.session.scalar(db.select(func.count()).select_from(LetterFile)) == 1
