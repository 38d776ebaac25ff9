"""The officer's day: a WhatsApp letter is entered, a unit asked, a session given, moved, cancelled.

By mouse, and once more on a telephone without JavaScript (TRUST U3).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from booking.domain.roles import Role
from tests.browser import steps
from tests.browser.conftest import LiveServer
from tests.browser.steps import Look, NewContext, Postbox

pytestmark = pytest.mark.browser

WIDE = {"viewport": {"width": 1280, "height": 900}}
NARROW = {"viewport": {"width": 360, "height": 740}, "java_script_enabled": False}
Check = Callable[[Page], None]
TYPED = {
    "#contact-name": "Rina Contoh",
    "#contact-position": "Kepala Subbagian Program",
    "#contact-email": "rina@contoh.go.id",
    "#contact-phone": "0812-0000-1111",
    "#institution-regions": "Kab. Banyumas",
    "#question": "Penyaluran DAU tahun 2027.",
    "#wish-1": "2026-11-26",
    "[name=guests-0-name]": "Budi Contoh",
    "[name=guests-0-position]": "Kepala BPKAD",
    "[name=guests-1-name]": "Sari Contoh",
    "[name=guests-1-position]": "Kepala Bidang Anggaran",
}


@pytest.fixture
def has_script() -> bool:
    """Whether the officer lets scripts run."""
    return True


@pytest.fixture
def officer(has_script: bool, new_context: NewContext) -> Iterator[Page]:
    """The browser of an officer, at a desk or on a telephone."""
    with steps.watched(new_context, **(WIDE if has_script else NARROW)) as enter:
        yield enter()


@pytest.fixture
def look(
    has_script: bool, axe: Check, no_sideways_scroll: Check, picture: Callable[[Page, str], None]
) -> Look:
    """Looks at a page that the journey passes, and keeps its picture."""

    def see(page: Page, name: str) -> None:
        if has_script:
            steps.at_both_widths(page, axe, no_sideways_scroll)
            picture(page, f"meja-{name}")
        else:
            no_sideways_scroll(page)
            picture(page, f"meja-{name}-360")

    return see


@pytest.mark.parametrize("has_script", [True, False], ids=["mouse", "no JavaScript"])
def test_a_whatsapp_letter_is_entered_coordinated_scheduled_moved_and_cancelled(
    live_server: LiveServer, officer: Page, look: Look
) -> None:
    post = Postbox(live_server.app)
    steps.sign_in(officer, steps.employ(live_server.app, Role.OFFICER, "Lina Contoh"))
    officer.goto("/petugas")
    look(officer, "antrean")
    _enter(officer, look)
    received = post.deliver_one()
    assert "belum terjadwal" in received["Subject"]
    assert steps.link_in(received, "/l/")

    steps.press(officer, "Saya kerjakan")
    steps.verify(officer)
    _ask_the_unit(officer, look)
    _give(officer, look)
    _, event = steps.invitation_in(post.deliver_one())
    assert event["SEQUENCE"] == 0

    _move(officer)
    _, moved = steps.invitation_in(post.deliver_one())
    assert (moved["UID"], moved["SEQUENCE"]) == (event["UID"], 1)

    _cancel(officer, look)
    method, ended = steps.invitation_in(post.deliver_one())
    assert (method, ended["UID"]) == ("CANCEL", event["UID"])
    assert ended["SEQUENCE"] > moved["SEQUENCE"]
    steps.follow(officer, "Naskah surat dan WhatsApp")
    look(officer, "naskah")
    expect(officer.get_by_label("Teks WhatsApp")).to_have_value(re.compile("DIBATALKAN OLEH DJPK"))


def _enter(page: Page, look: Look) -> None:
    steps.follow(page, "Catat permohonan")
    look(page, "catat")
    page.get_by_label("Hasil pindai atau foto surat").set_input_files(steps.LETTER)
    steps.press(page, "Unggah dan baca isi surat")
    expect(page.get_by_label("Nomor surat")).to_have_value(re.compile("^900/"))
    page.get_by_label("Diterima lewat").select_option(label="WhatsApp")
    page.get_by_label("Tatap muka").check()
    page.get_by_label("Jenis instansi").select_option(label="Pemerintah daerah")
    page.get_by_label("Dana Alokasi Umum").check()
    page.locator("#wish-1-s").select_option("09:00")
    for field, words in TYPED.items():
        page.locator(field).fill(words)
    steps.press(page, "Simpan permohonan")
    expect(page.get_by_role("status").first).to_contain_text("surel dengan tautan dikirim")
    look(page, "dicatat")


def _ask_the_unit(page: Page, look: Look) -> None:
    look(page, "tanyakan-ke-unit")
    steps.press(page, "Tahan sesi dan tanyakan ke unit")
    expect(page.get_by_role("status").first).to_contain_text("sesinya ditahan sampai")


def _give(page: Page, look: Look) -> None:
    page.get_by_label("Dikoordinasikan dengan").fill("Kepala Seksi DAU")
    page.locator("form[action$=jadwal]").get_by_role("button", name="Lihat surelnya").click()
    expect(page.get_by_text("Surel ini belum dikirim.")).to_be_visible()
    look(page, "pratinjau")
    steps.press(page, "Jadwalkan dan kirim undangan")
    expect(page.get_by_role("status").first).to_contain_text("terjadwal Kamis, 26 November 2026")


def _move(page: Page) -> None:
    page.get_by_label("Tanggal lain").check()
    page.get_by_label("Tanggal", exact=True).fill("2026-11-27")
    page.get_by_label("Sesi", exact=True).select_option(label="13.00–14.00 WIB")
    page.locator("#pindah-reason").fill("Rapat pimpinan pada hari Kamis.")
    steps.press(page, "Pindahkan dan kirim undangan")
    expect(page.get_by_role("status").first).to_contain_text("dipindahkan")


def _cancel(page: Page, look: Look) -> None:
    page.locator("summary", has_text="Batalkan").click()
    page.get_by_role("radio", name=re.compile("^DJPK")).check()
    page.locator("#batal-reason").fill("Narasumber berhalangan.")
    steps.press(page, "Batalkan dan kirim surel")
    expect(page.get_by_role("status").first).to_contain_text("surat tetap berlaku")
    look(page, "dibatalkan")
