"""The monthly report as slides: 16:9, native charts and tables that can be edited, spoken notes.

Loaded late, through the registry.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.util import Inches

from booking.domain.report import MonthlyReport
from booking.renderers.report_charts import Chart
from booking.renderers.report_parts import parts_of
from booking.renderers.report_shapes import KeyFigure, Parts, Table
from booking.renderers.slides import (
    GOLD,
    GREY,
    NAVY,
    PALE,
    WHITE,
    Box,
    Slides,
    add_band,
    add_chart,
    add_table,
    add_text,
    table_pages,
)

TABLE, TABLE_BELOW_TEXT = Box(0.6, 1.4, 12.1, 5.5), Box(0.6, 2.7, 12.1, 4.2)
CHARTS_A_SLIDE = 2
FIGURE_WIDTH, FIGURE_GAP = 2.9, 0.2


def render(report: MonthlyReport) -> bytes:
    """The report as a PPTX file."""
    parts = parts_of(report)
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(13.333), Inches(7.5)
    deck.core_properties.title = f"{parts.title} {parts.month}"
    deck.core_properties.author = "DJPK"
    deck.core_properties.language = "id-ID"
    slides = Slides(deck, footer=f"{parts.title} {parts.month} · {parts.version}")
    notes = "\n".join(("Arti angka:", *parts.definitions, *parts.closing))
    _opening(slides, parts, notes)
    _figures(slides, parts, notes)
    for place in range(0, len(parts.charts), CHARTS_A_SLIDE):
        _charts(slides, parts.charts[place : place + CHARTS_A_SLIDE])
    for table in (parts.visits, parts.video):
        _table(slides, table)
    _table(slides, parts.violations, parts.paragraphs[-1][1])
    _table(slides, parts.comparisons)
    for table in parts.details:
        if table.rows:  # a deck is spoken: what nobody recorded stands in the other files
            _table(slides, table)
    target = BytesIO()
    deck.save(target)
    return target.getvalue()


def _opening(slides: Slides, parts: Parts, notes: str) -> None:
    slide = slides.add(parts.month, notes, dark=True)
    add_band(slide, Box(0.8, 4.35, 1.6, 0.06), GOLD)
    add_text(slide, Box(0.8, 2.35, 11, 0.6), parts.title, size=24, colour=WHITE)
    add_text(slide, Box(0.8, 4.65, 11, 0.5), parts.policy, size=16, colour=WHITE)
    closed = " ".join(parts.closing[:2])
    if closed:
        add_text(slide, Box(0.8, 5.1, 11, 0.5), closed, size=14, colour=WHITE)
    office = "Direktorat Jenderal Perimbangan Keuangan, Kementerian Keuangan"
    add_text(slide, Box(0.8, 6.5, 11, 0.5), office, size=14, colour=GOLD)


def _figures(slides: Slides, parts: Parts, notes: str) -> None:
    slide = slides.add("Angka pokok", notes)
    for place, figure in enumerate(parts.figures):
        left = 0.6 + place * (FIGURE_WIDTH + FIGURE_GAP)
        _figure(slide, figure, left)
    told = [text for _, text in parts.paragraphs[:2]]
    add_text(slide, Box(0.6, 4.45, 12.1, 2.3), "\n".join(told), size=16)


def _figure(slide: Any, figure: KeyFigure, left: float) -> None:
    add_band(slide, Box(left, 1.45, FIGURE_WIDTH, 2.75), PALE)
    add_band(slide, Box(left, 1.45, FIGURE_WIDTH, 0.05), NAVY)
    inside = FIGURE_WIDTH - 0.3
    add_text(
        slide, Box(left + 0.15, 1.6, inside, 0.4), figure.title, size=14, colour=NAVY, bold=True
    )
    size = 36 if len(figure.value) < 8 else 20
    add_text(
        slide, Box(left + 0.15, 1.98, inside, 0.75), figure.value, size=size, colour=NAVY, bold=True
    )
    add_text(
        slide, Box(left + 0.15, 2.75, inside, 1.4), "\n".join(figure.lines), size=12, colour=GREY
    )


def _charts(slides: Slides, charts: tuple[Chart, ...]) -> None:
    title = " dan ".join([charts[0].title, *(chart.title.lower() for chart in charts[1:])])
    notes = "\n".join(f"{chart.sentence} {chart.caption}" for chart in charts)
    slide = slides.add(title if len(charts) > 1 else charts[0].title, notes)
    width = 12.1 if len(charts) == 1 else 5.9
    for place, chart in enumerate(charts):
        left = 0.6 + place * 6.2
        add_text(slide, Box(left, 1.4, width, 0.4), chart.title, size=16, colour=NAVY, bold=True)
        add_text(slide, Box(left, 1.78, width, 0.35), chart.caption, size=12, colour=GREY)
        add_chart(slide, Box(left, 2.15, width, 4.6), chart)


def _table(slides: Slides, table: Table, sentence: str = "") -> None:
    """As many slides as the rows need; one that says so where there are none."""
    if not table.rows:
        slide = slides.add(table.title, table.when_empty)
        add_text(slide, Box(0.6, 1.5, 12.1, 1.2), sentence or table.when_empty, size=18)
        return
    count = len(table.rows)
    box = TABLE_BELOW_TEXT if sentence else TABLE
    pages = table_pages(table, box)
    for first, last in pages:
        part = f" ({first + 1}–{last} dari {count})" if len(pages) > 1 else ""
        slide = slides.add(table.title + part, sentence or f"{table.title}: {count} baris.")
        if sentence:
            add_text(slide, Box(0.6, 1.4, 12.1, 1.1), sentence, size=14)
        add_table(slide, box, table, first, last)
