"""A real Chromium on a real server: every page must work under the CSP, without a sideways scroll,
and pass axe."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Response
from werkzeug.serving import make_server

from booking.database import db
from booking.web import send_request
from tests.conftest import Assemble, SettingsFor

STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
NAMES = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True)
class LiveServer:
    """An application that answers on the loopback; the context of `app` is not pushed."""

    app: Flask
    url: str


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Debian's Chromium, which may reach nothing but the loopback."""
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.fail("No Chromium: install Debian's package chromium, or name it in CHROMIUM.")
    return {
        "executable_path": program,
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        ],
    }


@contextmanager
def served(
    settings_for: SettingsFor,
    assemble: Assemble,
    *,
    scheme: str = "http",
    certificate: tuple[str, str] | None = None,
) -> Iterator[LiveServer]:
    """An application of its own on SQLite, served by threads as in real life."""
    server = make_server(
        "127.0.0.1",
        0,
        lambda environ, start: app(environ, start),
        threaded=True,
        ssl_context=certificate,
    )
    url = f"{scheme}://127.0.0.1:{server.server_port}"
    app = assemble(settings_for("sqlite", port=server.server_port, base_url=url))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield LiveServer(app, url)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def live_server(
    settings_for: SettingsFor, assemble: Assemble, monkeypatch: pytest.MonkeyPatch
) -> Iterator[LiveServer]:
    """The service as the browser meets it."""
    monkeypatch.setattr(send_request, "FASTEST", timedelta(0))  # Playwright types faster than hands
    with served(settings_for, assemble) as server:
        yield server


@pytest.fixture
def browser_context_args(live_server: LiveServer) -> dict[str, Any]:
    """A visitor in Jakarta; `page.goto("/")` is the live server's front page."""
    return {"base_url": live_server.url, "locale": "id-ID", "timezone_id": "Asia/Jakarta"}


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that fails the test for any error in the console: this is the test of the CSP."""
    page = context.new_page()
    visited: set[str] = set()
    complaints: list[tuple[str, str]] = []

    def on_response(response: Response) -> None:
        if response.request.is_navigation_request():
            visited.add(response.url)

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            complaints.append((message.text, message.location["url"]))

    page.on("response", on_response)
    page.on("console", on_console)
    page.on("pageerror", lambda error: complaints.append((str(error), page.url)))
    yield page
    assert [said for said in complaints if not _is_the_answer_itself(said, visited)] == []


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Asserts that a page as it stands breaks no rule of WCAG 2.2 AA that axe can see."""
    engine = Axe()

    def check(page: Page) -> None:
        rules = {"runOnly": {"type": "tag", "values": STANDARD}}
        results = engine.run(page, options={"resultTypes": ["violations"], **rules}).response
        broken = [
            f"{violation['id']}: {violation['help']}: {node['html']}"
            for violation in results["violations"]
            for node in violation["nodes"]
        ]
        assert broken == []
        assert results["passes"], "axe looked at nothing"

    return check


@pytest.fixture
def no_sideways_scroll() -> Callable[[Page], None]:
    """Asserts that nothing on a page is wider than its window."""

    def check(page: Page) -> None:
        content, window = page.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        assert content <= window, f"{content} px of content in a window of {window} px"

    return check


@pytest.fixture
def picture(pytestconfig: pytest.Config) -> Callable[[Page, str], None]:
    """Keeps a picture of a page for the papers when `make screenshots` asks for it."""
    folder: Path | None = pytestconfig.getoption("--pictures")

    def take(page: Page, name: str) -> None:
        if folder is not None:
            page.screenshot(path=folder / f"{name}.png", full_page=True)

    return take


def _is_the_answer_itself(complaint: tuple[str, str], visited: set[str]) -> bool:
    """Chromium also complains of a page that rightly answers 404 or 422."""
    text, url = complaint
    return text.startswith("Failed to load resource") and url in visited
