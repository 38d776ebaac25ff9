"""The monthly report as Markdown, to be read or pasted into another paper."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from booking.domain.local_time import date_words
from booking.domain.mail_facts import one_line
from booking.domain.months import words
from booking.domain.report import MonthlyReport, ReportRow, Section
from booking.domain.violations import VIOLATIONS
from booking.renderers.report_comparisons import table as comparisons
from booking.renderers.report_details import details
from booking.renderers.report_parts import parts_of
from booking.renderers.report_shapes import shown
from booking.renderers.report_words import NO_DATA, closing_words, violation_words

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~])")


def render(report: MonthlyReport) -> bytes:
    """The report as a Markdown file."""
    parts = [
        f"# Laporan Layanan Konsultasi {words(report.month)}",
        _key_figures(report),
        *_chapter("Konsultasi tatap muka", report.narrative.visits, report.visits),
        _table(
            ("No", "Daerah", "Tanggal", "Topik", "Jumlah tamu", "Batas", "Catatan"),
            (_visit(row) for row in report.visits.rows),
        ),
        *_chapter("Video conference", report.narrative.video, report.video),
        _table(
            ("No", "Daerah", "Tanggal", "Topik"), (_conference(row) for row in report.video.rows)
        ),
        "## Pelanggaran ketentuan",
        _plain(report.narrative.violations),
        _table(
            ("Pelanggaran", "Jumlah"),
            ((_violation(code), _count(count)) for code, count in report.violations.items()),
        ),
    ]
    parts += _beside(report)
    parts += ["## Penutupan", *closing_words(report.closing)] if report.closing else []
    return ("\n\n".join(part for part in parts if part) + "\n").encode()


def _key_figures(report: MonthlyReport) -> str:
    return "\n".join(
        f"- {figure.title}: {figure.value}" + (f" ({'; '.join(figure.lines)})" * bool(figure.lines))
        for figure in parts_of(report).figures
    )


def _beside(report: MonthlyReport) -> Iterable[str]:
    """The comparisons and the figures beside the counts, as every other file has them."""
    for part in (comparisons(report), *details(report)):
        yield f"## {part.title}"
        rows = ([shown(cell) for cell in row] for row in part.rows)
        yield _table([column.title for column in part.columns], rows) or part.when_empty


def _chapter(title: str, narrative: str, section: Section) -> Iterable[str]:
    yield f"## {title}"
    yield _plain(narrative)
    if section.sessions_open is not None:
        yield f"Sesi terpakai: {_count(section.sessions_used)} dari {section.sessions_open}."


def _visit(row: ReportRow) -> Sequence[str]:
    notes = "; ".join(_violation(code) for code in row.violations)
    return (
        *_conference(row),
        "" if row.guests is None else str(row.guests),
        "" if row.guest_cap is None else str(row.guest_cap),
        notes,
    )


def _conference(row: ReportRow) -> Sequence[str]:
    return str(row.no), row.institution, date_words(row.date), ", ".join(row.topics)


def _table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    body = [_line(_plain(cell) for cell in row) for row in rows]
    if not body:
        return ""
    return "\n".join([_line(heading), _line("---" for _ in heading), *body])


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _plain(text: str) -> str:
    """The text as text: no mark of Markdown or HTML in a name takes effect."""
    return _MARKS.sub(r"\\\1", one_line(text))


def _violation(code: str) -> str:
    kind = VIOLATIONS.get(code)
    return f"{kind.words} (SE-2 {kind.clause})" if kind else violation_words(code)


def _count(count: int | None) -> str:
    return NO_DATA if count is None else str(count)
