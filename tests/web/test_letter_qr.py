"""The QR code of the letter's PDF, read as a telephone reads it, opens the right page (U11)."""

from __future__ import annotations

from urllib.parse import urlsplit

import pypdfium2
import pytest
import zxingcpp
from flask import Flask
from flask.testing import FlaskClient

from booking.renderers import confirmation_letter
from booking.services import services
from booking.store import issued_letters
from booking.usecases.schedule import reschedule
from booking.web.verification import render_letter
from tests.letters_issued import CODE, confirmation
from tests.usecases.builders import NINE, NOW, OFFICER, TEN, party, scheduled, submission
from tests.web.requesting import said

pytestmark = pytest.mark.sqlite_only
SHARPNESS = 2  # 144 dots an inch, as a poor scanner sees the paper


def address_in(pdf: bytes) -> str:
    """What the only code on the only page says."""
    with pypdfium2.PdfDocument(pdf) as document:
        (page,) = document
        (found,) = zxingcpp.read_barcodes(page.render(scale=SHARPNESS).to_pil())
    return str(found.text)


def opened(client: FlaskClient, address: str) -> str:
    """The words of the page behind an address of this service."""
    parts = urlsplit(address)
    assert f"{parts.scheme}://{parts.netloc}" == services().settings.base_url
    return said(client.get(parts.path))


@pytest.fixture
def reference(app: Flask) -> str:
    """A scheduled visit of Kab. Badung."""
    return scheduled(submission(parties=(party("51.03"),)), slot=NINE)


def letter_of(reference: str) -> bytes:
    """The letter that holds now, as it is handed out."""
    letter = issued_letters.current_by_reference(reference)
    return render_letter(issued_letters.facts_of(letter), issued_letters.code_of(letter))


def test_the_code_of_the_letter_opens_its_page_and_the_page_says_that_it_holds(
    client: FlaskClient, reference: str
) -> None:
    page = opened(client, address_in(letter_of(reference)))

    assert "Surat ini asli" in page
    assert "masih berlaku" in page
    assert f"KONF-1/{reference}/2026" in page


def test_the_code_of_the_old_letter_says_after_a_move_that_it_was_changed(
    client: FlaskClient, reference: str
) -> None:
    old = letter_of(reference)
    reschedule(reference, TEN, reason="Ruang dipakai.", by=OFFICER, now=NOW)

    page, newer = (opened(client, address_in(pdf)) for pdf in (old, letter_of(reference)))

    assert "Asli, tetapi sudah diubah" in page
    assert "masih berlaku" not in page
    assert "masih berlaku" in newer


def test_a_letter_with_another_code_is_not_mistaken_for_ours(
    client: FlaskClient, reference: str
) -> None:
    forged = confirmation_letter.render(
        confirmation(reference=reference, number=f"KONF-1/{reference}/2026"),
        code=CODE,
        base_url=services().settings.base_url,
    )

    address = address_in(forged)

    assert address != address_in(letter_of(reference))
    assert "Kode tidak dikenal" in opened(client, address)
