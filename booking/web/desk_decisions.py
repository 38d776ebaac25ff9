"""The decisions of the desk: a form in, a use case, one sentence out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from werkzeug.datastructures import MultiDict

from booking.domain.lifecycle import State
from booking.domain.local_time import clock_words, long_date
from booking.domain.roles import Actor
from booking.domain.sessions import Slot
from booking.usecases import cancel as ending
from booking.usecases import hold_conference as conferences
from booking.usecases import schedule as scheduling
from booking.usecases import verify_letter as letters
from booking.web.beside_decisions import BESIDE
from booking.web.desk_forms import (
    CancelForm,
    DecisionForm,
    LinkForm,
    RejectForm,
    RescheduleForm,
    ReturnForm,
    ScheduleForm,
    VerifyForm,
    read,
)
from booking.web.dispensation_decisions import DISPENSING
from booking.web.unit_decisions import UNIT_DECISIONS

Sent = MultiDict[str, str]
Decision = Callable[[str, Sent, Actor, datetime], str]


def verify(reference: str, sent: Sent, by: Actor, now: datetime) -> str:
    """The letter is in order."""
    form = read(VerifyForm, sent)
    letters.verify_letter(
        reference,
        ticks=form.ticks.data or (),
        asked=letters.TICKS,
        by=by,
        now=now,
        version=form.version.data,
    )
    return f"Surat permohonan {reference} dicatat sesuai. Langkah berikutnya: berikan jadwal."


def give_back(reference: str, sent: Sent, by: Actor, now: datetime) -> str:
    """The letter must be corrected."""
    form = read(ReturnForm, sent)
    letters.return_letter(
        reference,
        codes=form.codes.data or (),
        reason=form.reason.data or "",
        by=by,
        now=now,
        version=form.version.data,
    )
    return f"Permohonan {reference} dikembalikan; surel kepada narahubung segera dikirim."


def reject(reference: str, sent: Sent, by: Actor, now: datetime) -> str:
    """The request cannot be met."""
    form = read(RejectForm, sent)
    letters.reject(
        reference,
        codes=form.codes.data or (),
        reason=form.reason.data or "",
        by=by,
        now=now,
        version=form.version.data,
    )
    return f"Permohonan {reference} ditolak; surel dengan alasannya segera dikirim."


def schedule(reference: str, sent: Sent, by: Actor, now: datetime) -> str:
    """A session is given."""
    form = read(ScheduleForm, sent)
    slot = form.chosen(now=now)
    address = form.meeting_link.data
    link = conferences.readable_link(address) if address else None
    scheduling.schedule(
        reference,
        slot,
        consulted=form.consulted.data or "",
        meeting_link=link,
        by=by,
        now=now,
        version=form.version.data,
    )
    return f"Permohonan {reference} terjadwal {_words(slot)}; undangan segera dikirim."


def reschedule(reference: str, sent: Sent, by: Actor, now: datetime) -> str:
    """Another session is given."""
    form = read(RescheduleForm, sent)
    slot = form.chosen(now=now)
    scheduling.reschedule(
        reference, slot, reason=form.reason.data or "", by=by, now=now, version=form.version.data
    )
    return f"Jadwal {reference} dipindahkan ke {_words(slot)}; undangan baru segera dikirim."


def cancel(reference: str, sent: Sent, by: Actor, now: datetime) -> str:
    """The request ends, or its session is taken back."""
    form = read(CancelForm, sent)
    by_djpk = form.who.data == "djpk"
    end = ending.cancel_by_djpk if by_djpk else ending.cancel_by_requester
    state = end(reference, reason=form.reason.data or "", by=by, now=now, version=form.version.data)
    if by_djpk:
        return f"Jadwal {reference} dibatalkan; surat tetap berlaku dan dapat dijadwalkan kembali."
    if state == State.WITHDRAWN:
        return f"Permohonan {reference} ditarik; suratnya dapat dipakai kembali."
    return f"Permohonan {reference} dibatalkan atas permintaan pemohon."


def hold_conference(reference: str, sent: Sent, by: Actor, now: datetime) -> str:
    """The conference took place."""
    form = read(DecisionForm, sent)
    conferences.hold_conference(reference, by=by, now=now, version=form.version.data)
    return f"Video conference {reference} dicatat terlaksana."


def share_link(reference: str, sent: Sent, by: Actor, now: datetime) -> str:
    """The conference has a meeting link."""
    form = read(LinkForm, sent)
    conferences.share_link(reference, form.meeting_link.data or "", by=by, now=now)
    return f"Tautan rapat {reference} disimpan; undangan dengan tautan segera dikirim."


DECISIONS: dict[str, Decision] = {
    "periksa": verify,
    "perbaikan": give_back,
    "tolak": reject,
    "jadwal": schedule,
    "pindah": reschedule,
    "batal": cancel,
    "selesai": hold_conference,
    "tautan": share_link,
    **BESIDE,
    **DISPENSING,
    **UNIT_DECISIONS,
}


def _words(slot: Slot) -> str:
    return f"{long_date(slot.on)}, pukul {clock_words(slot.start)} WIB"
