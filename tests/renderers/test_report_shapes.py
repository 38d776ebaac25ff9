"""Long names, topics and notes: every row stands whole, in its own place, in every file."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook
from pptx import Presentation
from pptx.util import Inches
from pypdf import PdfReader

from booking.renderers import report_pdf, report_pptx, report_xlsx
from booking.renderers.cell_lines import even_pages, lines_needed
from tests.renderers.report_sample import empty, sample

LONG = "DPRD Kabupaten Ogan Komering Ulu Timur bersama Badan Pengelolaan Keuangan dan Aset Daerah"
TOPICS = ("Pengelolaan Keuangan Daerah", "SEB Tindak Lanjut", "DAK Nonfisik", "JF AKPD")


@pytest.mark.parametrize("number", [1, 30, 300])
def test_no_slide_holds_more_rows_than_fit_above_its_footer(number: int) -> None:
    report = sample(*[LONG] * number, topics=TOPICS)

    slides = Presentation(BytesIO(report_pptx.render(report))).slides
    tables = [shape for slide in slides for shape in slide.shapes if shape.has_table]

    for shape in tables:
        rows = list(shape.table.rows)
        assert shape.top + sum(row.height for row in rows) <= Inches(6.95)
        assert all(row.height >= Inches(0.6) for row in rows if row.cells[1].text == LONG)


def test_a_slide_cuts_no_name_that_fits_the_register() -> None:
    name = "Kab. " + "Panjang " * 24

    slides = Presentation(BytesIO(report_pptx.render(sample(name)))).slides
    cells = [
        cell.text
        for slide in slides
        for shape in slide.shapes
        if shape.has_table
        for cell in shape.table.iter_cells()
    ]

    assert name.strip() in cells


def test_a_row_of_the_workbook_is_as_high_as_its_longest_text() -> None:
    book = load_workbook(BytesIO(report_xlsx.render(sample("Kab. Alor", LONG, topics=("DAU",)))))

    heights = book["Tatap muka"].row_dimensions

    assert heights[3].height == 3 * 15


def test_what_is_not_known_needs_one_line_in_the_workbook() -> None:
    book = load_workbook(BytesIO(report_xlsx.render(empty(known=False))))

    for name in ("Perbandingan", "Layanan", "Pelanggaran"):
        assert {row.height for at, row in book[name].row_dimensions.items() if at > 1} <= {None}


def test_the_summary_is_printed_on_one_page_so_that_no_chart_is_cut() -> None:
    setup = load_workbook(BytesIO(report_xlsx.render(sample())))["Ringkasan"].page_setup

    assert (setup.orientation, setup.fitToWidth, setup.fitToHeight) == ("portrait", None, None)


def test_a_name_without_a_space_is_copied_from_the_pdf_as_it_was_written() -> None:
    name = "Kab." + "Xyz" * 40

    pages = PdfReader(BytesIO(report_pdf.render(sample(name)))).pages
    text = "".join("".join(page.extract_text() for page in pages).split())

    assert name in text
    assert "\u200b" not in text


def test_a_row_of_the_pdf_stands_on_one_page() -> None:
    report = sample(*(f"Nomor{no} {'kata ' * 34}akhir{no}" for no in range(40)))

    pages = [page.extract_text() for page in PdfReader(BytesIO(report_pdf.render(report))).pages]

    assert all(
        any(f"Nomor{no} " in page and f"akhir{no}" in page for page in pages) for no in range(40)
    )


@pytest.mark.parametrize(
    ("heights", "pages"),
    [
        ([1] * 3, [(0, 3)]),
        ([1] * 30, [(0, 10), (10, 20), (20, 30)]),
        ([1] * 14, [(0, 7), (7, 14)]),
        ([20], [(0, 1)]),
        ([1, 20, 1], [(0, 1), (1, 2), (2, 3)]),
    ],
)
def test_pages_are_few_and_evenly_filled(
    heights: list[float], pages: list[tuple[int, int]]
) -> None:
    assert even_pages(heights, 13) == pages


@pytest.mark.parametrize(("text", "lines"), [("", 1), ("satu", 1), ("satu dua", 2), ("x" * 9, 3)])
def test_a_text_takes_as_many_lines_as_its_cell_is_narrow(text: str, lines: int) -> None:
    assert lines_needed(text, 4) == lines
