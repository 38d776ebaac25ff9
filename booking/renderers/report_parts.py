"""The monthly report cut into figures, charts and tables, once for all formats.

Every file is made from these parts, so that no two of them can tell different numbers.
"""

from __future__ import annotations

from collections.abc import Iterable

from booking.domain.mail_facts import one_line
from booking.domain.months import words
from booking.domain.narrative import number_words, share
from booking.domain.report import MonthlyReport, ReportRow, Section
from booking.domain.violations import VIOLATIONS
from booking.renderers.report_charts import charts
from booking.renderers.report_comparisons import table as comparisons
from booking.renderers.report_details import details
from booking.renderers.report_shapes import Cell, Column, KeyFigure, Kind, Parts, Table
from booking.renderers.report_words import (
    NO_DATA,
    change_words,
    closing_words,
    count_words,
    version_words,
    violation_words,
)

VISITS_TITLE = "Konsultasi tatap muka"
VIDEO_TITLE = "Video conference"
VIOLATIONS_TITLE = "Pelanggaran ketentuan"
GUESTS_COLUMN = 4


def parts_of(report: MonthlyReport) -> Parts:
    """The parts of a report; text of other people on one line and without invisible marks."""
    figures = tuple(_figures(report))
    said = report.narrative
    return Parts(
        title="Laporan Layanan Konsultasi",
        month=words(report.month),
        policy=(
            f"Dinilai menurut {report.policy}."
            if report.policy
            else "Tidak dinilai: pada bulan ini belum ada ketentuan yang berlaku."
        ),
        figures=figures,
        paragraphs=tuple(
            (title, one_line(text))
            for title, text in (
                (VISITS_TITLE, said.visits),
                (VIDEO_TITLE, said.video),
                (VIOLATIONS_TITLE, said.violations),
            )
        ),
        charts=charts(report),
        visits=_visits(report.visits),
        video=_video(report.video),
        violations=_violations(report),
        comparisons=comparisons(report),
        details=details(report),
        definitions=tuple(f"{figure.title}: {figure.definition}" for figure in figures),
        closing=closing_words(report.closing),
        version=version_words(report.closing),
    )


def _figures(report: MonthlyReport) -> Iterable[KeyFigure]:
    visits, year = report.visits, report.month[:4]
    yield KeyFigure(
        VISITS_TITLE,
        count_words(visits.count),
        tuple(_history(visits, year)),
        "kunjungan dengan paling sedikit satu tamu yang diterima, ditambah baris laporan yang "
        "sudah diterbitkan; tamu tanpa jadwal dan yang tidak hadir tidak dihitung.",
    )
    yield KeyFigure(
        VIDEO_TITLE,
        count_words(report.video.count),
        tuple(_history(report.video, year)),
        "video conference yang telah dilaksanakan.",
    )
    yield _sessions(visits)
    over = report.violations.get("guest_cap_exceeded")
    lines = []
    if over is not None and visits.count:
        lines.append(f"{share(over, visits.count)} dari {number_words(visits.count)} kunjungan")
    if visits.guests is not None:
        lines.append(f"{number_words(visits.guests)} tamu datang")
    yield KeyFigure(
        "Pelanggaran jumlah tamu",
        count_words(over),
        tuple(lines),
        "kunjungan yang didatangi tamu lebih banyak daripada batas SE-2 E.3.c.6.",
    )


def _history(section: Section, year: str) -> Iterable[str]:
    for comparison in (section.previous_month, section.previous_year):
        yield change_words(comparison)
    yield f"{count_words(section.year_to_date)} sejak awal {year}"
    since = section.cumulative
    if year >= since.since[:4]:  # nothing is added up before the first published month
        yield f"{count_words(since.count)} sejak {words(since.since)}"
    if section.published_count is not None:
        yield f"yang diterbitkan: {number_words(section.published_count)}"


def _sessions(visits: Section) -> KeyFigure:
    used, open_ = visits.sessions_used, visits.sessions_open
    is_known = used is not None and bool(open_)
    return KeyFigure(
        "Sesi tatap muka terpakai",
        share(used, open_) if used is not None and open_ else NO_DATA,
        (f"{number_words(used)} dari {number_words(open_)} sesi",)
        if is_known and used is not None and open_
        else (),
        "kunjungan dibagi sesi yang dibuka: hari kerja kali sesi sehari, dikurangi sesi yang "
        "ditutup DJPK.",
    )


def _visits(section: Section) -> Table:
    return Table(
        "Tatap muka",
        VISITS_TITLE,
        (
            Column("No", Kind.NUMBER, 5),
            Column("Daerah", width=34),
            Column("Tanggal", Kind.DATE, 12),
            Column("Topik", width=21),
            Column("Jumlah tamu", Kind.NUMBER, 9),
            Column("Batas", Kind.NUMBER, 7),
            Column("Catatan", width=44),
        ),
        tuple(
            (
                *_common(row),
                row.guests,
                row.guest_cap,
                "; ".join(violation_words(code) for code in row.violations),
            )
            for row in section.rows
        ),
        _when_empty(section, "kunjungan"),
        frozenset(
            (place, GUESTS_COLUMN)
            for place, row in enumerate(section.rows)
            if "guest_cap_exceeded" in row.violations
        ),
    )


def _video(section: Section) -> Table:
    return Table(
        "Video conference",
        VIDEO_TITLE,
        (
            Column("No", Kind.NUMBER, 5),
            Column("Daerah", width=46),
            Column("Tanggal", Kind.DATE, 12),
            Column("Topik", width=30),
        ),
        tuple(_common(row) for row in section.rows),
        _when_empty(section, "video conference"),
    )


def _common(row: ReportRow) -> tuple[Cell, ...]:
    topics = ", ".join(one_line(topic) for topic in row.topics)
    return row.no, one_line(row.institution), row.date, topics


def _when_empty(section: Section, noun: str) -> str:
    if section.count is None:
        return f"Tidak ada data {noun} untuk bulan ini."
    if section.count:
        return f"Daftar {noun} bulan ini tidak tersedia; hanya jumlahnya yang diketahui."
    return f"Tidak ada {noun} pada bulan ini."


def _violations(report: MonthlyReport) -> Table:
    def clause(code: str) -> str:
        return f"SE-2 {VIOLATIONS[code].clause}" if code in VIOLATIONS else ""

    return Table(
        "Pelanggaran",
        VIOLATIONS_TITLE,
        (
            Column("Pelanggaran", width=56),
            Column("Ketentuan", width=16),
            Column("Jumlah", Kind.NUMBER, 16),
        ),
        tuple(
            (violation_words(code), clause(code), NO_DATA if count is None else count)
            for code, count in report.violations.items()
        ),
        "Bulan ini tidak dinilai karena belum ada ketentuan yang berlaku.",
    )
