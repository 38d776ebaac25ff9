"""What a session must be to be given: known, near, on a working day, open and free (c.3, c.8)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from booking.domain.findings import Finding, Verdict
from booking.domain.local_time import clock_words, long_date, session_words
from booking.domain.policy import Policy
from booking.domain.sessions import ClosedBecause, DayBoard, Slot, closed_because, is_day_full
from booking.domain.workdays import WorkCalendar
from booking.sentences import joined, say


def session_known(slot: Slot, policy: Policy) -> Finding:
    """E.3.c.8: only the sessions of the plan exist."""
    plan = policy.sessions_on(slot.on)
    facts = {"date": slot.on.isoformat(), "session": slot.start}
    if any(hours.start == slot.start for hours in plan):
        return Finding(
            "E.3.c.8", "session_unknown", say("sesi"), Verdict.MET, say("Sesi dikenal"), "", facts
        )
    offered = joined([session_words(hours.start, hours.end) for hours in plan])
    return Finding(
        "E.3.c.8",
        "session_unknown",
        say("sesi"),
        Verdict.BROKEN,
        say("Tidak ada sesi yang dimulai pukul {start} WIB", start=clock_words(slot.start)),
        say("Pilih salah satu sesi: {offered}.", offered=offered)
        if offered
        else say("Pilih hari Senin sampai Jumat."),
        facts,
    )


def on_working_day(slot: Slot, calendar: WorkCalendar) -> Finding:
    """E.3.c.8: consultations are held on working days."""
    reason = calendar.reason_off(slot.on)
    facts = {"date": slot.on.isoformat(), "reason": reason}
    day = long_date(slot.on)
    if not reason:
        return Finding(
            "E.3.c.8",
            "not_working_day",
            say("hari kerja"),
            Verdict.MET,
            say("{day} hari kerja", day=day),
            "",
            facts,
        )
    following = calendar.working_day_after(slot.on, 1)
    return Finding(
        "E.3.c.8",
        "not_working_day",
        say("hari kerja"),
        Verdict.BROKEN,
        say("{day} bukan hari kerja: {reason}", day=day, reason=reason),
        say("Hari kerja berikutnya {following}.", following=long_date(following)),
        facts,
    )


def within_horizon(slot: Slot, last: date) -> Finding:
    """E.3.c.3: sessions are given for the coming working days that the office plans for."""
    facts = {"date": slot.on.isoformat(), "last": last.isoformat()}
    if slot.on <= last:
        return Finding(
            "E.3.c.3",
            "date_out_of_range",
            say("rentang jadwal"),
            Verdict.MET,
            say("Dapat dipesan"),
            "",
            facts,
        )
    return Finding(
        "E.3.c.3",
        "date_out_of_range",
        say("rentang jadwal"),
        Verdict.BROKEN,
        say("Jadwal untuk {on} belum dibuka", on=long_date(slot.on)),
        say("Pilih tanggal paling jauh {last}.", last=long_date(last)),
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
            say("layanan"),
            Verdict.BROKEN,
            say(
                "Sesi {on} pukul {start} WIB sudah lewat",
                on=long_date(slot.on),
                start=clock_words(slot.start),
            ),
            say("Pilih sesi yang akan datang."),
            facts | {"over": True},
        )
    if not shut:
        return Finding(
            "E.3.c.3",
            "session_closed",
            say("layanan"),
            Verdict.MET,
            say("Layanan dibuka"),
            "",
            facts,
        )
    return Finding(
        "E.3.c.3",
        "session_closed",
        say("layanan"),
        Verdict.BROKEN,
        say("Sesi {on} ditutup: {reason}", on=long_date(slot.on), reason=shut),
        say("Pilih sesi lain."),
        facts | {"reason": shut},
    )


def session_free(slot: Slot, *, is_taken: bool, next_free: str = "") -> Finding:
    """E.3.c.8: one visit a session, so four a day."""
    facts = {"date": slot.on.isoformat(), "session": slot.start}
    if not is_taken:
        return Finding(
            "E.3.c.8",
            "session_taken",
            say("sesi"),
            Verdict.MET,
            say("Sesi masih kosong"),
            "",
            facts,
        )
    return Finding(
        "E.3.c.8",
        "session_taken",
        say("sesi"),
        Verdict.BROKEN,
        say(
            "Sesi {on} pukul {start} WIB sudah terisi",
            on=long_date(slot.on),
            start=clock_words(slot.start),
        ),
        say("Sesi kosong berikutnya: {next_free}.", next_free=next_free)
        if next_free
        else say("Pilih sesi lain."),
        facts,
    )


def day_full(board: DayBoard, calendar: WorkCalendar) -> Finding:
    """E.3.c.8: a full day moves to the next working day."""
    facts = {"date": board.on.isoformat(), "sessions": len(board.sessions)}
    if not is_day_full(board):
        return Finding(
            "E.3.c.8", "day_full", say("hari"), Verdict.MET, say("Hari itu belum penuh"), "", facts
        )
    following = calendar.working_day_after(board.on, 1)
    return Finding(
        "E.3.c.8",
        "day_full",
        say("hari"),
        Verdict.BROKEN,
        say("{on} sudah penuh, keempat sesi terisi", on=long_date(board.on))
        if len(board.sessions) == 4
        else say("{on} sudah penuh", on=long_date(board.on)),
        say("Dijadwalkan pada hari kerja berikutnya, {following}.", following=long_date(following)),
        facts | {"next_working_day": following.isoformat()},
    )
