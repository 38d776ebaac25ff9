"""The list behind each number of the report, narrowed as the address says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from booking.domain.mail_facts import one_line
from booking.domain.month_events import EventKind
from booking.domain.report import MonthlyReport
from booking.errors import NotFound
from booking.renderers import report_list_rows as fill
from booking.renderers.report_charts import Chart
from booking.renderers.report_list_rows import Around, Chosen, Fill
from booking.renderers.report_shapes import Behind, Column, Kind, Table
from booking.renderers.report_words import refusal_words, violation_words


@dataclass(frozen=True)
class Listed:
    """A kind of list: its title, its columns, its filters, and what fills it."""

    title: str
    columns: tuple[Column, ...]
    filters: tuple[str, ...]
    rows: Fill


FILTER_WORDS = {
    "topik": "topik",
    "daerah": "daerah",
    "zona": "zona",
    "kode": "pelanggaran",
    "tamu": "banyaknya tamu",
    "tanggal": "tanggal",
    "saluran": "saluran",
    "unit": "unit",
    "alasan": "alasan",
}
NUMBER = Column("Nomor", width=12)
WHO = Column("Daerah", width=40)
WHEN = Column("Tanggal", Kind.DATE, 12)
HOW = Column("Layanan", width=18)


def listing(report: MonthlyReport, key: str, chosen: Chosen, around: Around) -> Table:
    """The rows behind a number. Raises `NotFound` for a list that does not exist."""
    kind = LISTS.get(key)
    if kind is None:
        raise NotFound("Daftar ini tidak ada. Kembali ke laporan, lalu pilih salah satu angkanya.")
    wanted = {name: chosen[name] for name in kind.filters if chosen.get(name)}
    lines = kind.rows(report, wanted, around)
    told = ", ".join(f"{FILTER_WORDS[name]} {_value(name, wanted[name])}" for name in wanted)
    return Table(
        name="Daftar",
        title=f"{kind.title}, {told}" if told else kind.title,
        columns=kind.columns,
        rows=tuple(cells for cells, _ in lines),
        when_empty="Tidak ada baris pada daftar ini.",
        references=tuple(reference for _, reference in lines),
    )


def chart_list(chart: Chart, place: int) -> Behind | None:
    """The list behind one bar of a chart."""
    label = chart.labels[place]
    known = {
        "topics": Behind("tatap-muka", "topik", label),
        "guests": Behind("tatap-muka", "tamu", label),
        "days": Behind("tatap-muka", "tanggal", chart.keys[place] if chart.keys else ""),
    }
    return known.get(chart.key, Behind("bulan"))


def _value(name: str, value: str) -> str:
    spoken: dict[str, Callable[[str], str]] = {"kode": violation_words, "alasan": refusal_words}
    return spoken.get(name, one_line)(value)


ROW_FILTERS = ("topik", "daerah", "zona", "kode", "tamu", "tanggal")
EVENT = (NUMBER, WHO, WHEN, HOW)
NO = Column("No", Kind.NUMBER, 6)
TOPIC = Column("Topik", width=24)
COUNT = Column("Hari kerja", Kind.NUMBER, 12)
SINCE = Column("Diterima", Kind.DATE, 12)
LISTS: dict[str, Listed] = {
    "tatap-muka": Listed(
        "Konsultasi tatap muka",
        (
            NO,
            WHO,
            WHEN,
            TOPIC,
            Column("Jumlah tamu", Kind.NUMBER, 12),
            Column("Batas", Kind.NUMBER, 8),
            Column("Catatan", width=40),
        ),
        ROW_FILTERS,
        fill.visits,
    ),
    "video-conference": Listed("Video conference", (NO, WHO, WHEN, TOPIC), ROW_FILTERS, fill.video),
    "konsultasi": Listed("Semua konsultasi", (HOW, NO, WHO, WHEN, TOPIC), ROW_FILTERS, fill.both),
    "pelanggaran": Listed(
        "Pelanggaran ketentuan",
        (Column("Pelanggaran", width=48), WHO, WHEN),
        ("kode",),
        fill.violations,
    ),
    "permohonan": Listed(
        "Permohonan diterima", (*EVENT, Column("Saluran", width=20)), ("saluran",), fill.received
    ),
    "unit": Listed(
        "Konsultasi menurut unit penerima",
        (*EVENT, Column("Unit", width=30)),
        ("unit",),
        fill.units,
    ),
    "tenggang": Listed(
        "Tenggang dari permohonan sampai konsultasi",
        (*EVENT, SINCE, COUNT),
        (),
        fill.spans(EventKind.HELD),
    ),
    "jawaban": Listed(
        "Waktu menjawab permohonan", (*EVENT, SINCE, COUNT), (), fill.spans(EventKind.ANSWERED)
    ),
    "ditolak": Listed(
        "Permohonan ditolak", (*EVENT, Column("Alasan", width=48)), ("alasan",), fill.refused
    ),
    "dibatalkan-pemohon": Listed(
        "Dibatalkan pemohon", EVENT, (), fill.plain(EventKind.CANCELLED_BY_REQUESTER)
    ),
    "dibatalkan-djpk": Listed(
        "Dibatalkan DJPK", EVENT, (), fill.plain(EventKind.CANCELLED_BY_DJPK)
    ),
    "absen": Listed("Tidak hadir tanpa pemberitahuan", EVENT, (), fill.plain(EventKind.NO_SHOW)),
    "hari": Listed(
        "Kunjungan setiap hari",
        (WHEN, Column("Keterangan", width=20), Column("Kunjungan", Kind.NUMBER, 12)),
        (),
        fill.days,
    ),
    "bulan": Listed(
        "Tiga belas bulan terakhir",
        (
            Column("Bulan", width=16),
            Column("Tatap muka", Kind.NUMBER, 14),
            Column("Video conference", Kind.NUMBER, 18),
        ),
        (),
        fill.trend,
    ),
}
