"""Every file of a month tells the database's numbers: three months, each on every format (U13)."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from openpyxl import load_workbook
from pptx import Presentation
from pypdf import PdfReader
from sqlalchemy import func, select

from booking.database import db, transaction
from booking.domain.report import Closing, MonthlyReport
from booking.domain.roles import SYSTEM_ACTOR
from booking.domain.snapshot import from_snapshot, snapshot
from booking.models.door import CheckIn
from booking.models.imports import ImportedRow
from booking.renderers.registry import FORMATS, report_format
from booking.usecases.import_history import import_history
from booking.usecases.report_month import report_month
from tests.published_past import history_lines
from tests.renderers.report_sample import empty, sample
from tests.renderers.test_report_files import HOSTILE
from tests.usecases.test_report_month import held

LATER = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)
CLOSING = Closing(2, LATER, '=1+1 <b>"Bagus"</b> 漢字', "@SUM(A1)", 7, "a" * 64)


def stored(month: str) -> tuple[int, int]:
    """Visits and guests of a month, counted by the database itself."""
    row = ImportedRow
    published = db.session.execute(
        select(func.count(), func.coalesce(func.sum(row.guests), 0)).where(
            row.report_month == month, row.mode == "tatap_muka"
        )
    ).one()
    if month != "2026-11":
        return published[0], published[1]
    own = db.session.execute(select(func.count(), func.sum(CheckIn.arrived))).one()
    return own[0], own[1]


def told(report: MonthlyReport) -> dict[str, tuple[int, int]]:
    """Visits and guests as each file lists them."""
    files = {name: report_format(name).render(report) for name in FORMATS}
    in_csv = [
        row
        for row in csv.DictReader(io.StringIO(files["csv"].decode()))
        if row["mode"] == "tatap_muka"
    ]
    in_json = json.loads(files["json"])["visits"]
    sheet = load_workbook(io.BytesIO(files["xlsx"]))["Tatap muka"].iter_rows(
        min_row=2, values_only=True
    )
    in_sheet = [row for row in sheet if isinstance(row[0], int)]
    on_slides = [
        [cell.text for cell in row.cells]
        for slide in Presentation(io.BytesIO(files["pptx"])).slides
        if slide.shapes.title.text.startswith("Konsultasi tatap muka (")
        or slide.shapes.title.text == "Konsultasi tatap muka"
        for shape in slide.shapes
        if shape.has_table
        for row in list(shape.table.rows)[1:]
    ]
    pages = PdfReader(io.BytesIO(files["pdf"])).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    count = re.search(r"Konsultasi tatap muka (\d+) ", text)
    guests = re.search(r"(\d+) tamu datang", text)
    assert count
    return {
        "csv": (len(in_csv), sum(int(row["guests"]) for row in in_csv)),
        "json": (in_json["count"], sum(row["guests"] for row in in_json["rows"])),
        "xlsx": (len(in_sheet), sum(row[4] for row in in_sheet)),
        "pptx": (len(on_slides), sum(int(row[4]) for row in on_slides)),
        "pdf": (int(count[1]), int(guests[1]) if guests else 0),
    }


@pytest.mark.sqlite_only
def test_every_file_tells_what_the_database_holds(app: object, now: datetime) -> None:
    with transaction():
        held(arrived=5)
        held(start="10:00", arrived=2)
    import_history(history_lines(), by=SYSTEM_ACTOR, now=now)

    for month in ("2023-12", "2024-01", "2026-11"):
        assert set(told(report_month(month, now=now)).values()) == {stored(month)}, month


@pytest.mark.parametrize("name", FORMATS)
def test_a_closed_month_of_any_size_and_names_gives_every_file(name: str) -> None:
    reports = (empty(), empty(known=False), sample("Kab. Banyumas"), sample(*HOSTILE))

    for report in reports:
        text, _ = snapshot(replace(report, closed=True, closing=CLOSING))
        assert report_format(name).render(from_snapshot(text))
