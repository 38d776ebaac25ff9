"""Proposals for a stored request: its case over all days for which sessions are given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import islice

from booking.domain.examination import Case
from booking.domain.local_time import slot_words
from booking.domain.policy import policy_on
from booking.domain.proposal import Proposals, lawful_from, propose
from booking.domain.sessions import Slot
from booking.errors import FreeSession
from booking.models.requests import Request
from booking.store import board, calendar, cases, policies

NEXT_FREE = 4


def for_request(
    request: Request, *, now: datetime, wishes: Sequence[Slot] | None = None, most: int = NEXT_FREE
) -> Proposals:
    """The best lawful sessions for a request, by its own wishes unless others are named."""
    if wishes is None:
        wishes = [Slot(wish.date, wish.session) for wish in request.wishes]
    wishes = [slot for slot in wishes if slot != _present(request)]
    found = propose(whole_case(request, wishes, now), wishes, policies.policies(), most=most + 1)
    others = [each for each in found.sessions if each.slot != _present(request)]
    return replace(found, sessions=tuple(others[:most]))


def next_free(
    request: Request, *, now: datetime, after: date, most: int = NEXT_FREE
) -> list[FreeSession]:
    """The next sessions that this request may have, from a date on; what a refusal offers."""
    known = policies.policies()
    case = whole_case(request, (), now)
    found = []
    lawful = (slot for slot in lawful_from(case, after, known) if slot != _present(request))
    for slot in islice(lawful, most):
        hours = (policy_on(known, slot.on) or case.policy).hours(slot.on, slot.start)
        words = slot_words(slot.on, slot.start, hours.end if hours else slot.start)
        found.append(FreeSession(slot.on.isoformat(), slot.start, words))
    return found


def _present(request: Request) -> Slot | None:
    """The session that the request already has; it is no other one to move to."""
    if request.appointment_on is None or request.appointment_start is None:
        return None
    return Slot(request.appointment_on, request.appointment_start)


def whole_case(request: Request, wishes: Sequence[Slot], now: datetime) -> Case:
    """The case with what is taken, closed and used on every day until the horizon."""
    today, last = board.horizon(now=now)
    count = policies.policy_for(today).bookable_working_days
    days = calendar.work_calendar().working_days_from(today, count + 1)
    every = [Slot(day, "") for day in [today, *days, last]]
    return cases.case_of(request, now=now, slots=[*wishes, *every])
