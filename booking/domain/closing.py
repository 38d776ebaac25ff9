"""What a supervisor may enter in the calendar: closures and corrected days."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from booking.domain.local_time import long_date, session_words
from booking.domain.policy import Policy
from booking.domain.roles import Actor, Role
from booking.domain.sessions import VISITING_ROOM, ClosedBecause, room_words, rooms_for
from booking.domain.words import CONFERENCE
from booking.domain.workdays import Override, WorkCalendar
from booking.errors import InputRefused, NotAllowed, Problem

FARTHEST = timedelta(days=730)
LONGEST_REASON, LONGEST_NAME = 200, 120


class DayKind(StrEnum):
    """What a corrected day is."""

    HOLIDAY = "libur"
    JOINT_LEAVE = "cuti"
    WORKING_DAY = "kerja"


DAY_KIND_WORDS = {
    DayKind.HOLIDAY: "Hari libur nasional",
    DayKind.JOINT_LEAVE: "Cuti bersama",
    DayKind.WORKING_DAY: "Hari kerja",
}


def supervised(by: Actor) -> None:
    """Raise `NotAllowed` unless a supervisor acts: calendar and circulars are theirs to keep."""
    if by.role != Role.SUPERVISOR:
        raise NotAllowed("Kalender dan ketentuan hanya dapat diubah oleh penyelia.")


def rooms_of(policy: Policy) -> tuple[str, ...]:
    """Every room that can be closed: the visiting room and the virtual ones."""
    return (VISITING_ROOM, *rooms_for(CONFERENCE, policy))


def closure_words(closure: ClosedBecause, policy: Policy) -> str:
    """ "Kamis, 26 November 2026, sepanjang hari, semua ruang"."""
    hours = policy.hours(closure.on, closure.start)
    when = session_words(hours.start, hours.end) if hours else "sepanjang hari"
    where = room_words(closure.room) if closure.room else "semua ruang"
    return f"{long_date(closure.on)}, {when}, {where}"


def checked_closure(
    closure: ClosedBecause, *, policy: Policy, calendar: WorkCalendar, today: date
) -> ClosedBecause:
    """The closure as entered. Raises `InputRefused` where it closes nothing or says not why."""
    problems = _date_problems(closure.on, today)
    off = calendar.reason_off(closure.on)
    if not problems and off:
        problems.append(
            Problem("not_working_day", f"{long_date(closure.on)} sudah libur: {off}.", "tanggal")
        )
    if closure.start and not problems and policy.hours(closure.on, closure.start) is None:
        problems.append(Problem("session_unknown", "Pilih sesi dari daftar.", "sesi"))
    if closure.room and closure.room not in rooms_of(policy):
        problems.append(Problem("room_unknown", "Pilih ruang dari daftar.", "ruang"))
    problems += _text_problems(
        closure.reason,
        "alasan",
        "Tuliskan alasan penutupan; masyarakat membacanya.",
        LONGEST_REASON,
    )
    if problems:
        raise InputRefused.of(*problems)
    return closure


def checked_correction(
    on: date, kind: str, name: str, legal_basis: str, *, calendar: WorkCalendar, today: date
) -> Override:
    """The correction as entered. Raises `InputRefused` where it changes nothing or has no basis."""
    problems = _date_problems(on, today)
    if kind not in list(DayKind):
        problems.append(Problem("kind", "Pilih jenis hari.", "jenis"))
    elif kind == DayKind.WORKING_DAY and not problems and calendar.is_working_day(on):
        problems.append(
            Problem("working_day", f"{long_date(on)} memang sudah hari kerja.", "tanggal")
        )
    problems += _text_problems(name, "nama", "Tuliskan nama hari itu.", LONGEST_NAME)
    problems += _text_problems(
        legal_basis, "dasar", "Tuliskan dasar hukumnya, misalnya nomor SKB.", LONGEST_REASON
    )
    if problems:
        raise InputRefused.of(*problems)
    return Override(kind == DayKind.WORKING_DAY, name, joint_leave=kind == DayKind.JOINT_LEAVE)


def _date_problems(on: date, today: date) -> list[Problem]:
    if today <= on <= today + FARTHEST:
        return []
    return [
        Problem(
            "date_out_of_range",
            "Pilih tanggal mulai hari ini, paling jauh dua tahun ke depan.",
            "tanggal",
        )
    ]


def _text_problems(text: str, field: str, missing: str, most: int) -> list[Problem]:
    if not text.strip():
        return [Problem("text_missing", missing, field)]
    if len(text) > most:
        return [Problem("too_long", f"Paling banyak {most} karakter.", field)]
    return []
