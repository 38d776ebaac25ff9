"""What differs between two states of a month: figures, rows, sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from booking.domain.local_time import date_words
from booking.domain.narrative import number_words
from booking.domain.report import MonthlyReport, ReportRow, Section
from booking.domain.violations import VIOLATIONS

UNKNOWN = "tidak ada data"
NOTHING = "–"


@dataclass(frozen=True)
class Difference:
    """One thing that was so and is otherwise now."""

    what: str
    before: str
    after: str


def differences(before: MonthlyReport, after: MonthlyReport) -> tuple[Difference, ...]:
    """Every difference between the two, in the order of the report; what is equal is left out."""
    pairs = (
        *_section("Konsultasi tatap muka", before.visits, after.visits),
        *_section("Video conference", before.video, after.video),
        *_counts(before.violations, after.violations),
        *_flow(before, after),
        *_texts(before, after),
    )
    return tuple(each for each in pairs if each.before != each.after)


def _section(title: str, before: Section, after: Section) -> Iterable[Difference]:
    numbers = (
        ("jumlah", before.count, after.count),
        ("jumlah tamu", before.guests, after.guests),
        ("bulan sebelumnya", before.previous_month.count, after.previous_month.count),
        ("bulan yang sama tahun lalu", before.previous_year.count, after.previous_year.count),
        ("sejak awal tahun", before.year_to_date, after.year_to_date),
        ("sejak Januari 2023", before.cumulative.count, after.cumulative.count),
        ("sesi yang dibuka", before.sessions_open, after.sessions_open),
    )
    for name, old, new in numbers:
        yield Difference(f"{title}: {name}", _number(old), _number(new))
    yield from _rows(title, before.rows, after.rows)


def _rows(
    title: str, before: tuple[ReportRow, ...], after: tuple[ReportRow, ...]
) -> Iterable[Difference]:
    """Row by row, known again by its reference, or by its number where it has none."""
    old, new = ({_key(row): row for row in rows} for rows in (before, after))
    for key in dict.fromkeys((*old, *new)):
        yield Difference(f"{title}: baris", _row(old.get(key)), _row(new.get(key)))


def _key(row: ReportRow) -> str:
    return row.reference or f"no {row.no}"


def _row(row: ReportRow | None) -> str:
    if row is None:
        return NOTHING
    broken = "; ".join(VIOLATIONS[code].words for code in row.violations if code in VIOLATIONS)
    guests = "" if row.guests is None else f"{row.guests} tamu"
    parts = (date_words(row.date), row.institution, ", ".join(row.topics), guests, broken)
    return ", ".join(part for part in parts if part)


def _counts(
    before: Mapping[str, int | None], after: Mapping[str, int | None]
) -> Iterable[Difference]:
    for code in dict.fromkeys((*before, *after)):
        words = VIOLATIONS[code].words if code in VIOLATIONS else code
        yield Difference(
            f"Pelanggaran: {words}", _number(before.get(code)), _number(after.get(code))
        )


def _flow(before: MonthlyReport, after: MonthlyReport) -> Iterable[Difference]:
    old, new = before.figures.flow, after.figures.flow
    for title, name in (
        ("Permohonan ditolak", "refused"),
        ("Dibatalkan pemohon", "cancelled_by_requester"),
        ("Dibatalkan DJPK", "cancelled_by_djpk"),
        ("Tidak hadir tanpa pemberitahuan", "no_shows"),
    ):
        yield Difference(
            title,
            _number(getattr(old, name) if old else None),
            _number(getattr(new, name) if new else None),
        )


def _texts(before: MonthlyReport, after: MonthlyReport) -> Iterable[Difference]:
    old, new = before.narrative, after.narrative
    yield Difference("Uraian konsultasi tatap muka", old.visits, new.visits)
    yield Difference("Uraian video conference", old.video, new.video)
    yield Difference("Uraian pelanggaran", old.violations, new.violations)


def _number(number: int | None) -> str:
    return UNKNOWN if number is None else number_words(number)
