"""The form filled in without typing, for tests that begin on its last page."""

from __future__ import annotations

from playwright.sync_api import Page

from booking.web.request_steps import STEPS
from tests.browser import steps
from tests.browser.steps import Asking
from tests.web.requesting import hidden

FIELDS = {
    "mode": "tatap_muka",
    "kind": "pemda",
    "contact_name": "Damar Contoh",
    "contact_position": "Kepala BPKAD",
    "topics": "DAU",
    "pilihan_1": "2026-11-26T09:00",
    "pilihan_2": "2026-11-27T13:00",
}
NAMES = {
    "Nomor surat": "letter_number",
    "Tanggal surat": "letter_date",
    "Hal": "letter_subject",
    "Ditujukan kepada (Yth.)": "letter_addressee",
    "Daerah 1": "regions-0",
    "Nama instansi": "institution_name",
    "Alamat surel": "contact_email",
    "Nomor telepon atau WhatsApp": "contact_phone",
    "Pertanyaan": "question",
}


def fill_in(page: Page) -> None:
    """Send every page of the form as `steps.fill_in_all` would, and stand on the check page."""
    asking = Asking()
    typed = FIELDS | {
        NAMES[label]: words for label, words in (asking.letter | asking.words).items()
    }
    for number, (name, position) in enumerate(asking.guests):
        typed |= {f"guests-{number}-name": name, f"guests-{number}-position": position}
    token = hidden(page.request.get("/ajukan").text(), "csrf_token")
    page.request.post("/ajukan/surat", multipart={"csrf_token": token, "letter": steps.LETTER})
    for step in STEPS[:-1]:
        own = {name: words for name, words in typed.items() if step.takes(name)}
        page.request.post(f"/ajukan/{step.slug}", form={"csrf_token": token, **own})
    page.goto(f"/ajukan/{STEPS[-1].slug}")
