"""The month's rows as CSV, both modes and nothing else (DECISIONS 33)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date

from booking.domain.report import MonthlyReport, ReportRow
from booking.domain.words import CONFERENCE, VISIT
from booking.renderers.report_shapes import Cell, Table

COLUMNS = (
    "mode",
    "no",
    "date",
    "institution",
    "regions",
    "topics",
    "guests",
    "guest_cap",
    "violations",
)
FORMULA_OPENINGS = tuple("=+-@\t\r\n\0＝＋－＠")


def render(report: MonthlyReport) -> bytes:
    """The rows as a CSV file in UTF-8, all cells quoted, none of them a formula.

    Without a byte order mark: programs read this file, people open the XLSX.
    """
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    writer.writerows(_cells(VISIT, report.visits.rows))
    writer.writerows(_cells(CONFERENCE, report.video.rows))
    return text.getvalue().encode()


def safe_cell(text: str) -> str:
    """The text with an apostrophe in front where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_OPENINGS) else text


def _cells(mode: str, rows: Iterable[ReportRow]) -> Iterable[tuple[str, ...]]:
    for row in rows:
        cells = (
            mode,
            str(row.no),
            row.date.isoformat(),
            row.institution,
            ";".join(row.regions),
            ";".join(row.topics),
            _number(row.guests),
            _number(row.guest_cap),
            ";".join(row.violations),
        )
        yield tuple(safe_cell(cell) for cell in cells)


def _number(number: int | None) -> str:
    return "" if number is None else str(number)


def table(part: Table) -> bytes:
    """Any table as a CSV file, dates as YYYY-MM-DD, nothing where nothing is known."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow([column.title for column in part.columns])
    writer.writerows([safe_cell(_plain(cell)) for cell in row] for row in part.rows)
    return text.getvalue().encode()


def _plain(cell: Cell) -> str:
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else str(cell)
