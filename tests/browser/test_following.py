"""What a requester reads while waiting, when there is an appointment, and when it ended (TRUST U1,
U9, U11)."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO

import pytest
import segno
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from booking.domain.links import TRACKING, link_token
from booking.renderers.qr import QUIET_MODULES, verification_address
from booking.usecases.cancel import cancel_by_djpk
from booking.usecases.verify_letter import return_letter
from tests.browser import steps
from tests.browser.conftest import LiveServer
from tests.usecases import builders
from tests.usecases.builders import LINK_KEY, NOW, OFFICER, party, submission

pytestmark = pytest.mark.browser

ANSWER_DATE = re.compile(r"paling lambat \w+, \d+ \w+ \d{4}")
LOCAL_HOURS = re.compile(r"\d\d\.\d\d–\d\d\.\d\d WIB \(\d\d\.\d\d–\d\d\.\d\d WITA\)")
Check = Callable[[Page], None]


def badung() -> str:
    """A visit of Kab. Badung, whose clocks are an hour ahead, that is being checked."""
    return builders.submitted(submission(parties=(party("51.03"),)))


def returned() -> str:
    """A letter that must be mended first."""
    reference = badung()
    return_letter(reference, reason="Surat belum ditandatangani.", by=OFFICER, now=NOW)
    return reference


def scheduled() -> str:
    """A visit that has its session."""
    return builders.scheduled(submission(parties=(party("51.03"),)))


def cancelled() -> str:
    """A visit that DJPK took back."""
    reference = scheduled()
    cancel_by_djpk(reference, reason="Rapat pimpinan.", by=OFFICER, now=NOW)
    return reference


def broken_promises(said: str, *, has_session: bool) -> list[str]:
    """What the page of a request should say at its stage and does not (U9)."""
    words = said.casefold()
    if has_session:
        promised = {"WIB and local time": LOCAL_HOURS.search(said)}
        promised["nothing unscheduled"] = None if "belum terjadwal" in words else said  # type: ignore[assignment]
    else:
        promised = {"not scheduled yet": re.search("belum terjadwal", words)}
        promised["date of the answer"] = ANSWER_DATE.search(said)
    promised["whom to ask"] = re.search("150420", said)
    return [promise for promise, found in promised.items() if not found]


def follow(page: Page, server: LiveServer, make: Callable[[], str]) -> str:
    """Make a request and open its page by the secret link; its reference."""
    with server.app.app_context():
        reference = make()
        token = link_token(LINK_KEY, TRACKING, builders.found(reference).link_seed)
    steps.open_tracking(page, f"/l/{token}")
    return reference


def modules(drawn: Locator, across: int) -> list[list[bool]]:
    """The dark and light modules of a QR code as it is seen on the page."""
    image = Image.open(BytesIO(drawn.screenshot())).convert("L")
    width, height = image.width / across, image.height / across
    return [
        [
            image.getpixel((int((column + 0.5) * width), int((row + 0.5) * height))) < 128  # type: ignore[operator]
            for column in range(QUIET_MODULES, across - QUIET_MODULES)
        ]
        for row in range(QUIET_MODULES, across - QUIET_MODULES)
    ]


def leads_to(drawn: Locator, address: str) -> bool:
    """True when the code on the page is the one of this address, module by module."""
    code = segno.make(address, error="m", micro=False)
    expected = [[bool(module) for module in row] for row in code.matrix]
    return modules(drawn, len(expected) + 2 * QUIET_MODULES) == expected


@pytest.mark.parametrize("make", [badung, returned, scheduled, cancelled])
def test_each_stage_says_what_it_must_and_its_pages_are_sound(
    live_server: LiveServer,
    page: Page,
    axe: Check,
    no_sideways_scroll: Check,
    make: Callable[[], str],
) -> None:
    reference = follow(page, live_server, make)

    said = steps.said(page)
    if make in (badung, scheduled):
        assert broken_promises(said, has_session=make is scheduled) == []
    hrefs = [link.get_attribute("href") or "" for link in page.locator("main a").all()]
    own = {href for href in hrefs if re.fullmatch(rf"/permohonan/{reference}/[a-z]+", href)}
    assert len(own) >= 1
    for path in (f"/permohonan/{reference}", *sorted(own)):
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        steps.at_both_widths(page, no_sideways_scroll)
        axe(page)


def test_a_promise_that_is_not_kept_is_found(live_server: LiveServer, page: Page) -> None:
    follow(page, live_server, badung)
    said = steps.said(page)

    assert broken_promises(said.replace("150420", ""), has_session=False) == ["whom to ask"]
    assert broken_promises(said.replace("paling lambat", "segera"), has_session=False) == [
        "date of the answer"
    ]
    assert broken_promises(said, has_session=True) == ["WIB and local time", "nothing unscheduled"]


def test_the_code_of_the_letter_leads_to_its_verification(
    live_server: LiveServer, page: Page, axe: Check, no_sideways_scroll: Check
) -> None:
    follow(page, live_server, scheduled)
    drawn = page.locator(".appt-qr svg")
    code = page.locator(".appt-qr b").inner_text().strip()
    address = verification_address(live_server.url, code)

    assert leads_to(drawn, address)
    assert not leads_to(drawn, address.replace("127.0.0.1", "127.0.0.2")), "a false code passed"
    page.goto(address)

    said = steps.said(page)
    assert code in said
    assert all(guest.name not in said for guest in (builders.STAFF, builders.SECOND))
    steps.at_both_widths(page, axe, no_sideways_scroll)
