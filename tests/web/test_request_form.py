"""The form as a whole: what is asked, refused and said afterwards."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.requesting import (
    confirm_path,
    last_request,
    only_problem,
    post,
    press,
    problems,
    said,
)


def test_a_complete_form_opens_a_request_and_says_what_to_do_next(client: FlaskClient) -> None:
    response = press(client, contact_email="sri@banyumaskab.example")

    assert response.status_code == 303
    page = said(client.get(response.location))
    request = last_request()
    assert request.reference in page
    assert "BELUM TERJADWAL" in page
    assert "Tunggu jawaban sampai Rabu, 25 November 2026" in page
    assert "s•••••@banyumaskab.example" in page
    assert "sri@" not in page
    assert request.state == "unverified"
    assert request.letter.file is not None


def test_the_panel_after_sending_is_shown_to_nobody_else(app: Flask, client: FlaskClient) -> None:
    press(client)

    assert app.test_client().get("/ajukan/terkirim").status_code == 303


@pytest.mark.parametrize(
    ("step", "changes", "links"),
    [
        (
            "surat",
            {"letter_number": "", "letter_date": "", "letter_subject": "", "letter_addressee": ""},
            ["letter-number", "letter-date", "letter-subject", "letter-addressee"],
        ),
        ("instansi", {"kind": "", "regions__0": "", "mode": ""}, ["mode", "institution-kind"]),
        (
            "narahubung",
            {"contact_name": "", "contact_position": "", "contact_email": "", "contact_phone": ""},
            ["contact-name", "contact-position", "contact-email", "contact-phone"],
        ),
        ("topik", {"topics": [], "question": ""}, ["topics", "question"]),
        ("tamu", {"guests__0__name": "", "guests__0__position": ""}, ["guests"]),
    ],
)
def test_an_empty_page_names_every_field_and_focuses_the_summary(
    client: FlaskClient, step: str, changes: dict[str, object], links: list[str]
) -> None:
    response = press(client, until=step, **changes)

    assert response.status_code == 422
    assert "<title>Kesalahan: Langkah " in response.text
    assert 'role="alert" tabindex="-1" autofocus' in response.text
    assert [at for at, _ in problems(response)] == links
    for link in links:
        assert f'id="{link}"' in response.text


def test_an_address_or_number_left_open_is_called_open_and_not_wrong(client: FlaskClient) -> None:
    response = press(client, contact_email="", contact_phone="")

    assert [words for _, words in problems(response)] == [
        "Alamat surel belum diisi.",
        "Nomor telepon atau WhatsApp belum diisi.",
    ]


def test_a_refused_field_is_marked_and_described(client: FlaskClient) -> None:
    response = press(client, contact_email="bukan alamat")

    assert 'id="contact-email-galat"' in response.text
    assert (
        'aria-invalid="true" aria-describedby="contact-email-petunjuk contact-email-galat"'
        in response.text
    )


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("Atlantis", "Daerah “Atlantis” tidak ada dalam daftar resmi."),
        ("Bandung", "Tulis salah satu: Kab. Bandung atau Kota Bandung."),
        ("Banyums", "Tulis Kab. Banyumas bila itu yang dimaksud."),
        ("", "Pilih daerah dari daftar resmi"),
    ],
)
def test_an_unknown_region_is_asked_about_and_never_guessed(
    client: FlaskClient, typed: str, sentence: str
) -> None:
    response = press(client, regions__0=typed)

    at, words = only_problem(response)
    assert at == "institution-regions"
    assert sentence in words
    assert f'value="{typed}"' in response.text


def test_up_to_three_regions_ask_together(client: FlaskClient) -> None:
    response = press(
        client, regions__0="kabupaten banyumas", regions__1="Cilacap", regions__2="Kota Tegal"
    )

    assert response.status_code == 303
    assert last_request().region_codes == ("33.02", "33.01", "33.76")


def test_a_region_that_writes_no_office_is_named_itself(client: FlaskClient) -> None:
    press(client, kind="dprd", institution_name="")

    assert last_request().institution == "DPRD Kab. Banyumas"


def test_a_bank_has_a_name_and_no_region(client: FlaskClient) -> None:
    at, words = only_problem(press(client, kind="bank"))
    assert at == "institution-regions"
    assert "Kosongkan daerah" in words

    response = press(client, kind="bank", regions__0="", institution_name="")

    assert only_problem(response) == ("institution-name", "Nama instansi belum diisi.")


def test_the_fourth_open_request_of_a_mailbox_is_refused(
    settings: object, client: FlaskClient
) -> None:
    for number in range(3):
        press(client, letter_number=f"{number}/2026")
        post(client, confirm_path(settings, last_request()))  # type: ignore[arg-type]

    at, words = only_problem(press(client, letter_number="9/2026"))

    assert at == "contact-email"
    assert "sudah memiliki 3 permohonan" in words


def test_what_was_typed_is_never_markup(client: FlaskClient) -> None:
    press(client, until="topik", question="</textarea><b>halo</b>")

    for page in ("topik", "periksa"):
        assert "<b>halo</b>" not in client.get(f"/ajukan/{page}").text


def test_a_form_from_elsewhere_is_refused(client: FlaskClient) -> None:
    assert client.post("/ajukan/surat", data={"langkah": "lanjut"}).status_code == 400
