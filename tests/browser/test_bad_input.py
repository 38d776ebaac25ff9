"""What people get wrong: each fault has its own sentence, keeps what was typed, loses nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from booking.database import db
from booking.models.requests import Request
from tests import letters
from tests.browser import mistakes, quick, steps
from tests.browser.conftest import LiveServer
from tests.browser.steps import Asking, Postbox

pytestmark = pytest.mark.browser

KEPT_LETTER = "surat-banyumas.pdf 1 halaman"
NO_LETTERS = (
    (
        "surat.docx",
        letters.zipped(),
        "Isi berkas bukan PDF, JPEG, atau PNG.",
    ),
    (
        "terkunci.pdf",
        letters.locked(user="rahasia", owner="rahasia"),
        "PDF terkunci dengan kata sandi atau enkripsi sehingga tidak dapat diperiksa.",
    ),
    (
        "pindaian.pdf",
        letters.pdf().ljust(20 * 1024**2, b"\0"),
        "Ukuran berkas melebihi 5 MB, atau seluruhnya melebihi 20 MB.",
    ),
)


def test_a_file_that_is_no_letter_is_named_and_the_good_one_before_it_stays(
    live_server: LiveServer, page: Page, tmp_path: Path
) -> None:
    steps.attach_and_read(page, Asking())

    for name, content, sentence in NO_LETTERS:
        path = tmp_path / name
        path.write_bytes(content)
        if not page.get_by_label("Ganti berkas surat").is_visible():
            page.locator("summary", has_text="Ganti berkas surat").click()
        steps.attach(page, path)
        steps.press(page, "Lanjut")

        (said,) = mistakes.summary(page)
        assert said.startswith(sentence)
        assert said.endswith("lalu unggah kembali.")
        assert KEPT_LETTER in steps.said(page)
        for label, words in Asking().letter.items():
            expect(steps.box(page, label)).to_have_value(words)

    steps.fill_in(page, Asking())
    steps.press(page, "Kirim permohonan")
    assert steps.reference_on(page)
    assert _count(live_server.app) == 1


def test_a_session_that_passed_while_the_form_lay_open_is_named_as_past(
    live_server: LiveServer, page: Page
) -> None:
    quick.fill_in(page)

    steps.let_it_be(live_server.app, "2026-11-26T11:00+07:00")
    steps.press(page, "Kirim permohonan")

    past = "Pilihan 1: Sesi Kamis, 26 November 2026 pukul 09.00 WIB sudah lewat (SE-2 E.3.c.3)."
    assert f"{past} Pilih sesi yang akan datang." in mistakes.summary(page)
    _assert_the_check_page_says(page, Asking())
    assert _count(live_server.app) == 0


def test_a_letter_sent_twice_is_named_with_the_request_that_has_it(
    live_server: LiveServer, page: Page
) -> None:
    quick.fill_in(page)
    steps.press(page, "Kirim permohonan")
    mail = Postbox(live_server.app).deliver_one()
    steps.confirm_mailbox(page, steps.link_in(mail, "/konfirmasi/"))

    steps.fill_in_all(page, Asking(), until="instansi")
    steps.press(page, "Lanjut")

    (sentence,) = mistakes.summary(page)
    assert sentence.startswith("Surat nomor 900/1234/BPKAD/2026 sudah dipakai untuk permohonan")
    assert "ajukan dengan surat permintaan yang baru" in sentence
    expect(steps.box(page, "Nama instansi")).to_have_value("BPKAD Kab. Banyumas")
    page.get_by_role("alert").get_by_role("link").click()
    expect(page).to_have_url(re.compile(r"/ajukan/surat#letter-number$"))
    assert KEPT_LETTER in steps.said(page)
    assert _count(live_server.app) == 1


def test_a_double_click_is_one_request(live_server: LiveServer, page: Page) -> None:
    quick.fill_in(page)

    page.get_by_role("button", name="Kirim permohonan", exact=True).dblclick()

    assert steps.reference_on(page)
    assert _count(live_server.app) == 1
    assert len(Postbox(live_server.app).deliver()) == 1


def test_going_back_after_sending_and_forward_shows_the_same_number(
    live_server: LiveServer, page: Page
) -> None:
    reference = steps.ask(page, Asking())

    page.go_back()
    page.reload()
    assert steps.reference_on(page) == reference
    page.go_back()
    page.go_forward()
    page.reload()

    assert steps.reference_on(page) == reference
    assert _count(live_server.app) == 1


def test_a_form_that_was_left_half_way_goes_on_where_it_stopped(page: Page) -> None:
    steps.fill_in_all(page, Asking(), until="topik")

    page.goto("/")
    steps.follow(page, "Ajukan permohonan")

    expect(page.get_by_role("heading", level=1)).to_have_text("Topik dan pertanyaan")
    page.goto("/ajukan/narahubung")
    expect(steps.box(page, "Alamat surel")).to_have_value("damar@banyumas.example")
    steps.press(page, "Lanjut")
    expect(page.get_by_role("heading", level=1)).to_have_text("Topik dan pertanyaan")


def _assert_the_check_page_says(page: Page, asking: Asking) -> None:
    """All that was typed, chosen and attached is still there."""
    said = steps.said(page)
    for words in (*asking.letter.values(), *asking.words.values()):
        assert words in said
    for name, position in asking.guests:
        assert f"{name}, {position}" in said
    for rank, wish in enumerate((asking.first_choice, asking.second_choice), start=1):
        assert re.search(rf"Pilihan {rank} {wish.partition(',')[0]}", said), said


def _count(app: Flask) -> int:
    """How many requests there are."""
    with app.app_context():
        return db.session.query(Request).count()
