"""Every error of the request form: named in the title, focused, linked, said twice, nothing lost
(TRUST U7)."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import mistakes, quick, steps
from tests.browser.steps import Asking

pytestmark = pytest.mark.browser

LETTER_NAME = str(steps.LETTER["name"])
SAVE = "Simpan dan periksa kembali"


@dataclass(frozen=True)
class Mistake:
    """What somebody types on a page, by the ids of its fields, and how each answer begins."""

    slug: str
    said: tuple[str, ...]
    typed: dict[str, str] = field(default_factory=dict)
    unticked: str = ""  # a box of the page, as a selector
    ticked: str = ""


MISTAKES = (
    Mistake(
        "surat",
        (
            "Nomor surat belum diisi.",
            "Tanggal surat belum diisi.",
            "Hal surat belum diisi.",
            "Tujuan surat belum diisi.",
        ),
        {"letter-number": "", "letter-date": "", "letter-subject": "  ", "letter-addressee": ""},
    ),
    Mistake(
        "surat",
        (
            "Nomor surat belum terbaca.",
            "Tanggal “kemarin” tidak terbaca.",
            "Hal surat paling banyak 300 karakter.",
        ),
        {"letter-number": "///", "letter-date": "kemarin", "letter-subject": "hal " * 99},
    ),
    Mistake(
        "surat",
        ("Nomor surat paling banyak 120 karakter.", "Tanggal “31-02-2026” tidak terbaca."),
        {"letter-number": "9/" * 70, "letter-date": "31-02-2026"},
    ),
    Mistake("surat", ("Tanggal surat belum tiba.",), {"letter-date": "17 November 2027"}),
    Mistake("surat", ("Tanggal surat sudah lebih dari satu tahun.",), {"letter-date": "1-1-2025"}),
    Mistake(
        "instansi",
        (
            "Daerah “Kab. Atlantis” tidak ada dalam daftar resmi.",
            "Nama instansi paling banyak 200 karakter.",
        ),
        {"institution-regions": "Kab. Atlantis", "institution-name": "Dinas " * 40},
    ),
    Mistake("instansi", ("Pilih daerah dari daftar resmi",), {"institution-regions": ""}),
    Mistake("instansi", ("Daerah hanya diisi untuk",), ticked="[name=kind][value=bank]"),
    Mistake(
        "narahubung",
        (
            "Nama narahubung belum diisi.",
            "Jabatan narahubung belum diisi.",
            "Alamat surel belum benar.",
            "Nomor telepon belum benar.",
        ),
        {
            "contact-name": "",
            "contact-position": "",
            "contact-email": "damar@",
            "contact-phone": "nol delapan",
        },
    ),
    Mistake("narahubung", ("Alamat surel belum benar.",), {"contact-email": "damar di kantor"}),
    Mistake(
        "topik",
        ("Pilih sedikitnya satu topik konsultasi.", "Pertanyaan belum diisi."),
        {"question": ""},
        unticked="[name=topics]:checked",
    ),
    Mistake("topik", ("Pertanyaan paling banyak 4000 karakter.",), {"question": "x" * 4001}),
    Mistake(
        "tamu",
        ("Jabatan tamu ke-1 belum diisi.", "Nama tamu ke-2 belum diisi."),
        {"guests-0-position": "", "guests-1-name": ""},
    ),
    Mistake(
        "tamu",
        ("Rombongan 3 orang, sedangkan tamu paling banyak 2 orang",),
        {"guests-2-name": "Sapta Contoh", "guests-2-position": "Kepala Subbidang"},
    ),
)
PLANTED = {
    "document.title = 'Narahubung'": "the title names no error",
    "document.querySelector('.error-summary').blur()": "the summary has no focus",
    "document.querySelector('.error-summary a').href = '#tidak-ada'": "#tidak-ada leads nowhere",
    "document.querySelector('.field-error').textContent = 'Salah.'": (
        "#contact-email says something else"
    ),
    "document.querySelector('#contact-email').value = ''": "contact-email lost 'damar di kantor'",
}


def test_every_error_is_named_focused_linked_and_loses_nothing(page: Page) -> None:
    quick.fill_in(page)

    assert sum(len(mistake.said) for mistake in MISTAKES) >= 25
    for slug, group in groupby(MISTAKES, lambda mistake: mistake.slug):
        made = list(group)
        page.goto(f"/ajukan/{slug}")
        right = {at: _field(page, at).input_value() for mistake in made for at in mistake.typed}
        for mistake in made:
            _put_right(page, slug, right)
            _make(page, mistake)
            said = mistakes.summary(page)
            for found, begins in zip(said, mistake.said, strict=True):
                assert found.startswith(begins)
            assert mistakes.faults(page, mistake.typed, LETTER_NAME) == [], mistake
        _put_right(page, slug, right)
        steps.press(page, SAVE)
        expect(page.get_by_role("heading", level=1)).to_have_text("Periksa dan kirim")

    steps.press(page, "Kirim permohonan")
    assert steps.reference_on(page)


def test_a_planted_fault_of_a_refused_page_is_found(page: Page) -> None:
    quick.fill_in(page)
    page.goto("/ajukan/narahubung")
    mistake = Mistake("narahubung", (), {"contact-email": "damar di kantor"})

    for planted, found in PLANTED.items():
        _make(page, mistake)
        assert mistakes.faults(page, mistake.typed, LETTER_NAME) == []
        page.evaluate(planted)
        assert mistakes.faults(page, mistake.typed, LETTER_NAME) == [found]
    assert mistakes.faults(page, {}, "surat-lain.pdf")[-1] == "the letter is lost"


def _put_right(page: Page, slug: str, right: dict[str, str]) -> None:
    """Write on a page what stood there before any mistake."""
    for fold in page.locator("main form details:not([open]) > summary").all():
        fold.click()
    steps.answer(page, Asking(), slug)
    for at, words in right.items():
        _field(page, at).fill(words)


def _make(page: Page, mistake: Mistake) -> None:
    """Write what is wrong and press the button."""
    for at, words in mistake.typed.items():
        _field(page, at).fill(words)
        _field(page, at).blur()  # the suggestions of the region fold away
    if mistake.unticked:
        page.locator(mistake.unticked).uncheck()
    if mistake.ticked:
        page.locator(mistake.ticked).check()
    steps.press(page, SAVE)


def _field(page: Page, at: str) -> Locator:
    return page.locator(f"[id='{at}']")
