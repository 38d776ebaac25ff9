"""The words of the report that pages and files share."""

from __future__ import annotations

from booking.domain.comparison import Comparison, Direction
from booking.domain.mail_facts import one_line
from booking.domain.months import words
from booking.domain.narrative import number_words, percent_words
from booking.domain.reasons import REASON_WORDS
from booking.domain.violations import DISPENSATION, DISPENSATION_WORDS, VIOLATIONS

NO_DATA = "tidak ada data"
REFUSALS = {
    "letter_missing": "Surat permintaan tidak ada",
    "letter_addressee": "Surat tidak ditujukan kepada Direktur Jenderal",
    "letter_spent": "Surat sudah terpakai",
    "minutes_outstanding": "Dokumentasi konsultasi sebelumnya belum ada",
    "session_unknown": "Sesi yang diminta tidak tersedia",
    "session_closed": "Sesi yang diminta ditutup",
    "session_taken": "Sesi yang diminta sudah terisi",
    "day_full": "Hari yang diminta sudah penuh",
    "not_working_day": "Hari yang diminta bukan hari kerja",
    "other": "Alasan lain, ditulis petugas",
}


def count_words(count: int | None) -> str:
    """ "1.304", or that nothing is known; never a zero that nobody counted."""
    return NO_DATA if count is None else number_words(count)


def change_words(comparison: Comparison) -> str:
    """ "turun 16,7% dari Desember 2023 (30)", "sama dengan …", "Januari 2023: tidak ada data"."""
    month = words(comparison.month)
    if comparison.direction is None:
        return f"{month}: {count_words(comparison.count)}"
    base = f"{month} ({count_words(comparison.count)})"
    if comparison.direction is Direction.SAME:
        return f"sama dengan {base}"
    size = (
        "" if comparison.change_percent is None else f" {percent_words(comparison.change_percent)}"
    )
    return f"{comparison.direction}{size} dari {base}"


def violation_words(code: str) -> str:
    """What was broken, in words."""
    if code == DISPENSATION:
        return DISPENSATION_WORDS
    return VIOLATIONS[code].words if code in VIOLATIONS else one_line(code)


def refusal_words(code: str) -> str:
    """The rule by which a request was refused, in words."""
    for kind in VIOLATIONS.values():
        if code == kind.finding:
            return kind.words
    return REFUSALS.get(code) or REASON_WORDS.get(code) or one_line(code)
