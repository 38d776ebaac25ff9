"""The verification page, the report of a suspicious letter, and the letter as a download."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from booking.database import db
from booking.domain.invitation import uid_of
from booking.domain.links import TRACKING, link_token
from booking.domain.roles import Role
from booking.domain.verification_code import EXAMPLE
from booking.models.history import AuditRow
from booking.models.letters_issued import IssuedLetter, SuspiciousReport
from booking.renderers.qr import qr_svg
from booking.services import services
from booking.store import issued_letters
from booking.usecases.cancel import cancel_by_djpk
from booking.usecases.schedule import reschedule
from booking.usecases.verify_code import misses
from booking.web.confirmation import letter_qr
from booking.web.verification import render_letter
from tests.letters_issued import text_of
from tests.usecases.builders import (
    LINK_KEY,
    MONDAY,
    NINE,
    NOW,
    OFFICER,
    TEN,
    found,
    party,
    scheduled,
    submission,
)
from tests.web.pages import sign_in
from tests.web.requesting import hidden, post, said

TYPO = EXAMPLE[:-1] + "6"


@dataclass(frozen=True)
class Issued:
    """A scheduled visit of Kab. Badung with the code of its first letter."""

    reference: str
    code: str


@pytest.fixture
def issued(app: Flask) -> Issued:
    reference = scheduled(submission(parties=(party("51.03"),)), slot=NINE)
    return Issued(reference, issued_letters.code_of(issued_letters.current_by_reference(reference)))


def compared(client: FlaskClient, code: str, content: bytes) -> TestResponse:
    """Send a file to be compared with the letter of this code."""
    token = hidden(client.get(f"/v/{code}").text, "csrf_token")
    return client.post(
        f"/v/{code}",
        data={"csrf_token": token, "berkas": (BytesIO(content), "surat.pdf")},
    )


def test_a_genuine_letter_is_told_with_all_that_can_be_compared(
    client: FlaskClient, issued: Issued
) -> None:
    response = client.get(f"/v/{issued.code}")

    page = said(response)
    assert response.status_code == 200
    for expected in (
        "Surat ini asli",
        "masih berlaku",
        issued.code,
        f"KONF-1/{issued.reference}/2026",
        "Senin, 23 November 2026",
        "Untuk Kab. Badung",
        "Kamis, 26 November 2026, pukul 09.00–10.00 WIB (10.00–11.00 WITA)",
        "lantai 3",
        "2 orang",
    ):
        assert expected in page


def test_each_state_of_a_letter_has_its_own_answer(client: FlaskClient, issued: Issued) -> None:
    genuine = said(client.get(f"/v/{issued.code}"))
    reschedule(issued.reference, TEN, reason="Ruang dipakai.", by=OFFICER, now=NOW)
    changed = said(client.get(f"/v/{issued.code}"))
    cancel_by_djpk(issued.reference, reason="Rapat pimpinan.", by=OFFICER, now=NOW)
    cancelled = said(client.get(f"/v/{issued.code}"))
    unknown = said(client.get(f"/v/{EXAMPLE}"))
    mistyped = said(client.get(f"/v/{TYPO}"))

    assert "Surat ini asli" in genuine
    assert "Asli, tetapi sudah diubah" in changed
    assert f"Penggantinya surat nomor KONF-2/{issued.reference}/2026" in changed
    assert "10.00–11.00 WIB" not in changed
    assert "Asli, tetapi sudah dibatalkan" in cancelled
    assert "Mohon tidak berangkat" in cancelled
    assert "Kode tidak dikenal" in unknown
    assert "Salah ketik?" in mistyped
    for page in (changed, cancelled, unknown, mistyped):
        assert "Surat ini asli" not in page


def test_the_pages_show_no_person(client: FlaskClient, issued: Issued) -> None:
    request = found(issued.reference)
    secrets = [guest.name for guest in request.guests]
    secrets += [request.contact_name, request.contact_email, request.contact_phone]

    pages = [client.get(f"/v/{issued.code}").text]
    reschedule(issued.reference, TEN, reason="Ruang Budi Santoso.", by=OFFICER, now=NOW)
    pages.append(client.get(f"/v/{issued.code}").text)

    for page in pages:
        assert [secret for secret in secrets if secret in page] == []


@pytest.mark.parametrize("change", [str.lower, lambda code: code.replace("-", " ")])
def test_a_typed_code_leads_to_the_address_of_the_letter(
    client: FlaskClient, issued: Issued, change: object
) -> None:
    written = change(issued.code)  # type: ignore[operator]

    response = client.get("/verifikasi", query_string={"kode": written})

    assert response.status_code == 303
    assert response.location.endswith(f"/v/{issued.code}")


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        (EXAMPLE[:-1], "yang tertulis 12"),
        (TYPO, "yang keliru, atau dua yang tertukar"),
        ("U" + EXAMPLE[1:], "tidak pernah memuat U"),
        ("<script>alert(1)</script>", "tidak pernah memuat"),
    ],
)
def test_a_slip_of_the_pen_is_explained_and_what_was_typed_is_kept(
    client: FlaskClient, written: str, hint: str
) -> None:
    response = client.get("/verifikasi", query_string={"kode": written})

    assert response.status_code == 404
    assert hint in said(response)
    assert "tidak mungkin benar. " in said(response)
    assert "<script>" not in response.text


def test_an_empty_field_shows_the_form_again(client: FlaskClient) -> None:
    response = client.get("/verifikasi?kode=+")

    assert response.status_code == 200
    assert 'name="kode"' in response.text


def test_looking_changes_nothing_but_the_counter_of_the_day(
    client: FlaskClient, issued: Issued
) -> None:
    def rows() -> tuple[int, int]:
        counted = select(func.count())
        letters = db.session.scalar(counted.select_from(IssuedLetter)) or 0
        return letters, db.session.scalar(counted.select_from(AuditRow)) or 0

    before = rows()
    for path in (f"/v/{issued.code}", f"/v/{EXAMPLE}", f"/v/{TYPO}", "/verifikasi"):
        client.get(path)
    client.head(f"/v/{EXAMPLE}")

    (today,) = misses([MONDAY], counter=services().limiter.storage)
    assert rows() == before
    assert (today.unknown, today.mistyped) == (1, 1)


def test_codes_cannot_be_tried_without_end(client: FlaskClient) -> None:
    answers = [client.get(f"/v/{EXAMPLE}").status_code for _ in range(31)]

    assert answers == [404] * 30 + [429]


def test_the_very_file_that_was_issued_is_recognised(client: FlaskClient, issued: Issued) -> None:
    sign_in(client, Role.OFFICER)
    pdf = client.get(f"/petugas/permohonan/{issued.reference}/surat-konfirmasi.pdf").data

    assert "sama persis" in said(compared(client, issued.code, pdf))
    assert "Berkas berbeda" in said(compared(client, issued.code, pdf + b"\n"))
    assert db.session.scalars(select(IssuedLetter.pdf_sha256)).one() is None


@pytest.mark.parametrize("content", [b"", b"bukan PDF"])
def test_what_is_no_pdf_is_not_compared(
    client: FlaskClient, issued: Issued, content: bytes
) -> None:
    response = compared(client, issued.code, content)

    assert response.status_code == 422
    assert "Pilih berkas PDF" in said(response)


def test_a_comparison_needs_the_token_of_the_page(client: FlaskClient, issued: Issued) -> None:
    assert client.post(f"/v/{issued.code}").status_code == 400


def test_a_suspicious_letter_is_reported_and_handled_by_the_desk(client: FlaskClient) -> None:
    response = post(client, "/verifikasi/laporkan", code=TYPO, told="<b>Meminta uang</b>")
    sign_in(client, Role.OFFICER)
    listed = client.get("/petugas/surat-mencurigakan")
    number = db.session.scalars(select(SuspiciousReport.id)).one()
    post_path = f"/petugas/surat-mencurigakan/{number}/selesai"
    token = hidden(listed.text, "csrf_token")
    client.post(post_path, data={"csrf_token": token})
    handled = said(client.get("/petugas/surat-mencurigakan"))

    assert response.status_code == 303
    assert "Menunggu" in said(listed)
    assert "&lt;b&gt;Meminta uang" in listed.text
    assert "Rina Astuti" in handled
    assert "Menunggu" not in handled


def test_a_report_that_tells_nothing_comes_back_with_what_was_typed(client: FlaskClient) -> None:
    response = post(client, "/verifikasi/laporkan", code=TYPO, told="", contact="a@b.example")

    assert response.status_code == 422
    assert "Kesalahan:" in response.text
    assert 'href="#told"' in response.text
    assert f'value="{TYPO}"' in response.text
    assert 'value="a@b.example"' in response.text
    assert db.session.scalars(select(SuspiciousReport)).all() == []


@pytest.mark.parametrize("role", [Role.RECEPTION, Role.UNIT, Role.ADMIN, None])
def test_reports_and_letters_are_for_the_desk_alone(
    client: FlaskClient, issued: Issued, role: Role | None
) -> None:
    if role:
        sign_in(client, role)

    for path in ("surat-mencurigakan", f"permohonan/{issued.reference}/surat-konfirmasi.pdf"):
        assert client.get(f"/petugas/{path}").status_code == (403 if role else 303)


def test_whoever_holds_the_link_downloads_the_letter(client: FlaskClient, issued: Issued) -> None:
    path = f"/permohonan/{issued.reference}/surat-konfirmasi.pdf"
    from_outside = client.get(path)
    opened = post(client, _link(issued))
    response = client.get(path)

    assert (from_outside.status_code, opened.status_code) == (404, 303)
    assert response.status_code == 200
    assert response.mimetype == "application/pdf"
    assert "attachment" in response.headers["Content-Disposition"]
    assert issued.code in text_of(response.data)
    assert "http://localhost/verifikasi" in text_of(response.data)


def test_the_tracking_page_shows_the_code_and_leads_to_letter_and_calendar(
    client: FlaskClient, issued: Issued
) -> None:
    post(client, _link(issued))

    page = client.get(f"/permohonan/{issued.reference}")

    assert f"{issued.code} tunjukkan di resepsionis" in said(page)
    assert f'href="/permohonan/{issued.reference}/surat-konfirmasi.pdf"' in page.text
    assert f'href="/permohonan/{issued.reference}/jadwal.ics"' in page.text


def test_the_calendar_file_is_the_appointment_of_the_invitation(
    client: FlaskClient, issued: Issued
) -> None:
    path = f"/permohonan/{issued.reference}/jadwal.ics"
    from_outside = client.get(path)
    post(client, _link(issued))

    kept = Calendar.from_ical(client.get(path).data)

    (event,) = kept.walk("VEVENT")
    assert from_outside.status_code == 404
    assert kept["METHOD"] == "PUBLISH"
    assert (event["UID"], event["SEQUENCE"]) == (uid_of(issued.reference), 0)
    assert "ATTENDEE" not in event


def test_without_a_session_there_is_no_calendar_file(client: FlaskClient, issued: Issued) -> None:
    post(client, _link(issued))
    cancel_by_djpk(issued.reference, reason="Rapat pimpinan.", by=OFFICER, now=NOW)

    response = client.get(f"/permohonan/{issued.reference}/jadwal.ics")

    assert response.status_code == 404
    assert "tidak memiliki jadwal yang berlaku" in said(response)


def test_a_letter_that_does_not_hold_is_not_handed_out(client: FlaskClient, issued: Issued) -> None:
    post(client, _link(issued))
    cancel_by_djpk(issued.reference, reason="Rapat pimpinan.", by=OFFICER, now=NOW)

    response = client.get(f"/permohonan/{issued.reference}/surat-konfirmasi.pdf")

    assert response.status_code == 404
    assert "tidak memiliki surat konfirmasi yang berlaku" in said(response)


def test_a_forged_host_changes_no_address_on_the_letter(app: Flask, issued: Issued) -> None:
    letter = issued_letters.current_by_reference(issued.reference)
    facts = issued_letters.facts_of(letter)

    with app.test_request_context(base_url="http://palsu.example"):
        words = text_of(render_letter(facts, issued.code))
        qr = str(letter_qr(issued.code))

    assert "http://localhost/verifikasi" in words
    assert "palsu.example" not in words
    assert qr == qr_svg(
        f"http://localhost/v/{issued.code}", title=f"Kode QR surat konfirmasi {issued.code}"
    )


def _link(issued: Issued) -> str:
    return f"/l/{link_token(LINK_KEY, TRACKING, found(issued.reference).link_seed)}"
