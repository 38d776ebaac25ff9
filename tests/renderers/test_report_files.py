"""XLSX, PPTX and PDF: the numbers of the database, whatever month, however hostile the names."""

from __future__ import annotations

import json
from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from pptx import Presentation
from pypdf import PdfReader

from booking.domain.report import MonthlyReport
from booking.renderers import report_json, report_pdf, report_pptx, report_xlsx
from booking.renderers.report_charts import charts
from booking.renderers.svg_chart import svg
from tests.renderers.report_sample import empty, sample

HOSTILE = (
    "=1+1",
    '=HYPERLINK("http://evil.example","klik")',
    "@SUM(A1:A9)",
    "-2+3",
    "+62 811 150420",
    '=cmd|"/C calc"!A0',
    "\t=1+1",
    'Kab. "Kutip" & <b>Tebal</b> _x000D_',
    "\u202eKab. Banyumas\u202c",
    "Kab.\x00\x07 Kendali\x1b",
    "محافظة 漢字 😀 \ufffe",
    "#let x = 1 \\ $x^2$ *tebal*",
)


def workbook(report: MonthlyReport) -> Any:
    return load_workbook(BytesIO(report_xlsx.render(report)))


def slides(report: MonthlyReport) -> Any:
    return Presentation(BytesIO(report_pptx.render(report))).slides


def table_rows(report: MonthlyReport, title: str) -> list[list[str]]:
    """The rows of all slides whose title begins so."""
    return [
        [cell.text for cell in row.cells]
        for slide in slides(report)
        if slide.shapes.title.text.startswith(title)
        for shape in slide.shapes
        if shape.has_table
        for row in list(shape.table.rows)[1:]
    ]


def pdf_text(report: MonthlyReport) -> str:
    pages = PdfReader(BytesIO(report_pdf.render(report))).pages
    return "\n".join(page.extract_text() for page in pages)


@pytest.mark.parametrize("count", [1, 13, 14, 300])
def test_every_file_lists_as_many_visits_and_guests_as_the_report(count: int) -> None:
    report = sample(*(f"Kab. Nomor {number}" for number in range(count)))

    in_json = json.loads(report_json.render(report))["visits"]
    sheet = list(workbook(report)["Tatap muka"].iter_rows(min_row=2, values_only=True))
    on_slides = table_rows(report, "Konsultasi tatap muka")
    in_pdf = pdf_text(report)

    assert in_json["count"] == count
    assert [row[0] for row in sheet] == list(range(1, count + 1))
    assert sum(row[4] for row in sheet) == 3 * count
    assert [row[0] for row in on_slides] == [str(number) for number in range(1, count + 1)]
    assert sum(int(row[4]) for row in on_slides) == 3 * count
    assert all(f"Nomor {number}" in in_pdf for number in range(count))


def test_a_month_without_anything_still_gives_every_file() -> None:
    report = empty()

    assert workbook(report)["Tatap muka"]["A2"].value == "Tidak ada kunjungan pada bulan ini."
    assert "Tidak ada kunjungan pada bulan ini." in pdf_text(report)
    assert table_rows(report, "Konsultasi tatap muka") == []


def test_a_month_of_which_nothing_is_known_shows_no_zero() -> None:
    report = empty(known=False)

    cells = [
        cell for row in workbook(report)["Ringkasan"].iter_rows(values_only=True) for cell in row
    ]

    assert 0 not in cells
    assert "tidak ada data" in cells
    assert "tidak ada data" in pdf_text(report)


def test_no_name_becomes_a_formula_or_a_link_in_the_workbook() -> None:
    book = workbook(sample(*HOSTILE))

    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]

    assert {cell.data_type for cell in cells} <= {"n", "s", "d"}
    assert not any(cell.hyperlink for cell in cells)
    assert book["Tatap muka"]["B2"].value == "=1+1"
    assert book["Tatap muka"]["B6"].value == "+62 811 150420"


def test_names_keep_their_words_and_lose_their_invisible_marks() -> None:
    report = sample(*HOSTILE)

    sheet = [
        row[1] for row in workbook(report)["Tatap muka"].iter_rows(min_row=2, values_only=True)
    ]
    on_slides = [row[1] for row in table_rows(report, "Konsultasi tatap muka")]

    assert sheet == on_slides
    assert sheet[7:10] == ['Kab. "Kutip" & <b>Tebal</b> _x000D_', "Kab. Banyumas", "Kab. Kendali"]


def test_a_name_that_the_font_cannot_write_does_not_stop_the_pdf() -> None:
    text = pdf_text(sample(*HOSTILE))

    assert "#let x = 1" in text
    assert "Kab. Banyumas" in text


def test_the_cells_are_typed_and_the_headings_stand_still() -> None:
    sheet = workbook(sample("Kab. Banyumas"))["Tatap muka"]

    assert sheet["C2"].value == datetime(2024, 1, 10)  # noqa: DTZ001  a day in a cell has no zone
    assert sheet["E2"].value == 3
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:G2"


def test_the_charts_are_those_of_the_program_and_say_what_they_show() -> None:
    shapes = [shape for slide in slides(sample("Kab. Banyumas")) for shape in slide.shapes]

    drawn = [shape for shape in shapes if shape.has_chart]

    assert len(drawn) == 5
    assert all(shape._element.nvGraphicFramePr.cNvPr.get("descr") for shape in drawn)
    assert len(workbook(sample("Kab. Banyumas"))["Ringkasan"]._charts) == 5


def test_slides_are_wide_titled_once_and_carry_notes() -> None:
    deck = Presentation(BytesIO(report_pptx.render(sample(*(f"Kab. {n}" for n in range(30))))))

    titles = [slide.shapes.title.text for slide in deck.slides]

    assert round(deck.slide_width / deck.slide_height, 2) == 1.78
    assert len(titles) == len(set(titles))
    assert "Konsultasi tatap muka (1–10 dari 30)" in titles
    assert all(slide.notes_slide.notes_text_frame.text for slide in deck.slides)


def test_the_pdf_is_tagged_and_names_itself() -> None:
    reader = PdfReader(BytesIO(report_pdf.render(sample())))

    assert reader.metadata is not None
    assert reader.metadata.title == "Laporan Layanan Konsultasi Januari 2024"
    assert reader.root_object["/MarkInfo"]["/Marked"]


def test_a_picture_escapes_what_people_wrote() -> None:
    report = sample("Kab. Banyumas", topics=("<script>alert(1)</script>",))

    drawn = svg(charts(report)[0])

    assert "<script" not in drawn
    assert "&lt;script&gt;" in drawn
