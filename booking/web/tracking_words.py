"""What a request's page says to the person who sent it: where it stands, what was, what comes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from booking.domain.examination import Case, examine_slot
from booking.domain.findings import broken
from booking.domain.lifecycle import State
from booking.domain.local_time import long_date, slot_words
from booking.domain.sessions import Slot
from booking.domain.words import VISIT


class HistoryRow(Protocol):
    """A move as the history keeps it."""

    @property
    def move(self) -> str:
        """Its name in the table of moves."""

    @property
    def at(self) -> datetime:
        """When it was made."""

    @property
    def reason(self) -> str:
        """Why, where somebody said so."""


@dataclass(frozen=True)
class Step:
    """The message at the head of the page: colour, what is the case, how to go on."""

    look: str
    title: str
    text: str


@dataclass(frozen=True)
class Done:
    """A step of the past; `reason` in the words of whoever gave it."""

    words: str
    at: datetime
    reason: str = ""


@dataclass(frozen=True)
class Coming:
    """A step that waits, and by when."""

    words: str
    by_when: str
    is_now: bool = False


@dataclass(frozen=True)
class WishView:
    """A wished session and how it stands today."""

    words: str
    is_free: bool
    why: str


NOT_YET = "Jadwal belum diberikan. Mohon belum berangkat."
STEPS: dict[State, Step] = {
    State.UNVERIFIED: Step(
        "warn",
        "Alamat surel belum dikonfirmasi.",
        "Buka surel konfirmasi dan tekan tombol di dalamnya; permohonan baru kami periksa "
        "setelah itu.",
    ),
    State.SUBMITTED: Step("", NOT_YET, "Surat Saudara sudah kami terima dan sedang kami periksa."),
    State.RETURNED: Step(
        "warn",
        "Ada yang perlu diperbaiki.",
        "Tanggal terima dihitung kembali sejak surat yang diperbaiki kami terima (SE-2 E.3.c.2).",
    ),
    State.VERIFIED: Step("", NOT_YET, "Surat sudah sesuai. Kami mencari waktu dan unit teknis."),
    State.AWAITING_UNIT: Step("", NOT_YET, "Kami menunggu kesediaan unit teknis."),
    State.SCHEDULED: Step("ok", "", ""),
    State.CHECKED_IN: Step("ok", "Saudara sudah tercatat hadir.", "Selamat berkonsultasi."),
    State.COMPLETED: Step(
        "ok", "Konsultasi sudah selesai.", "Hasilnya dicatat dalam Berita Acara Konsultasi."
    ),
    State.REJECTED: Step(
        "bad",
        "Permohonan tidak dapat dijadwalkan.",
        "Alasannya kami kirim ke surel Saudara. Hubungi Contact Center DJPK bila ada yang kurang "
        "jelas.",
    ),
    State.CANCELLED: Step("warn", "Jadwal sudah dibatalkan.", "Mohon tidak berangkat."),
    State.NO_SHOW: Step(
        "bad",
        "Tercatat tidak hadir.",
        "Kunjungan berikutnya memerlukan surat baru (SE-2 E.3.c.9). Bila catatan ini keliru, "
        "segera hubungi Contact Center DJPK.",
    ),
    State.WITHDRAWN: Step(
        "", "Permohonan sudah ditarik.", "Surat yang sama dapat dipakai untuk permohonan baru."
    ),
    State.EXPIRED: Step("", "Permohonan kedaluwarsa.", "Ajukan kembali bila masih diperlukan."),
}
MOVE_WORDS = {
    "confirm_mailbox": "Surel dikonfirmasi",
    "verify": "Surat sesuai ketentuan",
    "return": "Dikembalikan untuk diperbaiki",
    "correct": "Perbaikan diterima",
    "reject": "Permohonan ditolak",
    "consult_unit": "Unit teknis dihubungi",
    "agree": "Unit teknis bersedia",
    "decline": "Unit belum bersedia pada waktu itu",
    "propose": "Unit mengusulkan waktu lain",
    "schedule": "Jadwal diberikan",
    "reschedule": "Jadwal dipindahkan DJPK",
    "amend_guests": "Daftar tamu diubah",
    "refuse_guest": "Daftar tamu diubah DJPK",
    "amend_wishes": "Pilihan waktu diubah",
    "withdraw": "Permohonan ditarik",
    "cancel_by_requester": "Dibatalkan pemohon",
    "cancel_by_djpk": "Jadwal dibatalkan DJPK",
    "check_in": "Tamu hadir",
    "undo_check_in": "Catatan hadir diperbaiki",
    "complete": "Konsultasi selesai",
    "hold_conference": "Video conference selesai",
    "miss": "Tidak hadir tanpa keterangan",
    "miss_with_notice": "Berhalangan dengan keterangan",
    "correct_to_completed": "Catatan diperbaiki: selesai",
    "correct_to_no_show": "Catatan diperbaiki: tidak hadir",
}
SAID_OPENLY = (
    "return",
    "reject",
    "reschedule",
    "withdraw",
    "cancel_by_requester",
    "cancel_by_djpk",
    "miss_with_notice",
)


def timeline(created_at: datetime, history: Iterable[HistoryRow]) -> list[Done]:
    """What happened so far, oldest first; notes of DJPK's own work stay with DJPK."""
    done = [Done("Permohonan diterima", created_at)]
    for row in history:
        words = MOVE_WORDS.get(row.move)
        if words:
            done.append(Done(words, row.at, row.reason if row.move in SAID_OPENLY else ""))
    return done


def next_steps(state: State, *, mode: str, answer_by: date, on: date | None) -> list[Coming]:
    """What waits now and what comes after it, each with its date."""
    answer = f"paling lambat {long_date(answer_by)}"
    meeting = "Kunjungan" if mode == VISIT else "Video conference"
    sent = Coming("Jadwal dan undangan dikirim", answer)
    match state:
        case State.UNVERIFIED:
            return [Coming("Menunggu konfirmasi surel", "dalam 24 jam", is_now=True), sent]
        case State.SUBMITTED:
            return [Coming("Surat diperiksa", answer, is_now=True), sent]
        case State.RETURNED:
            return [Coming("Menunggu perbaikan Saudara", "secepatnya", is_now=True)]
        case State.VERIFIED:
            return [Coming("Mencari waktu dan unit teknis", answer, is_now=True), sent]
        case State.AWAITING_UNIT:
            return [Coming("Menunggu kesediaan unit", answer, is_now=True), sent]
        case State.SCHEDULED:
            return [Coming(meeting, long_date(on) if on else "")]
        case State.CHECKED_IN:
            return [Coming("Konsultasi berlangsung", "hari ini", is_now=True)]
    return []


def wish_views(case: Case, slots: Sequence[Slot]) -> list[WishView]:
    """Each wished session with what stands against it by now."""
    views = []
    for slot in slots:
        against = broken(examine_slot(case, slot))
        hours = case.policy.hours(slot.on, slot.start)
        words = slot_words(slot.on, slot.start, hours.end if hours else slot.start)
        views.append(WishView(words, not against, against[0].sentence if against else ""))
    return views
