"""The whole request by keyboard alone: the focus is always seen, never covered, never caught
(TRUST U2)."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.keys import faults_on_the_way, go_on, tick, walk_to, write

pytestmark = pytest.mark.browser


def test_a_request_is_sent_by_keyboard_alone(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")  # where the focus ends is asked, not how it glides
    page.goto("/")
    walk_to(page, page.get_by_role("link", name="Ajukan permohonan").first)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    walk_to(page, page.get_by_label("Berkas surat"))
    steps.attach(page, steps.LETTER)  # the dialog that opens belongs to the browser
    go_on(page, "Unggah dan baca surat")
    go_on(page)
    tick(page, page.get_by_label("Tatap muka"))
    tick(page, page.get_by_label("Pemerintah daerah", exact=True))
    write(page, "Daerah 1", "Kab. Banyumas")
    go_on(page)
    write(page, "Nama", "Damar Contoh")
    write(page, "Jabatan", "Kepala BPKAD")
    write(page, "Alamat surel", "damar@banyumas.example")
    write(page, "Nomor telepon atau WhatsApp", "0812-0000-7890")
    go_on(page)
    tick(page, page.get_by_label("Dana Alokasi Umum"))
    write(page, "Pertanyaan", "Bagaimana alokasi DAU tahun depan dihitung?")
    go_on(page)
    walk_to(page, page.get_by_role("radio", name="Tanpa pilihan 1"))
    page.keyboard.press("ArrowDown")  # from no choice round to the first session
    expect(steps.choice(page, 1, "Kamis, 26 November 2026, pukul 09.00")).to_be_checked()
    go_on(page)
    guest = steps.guest_row(page, 1)
    walk_to(page, guest.get_by_label("Nama"))
    page.keyboard.type("Damar Contoh")
    page.keyboard.press("Tab")
    page.keyboard.type("Kepala BPKAD")
    go_on(page)
    go_on(page, "Kirim permohonan")

    assert steps.reference_on(page)


@pytest.mark.parametrize(
    ("planted", "found"),
    [
        (
            """() => { const sheet = new CSSStyleSheet();
               sheet.replaceSync("* { outline: none !important; box-shadow: none !important }");
               document.adoptedStyleSheets = [sheet]; }""",
            "not seen: ",
        ),
        (
            """() => { const lid = document.createElement("div");
               Object.assign(lid.style, {position: "fixed", inset: 0, zIndex: 9999});
               document.body.append(lid); }""",
            "covered: ",
        ),
        (
            """() => { const sheet = new CSSStyleSheet();
               sheet.replaceSync("a { position: fixed; top: -20px }");
               document.adoptedStyleSheets = [sheet]; }""",
            "cut by the window",
        ),
        (
            """() => addEventListener("keydown", event => {
               if (document.activeElement.tagName === "A") event.preventDefault(); })""",
            "caught before it came there",
        ),
    ],
    ids=["no ring", "a lid", "an edge", "a trap"],
)
def test_a_planted_fault_of_the_focus_is_found(page: Page, planted: str, found: str) -> None:
    page.goto("/cek-status")
    target = page.get_by_label("Nomor permohonan")
    walk_to(page, target)
    page.goto("/cek-status")

    page.evaluate(planted)

    assert any(fault.startswith(found) for fault in faults_on_the_way(page, target))
