"""What a unit sees of a request that it is asked about: no NIP, no telephone, no mail address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from booking.domain.examination import examine_slot
from booking.domain.findings import broken
from booking.domain.policy import SessionHours
from booking.domain.sessions import Slot
from booking.domain.unit_inquiries import Inquiry
from booking.store import board, cases, inquiries, regions, requests
from booking.web.stored import RequestRow

LOOKED_THROUGH = 160  # a full quota can hide a whole month
MOST_OFFERED = 24


@dataclass(frozen=True)
class FreeDay:
    """A day on which the unit could receive the request, with its free sessions."""

    on: date
    sessions: tuple[SessionHours, ...]


@dataclass(frozen=True)
class UnitPage:
    """A question with its request, and the sessions that could be proposed instead."""

    inquiry: Inquiry
    request: RequestRow
    has_expired: bool
    zones: tuple[str, ...]
    days: tuple[FreeDay, ...]
    hours: tuple[SessionHours, ...]


def unit_page(inquiry: Inquiry, *, now: datetime) -> UnitPage:
    """The page of a question; free sessions are looked for only while an answer is awaited."""
    request = requests.by_reference(inquiry.reference)
    days: tuple[FreeDay, ...] = ()
    hours: tuple[SessionHours, ...] = ()
    if inquiry.is_awaited:
        found = board.next_free(
            mode=request.mode, received_on=request.received_on, now=now, most=LOOKED_THROUGH
        )
        slots = [Slot(date.fromisoformat(free.date), free.start) for free in found]
        case = cases.case_of(request, now=now, slots=[*slots, inquiry.slot])
        fit = [s for s in slots if s != inquiry.slot and not broken(examine_slot(case, s))]
        days = tuple(
            FreeDay(on, tuple(h for s in group if (h := case.policy.hours(s.on, s.start))))
            for on, group in groupby(fit[:MOST_OFFERED], key=lambda slot: slot.on)
        )
        hours = case.policy.sessions_on(inquiry.slot.on)
    return UnitPage(
        inquiry=inquiry,
        request=request,
        has_expired=inquiry.has_expired(now),
        zones=regions.zones(request.region_codes),
        days=days,
        hours=hours,
    )


@dataclass(frozen=True)
class UnitList:
    """The requests of a unit: what it owes an answer, what it took, what is over."""

    awaited: tuple[Inquiry, ...]
    agreed: tuple[Inquiry, ...]
    others: tuple[Inquiry, ...]


def unit_list(unit: str) -> UnitList:
    """Everything that lies with a unit; what is due first comes first."""
    found = inquiries.of_unit(unit)
    awaited = sorted((i for i in found if i.is_awaited), key=lambda i: (i.expires_at, i.id))
    agreed = [i for i in found if i.is_agreed]
    rest = [i for i in found if not (i.is_awaited or i.is_agreed)]
    return UnitList(tuple(awaited), tuple(agreed), tuple(rest))
