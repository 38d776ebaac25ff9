"""What a requester changes afterwards: the returned letter, the guests, the wishes; and reads."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse

from booking.domain.lifecycle import State
from booking.domain.roles import Actor, Role
from booking.domain.sessions import Slot
from booking.models.requests import Request
from booking.settings import Settings
from booking.usecases.schedule import schedule
from booking.usecases.verify_letter import return_letter, verify_letter
from tests.conftest import NOW
from tests.letters import pdf
from tests.web.requesting import (
    confirm_path,
    hidden,
    last_request,
    post,
    press,
    problems,
    said,
)

OFFICER = Actor("Petugas", "staff:1", Role.OFFICER)
LETTER = {
    "letter_number": "901/1/BPKAD/2026",
    "letter_date": "20 November 2026",
    "letter_subject": "Perbaikan",
    "letter_addressee": "Direktur Jenderal Perimbangan Keuangan",
}
PAGES = ("perbaiki", "tamu", "waktu", "data", "data.json")


@pytest.fixture
def confirmed(client: FlaskClient, settings: Settings) -> Request:
    """A request that is checked now; the client holds its page open."""
    press(client)
    request = last_request()
    assert post(client, confirm_path(settings, request)).status_code == 303
    return request


def sent_letter(
    client: FlaskClient, path: str, page: str, file: bytes | None = None, **changes: str
) -> TestResponse:
    carried: dict[str, Any] = {
        name: hidden(page, name) for name in ("csrf_token", "version", "letter_seal")
    }
    if file is not None:
        carried["letter"] = FileStorage(BytesIO(file), filename="perbaikan.pdf")
    return client.post(path, data=carried | LETTER | changes)


def test_a_returned_letter_is_corrected_on_the_page(
    client: FlaskClient, confirmed: Request
) -> None:
    return_letter(confirmed.reference, reason="Belum bertanda tangan.", by=OFFICER, now=NOW)
    path = f"/permohonan/{confirmed.reference}/perbaiki"

    read = sent_letter(client, path, client.get(path).text, pdf())
    done = sent_letter(client, path, read.text)

    assert "Surat baru sudah terbaca" in said(read)
    assert done.status_code == 303
    assert last_request().state == State.SUBMITTED
    assert last_request().letter.number == "901/1/BPKAD/2026"
    assert last_request().letter.file.original_name == "perbaikan.pdf"
    assert "Tanggal terima surat dihitung mulai hari ini" in said(client.get(done.location))


def test_a_refused_correction_keeps_values_and_file(
    client: FlaskClient, confirmed: Request
) -> None:
    return_letter(confirmed.reference, reason="Belum bertanda tangan.", by=OFFICER, now=NOW)
    path = f"/permohonan/{confirmed.reference}/perbaiki"
    read = sent_letter(client, path, client.get(path).text, pdf())

    refused = sent_letter(client, path, read.text, letter_date="kemarin")
    bad_file = sent_letter(client, path, refused.text, b"GIF89a")

    assert problems(refused)[0][0] == "letter-date"
    assert "perbaikan.pdf" in said(refused)
    assert 'value="901/1/BPKAD/2026"' in refused.text
    assert problems(bad_file)[0][0] == "letter"
    assert "perbaikan.pdf" in said(bad_file)


def test_a_forged_seal_opens_no_letter(client: FlaskClient, confirmed: Request) -> None:
    return_letter(confirmed.reference, reason="Belum bertanda tangan.", by=OFFICER, now=NOW)
    path = f"/permohonan/{confirmed.reference}/perbaiki"

    refused = sent_letter(client, path, client.get(path).text, letter_seal="1.forged.seal")

    assert "tidak tersimpan lagi" in problems(refused)[0][1]


def test_a_letter_that_was_not_returned_stays(client: FlaskClient, confirmed: Request) -> None:
    response = client.get(f"/permohonan/{confirmed.reference}/perbaiki")

    assert response.status_code == 303
    assert "hanya dapat diganti bila dikembalikan" in said(client.get(response.location))


def test_guests_change_through_the_same_check(client: FlaskClient, confirmed: Request) -> None:
    path = f"/permohonan/{confirmed.reference}/tamu"
    two = {"guests-0-name": "A", "guests-0-position": "Kabag"}
    two |= {"guests-1-name": "B", "guests-1-position": "Staf"}
    three = two | {"guests-2-name": "C", "guests-2-position": "Staf"}

    refused = post(client, path, **three)
    done = post(client, path, **two)

    assert "Rombongan 3 orang" in problems(refused)[0][1]
    assert 'value="C"' in refused.text
    assert done.status_code == 303
    assert [guest.name for guest in last_request().guests] == ["A", "B"]
    assert "Daftar tamu diubah" in said(client.get(done.location))


def test_an_empty_delegation_is_refused(client: FlaskClient, confirmed: Request) -> None:
    refused = post(client, f"/permohonan/{confirmed.reference}/tamu")

    assert problems(refused) == [("guests", "Isi sedikitnya satu tamu yang akan hadir.")]


def test_wishes_change_until_a_schedule_is_given(client: FlaskClient, confirmed: Request) -> None:
    path = f"/permohonan/{confirmed.reference}/waktu"
    assert 'value="2026-11-26T09:00" checked' in client.get(path).text

    done = post(client, path, pilihan_1="2026-11-27T10:00", pilihan_2="2026-11-26T09:00")
    refused = post(client, path, pilihan_1="2026-12-25T09:00")

    assert done.status_code == 303
    wished = [(wish.date.day, wish.session) for wish in last_request().wishes]
    assert wished == [(27, "10:00"), (26, "09:00")]
    assert "Natal" in problems(refused)[0][1]
    verify_letter(confirmed.reference, by=OFFICER, now=NOW)
    schedule(
        confirmed.reference,
        Slot(date(2026, 11, 26), "09:00"),
        consulted="-",
        by=OFFICER,
        now=NOW,
    )
    late = client.get(path)
    assert late.status_code == 303
    assert "sebelum jadwal diberikan (SE-2 E.3.c.9)" in said(client.get(late.location))


def test_own_data_can_be_read_and_taken_away(client: FlaskClient, confirmed: Request) -> None:
    path = f"/permohonan/{confirmed.reference}/data"

    page, file = client.get(path), client.get(f"{path}.json")

    assert "Nama: Sri Wahyuni" in said(page)
    assert "s•••••@banyumaskab.example" in said(page)
    assert "sri.wahyuni@" not in page.text + file.text
    assert file.json["Surat"][0]["Nomor"] == "900/1234/BPKAD/2026"
    assert file.json["Riwayat"][0]["Peristiwa"] == "Permohonan diterima"
    assert "attachment" in file.headers["Content-Disposition"]
    assert file.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("page", PAGES)
def test_the_reference_alone_opens_nothing(app: Flask, confirmed: Request, page: str) -> None:
    response = app.test_client().get(f"/permohonan/{confirmed.reference}/{page}")

    assert response.status_code == 404
    assert "Sri Wahyuni" not in response.text
