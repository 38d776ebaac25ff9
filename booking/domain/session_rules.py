"""What a session must be to be given: known, near, on a working day, open and free (c.3, c.8)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from booking.domain.findings import Finding, Verdict
from booking.domain.local_time import clock_words, long_date, session_words
from booking.domain.policy import Policy
from booking.domain.sessions import ClosedBecause, DayBoard, Slot, closed_because, is_day_full
from booking.domain.workdays import WorkCalendar


def session_known(slot: Slot, policy: Policy) -> Finding:
    """E.3.c.8: only the sessions of the plan exist."""
    plan = policy.sessions_on(slot.on)
    facts = {"date": slot.on.isoformat(), "session": slot.start}
    if any(hours.start == slot.start for hours in plan):
        return Finding("E.3.c.8", "session_unknown", "sesi", Verdict.MET, "Sesi dikenal", "", facts)
    offered = ", ".join(session_words(hours.start, hours.end) for hours in plan)
    return Finding(
        "E.3.c.8",
        "session_unknown",
        "sesi",
        Verdict.BROKEN,
        f"Tidak ada sesi yang dimulai pukul {clock_words(slot.start)} WIB",
        f"Pilih salah satu sesi: {offered}." if offered else "Pilih hari Senin sampai Jumat.",
        facts,
    )


def on_working_day(slot: Slot, calendar: WorkCalendar) -> Finding:
    """E.3.c.8: consultations are held on working days."""
    reason = calendar.reason_off(slot.on)
    facts = {"date": slot.on.isoformat(), "reason": reason}
    day = long_date(slot.on)
    if not reason:
        return Finding(
            "E.3.c.8", "not_working_day", "hari kerja", Verdict.MET, f"{day} hari kerja", "", facts
        )
    following = calendar.working_day_after(slot.on, 1)
    return Finding(
        "E.3.c.8",
        "not_working_day",
        "hari kerja",
        Verdict.BROKEN,
        f"{day} bukan hari kerja: {reason}",
        f"Hari kerja berikutnya {long_date(following)}.",
        facts,
    )


def within_horizon(slot: Slot, last: date) -> Finding:
    """E.3.c.3: sessions are given for the coming working days that the office plans for."""
    facts = {"date": slot.on.isoformat(), "last": last.isoformat()}
    if slot.on <= last:
        return Finding(
            "E.3.c.3",
            "date_out_of_range",
            "rentang jadwal",
            Verdict.MET,
            "Dapat dipesan",
            "",
            facts,
        )
    return Finding(
        "E.3.c.3",
        "date_out_of_range",
        "rentang jadwal",
        Verdict.BROKEN,
        f"Jadwal untuk {long_date(slot.on)} belum dibuka",
        f"Pilih tanggal paling jauh {long_date(last)}.",
        facts,
    )


def session_open(
    slot: Slot,
    closures: Collection[ClosedBecause],
    *,
    rooms: Collection[str] = (),
    is_over: bool = False,
) -> Finding:
    """E.3.c.3: rooms and sessions are minded; DJPK may close a day, one session or a room."""
    shut = closed_because(slot, rooms, closures)
    facts = {"date": slot.on.isoformat(), "session": slot.start}
    if is_over:
        return Finding(
            "E.3.c.3",
            "session_closed",
            "layanan",
            Verdict.BROKEN,
            f"Sesi {long_date(slot.on)} pukul {clock_words(slot.start)} WIB sudah lewat",
            "Pilih sesi yang akan datang.",
            facts | {"over": True},
        )
    if not shut:
        return Finding(
            "E.3.c.3", "session_closed", "layanan", Verdict.MET, "Layanan dibuka", "", facts
        )
    return Finding(
        "E.3.c.3",
        "session_closed",
        "layanan",
        Verdict.BROKEN,
        f"Sesi {long_date(slot.on)} ditutup: {shut}",
        "Pilih sesi lain.",
        facts | {"reason": shut},
    )


def session_free(slot: Slot, *, is_taken: bool, next_free: str = "") -> Finding:
    """E.3.c.8: one visit a session, so four a day."""
    facts = {"date": slot.on.isoformat(), "session": slot.start}
    if not is_taken:
        return Finding(
            "E.3.c.8", "session_taken", "sesi", Verdict.MET, "Sesi masih kosong", "", facts
        )
    return Finding(
        "E.3.c.8",
        "session_taken",
        "sesi",
        Verdict.BROKEN,
        f"Sesi {long_date(slot.on)} pukul {clock_words(slot.start)} WIB sudah terisi",
        f"Sesi kosong berikutnya: {next_free}." if next_free else "Pilih sesi lain.",
        facts,
    )


def day_full(board: DayBoard, calendar: WorkCalendar) -> Finding:
    """E.3.c.8: a full day moves to the next working day."""
    facts = {"date": board.on.isoformat(), "sessions": len(board.sessions)}
    if not is_day_full(board):
        return Finding(
            "E.3.c.8", "day_full", "hari", Verdict.MET, "Hari itu belum penuh", "", facts
        )
    following = calendar.working_day_after(board.on, 1)
    return Finding(
        "E.3.c.8",
        "day_full",
        "hari",
        Verdict.BROKEN,
        f"{long_date(board.on)} sudah penuh, keempat sesi terisi"
        if len(board.sessions) == 4
        else f"{long_date(board.on)} sudah penuh",
        f"Dijadwalkan pada hari kerja berikutnya, {long_date(following)}.",
        facts | {"next_working_day": following.isoformat()},
    )
