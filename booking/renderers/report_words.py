"""The words of the report that pages and files share."""

from __future__ import annotations

from booking.domain.comparison import Comparison, Direction
from booking.domain.local_time import moment_words
from booking.domain.mail_facts import one_line
from booking.domain.months import words
from booking.domain.narrative import number_words, percent_words
from booking.domain.reasons import REASON_WORDS
from booking.domain.report import Closing
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


def closing_words(closing: Closing | None) -> tuple[str, ...]:
    """Who closed the month when, and by what a later change of it would show."""
    if closing is None:
        return ()
    lines = [
        f"Ditutup {moment_words(closing.closed_at)}.",
        f"Versi {closing.version}, oleh {one_line(closing.closed_by)}.",
        f"Alasan versi ini: {one_line(closing.reason).rstrip('.')}." if closing.reason else "",
        f"SHA-256 isi laporan: {closing.sha256}" if closing.sha256 else "",
        f"Ujung rantai catatan, nomor {closing.chain_seq}: {closing.chain_head}",
    ]
    return tuple(line for line in lines if line)


def version_words(closing: Closing | None) -> str:
    """ "Versi 1 · 3f2a90bc1d4e" for the foot of a page; the hash cut short."""
    if closing is None:
        return "Belum ditutup"
    return f"Versi {closing.version} · {closing.sha256[:12]}"


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
