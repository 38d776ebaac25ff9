"""Taking a session with its quota for a request: all of it or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from booking.domain.dispensation import dispensed_regions, used_in
from booking.domain.examination import Case, examine_request, examine_slot
from booking.domain.findings import Finding, broken, clause_short, worst_first
from booking.domain.sessions import (
    Slot,
    closed_because,
    mode_needs_quota,
    open_rooms,
    rooms_for,
)
from booking.errors import BookingError, LetterSpent, QuotaFull, RuleBroken, SessionTaken
from booking.models.requests import Request
from booking.store import (
    calendar,
    cases,
    claims,
    dispensations,
    intake,
    policies,
    proposals,
    requests,
    week,
)

SCARCE: dict[str, type[BookingError]] = {
    "session_taken": SessionTaken,
    "monthly_quota": QuotaFull,
    "letter_spent": LetterSpent,
}


@dataclass(frozen=True)
class Given:
    """The room that was taken and the findings it rested on, for the history."""

    room: str
    facts: dict[str, Any]


def give(request: Request, slot: Slot, *, now: datetime, until: datetime | None = None) -> Given:
    """Examine the session and take it in place of what the request held before (DECISIONS 19).

    `until` makes it a hold. Raises `RuleBroken`, or the refusal of the scarce thing that is gone.
    """
    case = cases.case_of(request, now=now, slots=[slot])
    findings = worst_first([*examine_request(case), *examine_slot(case, slot)])
    _refuse(broken(findings))
    rooms = open_rooms(slot, rooms_for(request.mode, case.policy), case.closures)
    room = claims.take_session(rooms, slot, request.id, now=now, until=until)
    if mode_needs_quota(request.mode):
        claims.take_quota(
            case.regions,
            slot.on,
            request.id,
            places=case.policy.visits_per_month,
            dispensed=dispensed_regions(case.dispensations, slot.on),
            now=now,
            until=until,
            labels=dict(case.regions),
        )
    intake.carry_letters(request)
    if until is None:
        dispensations.rest_on(request.id, used_in(findings))
    _note(request, slot, case)
    return Given(
        room,
        {
            "date": slot.on.isoformat(),
            "session": slot.start,
            "room": room,
            "policy": case.policy.name,
            "findings": [finding.as_json() for finding in findings],
        },
    )


def with_alternatives(
    lost: SessionTaken, reference: str, slot: Slot, *, now: datetime
) -> SessionTaken:
    """The same refusal with who was first and the next free sessions for this request."""
    request = requests.by_reference(reference)
    rooms = rooms_for(request.mode, policies.policy_for(slot.on))
    won = [f"{r.institution}, {r.reference}" for r in week.holders(rooms, slot, now=now)]
    clause = f" ({clause_short(lost.clause)})"
    detail = (
        lost.detail.replace(clause, f" oleh {' dan '.join(won)}{clause}") if won else lost.detail
    )
    closed = closed_because(slot, rooms, calendar.closures_between(slot.on, slot.on))
    if closed:
        detail = f"Sesi ini baru saja ditutup: {closed} (SE-2 E.3.c.3)."
    free = proposals.next_free(request, now=now, after=slot.on)
    way_on = f"Sesi kosong berikutnya: {free[0].words}." if free else "Pilih hari lain."
    return SessionTaken(f"{detail} {way_on}", clause="E.3.c.8", problems=lost.problems, free=free)


def forget(request: Request) -> None:
    """No session is agreed any longer; the history keeps the one that was."""
    request.appointment_on = request.appointment_start = request.appointment_end = None


def _note(request: Request, slot: Slot, case: Case) -> None:
    hours = case.policy.hours(slot.on, slot.start)
    request.appointment_on = slot.on
    request.appointment_start = slot.start
    request.appointment_end = hours.end if hours else None


def _refuse(against: list[Finding]) -> None:
    if not against:
        return
    problems = [finding.as_problem() for finding in against]
    rules = [finding for finding in against if finding.code not in SCARCE]
    first = rules[0] if rules else against[0]
    error = RuleBroken if rules else SCARCE[first.code]
    detail = first.sentence
    if first.code == "session_taken":  # the free sessions that follow are its way on
        detail = f"{first.case} ({clause_short(first.clause)})."
    raise error(detail, problems=problems, clause=first.clause)
