"""The figures beside the counts as tables of the report."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from booking.domain.figures import Figures, Flow, Spread
from booking.domain.mail_facts import one_line
from booking.domain.month_events import Counts
from booking.domain.months import words
from booking.domain.report import MonthlyReport
from booking.renderers.report_shapes import Cell, Column, Kind, Table
from booking.renderers.report_words import NO_DATA, refusal_words

MOST_REGIONS = 10


def details(report: MonthlyReport) -> tuple[Table, ...]:
    """Service, origin, units, channels and refusals; unknown is said, never left as zero."""
    figures, flow = report.figures, report.figures.flow
    return (
        _service(figures),
        _counted("Daerah", "Daerah yang paling sering", "Daerah", _top(figures.regions)),
        _counted("Zona waktu", "Asal menurut zona waktu", "Zona", figures.zones),
        _counted("Unit", "Menurut unit penerima", "Unit", flow.units if flow else None),
        _counted("Saluran", "Menurut saluran permohonan", "Saluran", _channels(flow)),
        _counted("Penolakan", "Penolakan menurut alasan", "Alasan", _refusals(flow)),
    )


def _service(figures: Figures) -> Table:
    flow = figures.flow
    rows: list[tuple[Cell, ...]] = [
        (
            f"Kunjungan setiap hari kerja, {words(rate.month)}",
            _known(rate.per_day),
            f"{rate.working_days} hari kerja",
        )
        for rate in figures.rates
    ]
    share = figures.conference_share
    rows += [
        ("Bagian video conference dari semua konsultasi", _known(share), "persen"),
        *_spread("Tenggang dari permohonan sampai konsultasi", figures.lead_time),
        *_spread("Waktu menjawab permohonan", figures.answer_time),
        ("Permohonan ditolak", _known(flow.refused if flow else None), "permohonan"),
        ("Dibatalkan pemohon", _known(flow.cancelled_by_requester if flow else None), "permohonan"),
        ("Dibatalkan DJPK", _known(flow.cancelled_by_djpk if flow else None), "permohonan"),
        ("Tidak hadir tanpa pemberitahuan", _known(flow.no_shows if flow else None), "kunjungan"),
    ]
    return Table(
        "Layanan",
        "Layanan dalam angka",
        (Column("Angka", width=52), Column("Nilai", Kind.NUMBER, 16), Column("Satuan", width=20)),
        tuple(rows),
        NO_DATA,
    )


def _spread(title: str, spread: Spread | None) -> Iterable[tuple[Cell, ...]]:
    unit = "hari kerja"
    yield f"{title}, nilai tengah", _known(spread.median if spread else None), unit
    yield f"{title}, 9 dari 10", _known(spread.ninetieth if spread else None), unit


def _counted(name: str, title: str, heading: str, counts: Counts | None) -> Table:
    return Table(
        name,
        title,
        (Column(heading, width=56), Column("Jumlah", Kind.NUMBER, 12)),
        tuple((one_line(label), count) for label, count in counts or ()),
        "Tidak ada data." if counts is None else "Tidak ada pada bulan ini.",
    )


def _top(counts: Counts | None) -> Counts | None:
    return None if counts is None else counts[:MOST_REGIONS]


def _channels(flow: Flow | None) -> Counts | None:
    return flow.channels if flow else None


def _refusals(flow: Flow | None) -> Counts | None:
    return tuple((refusal_words(code), count) for code, count in flow.refusals) if flow else None


def _known(value: Decimal | int | None) -> Cell:
    return NO_DATA if value is None else value
