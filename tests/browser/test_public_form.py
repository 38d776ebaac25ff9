"""The requester's pages in a real Chromium: weight, width, keyboard, scripts on and off."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Response, expect

from tests.browser import quick, steps
from tests.browser.conftest import LiveServer
from tests.browser.steps import Asking, NewContext

pytestmark = pytest.mark.browser

LIGHTEST_LIMIT, MOST_REQUESTS = 100 * 1024, 10
PLAIN_PAGES = ("/", "/ketersediaan", "/ajukan", "/cek-status", "/verifikasi")
Check = Callable[[Page], None]


def weigh(page: Page, path: str) -> tuple[int, list[str]]:
    """How many bytes a page and all it asks for weigh on the line, and what was asked for."""
    asked: list[Response] = []

    def note(response: Response) -> None:
        asked.append(response)

    page.on("response", note)
    page.goto(path, wait_until="networkidle")
    page.remove_listener("response", note)
    sent = [response for response in asked if not response.url.startswith("data:")]
    sizes = [response.request.sizes() for response in sent]
    weight = sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes)
    return weight, [response.url for response in sent]


def faults(weight: int, addresses: list[str], home: str) -> list[str]:
    """What is wrong with the weight of a page and with whom it asks."""
    foreign = [address for address in addresses if not address.startswith(home)]
    too_heavy = [f"{weight} bytes"] if weight > LIGHTEST_LIMIT else []
    too_many = [f"{len(addresses)} requests"] if len(addresses) > MOST_REQUESTS else []
    return [*too_heavy, *too_many, *foreign]


def small_targets(page: Page) -> list[str]:
    """Controls of the page's main part that a finger would miss."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("main button, main input, main select")]
           .filter(e => !e.closest("[aria-hidden=true]") && e.type !== "hidden"
                     && e.tabIndex >= 0 && e.getClientRects().length)
           .map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])
           .filter(([, r]) => r.width < 24 || r.height < 24).map(([html]) => html)"""
    )
    return found


def test_every_public_page_is_light_and_asks_nobody_else(
    page: Page, live_server: LiveServer
) -> None:
    quick.fill_in(page)

    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.setCacheDisabled", {"cacheDisabled": True})

    reached = tuple(f"/ajukan/{slug}" for slug in steps.SLUGS)
    for path in (*PLAIN_PAGES, *reached):
        weight, addresses = weigh(page, path)
        assert weight > 20 * 1024, f"{path}: only {weight} bytes were seen"
        assert faults(weight, addresses, live_server.url) == [], path


def test_a_page_that_is_heavy_or_asks_others_is_seen() -> None:
    home = "http://127.0.0.1:1"

    assert faults(99_000, [home], home) == []
    assert faults(103_000, [home], home) == ["103000 bytes"]
    assert faults(1, [home] * 11, home) == ["11 requests"]
    assert faults(1, [home, "https://cdn.example/x.js"], home) == ["https://cdn.example/x.js"]


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_every_step_passes_axe_and_fits_its_window(
    page: Page, axe: Check, no_sideways_scroll: Check, width: int
) -> None:
    quick.fill_in(page)
    page.set_viewport_size({"width": width, "height": 740})

    for path in (*PLAIN_PAGES, *(f"/ajukan/{slug}" for slug in steps.SLUGS)):
        page.goto(path)
        no_sideways_scroll(page)
        if width != 320:
            axe(page)
    page.get_by_role("link", name="Ubah narahubung").click()
    steps.box(page, "Alamat surel").fill("bukan alamat")
    steps.press(page, "Simpan dan periksa kembali")
    no_sideways_scroll(page)
    axe(page)


def test_touch_targets_are_large_enough(page: Page) -> None:
    quick.fill_in(page)
    page.set_viewport_size({"width": 360, "height": 740})

    for slug in steps.SLUGS:
        page.goto(f"/ajukan/{slug}")
        assert small_targets(page) == []
    page.evaluate(
        """() => document.querySelector("main form").insertAdjacentHTML("beforeend",
           "<input type=checkbox id=planted>")"""
    )
    assert len(small_targets(page)) == 1, "a planted small target was not seen"


def test_the_summary_of_errors_has_the_focus_and_leads_to_the_field(page: Page) -> None:
    page.goto("/ajukan")
    steps.press(page, "Unggah dan baca surat")

    expect(page).to_have_title(re.compile("^Kesalahan: Langkah 1 dari 7"))
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.get_by_label("Berkas surat")).to_be_focused()


def test_a_region_is_found_by_keyboard(page: Page) -> None:
    steps.attach_and_read(page, Asking())
    steps.press(page, "Lanjut")
    field = page.get_by_role("combobox", name="Daerah 1")

    field.press_sequentially("jogja")
    expect(page.get_by_role("option").first).to_be_visible()
    expect(page.get_by_role("status").first).to_contain_text("daerah cocok")
    field.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", re.compile("-0$"))
    field.press("Enter")

    expect(field).to_have_value("Kota Yogyakarta")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(page).to_have_url(re.compile("/ajukan/instansi$"))


def test_escape_closes_the_suggestions_and_leaves_what_was_typed(page: Page) -> None:
    steps.attach_and_read(page, Asking())
    steps.press(page, "Lanjut")
    field = page.get_by_role("combobox", name="Daerah 1")
    field.press_sequentially("banyu")
    expect(page.get_by_role("option").first).to_be_visible()

    field.press("Escape")

    expect(page.get_by_role("option").first).to_be_hidden()
    expect(field).to_have_value("banyu")


def test_without_script_regions_come_from_a_plain_list(new_context: NewContext) -> None:
    page = new_context(java_script_enabled=False).new_page()
    steps.attach_and_read(page, Asking())
    steps.press(page, "Lanjut")

    expect(page.get_by_label("Daerah 1")).to_have_attribute("list", "daftar-daerah")
    assert page.locator("#daftar-daerah option").count() > 500


def test_the_back_button_shows_what_was_typed(page: Page) -> None:
    quick.fill_in(page)

    page.goto("/ajukan/narahubung")
    page.goto("/ajukan/periksa")
    page.go_back()

    expect(steps.box(page, "Alamat surel")).to_have_value("damar@banyumas.example")


def test_the_page_after_sending_prints_without_its_buttons(page: Page) -> None:
    quick.fill_in(page)
    steps.press(page, "Kirim permohonan")
    expect(page.get_by_text("BELUM TERJADWAL")).to_be_visible()

    page.emulate_media(media="print")

    expect(page.get_by_role("button", name="Kirim ulang surel konfirmasi")).to_be_hidden()
    expect(page.get_by_text("BELUM TERJADWAL")).to_be_visible()
