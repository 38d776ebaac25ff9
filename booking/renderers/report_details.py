"""The figures beside the counts as tables of the report."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from booking.domain.figures import Figures, Flow, Spread
from booking.domain.mail_facts import one_line
from booking.domain.month_events import Counts, EventKind, of_kind
from booking.domain.months import words
from booking.domain.report import MonthlyReport
from booking.domain.violations import DISPENSATION
from booking.renderers.report_shapes import Behind, Cell, Column, Kind, Table
from booking.renderers.report_words import NO_DATA, refusal_words

MOST_REGIONS = 10
NOTHING_KNOWN, NONE_THIS_MONTH = "Tidak ada data.", "Tidak ada pada bulan ini."


def details(report: MonthlyReport) -> tuple[Table, ...]:
    """Service, origin, units, channels and refusals; unknown is said, never left as zero."""
    figures, flow = report.figures, report.figures.flow
    return (
        _service(figures),
        _counted("Daerah", "Daerah yang paling sering", "Daerah", _top(figures.regions), "daerah"),
        _counted("Zona waktu", "Asal menurut zona waktu", "Zona", figures.zones, "zona"),
        _counted("Unit", "Menurut unit penerima", "Unit", flow.units if flow else None, "unit"),
        _counted("Saluran", "Menurut saluran permohonan", "Saluran", _channels(flow), "saluran"),
        _refusals(flow),
    )


def _service(figures: Figures) -> Table:
    flow = figures.flow
    lines: list[tuple[str, Decimal | int | None, str, Behind | None]] = [
        (
            f"Kunjungan setiap hari kerja, {words(rate.month)}",
            rate.per_day,
            f"{rate.working_days} hari kerja",
            None if place else Behind("hari"),
        )
        for place, rate in enumerate(figures.rates)
    ]
    share, behind = figures.conference_share, Behind("konsultasi")
    lines += [
        ("Bagian video conference dari semua konsultasi", share, "persen", behind),
        *_spread(
            "Tenggang dari permohonan sampai konsultasi", figures.lead_time, Behind("tenggang")
        ),
        *_spread("Waktu menjawab permohonan", figures.answer_time, Behind("jawaban")),
        ("Permohonan ditolak", flow.refused if flow else None, "permohonan", Behind("ditolak")),
        (
            "Dibatalkan pemohon",
            flow.cancelled_by_requester if flow else None,
            "permohonan",
            Behind("dibatalkan-pemohon"),
        ),
        (
            "Dibatalkan DJPK",
            flow.cancelled_by_djpk if flow else None,
            "permohonan",
            Behind("dibatalkan-djpk"),
        ),
        (
            "Tidak hadir tanpa pemberitahuan",
            flow.no_shows if flow else None,
            "kunjungan",
            Behind("absen"),
        ),
        ("Dokumentasi yang belum ada", figures.documents_outstanding, "konsultasi", None),
        ("Dispensasi yang diberikan", figures.dispensations, "dispensasi", _dispensed(figures)),
        ("Nilai kepuasan", figures.satisfaction, "dari 5", None),
    ]
    return Table(
        "Layanan",
        "Layanan dalam angka",
        (Column("Angka", width=58), Column("Nilai", Kind.NUMBER, 16), Column("Satuan", width=20)),
        tuple((title, _known(value), unit) for title, value, unit, _ in lines),
        NO_DATA,
        behind=tuple(None if value is None else list_ for _, value, _, list_ in lines),
    )


def _dispensed(figures: Figures) -> Behind | None:
    """The visits by leave; no list where one visit used several dispensations."""
    events = of_kind(figures.flow.events, EventKind.VIOLATION) if figures.flow else ()
    listed = sum(event.what == (DISPENSATION,) for event in events)
    return Behind("pelanggaran", "kode", DISPENSATION) if listed == figures.dispensations else None


def _spread(
    title: str, spread: Spread | None, behind: Behind
) -> Iterable[tuple[str, Decimal | int | None, str, Behind | None]]:
    unit = "hari kerja"
    yield f"{title}, nilai tengah", spread.median if spread else None, unit, behind
    yield f"{title}, 9 dari 10", spread.ninetieth if spread else None, unit, behind


def _counted(name: str, title: str, heading: str, counts: Counts | None, filter_: str) -> Table:
    lists = {"unit": "unit", "saluran": "permohonan"}
    known = counts or ()
    return Table(
        name,
        title,
        (Column(heading, width=56), Column("Jumlah", Kind.NUMBER, 12)),
        tuple((one_line(label), count) for label, count in known),
        NOTHING_KNOWN if counts is None else NONE_THIS_MONTH,
        behind=tuple(
            Behind(lists.get(filter_, "konsultasi"), filter_, label) for label, _ in known
        ),
    )


def _refusals(flow: Flow | None) -> Table:
    known = flow.refusals if flow else ()
    return Table(
        "Penolakan",
        "Penolakan menurut alasan",
        (Column("Alasan", width=56), Column("Jumlah", Kind.NUMBER, 12)),
        tuple((refusal_words(code), count) for code, count in known),
        NOTHING_KNOWN if flow is None else NONE_THIS_MONTH,
        behind=tuple(Behind("ditolak", "alasan", code) for code, _ in known),
    )


def _top(counts: Counts | None) -> Counts | None:
    return None if counts is None else counts[:MOST_REGIONS]


def _channels(flow: Flow | None) -> Counts | None:
    return flow.channels if flow else None


def _known(value: Decimal | int | None) -> Cell:
    return NO_DATA if value is None else value
