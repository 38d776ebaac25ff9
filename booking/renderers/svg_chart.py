"""A chart as SVG without script or style: for the page, where classes colour it, and for the PDF.

Colours stand as presentation attributes too, so that the picture is whole outside the page.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from booking.renderers.report_charts import Chart
from booking.renderers.report_words import NO_DATA

WIDTH = 360
ROW, BAR = 30, 20
LABEL_WIDTH, VALUE_WIDTH = 118, 34
COLUMN_TOP, COLUMN_BOTTOM, COLUMN_HEIGHT = 22, 150, 176
NAVY, SOFT, GOLD, TRACK = "#0B2F6B", "#8FA9D3", "#F2B705", "#EBEEF3"
INK, GREY, LINE = "#151D2C", "#475266", "#DADFE8"
LONGEST_LABEL = 17
FEW = 13
SCALE_WIDTH = 16
FONT = 'font-family="Roboto, Segoe UI, Arial, sans-serif"'


def svg(chart: Chart) -> str:
    """The chart with its title and its sentence for those who do not see it."""
    body, height = _lying(chart) if chart.is_lying else _standing(chart)
    name = f"g-{chart.key}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-labelledby="{name}-t {name}-d" {FONT}>'
        f'<title id="{name}-t">{escape(chart.title)}</title>'
        f'<desc id="{name}-d">{escape(chart.sentence)}</desc>{"".join(body)}</svg>'
    )


def _lying(chart: Chart) -> tuple[list[str], int]:
    most = max((value or 0 for value in chart.values), default=0) or 1
    room = WIDTH - LABEL_WIDTH - VALUE_WIDTH
    parts = []
    for place, (label, value) in enumerate(zip(chart.labels, chart.values, strict=True)):
        top = place * ROW + 4
        length = max(round((value or 0) / most * room), 2 if value else 0)
        parts += [
            _text(0, top + 15, _short(label)),
            _rect(LABEL_WIDTH, top, length, BAR, NAVY, "c-bar"),
            _text(LABEL_WIDTH + length + 7, top + 15, _value(value), weight=600),
        ]
    return parts, max(len(chart.labels), 1) * ROW + 4


def _standing(chart: Chart) -> tuple[list[str], int]:
    most = max((value or 0 for value in chart.values), default=0) or 1
    is_few = len(chart.values) <= FEW
    margin = 0 if is_few else SCALE_WIDTH
    step = (WIDTH - margin) / max(len(chart.values), 1)
    width, gap = round(step * 0.7, 1), round(step * 0.15, 1)
    tall = COLUMN_BOTTOM - COLUMN_TOP
    parts = [] if is_few else list(_scale(most, tall))
    for place, value in enumerate(chart.values):
        left = round(margin + place * step + gap, 1)
        middle = round(left + width / 2, 1)
        if chart.muted and chart.muted[place]:
            parts.append(_rect(left, COLUMN_TOP, width, tall, TRACK, "c-track"))
        if value is None:
            parts.append(
                f'<line class="c-sub-line" x1="{left}" x2="{left + width:.1f}" '
                f'y1="{COLUMN_BOTTOM - 4}" y2="{COLUMN_BOTTOM - 4}" stroke="{GREY}" '
                f'stroke-dasharray="2 3"/>'
            )
        elif value:
            high = round(value / most * tall, 1)
            colour, name = (NAVY, "c-bar") if _is_strong(chart, place) else (SOFT, "c-bar2")
            parts.append(_rect(left, round(COLUMN_BOTTOM - high, 1), width, high, colour, name))
        if is_few and value is not None:
            high = value / most * tall
            y = round(COLUMN_BOTTOM - high - 5, 1)
            parts.append(_text(middle, y, str(value), size=12, weight=600, anchor="middle"))
        if chart.ticks[place]:
            parts.append(_tick(chart.ticks[place], middle, narrow=is_few))
    parts.append(
        f'<line class="c-line" x1="0" x2="{WIDTH}" y1="{COLUMN_BOTTOM}" y2="{COLUMN_BOTTOM}" '
        f'stroke="{LINE}"/>'
    )
    return parts, COLUMN_HEIGHT + (10 if is_few else 0)


def _scale(most: int, tall: int) -> Iterable[str]:
    """Lines at whole numbers, at most five."""
    step = max(1, -(-most // 4))
    for value in range(0, most + 1, step):
        y = round(COLUMN_BOTTOM - value / most * tall, 1)
        yield (
            f'<line class="c-line" x1="{SCALE_WIDTH}" x2="{WIDTH}" y1="{y}" y2="{y}" '
            f'stroke="{LINE}" stroke-width="0.8"/>'
        )
        yield _text(0, y + 4, str(value), size=11, colour=GREY, name="c-sub")


def _tick(label: str, middle: float, *, narrow: bool) -> str:
    """The label below a column, its second word (the year) on a line of its own."""
    first, _, second = label.partition(" ") if narrow else (label, "", "")
    below = _text(
        middle, COLUMN_BOTTOM + 16, first, size=11, anchor="middle", colour=GREY, name="c-sub"
    )
    if second:
        below += _text(
            middle, COLUMN_BOTTOM + 30, second, size=11, anchor="middle", colour=GREY, name="c-sub"
        )
    return below


def _is_strong(chart: Chart, place: int) -> bool:
    return chart.strong is None or chart.strong == place


def _value(value: int | None) -> str:
    return NO_DATA if value is None else str(value)


def _short(label: str) -> str:
    return label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1].rstrip()}…"


def _rect(x: float, y: float, width: float, height: float, colour: str, name: str) -> str:
    return (
        f'<rect class="{name}" x="{x}" y="{y}" width="{width}" height="{height}" rx="2" '
        f'fill="{colour}"/>'
    )


def _text(
    x: float,
    y: float,
    text: str,
    *,
    size: int = 14,
    weight: int = 400,
    anchor: str = "start",
    colour: str = INK,
    name: str = "c-txt",
) -> str:
    if not text:
        return ""
    return (
        f'<text class="{name}" x="{x}" y="{y}" font-size="{size}" font-weight="{weight}" '
        f'text-anchor="{anchor}" fill="{colour}">{escape(text)}</text>'
    )
