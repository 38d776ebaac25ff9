"""What reception shows: the day, and the verdict of the door in one word and two numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from booking.domain.delegation import OPENS_FOUR, Admission
from booking.domain.door_rules import schedule_given, within_schedule
from booking.domain.findings import Finding
from booking.domain.lifecycle import BEFORE_SCHEDULE, STATE_WORDS, State
from booking.domain.local_time import (
    clock_words,
    day_and_month,
    jakarta_date,
    slot_instant,
    weekday_words,
)
from booking.domain.policy import SessionHours
from booking.domain.words import VISIT
from booking.store import dispensations, door, policies
from booking.web.stored import CheckInRow, RequestRow, WalkInRow

CAME = (State.CHECKED_IN, State.COMPLETED)
NEAR = timedelta(days=1)
REFUSED = "Tidak dapat dilayani"
ASK_CENTRE = "Silakan hubungi Contact Center DJPK, 150420."


@dataclass(frozen=True)
class Gate:
    """The verdict: colour, word, cause, and how many may go in (None where nobody may)."""

    look: str
    title: str
    cause: str
    admitted: int | None = None
    sppd: int | None = None


@dataclass(frozen=True)
class Refusal:
    """Why a delegation cannot be received now, and what to tell it."""

    gate: Gate
    clause: str
    say: str
    is_recordable: bool = False
    is_recorded: bool = False


@dataclass(frozen=True)
class Visit:
    """A visit of the day with its check-in, if the delegation came."""

    request: RequestRow
    stood: CheckInRow | None
    has_ended: bool


@dataclass(frozen=True)
class Today:
    """The day at reception."""

    coming: tuple[Visit, ...]
    received: tuple[Visit, ...]
    missed: tuple[Visit, ...]
    walk_ins: tuple[WalkInRow, ...]

    @property
    def expected(self) -> int:
        """How many visits are scheduled for the day."""
        return len(self.coming) + len(self.received) + len(self.missed)

    @property
    def next_reference(self) -> str:
        """The visit that comes next: the first whose session has not ended."""
        return next((v.request.reference for v in self.coming if not v.has_ended), "")


def day_of(now: datetime) -> Today:
    """Everything that reception needs to know of today."""
    today = jakarta_date(now)
    check_ins = door.check_ins_on(today)
    visits = [
        Visit(request, check_ins.get(request.id), _has_ended(request, now))
        for request in door.expected_on(today)
    ]
    return Today(
        coming=tuple(v for v in visits if v.request.state == State.SCHEDULED),
        received=tuple(v for v in visits if v.request.state in CAME),
        missed=tuple(v for v in visits if v.request.state == State.NO_SHOW),
        walk_ins=tuple(door.walk_ins_on(today)),
    )


def named_like(text: str, *, now: datetime) -> list[RequestRow]:
    """The visits of yesterday, today and tomorrow whose institution has this in its name."""
    today, part = jakarta_date(now), text.casefold()
    days = (today, today + NEAR, today - NEAR)
    return [r for day in days for r in door.expected_on(day) if part in r.institution.casefold()]


def is_near(request: RequestRow, today: date) -> bool:
    """True for yesterday, today and tomorrow: reception sees no other day's names (TRUST 1.2)."""
    on = request.appointment_on
    return on is not None and today - NEAR <= on <= today + NEAR


def refusal_of(request: RequestRow, *, now: datetime) -> Refusal | None:
    """Why this delegation cannot be received now; None when it can (E.3.c.3, c.11)."""
    if request.mode != VISIT:
        return _refused("Permohonan ini untuk video conference, bukan kunjungan", "", ASK_CENTRE)
    if request.state in BEFORE_SCHEDULE or request.state == State.UNVERIFIED:
        finding = schedule_given(None)
        return _refused(finding.case, finding.clause, finding.way_on)
    on, start, end = request.appointment_on, request.appointment_start, request.appointment_end
    if request.state != State.SCHEDULED or not (on and start and end):
        words = STATE_WORDS[State(request.state)]
        return _refused(f"Permohonan ini berstatus {words}", "", ASK_CENTRE)
    finding = within_schedule(on, SessionHours(start, end), now)
    if not finding.is_broken:
        return None
    today = jakarta_date(now)
    return Refusal(
        gate=Gate("bad", REFUSED, f"{finding.case}."),
        clause=finding.clause,
        say=_say(on, start, today),
        is_recordable=True,
        is_recorded=any(
            v.code == "out_of_schedule" and v.date == today for v in door.violations_of(request.id)
        ),
    )


def timeliness(request: RequestRow, *, now: datetime) -> str:
    """ "Terlambat 5 menit …" or that the delegation must wait; "" when it is on time."""
    on, start, end = request.appointment_on, request.appointment_start, request.appointment_end
    if not (on and start and end):
        return ""
    if now < slot_instant(on, start):
        return f"Sesi mulai pukul {clock_words(start)} WIB; tamu menunggu sampai saat itu."
    finding: Finding = within_schedule(on, SessionHours(start, end), now)
    return f"{finding.case}." if finding.case.startswith("Terlambat") else ""


def planned_cap(request: RequestRow) -> int:
    """How many guests the announced delegation may be."""
    policy = policies.policy_for(request.appointment_on or request.received_on)
    return dispensations.guest_cap_of(request.id, [g.role for g in request.guests], policy)


def gate_of_preview(request: RequestRow, admission: Admission) -> Gate:
    """The verdict before anything is written."""
    heads = [a.role in OPENS_FOUR for a in (*admission.admitted, *admission.refused)]
    return _gate(
        request,
        cap=admission.cap,
        arrived=admission.arrived,
        admitted=len(admission.admitted),
        sppd=admission.sppd,
        codes=admission.violations,
        head_came=any(heads),
    )


def gate_of(request: RequestRow, stood: CheckInRow, codes: Sequence[str]) -> Gate:
    """The verdict as it was recorded."""
    return _gate(
        request,
        cap=stood.cap,
        arrived=stood.arrived,
        admitted=stood.admitted,
        sppd=stood.sppd,
        codes=codes,
        head_came=any(a.role in OPENS_FOUR for a in stood.attendees),
    )


def _gate(
    request: RequestRow,
    *,
    cap: int,
    arrived: int,
    admitted: int,
    sppd: int,
    codes: Sequence[str],
    head_came: bool,
) -> Gate:
    if not codes:
        return Gate("ok", "Silakan masuk", "Jadwal dan jumlah tamu sesuai.", admitted, sppd)
    if "head_claim_invalid" in codes:
        cause = _head_words(request, cap, head_came=head_came)
    else:
        cause = f"{arrived} orang datang, sedangkan batasnya {cap} tamu."
    return Gate("warn", f"{admitted} tamu saja", cause, admitted, sppd)


def _head_words(request: RequestRow, cap: int, *, head_came: bool) -> str:
    head = next((g.position for g in request.guests if g.role in OPENS_FOUR), "Kepala daerah")
    planned = planned_cap(request)
    falls = f"batas turun dari {planned} menjadi {cap}" if planned > cap else f"batas tetap {cap}"
    if head_came:
        return f"Identitas {head} belum diperiksa, sehingga {falls} tamu."
    return f"{head} tidak hadir, sehingga {falls} tamu."


def _refused(case: str, clause: str, say: str) -> Refusal:
    return Refusal(Gate("bad", REFUSED, f"{case}."), clause, say)


def _say(on: date, start: str, today: date) -> str:
    day = f"{weekday_words(on)}, {day_and_month(on)}, pukul {clock_words(start)} WIB"
    if on > today:
        return (
            f"“Mohon maaf, Bapak dan Ibu terjadwal hari {day}. Hari ini kami belum dapat "
            f"menerima. Jadwal hari {weekday_words(on)} tetap berlaku.”"
        )
    if on == today:
        return (
            "“Mohon maaf, sesi Bapak dan Ibu sudah berakhir. Kami tanyakan kepada petugas contact "
            "center apakah masih ada sesi kosong hari ini.”"
        )
    return f"“Mohon maaf, jadwal Bapak dan Ibu hari {day} sudah lewat. {ASK_CENTRE}”"


def _has_ended(request: RequestRow, now: datetime) -> bool:
    on, end = request.appointment_on, request.appointment_end
    return bool(on and end and now >= slot_instant(on, end))
