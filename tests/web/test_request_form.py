from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func

from booking.database import db, transaction
from booking.models.calendar import Closure
from booking.models.claims import QuotaClaim
from booking.models.requests import LetterFile, Request
from booking.web.request_form import written_date
from tests.conftest import NOW
from tests.letters import locked, pdf, picture, zipped
from tests.web.requesting import attach, confirm_path, last_request, post, press, problems, said

MEGABYTE = 1024**2


def requests_opened() -> int:
    return db.session.scalar(db.select(func.count()).select_from(Request)) or 0


def only_problem(response: object) -> tuple[str, str]:
    [problem] = problems(response)  # type: ignore[arg-type]
    return problem


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


def test_without_a_letter_the_first_page_asks_for_it_and_for_nothing_else(
    client: FlaskClient,
) -> None:
    at, words = only_problem(press(client, until="surat", files=(), letter_number=""))

    assert at == "letter"
    assert "(SE-2 E.3.c.1)" in words


def test_a_refused_field_is_marked_and_described(client: FlaskClient) -> None:
    response = press(client, contact_email="bukan alamat")

    assert 'id="contact-email-galat"' in response.text
    assert (
        'aria-invalid="true" aria-describedby="contact-email-petunjuk contact-email-galat"'
        in response.text
    )


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


def test_three_guests_without_a_head_are_refused_with_the_clause(client: FlaskClient) -> None:
    guests = {"guests__1__name": "A", "guests__1__position": "Sekretaris"}
    guests |= {"guests__2__name": "Joko", "guests__2__position": "Kepala Bidang"}

    response = press(client, **guests)

    at, words = only_problem(response)
    assert at == "guests"
    assert "Rombongan 3 orang" in words
    assert "(SE-2 E.3.c.6)" in words
    assert "video conference" in words
    assert 'value="Joko"' in response.text


def test_three_guests_are_fine_when_the_head_comes(client: FlaskClient) -> None:
    guests = {"guests__1__name": "A", "guests__1__position": "Pj. Bupati Banyumas"}
    guests |= {"guests__2__name": "B", "guests__2__position": "Kepala Bidang"}

    response = press(client, **guests)

    assert response.status_code == 303
    assert [guest.role for guest in last_request().guests] == ["other", "regional_head", "other"]


def test_a_conference_has_no_guest_cap(client: FlaskClient) -> None:
    guests = {f"guests__{n}__name": f"Tamu {n}" for n in range(1, 6)}
    guests |= {f"guests__{n}__position": "Staf" for n in range(1, 6)}

    response = press(client, mode="video_conference", **guests)

    assert response.status_code == 303
    assert len(last_request().guests) == 6


def test_a_fifth_guest_is_refused_when_the_row_is_asked_for(client: FlaskClient) -> None:
    guests = {f"guests__{n}__name": f"Tamu {n}" for n in range(1, 4)}
    guests |= {f"guests__{n}__position": "Ketua DPRD Banyumas" for n in range(1, 4)}

    response = press(client, until="tamu", button="tamu", **guests)

    at, words = only_problem(response)
    assert at == "guests"
    assert "paling banyak 4 orang" in words
    assert "guests-4-name" not in response.text


def test_a_conference_gets_another_row(client: FlaskClient) -> None:
    guests = {f"guests__{n}__name": f"Tamu {n}" for n in range(1, 4)}
    guests |= {f"guests__{n}__position": "Staf" for n in range(1, 4)}

    response = press(client, until="tamu", button="tamu", mode="video_conference", **guests)

    assert response.location == "/ajukan/tamu#tambah"
    assert "guests-4-name" in client.get("/ajukan/tamu").text


def test_a_list_that_is_too_long_becomes_a_conference_in_one_press(client: FlaskClient) -> None:
    guests = {f"guests__{n}__name": f"Tamu {n}" for n in range(1, 4)}
    guests |= {f"guests__{n}__position": "Staf" for n in range(1, 4)}
    refused = press(client, **guests)
    assert 'name="langkah" value="video"' in refused.text

    switched = press(client, until="tamu", button="video", files=(), **guests)

    assert switched.location == "/ajukan/periksa"
    page = said(client.get("/ajukan/periksa"))
    assert "Cara Video conference" in page
    assert "Peserta 4 Tamu 3, Staf" in page
    assert "900/1234/BPKAD/2026" in page


def test_a_guest_without_a_post_is_named_by_its_row(client: FlaskClient) -> None:
    at, words = only_problem(press(client, guests__1__name="Joko"))

    assert at == "guests-1-position"
    assert words == "Jabatan tamu ke-2 belum diisi."


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


def test_the_fourth_open_request_of_a_mailbox_is_refused(
    settings: object, client: FlaskClient
) -> None:
    for number in range(3):
        press(client, letter_number=f"{number}/2026")
        post(client, confirm_path(settings, last_request()))  # type: ignore[arg-type]

    at, words = only_problem(press(client, letter_number="9/2026"))

    assert at == "contact-email"
    assert "sudah memiliki 3 permohonan" in words


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


def test_what_was_typed_is_never_markup(client: FlaskClient) -> None:
    press(client, until="topik", question="</textarea><b>halo</b>")

    for page in ("topik", "periksa"):
        assert "<b>halo</b>" not in client.get(f"/ajukan/{page}").text


def test_a_form_from_elsewhere_is_refused(client: FlaskClient) -> None:
    assert client.post("/ajukan/surat", data={"langkah": "lanjut"}).status_code == 400


def test_a_letter_is_kept_only_once_for_each_upload(client: FlaskClient) -> None:
    press(client)

    assert db.session.scalar(db.select(func.count()).select_from(LetterFile)) == 1
