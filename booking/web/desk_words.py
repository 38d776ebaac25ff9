"""Short words of the desk: what a clause found, and what happened to a request."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from booking.domain.examination import Case, examine_request, examine_slot
from booking.domain.findings import Finding, Verdict, broken, worst_first
from booking.domain.local_time import clock_words, long_date
from booking.domain.sessions import Slot

MET_WORDS = "Sesuai"
SHORT = {
    ("letter_missing", Verdict.BROKEN): "Surat belum ada",
    ("letter_addressee", Verdict.CHECK): "Alamat surat perlu dicek",
    ("letter_spent", Verdict.BROKEN): "Surat sudah dipakai",
    ("guest_cap", Verdict.BROKEN): "Jumlah tamu melebihi batas",
    ("guest_cap", Verdict.CHECK): "Kehadiran pimpinan perlu dicek",
    ("lead_time", Verdict.BROKEN): "Kurang dari 3 hari kerja",
    ("monthly_quota", Verdict.BROKEN): "Kuota daerah penuh",
    ("session_taken", Verdict.BROKEN): "Sesi sudah terisi",
    ("session_closed", Verdict.BROKEN): "Sesi ditutup",
    ("session_unknown", Verdict.BROKEN): "Sesi tidak dikenal",
    ("not_working_day", Verdict.BROKEN): "Bukan hari kerja",
    ("date_out_of_range", Verdict.BROKEN): "Jadwal belum dibuka",
    ("lead_time", Verdict.DISPENSED): "Tenggang didispensasi",
    ("monthly_quota", Verdict.DISPENSED): "Kuota didispensasi",
    ("guest_cap", Verdict.DISPENSED): "Jumlah tamu didispensasi",
}
MOVE_WORDS = {
    "confirm_mailbox": "Alamat surel dikonfirmasi",
    "verify": "Surat diperiksa",
    "return": "Dikembalikan untuk diperbaiki",
    "correct": "Permohonan diperbaiki",
    "reject": "Ditolak",
    "consult_unit": "Diteruskan ke unit",
    "agree": "Unit menerima",
    "decline": "Unit belum dapat menerima",
    "propose": "Unit mengusulkan sesi lain",
    "recall_unit": "Pertanyaan ke unit ditarik",
    "schedule": "Dijadwalkan",
    "reschedule": "Jadwal dipindahkan",
    "withdraw": "Ditarik",
    "cancel_by_requester": "Dibatalkan pemohon",
    "cancel_by_djpk": "Jadwal dibatalkan DJPK",
    "check_in": "Diterima di resepsionis",
    "undo_check_in": "Catatan kedatangan dibatalkan",
    "complete": "Selesai",
    "hold_conference": "Video conference terlaksana",
    "miss": "Tidak hadir",
    "miss_with_notice": "Tidak hadir dengan pemberitahuan",
    "correct_to_completed": "Hasil dikoreksi menjadi selesai",
    "correct_to_no_show": "Hasil dikoreksi menjadi tidak hadir",
    "amend_guests": "Daftar tamu diubah pemohon",
    "amend_wishes": "Pilihan waktu diubah pemohon",
    "refuse_guest": "Satu tamu tidak diterima",
    "enter": "Dicatat petugas",
    "propose_dispensation": "Dispensasi diusulkan",
    "grant_dispensation": "Dispensasi disetujui",
    "refuse_dispensation": "Dispensasi tidak disetujui",
}


def in_short(finding: Finding) -> str:
    """A finding in two to four words, for a row of the queue."""
    if finding.facts.get("over"):
        return "Sesi sudah lewat"
    known = SHORT.get((finding.code, finding.verdict))
    return known or f"{finding.subject[:1].upper()}{finding.subject[1:]}"


def kept_slot_words(day: str, start: str) -> str:
    """ "Kamis, 26 November 2026, pukul 09.00 WIB", from what the history keeps."""
    return f"{long_date(date.fromisoformat(day))}, pukul {clock_words(start)} WIB"


def worst_of(case: Case, slots: Sequence[Slot]) -> Finding | None:
    """What weighs most against a request and the best of its wishes; None when all is met."""
    best = min((examine_slot(case, slot) for slot in slots), key=_weight, default=[])
    found = worst_first([*examine_request(case), *best])
    return found[0] if found and found[0].verdict is not Verdict.MET else None


def _weight(findings: Sequence[Finding]) -> int:
    return len(broken(findings))
