"""An officer's decision by keyboard alone, from the sign-in to the session (TRUST U2)."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from booking.domain.roles import Role
from tests.browser import steps
from tests.browser.conftest import LiveServer
from tests.browser.keys import go_on, tick, walk_to, write
from tests.usecases import builders

pytestmark = pytest.mark.browser

NAME = "Kab. Banyumas"


@pytest.mark.parametrize("width", [1280, 360])
def test_a_request_is_verified_and_given_a_session_by_keyboard_alone(
    live_server: LiveServer, page: Page, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    with live_server.app.app_context():
        reference = builders.submitted()

    page.goto("/masuk")
    write(page, "Alamat surel", steps.employ(live_server.app, Role.OFFICER, "Rina Contoh"))
    write(page, "Kata sandi", steps.PASSWORD)
    go_on(page, "Masuk")
    walk_to(page, page.locator(f"a.row-link[href$='{reference}']"))
    with page.expect_navigation():
        page.keyboard.press("Enter")
    for box in page.get_by_role("checkbox").all():
        tick(page, box)
    go_on(page, "Catat surat sesuai")
    expect(page.get_by_role("status").first).to_contain_text("dicatat sesuai")
    write(page, "Dikoordinasikan dengan", "Kepala Seksi DAU")
    go_on(page, "Jadwalkan dan kirim undangan")

    expect(page.get_by_role("status").first).to_contain_text("terjadwal Kamis, 26 November 2026")


@pytest.mark.parametrize("width", [1280, 360])
def test_the_session_of_the_officer_s_own_choice_is_picked_by_the_arrows(
    live_server: LiveServer, page: Page, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    with live_server.app.app_context():
        reference = builders.verified()
    steps.sign_in(page, steps.employ(live_server.app, Role.OFFICER, "Rina Contoh"))
    page.goto(f"/petugas/permohonan/{reference}")
    decision = page.get_by_role("region", name="Keputusan")

    walk_to(page, decision.locator("[name=slot]:checked"))
    page.keyboard.press("ArrowUp")  # from the first choice round to the last
    expect(decision.get_by_label("Tanggal lain")).to_be_checked()
    walk_to(page, decision.get_by_label("Tanggal", exact=True))
    page.keyboard.type("11272026")  # Chromium here asks for the month first
    walk_to(page, decision.get_by_label("Sesi", exact=True))
    page.keyboard.type("13")
    write(page, "Dikoordinasikan dengan", "Kepala Seksi DAU")
    go_on(page, "Jadwalkan dan kirim undangan")

    expect(page.get_by_role("status").first).to_contain_text("terjadwal Jumat, 27 November 2026")
