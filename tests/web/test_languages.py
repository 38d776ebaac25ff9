"""U10: every public page speaks one language, dates and times in its own form."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from booking.domain.roles import Role
from booking.settings import Settings
from tests.web.pages import sign_in
from tests.web.requesting import hidden, said
from tests.web.speaking import faults
from tests.web.walking import walk

pytestmark = pytest.mark.sqlite_only  # what a page says does not depend on the database


def press_language(client: FlaskClient, language: str, back: str = "/") -> TestResponse:
    """Press the button for a language on the front page."""
    token = hidden(client.get("/").text, "csrf_token")
    sent = {"csrf_token": token, "bahasa": language, "kembali": back}
    return client.post("/bahasa", data=sent)


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_public_page_speaks_one_language(
    client: FlaskClient, settings: Settings, language: str
) -> None:
    press_language(client, language)

    pages = list(walk(client, settings))

    assert len(pages) > 80
    wrong = {f"{name}: {fault}" for name, page in pages for fault in faults(page, language)}
    assert sorted(wrong) == []


PAGE = '<html lang="{}"><title>DJPK</title><body>{}</body></html>'


@pytest.mark.parametrize(
    ("language", "planted"),
    [
        ("id", "<p>Your letter was received</p>"),
        ("id", '<button aria-label="Close">x</button>'),
        ("id", "<p>Kamis, 26 December 2026</p>"),
        ("id", "<p>pukul 09:00 WIB</p>"),
        ("id", "<p>Dijawab 2026-11-26</p>"),
        ("en", "<p>Surat belum diterima</p>"),
        ("en", '<a title="Unduh surat">x</a>'),
        ("en", "<p>Thursday, 26 Desember 2026</p>"),
        ("en", "<p>09.00–10.00 WIB</p>"),
        ("en", "<p>Answered by 2026-11-26</p>"),
        ("en", '<p><span lang="id">Rapat</span> yang ditutup</p>'),
    ],
)
def test_a_planted_fault_is_found(language: str, planted: str) -> None:
    assert faults(PAGE.format(language, planted), language)


@pytest.mark.parametrize(
    ("language", "sound"),
    [
        ("id", '<p>Kamis, 26 November 2026, pukul 09.00–10.00 WIB</p><b lang="en">English</b>'),
        ("en", '<p>Thursday, 26 November 2026, 09:00–10:00 WIB</p><b lang="id">Surat itu</b>'),
    ],
)
def test_marked_parts_and_right_forms_are_no_fault(language: str, sound: str) -> None:
    assert faults(PAGE.format(language, sound), language) == []


def test_a_browser_that_prefers_english_gets_indonesian_first(client: FlaskClient) -> None:
    page = client.get("/", headers={"Accept-Language": "en-GB,en;q=0.9"})

    assert '<html lang="id">' in page.text
    assert "Yang perlu Saudara ketahui" in said(page)


def test_the_button_leads_back_to_the_page_and_holds(client: FlaskClient) -> None:
    there = press_language(client, "en", "/ketersediaan?mode=video_conference")

    assert there.location == "/ketersediaan?mode=video_conference"
    page = client.get("/cek-status")
    assert '<html lang="en">' in page.text
    assert "Check the status of a request" in said(page)
    press_language(client, "id")
    assert '<html lang="id">' in client.get("/cek-status").text


@pytest.mark.parametrize("back", ["https://jahat.example/", "//jahat.example", "/\\jahat.example"])
def test_the_button_leads_to_no_other_site(client: FlaskClient, back: str) -> None:
    assert press_language(client, "en", back).location == "/"


def test_an_unknown_language_changes_nothing(client: FlaskClient) -> None:
    press_language(client, "fr")

    assert '<html lang="id">' in client.get("/").text


def test_the_language_is_changed_by_the_button_only(client: FlaskClient) -> None:
    assert client.post("/bahasa", data={"bahasa": "en"}).status_code == 400
    assert client.get("/bahasa?bahasa=en").status_code == 405
    assert '<html lang="id">' in client.get("/").text


def test_the_rules_in_english_say_which_text_binds(client: FlaskClient) -> None:
    indonesian = said(client.get("/"))
    press_language(client, "en")

    english = said(client.get("/"))

    assert "The Indonesian text of circular SE-2/PK.1/2024 is binding." in english
    assert "yang mengikat" not in indonesian


def test_staff_pages_and_texts_for_programs_stay_indonesian(client: FlaskClient) -> None:
    press_language(client, "en")

    assert '<html lang="id">' in client.get("/masuk").text
    assert "Ketentuan (SE-2/PK.1/2024)" in client.get("/informasi-kunjungan.txt").text
    sign_in(client, Role.OFFICER)
    press_language(client, "en")
    for path in ("/petugas/antrean", "/tidak-ada", "/"):
        assert '<html lang="id">' in client.get(path, follow_redirects=True).text
