"""Pages that the journey does not pass: nothing wider than a telephone, nothing that axe finds."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from booking.domain.roles import Role
from booking.usecases.verify_letter import verify_letter
from tests.browser import steps
from tests.browser.conftest import LiveServer
from tests.browser.steps import Asking, NewContext, Postbox
from tests.usecases import builders

pytestmark = pytest.mark.browser

ON_THE_JOURNEY = {"/", "/ajukan", "/masuk"}
STAFF = ("/petugas", "/resepsionis", "/laporan", "/beranda")
Check = Callable[[Page], None]
Make = Callable[[], str]


@pytest.fixture
def sound(axe: Check, no_sideways_scroll: Check) -> Check:
    """Asserts that a page is whole at both widths, and says which page is not."""

    def check(page: Page) -> None:
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        try:
            steps.at_both_widths(page, axe, no_sideways_scroll)
        except AssertionError as error:
            error.add_note(f"on {page.url}")
            raise

    return check


def test_every_page_that_anybody_opens_is_sound(
    live_server: LiveServer, page: Page, sound: Check
) -> None:
    paths = {path for path in _pages_of(live_server.app) if not path.startswith(STAFF)}

    assert {"/ketersediaan", "/cek-status"} | ON_THE_JOURNEY <= paths
    for path in (*sorted(paths - ON_THE_JOURNEY), "/ajukan?mode=video_conference"):
        page.goto(path)
        sound(page)


def test_every_page_of_the_staff_is_sound_before_there_is_anything_on_it(
    live_server: LiveServer, page: Page, sound: Check
) -> None:
    steps.sign_in(page, steps.employ(live_server.app, Role.SUPERVISOR, "Bagus Contoh"))
    paths = [path for path in _pages_of(live_server.app) if path.startswith(STAFF)]

    assert {"/petugas", "/resepsionis", "/laporan"} <= set(paths)
    for path in (*paths, "/petugas?tab=semua&q=tidak-ada", "/laporan/2024-01"):
        page.goto(path)
        sound(page)


@pytest.mark.parametrize(
    ("path", "status"),
    [("/tidak-ada", 404), ("/l/tautan-lama", 404), ("/permohonan/K7M2-4QXD", 404)],
)
def test_an_address_that_leads_nowhere_says_so_and_how_to_go_on(
    page: Page, sound: Check, path: str, status: int
) -> None:
    answer = page.goto(path)

    assert answer is not None
    assert answer.status == status
    sound(page)


def test_a_role_without_this_page_is_told_so(
    live_server: LiveServer, page: Page, sound: Check
) -> None:
    steps.sign_in(page, steps.employ(live_server.app, Role.RECEPTION, "Dewi Contoh"))

    answer = page.goto("/petugas")

    assert answer is not None
    assert answer.status == 403
    assert "Akun Saudara tidak berwenang membuka halaman ini." in steps.said(page)
    sound(page)


def test_a_wrong_password_is_told_without_naming_what_is_wrong(page: Page, sound: Check) -> None:
    page.goto("/masuk")
    page.get_by_label("Alamat surel").fill("siapa@djpk.example")
    page.get_by_label("Kata sandi").fill("bukan-sandinya")

    steps.press(page, "Masuk")

    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("Alamat surel")).to_have_value("siapa@djpk.example")
    sound(page)


@pytest.mark.parametrize(
    ("make", "moment", "verdict"),
    [
        pytest.param(
            builders.verified, "2026-11-26T08:50+07:00", "Tidak dapat dilayani", id="no schedule"
        ),
        pytest.param(
            builders.scheduled, "2026-11-25T09:00+07:00", "Tidak dapat dilayani", id="a day early"
        ),
        pytest.param(builders.checked_in, "2026-11-26T09:00+07:00", "Silakan masuk", id="in time"),
    ],
)
def test_the_verdict_of_the_door_is_the_largest_thing_on_its_page(
    live_server: LiveServer,
    page: Page,
    sound: Check,
    make: Make,
    moment: str,
    verdict: str,
) -> None:
    with live_server.app.app_context():
        reference = make()
    steps.let_it_be(live_server.app, moment)
    steps.sign_in(page, steps.employ(live_server.app, Role.RECEPTION, "Dewi Contoh"))

    page.get_by_label("Nomor permohonan, atau nama daerah").fill(reference)
    steps.press(page, "Cari")

    expect(page.get_by_role("heading", level=1)).to_have_text(verdict)
    sound(page)


def test_a_requester_takes_an_appointment_back_after_reading_what_it_costs(
    live_server: LiveServer, page: Page, sound: Check
) -> None:
    post = Postbox(live_server.app)
    reference = steps.ask(page, Asking())
    steps.confirm_mailbox(page, steps.link_in(post.deliver_one(), "/konfirmasi/"))
    with live_server.app.app_context():
        verify_letter(reference, by=builders.OFFICER, now=builders.NOW)
        builders.given(reference)
    page.reload()

    steps.follow(page, "Batalkan kunjungan")
    assert "Surat ini tidak dapat dipakai lagi" in steps.said(page)
    steps.press(page, "Batalkan kunjungan")
    assert "Alasan belum diisi." in steps.said(page)
    sound(page)
    page.get_by_label("Alasan").fill("Kegiatan daerah yang mendesak.")
    steps.press(page, "Batalkan kunjungan")

    assert "Kegiatan daerah yang mendesak." in steps.said(page)
    sound(page)


def test_a_planted_fault_is_found(
    new_context: NewContext, axe: Check, no_sideways_scroll: Check
) -> None:
    page = new_context().new_page()
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/")

    page.evaluate("document.querySelector('main').innerHTML = '<button></button>'")
    with pytest.raises(AssertionError, match="button-name"):
        axe(page)
    page.evaluate("document.body.style.minWidth = '400px'")
    with pytest.raises(AssertionError, match="400 px of content in a window of 360 px"):
        no_sideways_scroll(page)


def test_a_script_in_the_page_is_stopped_and_fails_the_test(new_context: NewContext) -> None:
    script = "Object.assign(document.createElement('script'), {textContent: 'document.title = 1'})"
    stopped = pytest.raises(AssertionError, match="Content Security Policy")

    with stopped, steps.watched(new_context) as enter:
        page = enter()
        page.goto("/")
        page.evaluate(f"document.body.append({script})")
        expect(page).not_to_have_title("1")


def _pages_of(app: Flask) -> list[str]:
    """Every address that needs no name and answers with a page."""
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    named = sorted(rule.rule for rule in rules if not rule.arguments)
    with app.test_client() as client:
        return [path for path in named if client.get(path).mimetype == "text/html"]
