"""The monthly report as tagged PDF pages in the house's colours.

Loaded late, through the registry.
"""

from __future__ import annotations

from typing import Any

from booking.domain.months import first_day
from booking.domain.report import MonthlyReport
from booking.renderers.report_charts import Chart
from booking.renderers.report_parts import parts_of
from booking.renderers.report_shapes import Kind, Table, shown
from booking.renderers.svg_chart import svg
from booking.renderers.typesetting import typeset

SOURCE = "report.typ"


def render(report: MonthlyReport) -> bytes:
    """The report as PDF/UA-1."""
    return typeset(SOURCE, report=page_words(report))


def page_words(report: MonthlyReport) -> dict[str, Any]:
    """Every word of the report, by its place; the layout adds none."""
    parts, first = parts_of(report), first_day(report.month)
    return {
        "title": parts.title,
        "month": parts.month,
        "office": "Direktorat Jenderal Perimbangan Keuangan",
        "ministry": "Kementerian Keuangan Republik Indonesia",
        "date": [first.year, first.month, first.day],
        "policy": parts.policy,
        "figures": [
            {"title": figure.title, "value": figure.value, "lines": figure.lines}
            for figure in parts.figures
        ],
        "paragraphs": [{"title": title, "text": text} for title, text in parts.paragraphs],
        "charts": [_chart(chart) for chart in parts.charts],
        "tables": [
            _table(table)
            for table in (
                parts.visits,
                parts.video,
                parts.violations,
                parts.comparisons,
                *parts.details,
            )
        ],
        "meaning": {"title": "Arti angka", "lines": parts.definitions},
        "closing": {"title": "Penutupan", "lines": parts.closing},
        "version": parts.version,
        "text": "Uraian",
        "pictures": "Grafik",
    }


def _chart(chart: Chart) -> dict[str, str]:
    return {
        "title": chart.title,
        "caption": chart.caption,
        "svg": svg(chart),
        "alt": chart.sentence,
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "title": table.title,
        "columns": [
            {
                "title": column.title,
                "right": column.kind is Kind.NUMBER,
                "fixed": column.kind is not Kind.TEXT,
                "width": column.width,
            }
            for column in table.columns
        ],
        "rows": [
            [
                {"text": shown(value), "alarm": (number, place) in table.alarms}
                for place, value in enumerate(row)
            ]
            for number, row in enumerate(table.rows)
        ],
        "empty": table.when_empty,
    }
