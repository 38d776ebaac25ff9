"""On a slow line: 400 ms to the server and back, 50 KB a second (TRUST U5)."""

from __future__ import annotations

import os
from time import perf_counter

import pikepdf
import pytest
from playwright.sync_api import CDPSession, FilePayload, Page, expect

from tests import letters
from tests.browser import steps

pytestmark = pytest.mark.browser

READABLE_WITHIN = 3_000  # milliseconds
SPEED = 50 * 1024
LETTER_SIZE, SHORT_LETTER_SIZE = 2 * 1024**2, 200 * 1024
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"


def slow_down(page: Page, latency: int = 400) -> CDPSession:
    """Put the page behind a slow line."""
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    speeds = {"downloadThroughput": SPEED, "uploadThroughput": SPEED}
    line.send("Network.emulateNetworkConditions", {"offline": False, "latency": latency} | speeds)
    return line


def painted(page: Page) -> float:
    """After how many milliseconds the first words of the front page stood there."""
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    return float(page.wait_for_function(PAINTED).json_value())


def scan_of(size: int) -> FilePayload:
    """A letter that weighs so much, as scans do."""

    def weigh_down(document: pikepdf.Pdf) -> None:
        document.Root.PieceInfo = document.make_stream(os.urandom(size))

    content = letters.changed_pdf(weigh_down)
    return FilePayload(name="pindaian.pdf", mimeType="application/pdf", buffer=content)


def test_the_first_page_is_readable_in_three_seconds(page: Page) -> None:
    slow_down(page)

    assert painted(page) < READABLE_WITHIN


def test_a_page_that_takes_too_long_is_seen(page: Page) -> None:
    slow_down(page, latency=READABLE_WITHIN)

    assert painted(page) > READABLE_WITHIN


def test_a_large_letter_goes_through_at_the_first_try(page: Page, rounds: int) -> None:
    size = LETTER_SIZE if rounds > 1 else SHORT_LETTER_SIZE
    page.goto("/ajukan")
    page.set_default_timeout(120_000)
    slow_down(page)
    steps.attach(page, scan_of(size))

    begun = perf_counter()
    with page.expect_navigation(timeout=120_000):
        page.get_by_role("button", name="Unggah dan baca surat").click()

    assert perf_counter() - begun > 0.8 * size / SPEED, "the line was not slow"
    assert "pindaian.pdf" in steps.said(page)
    expect(steps.box(page, "Nomor surat")).to_have_value("900/1234/BPKAD/2026")
