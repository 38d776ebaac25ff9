"""The steps of the desk: verify, schedule, reschedule, cancel."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from booking.api.fields import read
from booking.api.gate import Call, scoped
from booking.api.reading import sent_data
from booking.api.request_data import request_data
from booking.api.shapes import CancelShape, RescheduleShape, ScheduleShape, VerifyShape
from booking.domain.sessions import Slot
from booking.errors import BookingError, InputRefused, Problem
from booking.services import now
from booking.store import proposals, requests
from booking.usecases.cancel import cancel_by_djpk, cancel_by_requester
from booking.usecases.once import Answer
from booking.usecases.schedule import reschedule, schedule
from booking.usecases.verify_letter import verify_letter

CANCELLING = {"requester": cancel_by_requester, "djpk": cancel_by_djpk}
ANOTHER_SESSION_HELPS = {
    "lead_time",
    "monthly_quota",
    "session_closed",
    "session_unknown",
    "not_working_day",
    "date_out_of_range",
}


@scoped("POST", "/requests/<reference>/verify", "schedule")
def verify_request(call: Call, reference: str) -> Answer:
    """Find the letter good."""
    asked = read(VerifyShape(), sent_data())
    verify_letter(reference, **asked, by=call.by, now=now())
    return _now_of(reference)


@scoped("POST", "/requests/<reference>/schedule", "schedule")
def schedule_request(call: Call, reference: str) -> Answer:
    """Give a session."""
    asked = read(ScheduleShape(), sent_data())
    slot = Slot(asked.pop("date"), asked.pop("session"))
    with _alternatives(reference, slot):
        schedule(reference, slot, **asked, by=call.by, now=now())
    return _now_of(reference)


@scoped("POST", "/requests/<reference>/reschedule", "schedule")
def reschedule_request(call: Call, reference: str) -> Answer:
    """Move a given session, on DJPK's account."""
    asked = read(RescheduleShape(), sent_data())
    slot = Slot(asked.pop("date"), asked.pop("session"))
    with _alternatives(reference, slot):
        reschedule(reference, slot, **asked, by=call.by, now=now())
    return _now_of(reference)


@scoped("POST", "/requests/<reference>/cancel", "schedule")
def cancel_request(call: Call, reference: str) -> Answer:
    """Cancel for the requester (the letter is spent, E.3.c.9) or for DJPK (it stays good)."""
    asked = read(CancelShape(), sent_data())
    who = asked.pop("by")
    if who not in CANCELLING:
        raise InputRefused.of(
            Problem("by_unknown", f"Isi by dengan salah satu dari {', '.join(CANCELLING)}.", "by")
        )
    if not asked["reason"]:
        raise InputRefused.of(Problem("reason_missing", "Tuliskan alasan pembatalan.", "reason"))
    CANCELLING[who](reference, **asked, by=call.by, now=now())
    return _now_of(reference)


def _now_of(reference: str) -> Answer:
    return Answer(200, request_data(reference, now=now()))


@contextmanager
def _alternatives(reference: str, slot: Slot) -> Iterator[None]:
    """Let a refusal that another session would answer offer the next free ones."""
    try:
        yield
    except BookingError as refused:
        codes = {problem.code for problem in refused.problems} | {refused.code}
        if ANOTHER_SESSION_HELPS & codes and not refused.free:
            row = requests.by_reference(reference)
            refused.free = tuple(proposals.next_free(row, now=now(), after=slot.on))
        raise
