"""The two tables by which the published past comes in: rows and totals (DESIGN 6.1, DECISIONS 32).

A line is read or named with its reason; what looks odd but was published lands and is named too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from booking.domain.csv_table import BadRow, TableRow, read_table
from booking.domain.local_time import date_words
from booking.domain.months import first_day, is_month, is_year, last_day, words, year_of
from booking.domain.words import MODES, VISIT

ROW_COLUMNS = (
    "report_month",
    "mode",
    "no",
    "date",
    "institution_as_written",
    "topic_as_written",
    "guests",
    "note",
)
TOTAL_COLUMNS = ("month", "mode", "count")
LONGEST_NAME, LONGEST_NOTE = 200, 2000
NEW, REPLACED, SAME, REFUSED = "new", "replaced", "same", "refused"
_ISO = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_DAY_FIRST = re.compile(r"(?P<day>\d\d?)(?P<mark>[-/.])(?P<month>\d\d?)(?P=mark)(?P<year>\d{4})")
_NUMBER = re.compile(r"\d{1,6}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Remark:
    """A line of the file that a person should look at; `landed` says whether it counts anyway."""

    line: int
    reason: str
    landed: bool = False
    report_month: str = ""
    mode: str = ""
    no: int | None = None


@dataclass(frozen=True, slots=True)
class WrittenRow:
    """A row as the file gives it."""

    line: int
    report_month: str
    mode: str
    no: int
    on: date
    institution: str
    topics_written: str
    guests: int | None
    note: str

    @property
    def identity(self) -> tuple[str, str, int]:
        """What makes it the same row on a second reading."""
        return self.report_month, self.mode, self.no

    @property
    def content(self) -> tuple[date, str, str, int | None, str]:
        """What may differ under the same identity."""
        return self.on, self.institution, self.topics_written, self.guests, self.note

    def remark(self, reason: str, *, landed: bool = False) -> Remark:
        """Something to say about this row."""
        return Remark(self.line, reason, landed, self.report_month, self.mode, self.no)


@dataclass(frozen=True, slots=True)
class WrittenTotal:
    """A published count of a month or a whole year."""

    line: int
    period: str
    mode: str
    count: int


class _Unusable(ValueError):
    """A cell that cannot be taken; the text says why."""


def written_rows(lines: Iterable[str], this_month: str) -> Iterator[WrittenRow | Remark]:
    """The rows of the file; a row that is taken may be followed by a remark about it.

    Raises `InputRefused` for a file with other columns.
    """
    for raw in read_table(lines, ROW_COLUMNS):
        if isinstance(raw, BadRow):
            yield Remark(raw.line, raw.reason)
            continue
        try:
            row = _row(raw, this_month)
        except _Unusable as unusable:
            yield Remark(raw.line, str(unusable), report_month=raw.cells["report_month"][:20])
            continue
        yield row
        yield from (row.remark(oddity, landed=True) for oddity in _oddities(row))


def written_totals(lines: Iterable[str], this_month: str) -> Iterator[WrittenTotal | Remark]:
    """The totals of the file. Raises `InputRefused` for a file with other columns."""
    for raw in read_table(lines, TOTAL_COLUMNS):
        if isinstance(raw, BadRow):
            yield Remark(raw.line, raw.reason)
            continue
        try:
            yield _total(raw, this_month)
        except _Unusable as unusable:
            yield Remark(raw.line, str(unusable), report_month=raw.cells["month"][:20])


def _row(raw: TableRow, this_month: str) -> WrittenRow:
    cells = raw.cells
    month = cells["report_month"]
    if not is_month(month):
        raise _Unusable(f"Bulan laporan “{month[:40]}” harus ditulis TTTT-BB, misalnya 2024-01.")
    if month > this_month:
        raise _Unusable(f"Bulan laporan {words(month)} belum berjalan.")
    number = _number(cells["no"], "Nomor")
    if number == 0:
        raise _Unusable("Nomor dimulai dari 1.")
    name = cells["institution_as_written"]
    if not name:
        raise _Unusable("Nama instansi kosong.")
    return WrittenRow(
        line=raw.line,
        report_month=month,
        mode=_mode(cells["mode"]),
        no=number,
        on=_date(cells["date"], month),
        institution=_no_longer(name, LONGEST_NAME, "Nama instansi"),
        topics_written=_no_longer(cells["topic_as_written"], LONGEST_NAME, "Topik"),
        guests=_number(cells["guests"], "Jumlah tamu") if cells["guests"] else None,
        note=_no_longer(cells["note"], LONGEST_NOTE, "Catatan"),
    )


def _total(raw: TableRow, this_month: str) -> WrittenTotal:
    period = raw.cells["month"]
    if not is_month(period) and not is_year(period):
        raise _Unusable(
            f"Periode “{period[:40]}” harus ditulis TTTT-BB atau TTTT, misalnya 2024-01 atau 2023."
        )
    if period > (this_month if is_month(period) else year_of(this_month)):
        said = words(period) if is_month(period) else f"tahun {period}"
        raise _Unusable(f"Periode {said} belum berjalan.")
    mode, count = _mode(raw.cells["mode"]), _number(raw.cells["count"], "Jumlah")
    return WrittenTotal(raw.line, period, mode, count)


def _oddities(row: WrittenRow) -> Iterator[str]:
    if not first_day(row.report_month) <= row.on <= last_day(row.report_month):
        yield (
            f"Tanggal {date_words(row.on)} di luar bulan laporan; "
            f"baris dihitung pada {words(row.report_month)}."
        )
    if row.mode == VISIT and not row.guests:
        said = "kosong" if row.guests is None else "0"
        yield f"Jumlah tamu {said}; kunjungan dihitung, batas tamu tidak dapat dinilai."


def _mode(text: str) -> str:
    mode = "_".join(text.casefold().replace("-", " ").replace("_", " ").split())
    if mode not in MODES:
        raise _Unusable(f"Cara “{text[:40]}” tidak dikenal; yang ada {' dan '.join(MODES)}.")
    return mode


def _number(text: str, what: str) -> int:
    if not _NUMBER.fullmatch(text):
        raise _Unusable(f"{what} “{text[:40]}” harus berupa bilangan bulat 0 sampai 999999.")
    return int(text)


def _date(text: str, month: str) -> date:
    """A date, YYYY-MM-DD; day first as spreadsheets here save it only where it cannot mislead."""
    try:
        if _ISO.fullmatch(text):
            return date.fromisoformat(text)
        found = _DAY_FIRST.fullmatch(text)
        if found is None:
            raise _Unusable(f"Tanggal “{text[:40]}” harus ditulis TTTT-BB-HH.")
        day, number = int(found["day"]), int(found["month"])
        read = date(int(found["year"]), number, day)
    except ValueError as error:
        if isinstance(error, _Unusable):
            raise
        raise _Unusable(f"Tanggal {text} tidak ada di kalender.") from error
    if day <= 12 and day != number and f"{read:%Y-%m}" != month:
        raise _Unusable(f"Tanggal {text} dapat dibaca dua cara; tulis TTTT-BB-HH.")
    return read


def _no_longer(text: str, most: int, what: str) -> str:
    if len(text) > most:
        raise _Unusable(f"{what} lebih dari {most} huruf; periksa tanda kutip dan kolomnya.")
    return text
