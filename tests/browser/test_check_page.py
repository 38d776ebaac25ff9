"""The page before sending shows all that was typed, leads back to it (TRUST U8), and without
scripts the same request comes out (U3)."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from booking.store import requests
from tests.browser import steps
from tests.browser.conftest import LiveServer
from tests.browser.steps import Asking, NewContext

pytestmark = pytest.mark.browser

TITLES = {
    "surat permintaan": "Surat permintaan",
    "cara dan instansi": "Cara dan instansi",
    "narahubung": "Narahubung",
    "topik dan pertanyaan": "Topik dan pertanyaan",
    "pilihan waktu": "Pilihan waktu",
    "tamu yang hadir": "Tamu yang hadir",
}


def missing(page: Page, asking: Asking) -> list[str]:
    """What was typed, chosen or attached and is not shown."""
    said = steps.said(page)
    typed = [*asking.letter.values(), *asking.words.values(), str(steps.LETTER["name"])]
    typed += [f"{name}, {position}" for name, position in asking.guests]
    typed += ["Tatap muka", "Pemerintah daerah", "Dana Alokasi Umum", "Damar Contoh"]
    typed += [wish.replace(", pukul", ", pukul") for wish in (asking.first_choice,)]
    return [words for words in typed if words not in said]


def test_everything_is_shown_and_each_way_back_leads_to_it(page: Page) -> None:
    asking = Asking()
    steps.fill_in_all(page, asking)

    assert missing(page, asking) == []
    for words, title in TITLES.items():
        steps.follow(page, f"Ubah {words}")
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        steps.press(page, "Simpan dan periksa kembali")
    assert missing(page, asking) == []
    expect(page.get_by_role("button", name="Kirim permohonan", exact=True)).to_have_count(1)

    page.locator("dd", has_text="damar@banyumas.example").evaluate("e => e.remove()")
    assert missing(page, asking) == ["damar@banyumas.example"], "a planted gap was not seen"


def test_without_scripts_the_same_request_comes_out(
    live_server: LiveServer, new_context: NewContext
) -> None:
    stored = []
    for number, has_script in enumerate((True, False)):
        page = new_context(java_script_enabled=has_script).new_page()
        letter = Asking().letter | {"Nomor surat": f"900/{number}/BPKAD/2026"}
        reference = steps.ask(page, Asking(letter=letter))
        with live_server.app.app_context():
            stored.append(_kept(reference))

    assert stored[0] == stored[1]
    assert stored[0] | {"guests": []} != stored[1], "a planted difference was not seen"


def _kept(reference: str) -> dict[str, Any]:
    """All that is stored of a request and does not differ by nature."""
    found = requests.by_reference(reference)
    return {
        "row": (found.mode, found.institution, found.question, found.state, found.answer_by),
        "contact": (found.contact_name, found.contact_email, found.contact_phone),
        "regions": sorted(found.region_codes),
        "letter": (found.letter.date, found.letter.subject, found.letter.addressee),
        "topics": sorted(topic.code for topic in found.topics),
        "wishes": [(wish.date, wish.session) for wish in found.wishes],
        "guests": [(guest.name, guest.position, guest.role) for guest in found.guests],
    }
