"""A slide in the house's look, and what stands on it; loaded with the first deck."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_LABEL_POSITION
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from booking.renderers.cell_lines import even_pages, lines_needed
from booking.renderers.report_charts import Chart
from booking.renderers.report_shapes import Kind, Table, shown

NAVY = RGBColor.from_string("0B2F6B")
GOLD = RGBColor.from_string("F2B705")
GREY = RGBColor.from_string("475266")
INK = RGBColor.from_string("151D2C")
PALE = RGBColor.from_string("F2F6FC")
WHITE = RGBColor.from_string("FFFFFF")
LINE = RGBColor.from_string("DADFE8")
SOFT = RGBColor.from_string("8FA9D3")
BAD = RGBColor.from_string("B3261E")
FONT = "Arial"  # on every machine that opens slides
TEXT = qn("a:t")
TITLE_ONLY = 5
FEW = 13
LONGEST_CELL = 240
ROW_HEIGHT, LINE_HEIGHT, CELL_MARGIN = 0.39, 0.2, 0.08
LETTERS_AN_INCH = 11


@dataclass(frozen=True)
class Box:
    """Where something stands, in inches."""

    left: float
    top: float
    width: float
    height: float

    @property
    def place(self) -> tuple[Any, Any, Any, Any]:
        """The box as the library wants it."""
        return Inches(self.left), Inches(self.top), Inches(self.width), Inches(self.height)


class Slides:
    """The deck that grows slide by slide."""

    def __init__(self, deck: Any, footer: str) -> None:
        self._deck, self._footer, self._count = deck, footer, 0

    def add(self, title: str, notes: str, *, dark: bool = False) -> Any:
        """A slide with its title, its notes, and a footer unless it is the opening one."""
        slide = self._deck.slides.add_slide(self._deck.slide_layouts[TITLE_ONLY])
        self._count += 1
        slide.background.fill.solid()
        slide.background.fill.fore_color.rgb = NAVY if dark else WHITE
        head = slide.shapes.title
        box = Box(0.8, 2.9, 11.7, 1.3) if dark else Box(0.6, 0.4, 12.1, 0.75)
        head.left, head.top, head.width, head.height = box.place
        colour = WHITE if dark else NAVY
        _write(head.text_frame, title, size=54 if dark else 26, colour=colour, bold=True)
        head.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        slide.notes_slide.notes_text_frame.text = notes
        if not dark:
            add_band(slide, Box(0, 0, 13.333, 0.14), NAVY)
            add_band(slide, Box(0.7, 1.16, 0.9, 0.05), GOLD)
            add_text(slide, Box(0.6, 7.0, 9, 0.35), self._footer, size=11, colour=GREY)
            number = add_text(
                slide, Box(11.7, 7.0, 1.0, 0.35), str(self._count), size=11, colour=GREY
            )
            number.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT
        return slide


def add_band(slide: Any, box: Box, colour: RGBColor) -> None:
    """A plain area of colour; readers pass over it."""
    band = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *box.place)
    band.fill.solid()
    band.fill.fore_color.rgb = colour
    band.line.fill.background()
    band.shadow.inherit = False
    band.name = "Hiasan"


def add_text(
    slide: Any, box: Box, text: str, *, size: int, colour: RGBColor = INK, bold: bool = False
) -> Any:
    """A text; each line is a paragraph."""
    shape = slide.shapes.add_textbox(*box.place)
    _write(shape.text_frame, text, size=size, colour=colour, bold=bold)
    return shape


def add_chart(slide: Any, box: Box, chart: Chart) -> None:
    """A chart with its numbers inside, to be edited in the program that shows it."""
    data = CategoryChartData(number_format="0")
    data.categories = list(chart.labels if chart.is_lying else chart.ticks)
    data.add_series(chart.value_title, chart.values)
    kind = XL_CHART_TYPE.BAR_CLUSTERED if chart.is_lying else XL_CHART_TYPE.COLUMN_CLUSTERED
    frame = slide.shapes.add_chart(kind, *box.place, data)
    _describe(frame, chart.sentence)
    drawn = frame.chart
    drawn.has_legend = drawn.has_title = False
    drawn.font.size, drawn.font.name, drawn.font.color.rgb = Pt(12), FONT, INK
    plot = drawn.plots[0]
    plot.gap_width, plot.vary_by_categories = 45, False
    series = plot.series[0]
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = NAVY if chart.strong is None else SOFT
    if chart.strong is not None:
        point = series.points[chart.strong].format.fill
        point.solid()
        point.fore_color.rgb = NAVY
    if len(chart.values) <= FEW:
        plot.has_data_labels = True
        plot.data_labels.position = XL_LABEL_POSITION.OUTSIDE_END
        plot.data_labels.font.size, plot.data_labels.font.bold = Pt(12), True
    _axes(drawn, chart)


def table_pages(table: Table, box: Box) -> Sequence[tuple[int, int]]:
    """The rows for each slide, below the heading and within the box."""
    heading = _height([column.title for column in table.columns], table, box)
    heights = [_height([shown(cell) for cell in row], table, box) for row in table.rows]
    return even_pages(heights, box.height - heading)


def _height(texts: Sequence[str], table: Table, box: Box) -> float:
    lines = max(
        lines_needed(text[:LONGEST_CELL], int((width - 2 * CELL_MARGIN) * LETTERS_AN_INCH))
        for text, width in zip(texts, _widths(table, box), strict=True)
    )
    return max(ROW_HEIGHT, LINE_HEIGHT * lines + CELL_MARGIN)


def _widths(table: Table, box: Box) -> Sequence[float]:
    whole = sum(column.width for column in table.columns)
    return [box.width * column.width / whole for column in table.columns]


def add_table(slide: Any, box: Box, table: Table, first: int, last: int) -> None:
    """Rows of a table below its heading."""
    rows = table.rows[first:last]
    frame = slide.shapes.add_table(len(rows) + 1, len(table.columns), *box.place)
    _describe(frame, table.title)
    grid = frame.table
    grid.horz_banding = False
    stamps = Stamps()
    widths = _widths(table, box)
    for place, column in enumerate(table.columns):
        grid.columns[place].width = Inches(widths[place])
        right = column.kind is Kind.NUMBER
        stamps.put(grid.cell(0, place), column.title, right=right, head=True)
        for number, row in enumerate(rows, start=1):
            is_alarm = (first + number - 1, place) in table.alarms
            stamps.put(grid.cell(number, place), shown(row[place]), right=right, alarm=is_alarm)
    texts = [[column.title for column in table.columns], *([*map(shown, row)] for row in rows)]
    for line, cells in zip(grid.rows, texts, strict=True):
        line.height = Inches(_height(cells, table, box))
    frame.height = sum(line.height for line in grid.rows)


class Stamps:
    """Cells that look alike are formatted once and copied: the library takes 2 ms for each."""

    def __init__(self) -> None:
        self._known: dict[tuple[bool, bool, bool], Any] = {}

    def put(
        self, cell: Any, text: str, *, right: bool, head: bool = False, alarm: bool = False
    ) -> None:
        """Write a text into a cell in the look of its kind."""
        look = (right, head, alarm)
        if look not in self._known:
            _format(cell, right=right, head=head, alarm=alarm)
            self._known[look] = deepcopy(cell._tc)
        if len(text) > LONGEST_CELL:
            text = f"{text[: LONGEST_CELL - 1].rstrip()}…"
        stamped = deepcopy(self._known[look])
        next(stamped.iter(TEXT)).text = text
        cell._tc.getparent().replace(cell._tc, stamped)


def _format(cell: Any, *, right: bool, head: bool, alarm: bool) -> None:
    cell.fill.solid()
    cell.fill.fore_color.rgb = NAVY if head else WHITE
    colour = WHITE if head else BAD if alarm else INK
    cell.margin_top = cell.margin_bottom = Inches(0.03)
    cell.margin_left = cell.margin_right = Inches(CELL_MARGIN)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    _write(cell.text_frame, "", size=12, colour=colour, bold=head or alarm)
    if right:
        cell.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT


def _axes(drawn: Any, chart: Chart) -> None:
    values, names = drawn.value_axis, drawn.category_axis
    values.minimum_scale = 0
    values.major_gridlines.format.line.color.rgb = LINE
    values.format.line.fill.background()
    values.tick_labels.number_format, values.tick_labels.number_format_is_linked = "0", False
    names.has_major_gridlines = False
    names.format.line.color.rgb = LINE
    if chart.is_lying:
        names.reverse_order = True
    if len(chart.values) <= FEW:
        values.visible = False
        values.has_major_gridlines = False
        values.tick_label_position = XL_TICK_LABEL_POSITION.NONE


def _write(frame: Any, text: str, *, size: int, colour: RGBColor, bold: bool) -> None:
    frame.word_wrap = True
    for number, line in enumerate(text.split("\n")):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.LEFT
        paragraph.space_after = Pt(size * 0.35)
        run = paragraph.add_run()
        run.text = line
        font = run.font
        font.size, font.bold, font.name = Pt(size), bold, FONT
        font.color.rgb = colour
        font.language_id = MSO_LANGUAGE_ID.INDONESIAN


def _describe(frame: Any, text: str) -> None:
    """The words for those who do not see it; the library has no name for them."""
    frame._element.nvGraphicFramePr.cNvPr.set("descr", text)
