"""What people get wrong: each fault has its own sentence, keeps what was typed, loses nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from booking.database import db
from booking.domain.roles import Role
from booking.models.requests import Request
from tests import letters
from tests.browser import steps
from tests.browser.conftest import LiveServer
from tests.browser.steps import Asking, NewContext, Postbox
from tests.usecases import builders

pytestmark = pytest.mark.browser

KEPT_LETTER = "surat-banyumas.pdf 1 halaman"


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        pytest.param(
            "surat.docx",
            letters.zipped(),
            "Isi berkas bukan PDF, JPEG, atau PNG. Simpan surat sebagai PDF atau foto setiap "
            "halamannya, lalu unggah kembali.",
            id="another type",
        ),
        pytest.param(
            "terkunci.pdf",
            letters.locked(user="rahasia", owner="rahasia"),
            "PDF terkunci dengan kata sandi atau enkripsi sehingga tidak dapat diperiksa. "
            "Simpan ulang tanpa kunci, lalu unggah kembali.",
            id="encrypted",
        ),
        pytest.param(
            "pindaian.pdf",
            letters.pdf().ljust(20 * 1024**2, b"\0"),
            "Ukuran berkas melebihi 5 MB, atau seluruhnya melebihi 20 MB. Perkecil berkas, "
            "misalnya pindai dengan 150 dpi, lalu unggah kembali.",
            id="20 MB",
        ),
    ],
)
def test_a_file_that_is_no_letter_is_named_and_the_good_one_before_it_stays(
    live_server: LiveServer, page: Page, tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    steps.fill_in_all(page, Asking())
    steps.press(page, "Tampilkan sesi untuk cara ini")

    steps.attach(page, path)
    steps.press(page, "Kirim permohonan")

    assert _summary(page) == [sentence]
    _assert_nothing_is_lost(page, Asking())
    assert _count(live_server.app) == 0


@pytest.mark.parametrize(
    ("asking", "sentence"),
    [
        pytest.param(
            Asking(guests=(*steps.DELEGATION[1:], ("Sapta Contoh", "Kepala Subbidang"))),
            "Rombongan 3 orang, sedangkan tamu paling banyak 2 orang, atau 4 orang bila kepala "
            "daerah dan/atau ketua DPRD hadir (SE-2 E.3.c.6).",
            id="three guests",
        ),
        pytest.param(
            Asking(words=Asking().words | {"Daerah 1": "Kab. Atlantis"}),
            "Daerah “Kab. Atlantis” tidak ada dalam daftar resmi. Tulis namanya beserta jenisnya, "
            "misalnya Kab. Banyumas atau Kota Bandung.",
            id="unknown region",
        ),
        pytest.param(
            Asking(letter=Asking().letter | {"Tanggal surat": "17 November 2027"}),
            "Tanggal surat belum tiba. Periksa kembali tanggal pada surat.",
            id="a letter of next year",
        ),
    ],
)
def test_a_fault_in_the_form_is_named_and_all_that_was_typed_stays(
    live_server: LiveServer, page: Page, asking: Asking, sentence: str
) -> None:
    steps.fill_in_all(page, asking)

    steps.press(page, "Kirim permohonan")

    (found,) = _summary(page)
    assert found.startswith(sentence)
    _assert_nothing_is_lost(page, asking)
    assert _count(live_server.app) == 0
    expect(page).to_have_title(re.compile("^Kesalahan: "))


def test_a_session_that_passed_while_the_form_lay_open_is_named_as_past(
    live_server: LiveServer, page: Page
) -> None:
    steps.fill_in_all(page, Asking())

    steps.let_it_be(live_server.app, "2026-11-26T11:00+07:00")
    steps.press(page, "Kirim permohonan")

    past = "Pilihan 1: Sesi Kamis, 26 November 2026 pukul 09.00 WIB sudah lewat (SE-2 E.3.c.3)."
    assert f"{past} Pilih sesi yang akan datang." in _summary(page)
    _assert_words_stay(page, Asking())
    assert _count(live_server.app) == 0


def test_a_letter_sent_twice_is_named_with_the_request_that_has_it(
    live_server: LiveServer, page: Page
) -> None:
    steps.ask(page, Asking())
    mail = Postbox(live_server.app).deliver_one()
    steps.confirm_mailbox(page, steps.link_in(mail, "/konfirmasi/"))

    steps.fill_in_all(page, Asking())
    steps.press(page, "Kirim permohonan")

    (sentence,) = _summary(page)
    assert sentence.startswith("Surat nomor 900/1234/BPKAD/2026 sudah dipakai untuk permohonan")
    assert "ajukan dengan surat permintaan yang baru" in sentence
    _assert_nothing_is_lost(page, Asking())
    assert _count(live_server.app) == 1


def test_a_double_click_is_one_request(live_server: LiveServer, page: Page) -> None:
    steps.fill_in_all(page, Asking())

    page.get_by_role("button", name="Kirim permohonan", exact=True).dblclick()

    assert steps.reference_on(page)
    assert _count(live_server.app) == 1
    assert len(Postbox(live_server.app).deliver()) == 1


def test_going_back_after_sending_shows_a_form_and_forward_the_same_number(
    live_server: LiveServer, page: Page
) -> None:
    reference = steps.ask(page, Asking())

    page.go_back()
    expect(page.get_by_role("heading", name="Ajukan permohonan")).to_be_visible()
    page.go_forward()

    assert steps.reference_on(page) == reference
    page.reload()
    assert steps.reference_on(page) == reference
    assert _count(live_server.app) == 1


def test_the_officer_who_comes_second_reads_who_decided_and_keeps_the_words(
    live_server: LiveServer, page: Page, new_context: NewContext
) -> None:
    reference = _made(live_server.app, builders.verified)
    with steps.watched(new_context) as enter:
        quick, slow = enter(), page
        for officer, name in ((quick, "Rina Contoh"), (slow, "Bagus Contoh")):
            steps.sign_in(officer, steps.employ(live_server.app, Role.OFFICER, name))
            officer.goto(f"/petugas/permohonan/{reference}")
        slow.get_by_label("Dikoordinasikan dengan").fill("Kepala Seksi DAU")
        _pick(slow, "2026-11-27")
        _pick(quick, "2026-11-26")
        steps.schedule(quick)

        with slow.expect_navigation() as answer:
            slow.get_by_role("button", name="Jadwalkan dan kirim undangan").click()

    assert answer.value.status == 409
    alert = slow.get_by_role("alert")
    expect(alert).to_contain_text("Permohonan ini sudah diputuskan oleh Rina Contoh pada Senin")
    assert "Yang Saudara tulis Kepala Seksi DAU" in steps.said(slow)
    assert "Terjadwal Kamis, 26 November 2026" in steps.said(slow)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        pytest.param(
            "2026-11-20",
            "Pilih tanggal mulai hari ini, paling jauh satu tahun ke depan.",
            id="in the past",
        ),
        pytest.param(
            "2026-12-25",
            "Jumat, 25 Desember 2026 bukan hari kerja: Hari Raya Natal (SE-2 E.3.c.8). "
            "Hari kerja berikutnya Senin, 28 Desember 2026.",
            id="a holiday",
        ),
    ],
)
def test_a_day_that_cannot_be_given_is_named_and_the_words_stay(
    live_server: LiveServer, page: Page, day: str, said: str
) -> None:
    reference = _made(live_server.app, builders.verified)
    steps.sign_in(page, steps.employ(live_server.app, Role.OFFICER, "Rina Contoh"))
    page.goto(f"/petugas/permohonan/{reference}")

    _pick(page, day)
    steps.schedule(page)

    assert _summary(page) == [said]
    expect(page.get_by_label("Tanggal lain")).to_be_checked()
    expect(page.get_by_label("Tanggal", exact=True)).to_have_value(day)
    expect(page.get_by_label("Dikoordinasikan dengan")).to_have_value("Kepala Seksi DAU")
    assert _made(live_server.app, lambda: builders.state(reference)) == "verified"


def test_an_empty_form_names_each_field_and_leads_to_it(
    page: Page,
    axe: Callable[[Page], None],
    no_sideways_scroll: Callable[[Page], None],
    picture: Callable[[Page, str], None],
) -> None:
    page.goto("/ajukan")

    steps.press(page, "Kirim permohonan")

    assert len(_summary(page)) >= 10
    steps.at_both_widths(page, axe, no_sideways_scroll)
    picture(page, "formulir-kesalahan")
    page.get_by_role("alert").get_by_role("link", name="Nama narahubung").click()
    expect(page).to_have_url(re.compile("#contact-name$"))


def _made(app: Flask, make: Callable[[], str]) -> str:
    with app.app_context():
        return make()


def _pick(page: Page, day: str) -> None:
    page.get_by_label("Tanggal lain").check()
    page.get_by_label("Tanggal", exact=True).fill(day)


def _summary(page: Page) -> list[str]:
    """The sentences above a refused form."""
    alert = page.get_by_role("alert")
    expect(alert).to_be_focused()
    return [steps.plain(row) for row in alert.get_by_role("listitem").all_inner_texts()]


def _assert_nothing_is_lost(page: Page, asking: Asking) -> None:
    """All that was typed, chosen and attached is still there."""
    _assert_words_stay(page, asking)
    expect(steps.choice(page, 1, asking.first_choice)).to_be_checked()
    expect(steps.choice(page, 2, asking.second_choice)).to_be_checked()


def _assert_words_stay(page: Page, asking: Asking) -> None:
    for label, words in (asking.letter | asking.words).items():
        expect(steps.box(page, label)).to_have_value(words)
    contact = page.get_by_role("region", name="3. Narahubung")
    expect(contact.get_by_label("Nama", exact=True)).to_have_value("Damar Contoh")
    expect(page.get_by_label("Pemerintah daerah", exact=True)).to_be_checked()
    expect(page.get_by_label("Dana Alokasi Umum")).to_be_checked()
    for number, (name, position) in enumerate(asking.guests, start=1):
        row = steps.guest_row(page, number)
        expect(row.get_by_label("Nama")).to_have_value(name)
        expect(row.get_by_label("Jabatan")).to_have_value(position)
    assert KEPT_LETTER in steps.said(page)


def _count(app: Flask) -> int:
    """How many requests there are."""
    with app.app_context():
        return db.session.query(Request).count()
