"""The desk's own form for a letter that came by another channel."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from booking.domain.roles import Role
from tests.letters import pdf
from tests.web.pages import csrf_of, hidden, sign_in, stored

PAGE = "/petugas/permohonan/baru"
TYPED: dict[str, Any] = {
    "channel": "whatsapp",
    "received_on": "2026-11-20",
    "letter_number": "900/1234/BPKAD/2026",
    "letter_date": "17 November 2026",
    "letter_subject": "Permohonan konsultasi",
    "letter_addressee": "Direktur Jenderal Perimbangan Keuangan",
    "contact_name": "Rina Lestari",
    "contact_position": "Kasubbag",
    "contact_email": "rina@contoh.go.id",
    "contact_phone": "0812-0000-1111",
    "mode": "tatap_muka",
    "kind": "pemda",
    "regions-0": "Kab. Banyumas",
    "topics": "DAU",
    "question": "Penyaluran DAU.",
    "wish_1_date": "2026-11-26",
    "wish_1_session": "09:00",
    "guests-0-name": "Budi Santoso",
    "guests-0-position": "Kepala BPKAD",
}


@pytest.fixture
def desk(client: FlaskClient) -> FlaskClient:
    """An officer at the desk."""
    sign_in(client, Role.OFFICER)
    return client


def entered(desk: FlaskClient, *, html: str | None = None, **changes: Any) -> TestResponse:
    html = html or desk.get(PAGE).text
    sent = {"csrf_token": csrf_of(html), "form_key": hidden(html, "form_key"), **TYPED, **changes}
    if 'name="letter_kept"' in html:
        sent["letter_kept"] = hidden(html, "letter_kept")
    return desk.post(PAGE, data={k: v for k, v in sent.items() if v is not None})


def with_scan() -> dict[str, Any]:
    return {"letter": (BytesIO(pdf()), "surat.pdf")}


def reference_of(answer: TestResponse) -> str:
    assert answer.status_code == 303, answer.text
    return answer.location.rsplit("/", 1)[1]


def test_a_whatsapp_letter_is_entered_with_its_scan(desk: FlaskClient) -> None:
    answer = entered(desk, **with_scan())

    request = stored(reference_of(answer))
    assert (request.channel, request.received_on.isoformat()) == ("whatsapp", "2026-11-20")
    assert request.letter is not None
    assert request.letter.file is not None
    page = desk.get(answer.location).text
    assert "surel dengan tautan dikirim. Semua sesuai." in page
    assert "Dicatat petugas" in page


def test_what_stands_in_the_letter_is_filled_in(desk: FlaskClient) -> None:
    empty = dict.fromkeys([name for name in TYPED if name.startswith("letter_")])

    page = entered(desk, langkah="baca", **empty, **with_scan()).text

    assert 'value="900/1234/BPKAD/2026"' in page
    assert 'value="17 November 2026"' in page
    assert 'name="letter_kept"' in page


def test_after_an_error_everything_typed_and_the_scan_are_kept(desk: FlaskClient) -> None:
    refused = entered(desk, contact_email="tanpa-surel", **with_scan())

    assert refused.status_code == 422
    assert "Alamat surel belum benar" in refused.text
    for value in ("tanpa-surel", "Rina Lestari", "Budi Santoso", "2026-11-26", "surat.pdf"):
        assert value in refused.text
    request = stored(reference_of(entered(desk, html=refused.text)))
    assert request.letter is not None
    assert request.letter.file is not None


def test_a_breach_of_the_circular_does_not_hinder_saving(desk: FlaskClient) -> None:
    guests = {f"guests-{n}-{part}": f"Tamu {n}" for n in range(3) for part in ("name", "position")}

    answer = entered(desk, **guests, wish_2_date="2026-11-24", wish_2_session="09:00")

    page = desk.get(f"/petugas/permohonan/{reference_of(answer)}").text
    assert "Rombongan 3 orang" in page
    assert "Berkas surat belum ada" in page
    assert "Kurang dari 3 hari kerja" in page


def test_one_more_guest_gets_a_row_and_nothing_is_lost(desk: FlaskClient) -> None:
    page = entered(desk, langkah="tamu").text

    assert "Tamu ke-5" in page
    assert "Budi Santoso" in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"received_on": "2026-11-24"}, "tidak boleh setelah hari ini"),
        ({"received_on": "2026-11-16"}, "tidak mungkin diterima sebelumnya"),
        ({"received_on": "besok"}, "Isi tanggal surat diterima"),
        (
            {"received_on": "2026-11-09", "letter_date": "2 November 2026"},
            "Tuliskan mengapa surat baru dicatat sekarang",
        ),
        ({"channel": "web"}, "Pilih dari mana surat diterima"),
        ({"channel": None}, "Pilih dari mana surat diterima"),
        ({"wish_1_session": ""}, "Pilihan ke-1: isi tanggal dan sesinya"),
        ({"wish_1_date": "0000-13-99"}, "bukan sesi yang dikenal"),
        ({"regions-0": "Kab. Entah"}, "tidak ada dalam daftar resmi"),
        ({"letter_date": "kemarin"}, "tidak terbaca"),
        ({"letter_kept": "palsu"}, "Unggah kembali"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_at_its_field(
    desk: FlaskClient, changes: dict[str, Any], sentence: str
) -> None:
    answer = entered(desk, **changes)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert "<title>Kesalahan: Catat permohonan" in answer.text


def test_the_same_page_sent_twice_enters_one_request(desk: FlaskClient) -> None:
    html = desk.get(PAGE).text

    first, second = entered(desk, html=html), entered(desk, html=html)

    assert reference_of(first) == reference_of(second)


def test_reception_has_no_such_page(client: FlaskClient) -> None:
    sign_in(client, Role.RECEPTION)

    assert client.get(PAGE).status_code == 403
