"""The monthly report as a workbook: typed cells, frozen headings, filters, charts of Excel's own.

Loaded late, through the registry.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from booking.domain.mail_facts import one_line
from booking.domain.report import MonthlyReport
from booking.renderers.cell_lines import lines_needed
from booking.renderers.report_charts import Chart
from booking.renderers.report_parts import parts_of
from booking.renderers.report_shapes import Cell, Kind, Parts, Table

NAVY, GOLD, GREY, MUTED = "#0B2F6B", "#F2B705", "#475266", "#DADFE8"
SOFT, BAD = "#8FA9D3", "#B3261E"
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
CHART_SIZE = {"width": 520, "height": 300}
CHARTS_ACROSS = 2
ROWS_OF_A_CHART = 16
TEXT_WIDTH = 118
LINE = 15
INDENT = 1  # character of a text column that stays empty
Formats = dict[str, Format]


def render(report: MonthlyReport) -> bytes:
    """The report as an XLSX file."""
    parts, target = parts_of(report), BytesIO()
    with Workbook(target, OPTIONS) as book:
        book.set_properties({"title": f"{parts.title} {parts.month}", "author": "DJPK"})
        formats = _formats(book)
        summary = book.add_worksheet("Ringkasan")
        for table in (parts.visits, parts.video, parts.violations, parts.comparisons):
            _table(book.add_worksheet(table.name), table, formats)
        for table in parts.details:
            _table(book.add_worksheet(table.name), table, formats)
        data = book.add_worksheet("Data grafik")
        _summary(book, summary, data, parts, formats)
    return target.getvalue()


def table(part: Table) -> bytes:
    """Any table as an XLSX file of one sheet."""
    target = BytesIO()
    with Workbook(target, OPTIONS) as book:
        book.set_properties({"title": one_line(part.title), "author": "DJPK"})
        _table(book.add_worksheet(part.name), part, _formats(book))
    return target.getvalue()


def _formats(book: Workbook) -> Formats:
    cell = {"valign": "top", "bottom": 1, "bottom_color": MUTED}
    head = {"bold": True, "font_color": "#FFFFFF", "bg_color": NAVY, "text_wrap": True}
    head["valign"] = "vcenter"
    left = {"align": "left", "indent": 1}
    return {
        "title": book.add_format({"bold": True, "font_size": 20, "font_color": NAVY}),
        "hint": book.add_format({"font_color": GREY, "text_wrap": True, "valign": "top"}),
        "h2": book.add_format(
            {"bold": True, "font_size": 13, "font_color": NAVY, "bottom": 5, "bottom_color": GOLD}
        ),
        "head": book.add_format({**head, **left}),
        "big": book.add_format(
            {"bold": True, "font_size": 16, "font_color": NAVY, "align": "left", "valign": "top"}
        ),
        "bold": book.add_format({"bold": True, "valign": "top"}),
        "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
        "head right": book.add_format({**head, "align": "right"}),
        "alarm": book.add_format({**cell, "num_format": "#,##0", "bold": True, "font_color": BAD}),
        Kind.TEXT: book.add_format({**cell, "text_wrap": True, "num_format": "@", **left}),
        Kind.NUMBER: book.add_format({**cell, "num_format": "#,##0"}),
        "decimal": book.add_format({**cell, "num_format": "#,##0.0#"}),
        Kind.DATE: book.add_format({**cell, "num_format": "dd-mm-yyyy", **left}),
    }


def _table(sheet: Worksheet, table: Table, formats: Formats) -> None:
    last = len(table.columns) - 1
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, column.width)
        name = "head right" if column.kind is Kind.NUMBER else "head"
        sheet.write_string(0, place, column.title, formats[name])
    sheet.set_row(0, 32)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&L&A&RHalaman &P dari &N")
    for number, row in enumerate(table.rows, start=1):
        for place, (column, value) in enumerate(zip(table.columns, row, strict=True)):
            is_alarm = (number - 1, place) in table.alarms
            _cell(sheet, number, place, value, formats, "alarm" if is_alarm else column.kind)
        _row_height(sheet, number, table, row)
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), last)
    else:
        sheet.write_string(1, 0, table.when_empty)


def _row_height(sheet: Worksheet, number: int, table: Table, row: tuple[Cell, ...]) -> None:
    """As many lines as the longest text needs; not every program finds that out by itself."""
    texts = zip(table.columns, row, strict=True)
    lines = max(
        (lines_needed(text, column.width - INDENT) for column, text in texts if type(text) is str),
        default=1,
    )
    if lines > 1:
        sheet.set_row(number, LINE * lines)


def _cell(sheet: Worksheet, row: int, place: int, value: Cell, formats: Formats, name: str) -> None:
    """A number as number and a day as day; everything else is text, whatever it looks like."""
    if value is None:
        sheet.write_blank(row, place, None, formats[name])
    elif isinstance(value, Decimal):
        sheet.write_number(row, place, float(value), formats["decimal"])
    elif isinstance(value, int):
        sheet.write_number(row, place, value, formats[name])
    elif isinstance(value, date):
        sheet.write_datetime(row, place, value, formats[Kind.DATE])
    else:
        sheet.write_string(row, place, value, formats[Kind.TEXT])


def _summary(
    book: Workbook, sheet: Worksheet, data: Worksheet, parts: Parts, formats: Formats
) -> None:
    sheet.hide_gridlines(2)
    sheet.set_portrait()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1)  # no chart is cut by the edge of a page
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 18)
    sheet.set_column(2, 2, 72)
    sheet.set_row(0, 30)
    sheet.write_string(0, 0, f"{parts.title} {parts.month}", formats["title"])
    sheet.write_string(1, 0, parts.policy, formats["hint"])
    sheet.write_row(3, 0, ["Angka pokok", "", ""], formats["h2"])
    row = 4
    for figure in parts.figures:
        sheet.write_string(row, 0, figure.title, formats["bold"])
        if figure.value.isdecimal():
            sheet.write_number(row, 1, int(figure.value), formats["big"])
        else:
            sheet.write_string(row, 1, figure.value, formats["big"])
        sheet.write_string(row, 2, "\n".join(figure.lines), formats["wrap"])
        sheet.set_row(row, max(24, LINE * len(figure.lines) + 4))
        row += 1
    row = _paragraphs(sheet, row + 1, "Uraian", parts.paragraphs, formats)
    sheet.write_row(row, 0, ["Grafik", "", ""], formats["h2"])
    row = _charts(book, sheet, data, row + 2, parts.charts, formats)
    meaning = tuple((figure.title, figure.definition) for figure in parts.figures)
    row = _paragraphs(sheet, row, "Arti angka", meaning, formats)
    if parts.closing:
        told = tuple((parts.version.split(" · ")[0], line) for line in parts.closing)
        _paragraphs(sheet, row, "Penutupan", told, formats)


def _paragraphs(
    sheet: Worksheet, row: int, title: str, told: tuple[tuple[str, str], ...], formats: Formats
) -> int:
    sheet.write_row(row, 0, [title, "", ""], formats["h2"])
    for place, (name, text) in enumerate(told, start=row + 1):
        sheet.write_string(place, 0, name, formats["bold"])
        sheet.merge_range(place, 1, place, 2, "", formats["wrap"])
        sheet.write_string(place, 1, text, formats["wrap"])
        sheet.set_row(place, LINE * (1 + len(text) * 100 // (95 * TEXT_WIDTH)) + 6)
    return row + len(told) + 2


def _charts(
    book: Workbook,
    sheet: Worksheet,
    data: Worksheet,
    top: int,
    charts: tuple[Chart, ...],
    formats: Formats,
) -> int:
    """Each chart over its own columns of numbers on the last sheet; returns the next row."""
    data.freeze_panes(1, 0)
    data.set_row(0, 48)
    data.set_landscape()
    data.set_paper(9)
    data.fit_to_pages(1, 0)
    for place, chart in enumerate(charts):
        left = place * 4
        data.set_column(left, left, 20)
        data.set_column(left + 1, left + 1, 14)
        data.set_column(left + 2, left + 2, 16)
        heads = (chart.label_title, "Pada sumbu", chart.title)
        for across, head in enumerate(heads):
            data.write_string(0, left + across, head, formats["head"])
        told = zip(chart.labels, chart.ticks, chart.values, strict=True)
        for number, (label, tick, value) in enumerate(told, start=1):
            data.write_string(number, left, label)
            data.write_string(number, left + 1, tick)
            if value is not None:
                data.write_number(number, left + 2, value)
        drawn = _chart(book, data.get_name(), chart, left)
        down, across = divmod(place, CHARTS_ACROSS)
        sheet.insert_chart(
            top + down * ROWS_OF_A_CHART,
            across * 2,
            drawn,
            {"description": chart.sentence, "x_offset": 4 + across * 210, "y_offset": 0},
        )
    return top + -(-len(charts) // CHARTS_ACROSS) * ROWS_OF_A_CHART + 1


def _chart(book: Workbook, sheet_name: str, chart: Chart, left: int) -> Any:
    drawn = book.add_chart({"type": "bar" if chart.is_lying else "column"})
    last = len(chart.labels)
    points = [
        {"fill": {"color": NAVY if chart.strong in (None, place) else SOFT}}
        for place in range(last)
    ]
    drawn.add_series(
        {
            "name": [sheet_name, 0, left + 2],
            "categories": [sheet_name, 1, left + 1, last, left + 1],
            "values": [sheet_name, 1, left + 2, last, left + 2],
            "points": points,
            "gap": 45,
            "data_labels": {"value": True} if last <= 13 else {},
        }
    )
    drawn.set_title({"name": chart.title, "name_font": {"size": 12, "color": NAVY}})
    drawn.set_legend({"none": True})
    drawn.set_size(CHART_SIZE)
    lines = {"visible": True, "line": {"color": MUTED}}
    whole = {"num_format": "0", "min": 0, "major_gridlines": lines, "line": {"none": True}}
    labels = {"reverse": chart.is_lying, "num_font": {"size": 9}}
    if chart.is_lying:
        drawn.set_x_axis({**whole, "visible": False, "major_gridlines": {"visible": False}})
        drawn.set_y_axis(labels)
    else:
        drawn.set_x_axis(labels)
        drawn.set_y_axis(whole)
    return drawn
