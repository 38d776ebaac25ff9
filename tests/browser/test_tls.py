"""Signing in over real TLS: there, and only there, a form also needs its referrer (TRUST 0.2)."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from booking.domain.roles import Role
from tests.browser import steps
from tests.browser.conftest import LiveServer, served
from tests.conftest import Assemble, SettingsFor

pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """A certificate that nobody but this test trusts, and its key."""
    if shutil.which("openssl") is None:
        pytest.fail("No openssl: install Debian's package openssl.")
    folder = tmp_path_factory.mktemp("tls")
    certificate, key = str(folder / "certificate.pem"), str(folder / "key.pem")
    order = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1"
    subprocess.run(
        [*order.split(), "-out", certificate, "-keyout", key], check=True, capture_output=True
    )
    return certificate, key


@pytest.fixture
def live_server(
    settings_for: SettingsFor, assemble: Assemble, certificate: tuple[str, str]
) -> Iterator[LiveServer]:
    """An application of its own that is served under https and knows it."""
    with served(settings_for, assemble, scheme="https", certificate=certificate) as server:
        yield server


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A visitor who trusts the certificate of the test."""
    return browser_context_args | {"ignore_https_errors": True}


def test_signing_in_over_tls_keeps_a_cookie_that_only_this_host_reads(
    live_server: LiveServer, page: Page, context: BrowserContext
) -> None:
    steps.sign_in(page, steps.employ(live_server.app, Role.OFFICER, "Rina Contoh"))

    expect(page).to_have_url(f"{live_server.url}/petugas")
    (cookie,) = context.cookies()
    assert (cookie["name"], cookie["secure"], cookie["httpOnly"]) == ("__Host-booking", True, True)


def test_a_form_without_its_token_is_refused_over_tls(live_server: LiveServer, page: Page) -> None:
    email = steps.employ(live_server.app, Role.OFFICER, "Rina Contoh")
    page.goto("/masuk")
    page.evaluate("document.querySelector('main [name=csrf_token]').remove()")
    page.get_by_label("Alamat surel").fill(email)
    page.get_by_label("Kata sandi").fill(steps.PASSWORD)

    with page.expect_navigation() as answer:
        page.get_by_role("button", name="Masuk", exact=True).click()

    assert answer.value.status == 400
    assert "Halaman sudah terlalu lama terbuka." in steps.said(page)
    page.goto("/petugas")
    expect(page.get_by_role("heading", level=1)).to_have_text("Masuk")
