"""What a request's page says to the person who sent it: where it stands, what was, what comes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol

from booking.domain.examination import Case, examine_slot
from booking.domain.findings import broken
from booking.domain.lifecycle import State
from booking.domain.local_time import long_date, slot_words
from booking.domain.sessions import Slot
from booking.domain.words import VISIT
from booking.sentences import say


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


NOT_YET = say("Jadwal belum diberikan. Mohon belum berangkat.")
NOT_YET_ONLINE = say("Jadwal belum diberikan.")
STEPS: dict[State, Step] = {
    State.UNVERIFIED: Step(
        "warn",
        say("Alamat surel belum dikonfirmasi."),
        say(
            "Buka surel konfirmasi dan tekan tombol di dalamnya; permohonan baru kami "
            "periksa setelah itu."
        ),
    ),
    State.SUBMITTED: Step(
        "", NOT_YET, say("Surat Saudara sudah kami terima dan sedang kami periksa.")
    ),
    State.RETURNED: Step(
        "warn",
        say("Ada yang perlu diperbaiki."),
        say(
            "Tanggal terima dihitung kembali sejak surat yang diperbaiki kami terima "
            "(SE-2 E.3.c.2)."
        ),
    ),
    State.VERIFIED: Step(
        "", NOT_YET, say("Surat sudah sesuai. Kami mencari waktu dan unit teknis.")
    ),
    State.AWAITING_UNIT: Step("", NOT_YET, say("Kami menunggu kesediaan unit teknis.")),
    State.SCHEDULED: Step("ok", "", ""),
    State.CHECKED_IN: Step(
        "ok", say("Saudara sudah tercatat hadir."), say("Selamat berkonsultasi.")
    ),
    State.COMPLETED: Step(
        "ok",
        say("Konsultasi sudah selesai."),
        say("Hasilnya dicatat dalam Berita Acara Konsultasi."),
    ),
    State.REJECTED: Step(
        "bad",
        say("Permohonan tidak dapat dijadwalkan."),
        say(
            "Alasannya kami kirim ke surel Saudara. Hubungi Contact Center DJPK bila ada "
            "yang kurang jelas."
        ),
    ),
    State.CANCELLED: Step("warn", say("Jadwal sudah dibatalkan."), say("Mohon tidak berangkat.")),
    State.NO_SHOW: Step(
        "bad",
        say("Tercatat tidak hadir."),
        say(
            "Kunjungan berikutnya memerlukan surat baru (SE-2 E.3.c.9). Bila catatan ini "
            "keliru, segera hubungi Contact Center DJPK."
        ),
    ),
    State.WITHDRAWN: Step(
        "",
        say("Permohonan sudah ditarik."),
        say("Surat yang sama dapat dipakai untuk permohonan baru."),
    ),
    State.EXPIRED: Step(
        "", say("Permohonan kedaluwarsa."), say("Ajukan kembali bila masih diperlukan.")
    ),
}
MOVE_WORDS = {
    "confirm_mailbox": say("Surel dikonfirmasi"),
    "verify": say("Surat sesuai ketentuan"),
    "return": say("Dikembalikan untuk diperbaiki"),
    "correct": say("Perbaikan diterima"),
    "reject": say("Permohonan ditolak"),
    "consult_unit": say("Unit teknis dihubungi"),
    "agree": say("Unit teknis bersedia"),
    "decline": say("Unit belum bersedia pada waktu itu"),
    "propose": say("Unit mengusulkan waktu lain"),
    "schedule": say("Jadwal diberikan"),
    "reschedule": say("Jadwal dipindahkan DJPK"),
    "amend_guests": say("Daftar tamu diubah"),
    "refuse_guest": say("Daftar tamu diubah DJPK"),
    "amend_wishes": say("Pilihan waktu diubah"),
    "withdraw": say("Permohonan ditarik"),
    "cancel_by_requester": say("Dibatalkan pemohon"),
    "cancel_by_djpk": say("Jadwal dibatalkan DJPK"),
    "check_in": say("Tamu hadir"),
    "undo_check_in": say("Catatan hadir diperbaiki"),
    "complete": say("Konsultasi selesai"),
    "hold_conference": say("Video conference selesai"),
    "miss": say("Tidak hadir tanpa keterangan"),
    "miss_with_notice": say("Berhalangan dengan keterangan"),
    "correct_to_completed": say("Catatan diperbaiki: selesai"),
    "correct_to_no_show": say("Catatan diperbaiki: tidak hadir"),
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


def step_at(state: State, *, mode: str) -> Step:
    """The message at this state; whoever meets on a screen is not asked to stay at home."""
    step = STEPS[state]
    return replace(step, title=NOT_YET_ONLINE) if mode != VISIT and step.title is NOT_YET else step


def timeline(created_at: datetime, history: Iterable[HistoryRow]) -> list[Done]:
    """What happened so far, oldest first; notes of DJPK's own work stay with DJPK."""
    done = [Done(say("Permohonan diterima"), created_at)]
    for row in history:
        words = MOVE_WORDS.get(row.move)
        if words:
            done.append(Done(words, row.at, row.reason if row.move in SAID_OPENLY else ""))
    return done


def next_steps(state: State, *, mode: str, answer_by: date, on: date | None) -> list[Coming]:
    """What waits now and what comes after it, each with its date."""
    answer = say("paling lambat {answer_by}", answer_by=long_date(answer_by))
    meeting = say("Kunjungan") if mode == VISIT else say("Video conference")
    sent = Coming(say("Jadwal dan undangan dikirim"), answer)
    match state:
        case State.UNVERIFIED:
            return [
                Coming(say("Menunggu konfirmasi surel"), say("dalam 24 jam"), is_now=True),
                sent,
            ]
        case State.SUBMITTED:
            return [Coming(say("Surat diperiksa"), answer, is_now=True), sent]
        case State.RETURNED:
            return [Coming(say("Menunggu perbaikan Saudara"), say("secepatnya"), is_now=True)]
        case State.VERIFIED:
            return [Coming(say("Mencari waktu dan unit teknis"), answer, is_now=True), sent]
        case State.AWAITING_UNIT:
            return [Coming(say("Menunggu kesediaan unit"), answer, is_now=True), sent]
        case State.SCHEDULED:
            return [Coming(meeting, long_date(on) if on else "")]
        case State.CHECKED_IN:
            return [Coming(say("Konsultasi berlangsung"), say("hari ini"), is_now=True)]
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
