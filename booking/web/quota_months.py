"""The places of a request's regions in the months that it asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from booking.domain.examination import Case
from booking.domain.local_time import jakarta_date, long_date, month_key
from booking.domain.months import first_day
from booking.domain.sessions import Slot, mode_needs_quota
from booking.store import worklist
from booking.web.stored import RequestRow


@dataclass(frozen=True)
class Quota:
    """A region's places in one month."""

    label: str
    month: date
    used: int
    held: int
    notes: tuple[str, ...]


def quotas_of(
    request: RequestRow, case: Case, wished: Sequence[Slot], now: datetime
) -> tuple[Quota, ...]:
    """The places used and held, month by month, and by whom."""
    if not mode_needs_quota(request.mode) or not case.regions:
        return ()
    days = [slot.on for slot in wished] or [max(case.earliest, jakarta_date(now))]
    if request.appointment_on:
        days.append(request.appointment_on)
    months = sorted({month_key(day) for day in days})
    taken = worklist.places_taken(case.regions, months, now=now)
    found = []
    for code, label in case.regions.items():
        for month in months:
            here = [p for p in taken if (p.region, p.month) == (code, month)]
            used = [p for p in here if not p.is_hold]
            found.append(
                Quota(
                    label=label,
                    month=first_day(month),
                    used=len(used),
                    held=len(here) - len(used),
                    notes=tuple(_note(place) for place in used),
                )
            )
    return tuple(found)


def _note(place: worklist.Place) -> str:
    return ", ".join([*([long_date(place.on)] if place.on else []), *place.topics])
