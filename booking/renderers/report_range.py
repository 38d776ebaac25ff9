"""A range of months as tables for the page and for files."""

from __future__ import annotations

from booking.domain.known_months import Source
from booking.domain.mail_facts import one_line
from booking.domain.month_events import Counts
from booking.domain.months import words
from booking.domain.report_range import RangeReport
from booking.renderers.report_shapes import Cell, Column, Kind, Table
from booking.renderers.report_words import NO_DATA, violation_words

MOST = 15
SOURCES = {
    Source.LIVE: "catatan layanan ini",
    Source.IMPORTED: "daftar yang diterbitkan",
    Source.PUBLISHED: "jumlah yang diterbitkan",
}


def months_table(report: RangeReport) -> Table:
    """A month a row."""
    return Table(
        "Bulan",
        f"{words(report.first)} sampai {words(report.last)}",
        (
            Column("Bulan", width=18),
            Column("Tatap muka", Kind.NUMBER, 14),
            Column("Video conference", Kind.NUMBER, 18),
            Column("Sumber", width=28),
            Column("Penutupan", width=20),
        ),
        tuple(
            (
                words(line.month),
                _known(line.visits),
                _known(line.video),
                SOURCES[line.source] if line.source else None,
                f"versi {line.version}" if line.version else None,
            )
            for line in report.lines
        ),
        NO_DATA,
    )


def together_tables(report: RangeReport) -> tuple[Table, ...]:
    """What the months have in common; nothing where the range is too long to read."""
    found = report.together
    if found is None:
        return ()
    violations = tuple(
        (violation_words(code), NO_DATA if count is None else count)
        for code, count in found.violations
    )
    return (
        _counted("Topik", "Topik terbanyak", "Topik", found.topics),
        _counted("Daerah", "Daerah yang paling sering", "Daerah", found.regions),
        Table(
            "Pelanggaran",
            "Pelanggaran ketentuan",
            (Column("Pelanggaran", width=56), Column("Jumlah", Kind.NUMBER, 14)),
            violations,
            "Rentang ini tidak dinilai.",
        ),
    )


def _counted(name: str, title: str, heading: str, counts: Counts) -> Table:
    return Table(
        name,
        title,
        (Column(heading, width=56), Column("Jumlah", Kind.NUMBER, 12)),
        tuple((one_line(label), count) for label, count in counts[:MOST]),
        "Tidak ada rincian pada rentang ini.",
    )


def _known(count: int | None) -> Cell:
    return NO_DATA if count is None else count
