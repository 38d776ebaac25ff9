"""At the door everything is large enough for a hurried finger: 48 px and more (TRUST U6)."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from booking.domain.roles import Role
from tests.browser import steps
from tests.browser.conftest import LiveServer
from tests.usecases import builders

pytestmark = pytest.mark.browser

SMALLEST = 48
TARGETS = """smallest => [...document.querySelectorAll(
    "main button, main input, main select, main textarea, main summary, main a")]
  .filter(e => e.type !== "hidden" && e.tabIndex >= 0 && e.getClientRects().length
            && !e.closest("p"))
  .map(e => [e, [e, ...(e.labels ?? [])].map(each => each.getBoundingClientRect())])
  .filter(([, boxes]) => !boxes.some(box => box.width >= smallest && box.height >= smallest))
  .map(([e, [box]]) => `${Math.round(box.width)}x${Math.round(box.height)} `
                     + e.outerHTML.slice(0, 90))"""


def small_targets(page: Page) -> list[str]:
    """What is smaller than a finger; a label counts with its box, a link in a sentence does not."""
    found: list[str] = page.evaluate(TARGETS, SMALLEST)
    return found


@pytest.fixture
def reference(live_server: LiveServer, page: Page) -> str:
    """A visit of today, with the reception signed in at its hour."""
    with live_server.app.app_context():
        found = builders.scheduled()
    steps.let_it_be(live_server.app, "2026-11-26T08:50+07:00")
    steps.sign_in(page, steps.employ(live_server.app, Role.RECEPTION, "Dewi Contoh"))
    return found


@pytest.mark.parametrize("width", [360, 1024])
def test_every_target_of_the_reception_is_large(page: Page, reference: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 768})
    small = {}

    for path in ("", f"?kode={reference}", f"/{reference}", "/tanpa-jadwal"):
        page.goto(f"/resepsionis{path}")
        for summary in page.locator("main summary").all():
            summary.click()
        small[path] = small_targets(page)
    page.goto(f"/resepsionis/{reference}")
    for box in page.get_by_role("checkbox").all():
        if box.is_visible():
            box.check()
    steps.press(page, "Periksa")
    small["periksa"] = small_targets(page)
    steps.press(page, f"Catat masuk, {page.locator('[name=hadir]').count()} tamu")
    small["masuk"] = small_targets(page)
    page.goto("/resepsionis")
    small["sesudah"] = small_targets(page)

    assert {where: found for where, found in small.items() if found} == {}


def test_a_planted_small_target_is_seen(page: Page, reference: str) -> None:
    page.goto(f"/resepsionis/{reference}")
    assert small_targets(page) == []

    page.evaluate(
        """() => document.querySelector("main form").insertAdjacentHTML("beforeend",
           "<label for=planted>x</label><input type=checkbox id=planted>")"""
    )

    assert len(small_targets(page)) == 1
