"""The main job from the landing page to the month's report, by mouse and without JavaScript."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from booking.domain.roles import Role
from tests.browser import steps
from tests.browser.conftest import LiveServer
from tests.browser.steps import Asking, Look, NewContext, Postbox

pytestmark = pytest.mark.browser

WIDE = {"viewport": {"width": 1280, "height": 900}}
NARROW = {"viewport": {"width": 360, "height": 740}, "java_script_enabled": False}
MEETING = "https://rapat.example/djpk-banyumas"
Check = Callable[[Page], None]


@pytest.fixture
def has_script() -> bool:
    """Whether the people of the journey let scripts run."""
    return True


@pytest.fixture
def person(has_script: bool, new_context: NewContext) -> Iterator[Callable[[], Page]]:
    """Opens the browser of one more person, at a desk or on a telephone."""
    with steps.watched(new_context, **(WIDE if has_script else NARROW)) as enter:
        yield enter


@pytest.fixture
def look(
    has_script: bool, axe: Check, no_sideways_scroll: Check, picture: Callable[[Page, str], None]
) -> Look:
    """Looks at a page that the journey passes, and keeps its picture."""

    def see(page: Page, name: str) -> None:
        if has_script:
            steps.at_both_widths(page, axe, no_sideways_scroll)
            picture(page, name)
        else:
            no_sideways_scroll(page)
            picture(page, f"{name}-360")

    return see


@pytest.mark.parametrize("has_script", [True, False], ids=["mouse", "no JavaScript"])
def test_a_visit_goes_from_the_letter_to_the_report_of_the_month(
    live_server: LiveServer, person: Callable[[], Page], look: Look
) -> None:
    app, post = live_server.app, Postbox(live_server.app)
    requester, officer, door = person(), person(), person()
    reference = _ask_with_what_the_letter_says(requester, look)

    address = steps.link_in(post.deliver_one(), "/konfirmasi/")
    requester.goto(address)
    look(requester, "konfirmasi")
    steps.confirm_mailbox(requester, address)
    look(requester, "belum-terjadwal")
    assert "Belum terjadwal" in steps.said(requester)
    assert "BELUM TERJADWAL" in str(post.deliver_one().get_body(("plain",)))

    _decide(officer, steps.employ(app, Role.OFFICER, "Rina Contoh"), look)
    invitation = post.deliver_one()
    method, event = steps.invitation_in(invitation)
    assert (method, event["SEQUENCE"], event["UID"].split("@")[0]) == ("REQUEST", 0, reference)
    assert event.start.astimezone(UTC) == datetime(2026, 11, 26, 2, 0, tzinfo=UTC)
    steps.open_tracking(requester, steps.link_in(invitation, "/l/"))
    look(requester, "terjadwal")
    assert "Kamis, 26 November 2026" in steps.said(requester)

    _move(officer, look)
    moved_method, moved = steps.invitation_in(post.deliver_one())
    assert (moved_method, moved["SEQUENCE"], moved["UID"]) == ("REQUEST", 1, event["UID"])
    assert moved.start.astimezone(UTC) == datetime(2026, 11, 27, 6, 0, tzinfo=UTC)
    requester.reload()
    assert "Jumat, 27 November 2026" in steps.said(requester)

    steps.let_it_be(app, "2026-11-27T12:50+07:00")
    steps.sign_in(door, steps.employ(app, Role.RECEPTION, "Dewi Contoh"))
    _receive(door, look)
    _read_the_month(officer, look)


def test_a_conference_gets_its_link_and_is_cancelled_by_djpk(
    live_server: LiveServer, person: Callable[[], Page], look: Look
) -> None:
    post = Postbox(live_server.app)
    requester, officer = person(), person()
    reference = steps.ask(requester, Asking(conference=True))
    steps.confirm_mailbox(requester, steps.link_in(post.deliver_one(), "/konfirmasi/"))
    post.deliver()

    steps.sign_in(officer, steps.employ(live_server.app, Role.OFFICER, "Rina Contoh"))
    officer.goto(f"/petugas/permohonan/{reference}")
    steps.verify(officer)
    steps.schedule(officer, link=MEETING)
    look(officer, "video-conference")
    invitation = post.deliver_one()
    method, event = steps.invitation_in(invitation)
    assert (method, event["SEQUENCE"], event["LOCATION"]) == ("REQUEST", 0, MEETING)
    steps.open_tracking(requester, steps.link_in(invitation, "/l/"))
    expect(requester.get_by_role("link", name=MEETING)).to_be_visible()

    officer.locator("summary", has_text="Batalkan").click()
    officer.get_by_role("radio", name=re.compile("^DJPK")).check()
    officer.locator("#batal-reason").fill("Narasumber berhalangan.")
    steps.press(officer, "Batalkan dan kirim surel")
    expect(officer.get_by_role("status").first).to_contain_text("surat tetap berlaku")

    ending, ended = steps.invitation_in(post.deliver_one())
    assert (ending, ended["UID"], ended["STATUS"]) == ("CANCEL", event["UID"], "CANCELLED")
    assert ended["SEQUENCE"] > event["SEQUENCE"]
    requester.reload()
    look(requester, "dibatalkan-djpk")
    words = steps.said(requester)
    assert "Belum terjadwal" in words
    assert "Narasumber berhalangan." in words


def _ask_with_what_the_letter_says(page: Page, look: Look) -> str:
    page.goto("/")
    look(page, "depan")
    steps.follow(page, "Ajukan permohonan")
    look(page, "surat")
    steps.attach(page, steps.LETTER)
    steps.press(page, "Unggah dan baca surat")
    expect(page.get_by_text("Terbaca: nomor, tanggal, hal, tujuan")).to_be_visible()
    for label, words in Asking().letter.items():
        expect(steps.box(page, label)).to_have_value(re.compile(f"^{re.escape(words)}"))
    steps.fill_in(page, Asking(guests=steps.DELEGATION))
    look(page, "periksa")
    steps.press(page, "Kirim permohonan")
    reference = steps.reference_on(page)
    look(page, "terkirim")
    return reference


def _decide(page: Page, email: str, look: Look) -> None:
    page.goto("/petugas")
    look(page, "masuk")
    steps.sign_in(page, email)
    look(page, "antrean")
    steps.follow(page, "BPKAD Kab. Banyumas")
    look(page, "permohonan")
    findings = steps.said(page)
    assert "1 perlu dicek 5 sesuai Perlu dicek: jumlah tamu E.3.c.6" in findings, findings
    steps.verify(page)
    look(page, "beri-jadwal")
    steps.schedule(page)
    expect(page.get_by_role("status").first).to_contain_text("undangan segera dikirim")
    look(page, "dijadwalkan")


def _move(page: Page, look: Look) -> None:
    page.get_by_label("Tanggal lain").check()
    page.get_by_label("Tanggal", exact=True).fill("2026-11-27")
    page.get_by_label("Sesi", exact=True).select_option(label="13.00–14.00 WIB")
    page.get_by_label("Alasan").first.fill("Rapat pimpinan pada hari Kamis.")
    steps.press(page, "Pindahkan dan kirim undangan")
    expect(page.get_by_role("status").first).to_contain_text("dipindahkan")


def _receive(page: Page, look: Look) -> None:
    look(page, "tamu-hari-ini")
    steps.follow(page, "Terima tamu BPKAD Kab. Banyumas")
    look(page, "terima-tamu")
    for name, _ in steps.DELEGATION:
        page.get_by_label(name).check()
    steps.press(page, "Periksa")
    look(page, "periksa-tamu")
    steps.press(page, "Catat masuk, 2 tamu")
    look(page, "masuk-dua")
    words = steps.said(page)
    assert words.startswith("2 tamu saja Identitas Bupati Banyumas belum diperiksa"), words
    assert "BOLEH MASUK 2 SPPD 2" in words.upper()
    assert "kehadiran kepala daerah atau ketua DPRD tidak terbukti" in words


def _read_the_month(page: Page, look: Look) -> None:
    steps.follow(page, "Laporan")
    look(page, "laporan")
    assert "BPKAD Kab. Banyumas" in steps.said(page)
    (row,) = csv.DictReader(StringIO(_downloaded(page, "CSV").decode("utf-8-sig")))
    assert (row["date"], row["guests"], row["guest_cap"]) == ("2026-11-27", "3", "2")
    assert "head_claim_invalid" in row["violations"].split(";")
    report = json.loads(_downloaded(page, "JSON"))
    assert report["visits"]["count"] == 1
    assert report["violations"]["head_claim_invalid"] == 1


def _downloaded(page: Page, kind: str) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("link", name=kind, exact=True).click()
    return Path(download.value.path()).read_bytes()
