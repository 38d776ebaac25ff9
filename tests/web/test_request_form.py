from __future__ import annotations

from datetime import date
from threading import Barrier, Thread

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func

from booking.database import db, transaction
from booking.models.calendar import Closure
from booking.models.requests import LetterFile, Request
from booking.web.request_form import written_date
from tests.conftest import NOW
from tests.letters import locked, pdf, picture, zipped
from tests.web.requesting import confirm_path, hidden, last_request, post, press, problems, said

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


def test_an_empty_form_names_every_field_and_focuses_the_summary(client: FlaskClient) -> None:
    empty = dict.fromkeys(
        ("letter_number", "letter_date", "letter_subject", "letter_addressee", "kind", "regions-0"),
        "",
    ) | dict.fromkeys(("contact_name", "contact_email", "topics", "question", "guests-0-name"), "")

    response = press(client, files=(), **{"guests-0-position": ""}, **empty)

    assert response.status_code == 422
    assert "<title>Kesalahan: " in response.text
    assert 'role="alert" tabindex="-1" autofocus' in response.text
    links = [at for at, _ in problems(response)]
    assert links == [
        "letter",
        "letter-number",
        "letter-date",
        "letter-subject",
        "letter-addressee",
        "institution-kind",
        "contact-name",
        "contact-email",
        "topics",
        "question",
        "guests",
    ]
    for link in links:
        assert f'id="{link}"' in response.text


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
    response = press(client, files=((name, content),))

    at, words = only_problem(response)
    assert at == "letter"
    assert sentence in words
    assert 'value="900/1234/BPKAD/2026"' in response.text
    assert "Bagaimana perhitungan DAU tahun depan?" in response.text
    assert requests_opened() == 0


def test_an_uploaded_letter_stays_when_something_else_is_refused(client: FlaskClient) -> None:
    refused = press(client, contact_phone="x")

    assert "Sudah diunggah dan tetap tersimpan" in said(refused)
    sent = press(client, page=refused.text, files=())
    assert sent.status_code == 303
    assert last_request().letter.file.original_name == "surat.pdf"


def test_a_bad_file_does_not_replace_the_letter_that_was_kept(client: FlaskClient) -> None:
    kept = press(client, contact_phone="x")

    refused = press(client, page=kept.text, files=(("foto.gif", b"GIF89a"),))

    assert only_problem(refused)[0] == "letter"
    assert hidden(refused.text, "letter_seal")
    assert press(client, page=refused.text, files=()).status_code == 303


def test_a_forged_seal_opens_no_letter(client: FlaskClient) -> None:
    response = press(client, files=(), letter_seal="1.forged.seal")

    assert only_problem(response) == (
        "letter",
        "Surat yang diunggah sebelumnya tidak tersimpan lagi. Unggah kembali surat Saudara.",
    )


def test_photographs_become_one_letter(client: FlaskClient) -> None:
    response = press(client, files=(("1.jpg", picture()), ("2.jpg", picture())))

    assert response.status_code == 303
    assert last_request().letter.file.pages == 2


def test_reading_the_letter_fills_in_what_it_says(client: FlaskClient) -> None:
    blank = {"letter_number": "", "letter_date": "", "letter_subject": "", "letter_addressee": ""}

    response = press(client, button="baca", **blank)

    assert response.status_code == 200
    assert 'id="letter-number" name="letter_number" type="text" value="900/1234/BPKAD/2026"' in (
        response.text
    )
    assert 'value="17 November 2026"' in response.text
    assert "Terbaca: nomor, tanggal, hal, tujuan" in said(response)
    assert requests_opened() == 0


def test_a_photograph_that_cannot_be_read_is_kept_all_the_same(client: FlaskClient) -> None:
    response = press(client, button="baca", files=(("1.jpg", picture()),))

    assert "Isi surat tidak terbaca" in said(response)
    assert hidden(response.text, "letter_seal")
    assert 'value="900/1234/BPKAD/2026"' in response.text


def test_a_kept_letter_can_be_read_later(client: FlaskClient) -> None:
    kept = press(client, contact_phone="x")

    response = press(client, page=kept.text, button="baca", files=(), letter_number="")

    assert 'value="900/1234/BPKAD/2026"' in response.text


def test_reading_without_a_file_asks_for_one(client: FlaskClient) -> None:
    response = press(client, button="baca", files=())

    assert only_problem(response) == ("letter", "Pilih berkas surat, lalu tekan Baca isi surat.")


def test_another_addressee_is_a_warning_and_no_refusal(client: FlaskClient) -> None:
    read = press(client, button="baca", files=(("s.pdf", pdf("Yth. Menteri Keuangan\n")),))
    assert "Surat tidak ditujukan kepada Direktur Jenderal" in said(read)

    response = press(client, letter_addressee="Menteri Keuangan")

    assert response.status_code == 303
    assert "bukan kepada Direktur Jenderal Perimbangan Keuangan" in said(
        client.get("/ajukan/terkirim")
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("5 Januari 2026", date(2026, 1, 5)),
        ("05-01-2026", date(2026, 1, 5)),
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

    response = press(client, button="tamu", **guests)

    at, words = only_problem(response)
    assert at == "guests"
    assert "paling banyak 4 orang" in words
    assert "guests-4-name" not in response.text


def test_a_conference_gets_another_row(client: FlaskClient) -> None:
    guests = {f"guests__{n}__name": f"Tamu {n}" for n in range(1, 4)}
    guests |= {f"guests__{n}__position": "Staf" for n in range(1, 4)}

    response = press(client, button="tamu", mode="video_conference", **guests)

    assert response.status_code == 200
    assert "guests-4-name" in response.text


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

    page = client.get("/ajukan")
    refused = press(client)

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


def test_a_double_click_lands_on_one_request(client: FlaskClient) -> None:
    page = client.get("/ajukan").text

    first = press(client, page=page)
    second = press(client, page=page)

    assert (first.status_code, second.status_code) == (303, 303)
    assert requests_opened() == 1
    assert last_request().reference in said(client.get(second.location))


def test_two_clicks_at_the_same_moment_open_one_request(app: Flask, client: FlaskClient) -> None:
    kept = press(client, contact_phone="x").text
    cookie = client.get_cookie("booking")
    assert cookie is not None
    together = Barrier(2)
    answers: list[int] = []

    def click() -> None:
        with app.app_context():
            own = app.test_client()
            own.set_cookie("booking", cookie.value)
            together.wait()
            answers.append(press(own, page=kept, files=()).status_code)

    clicks = [Thread(target=click) for _ in range(2)]
    for each in clicks:
        each.start()
    for each in clicks:
        each.join()

    assert answers == [303, 303]
    assert requests_opened() == 1


def test_a_form_corrected_after_sending_is_another_request(client: FlaskClient) -> None:
    page = client.get("/ajukan").text
    press(client, page=page, contact_email="salah@example.org")

    press(client, page=page, contact_email="benar@example.org")

    assert last_request().contact_email == "benar@example.org"


def test_a_filled_trap_loses_nothing(client: FlaskClient) -> None:
    refused = press(client, website="https://spam.example")

    assert refused.status_code == 422
    assert requests_opened() == 0
    assert 'value="900/1234/BPKAD/2026"' in refused.text
    assert press(client, page=refused.text, files=()).status_code == 303


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
    first = client.get("/ajukan")
    more = press(client, button="lebih", files=())

    assert "Jumat, 4 Desember 2026" not in said(first)
    assert "Jumat, 4 Desember 2026" in said(more)
    assert 'name="pilihan_1" value="2026-11-26T09:00" checked' in more.text


def test_the_quota_of_a_region_is_shown_once_it_is_known(client: FlaskClient) -> None:
    page = said(press(client, button="perbarui", files=()))

    assert "Kab. Banyumas, November 2026 sisa 2 dari 2" in page


def test_what_was_typed_is_never_markup(client: FlaskClient) -> None:
    response = press(client, contact_phone="x", question="</textarea><b>halo</b>")

    assert "<b>halo</b>" not in response.text


def test_a_form_from_elsewhere_is_refused(client: FlaskClient) -> None:
    assert client.post("/ajukan", data={"langkah": "kirim"}).status_code == 400


def test_a_letter_is_kept_only_once_for_each_upload(client: FlaskClient) -> None:
    press(client)

    assert db.session.scalar(db.select(func.count()).select_from(LetterFile)) == 1
