"""Which clauses apply to a request, and to a session for it: all findings in one place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property

from booking.domain import rules, session_rules
from booking.domain.delegation import Guest
from booking.domain.dispensation import Dispensation, dispensed
from booking.domain.findings import Finding
from booking.domain.local_time import jakarta_date, slot_instant
from booking.domain.policy import Policy
from booking.domain.sessions import (
    ClosedBecause,
    Slot,
    mode_needs_quota,
    open_rooms,
    rooms_for,
)
from booking.domain.words import VISIT
from booking.domain.workdays import WorkCalendar


@dataclass(frozen=True)
class LetterFacts:
    """A letter as the rules see it, and which request already carries it."""

    number: str
    addressee: str
    used_by: str = ""
    is_spent: bool = False


@dataclass(frozen=True)
class QuotaUse:
    """The places of a region in one month: given, and held while a decision is open."""

    used: int = 0
    held: int = 0


@dataclass(frozen=True)
class Case:
    """Everything the clauses ask about a request."""

    mode: str
    received_on: date
    guests: tuple[Guest, ...]
    letters: tuple[LetterFacts, ...]
    regions: Mapping[str, str]  # code → label, in the order of the letter
    policy: Policy
    calendar: WorkCalendar
    addressee_seen: bool = False
    letter_attached: bool = True  # the leading letter came with its file
    closures: tuple[ClosedBecause, ...] = ()
    taken: Mapping[Slot, frozenset[str]] = field(default_factory=dict)
    quotas: Mapping[tuple[str, str], QuotaUse] = field(default_factory=dict)
    now: datetime | None = None  # None where the question is not asked at a moment
    dispensations: tuple[Dispensation, ...] = ()  # granted to this request

    @property
    def earliest(self) -> date:
        """The earliest lawful date."""
        return self.calendar.working_day_after(self.received_on, self.policy.lead_working_days)

    @cached_property
    def last_bookable(self) -> date | None:
        """The last date for which a session is given today; None where there is no today."""
        if self.now is None:
            return None
        days = self.policy.bookable_working_days
        return self.calendar.working_day_after(jakarta_date(self.now), days)


def examine_request(case: Case) -> list[Finding]:
    """The clauses that do not depend on a session: letter, addressee, delegation, spent letter."""
    findings = [
        rules.letter_present(case.mode, has_letter=bool(case.letters) and case.letter_attached)
    ]
    for letter in case.letters:
        findings.append(
            rules.letter_addressee(case.mode, letter.addressee, seen_by_person=case.addressee_seen)
        )
        findings.append(
            rules.letter_unspent(
                case.mode, letter.number, used_by=letter.used_by, is_spent=letter.is_spent
            )
        )
    if case.mode == VISIT:
        findings.append(rules.guest_cap(case.guests, case.policy))
    return _dispensed(case, findings)


def examine_slot(case: Case, slot: Slot) -> list[Finding]:
    """The clauses that a session must meet: it exists, is open and free, lead time and quota."""
    known = session_rules.session_known(slot, case.policy)
    day = session_rules.on_working_day(slot, case.calendar)
    findings = [day]
    is_near = case.last_bookable is None or slot.on <= case.last_bookable
    if not day.is_broken:
        findings.append(known)
    if case.last_bookable:
        findings.append(session_rules.within_horizon(slot, case.last_bookable))
    findings.append(
        rules.lead_time(case.mode, case.received_on, slot.on, case.policy, case.calendar)
    )
    if not day.is_broken and not known.is_broken:
        rooms = rooms_for(case.mode, case.policy)
        findings.append(
            session_rules.session_open(
                slot, case.closures, rooms=rooms, is_over=_is_over(case, slot)
            )
        )
        still_open = open_rooms(slot, rooms, case.closures)
        is_taken = set(still_open) <= case.taken.get(slot, frozenset())
        findings.append(session_rules.session_free(slot, is_taken=is_taken))
    if mode_needs_quota(case.mode) and is_near:  # beyond it no month is counted, nor calendar kept
        findings += quota_findings(case, slot.on)
    return _dispensed(case, findings)


def _dispensed(case: Case, findings: list[Finding]) -> list[Finding]:
    return [dispensed(finding, case.dispensations) for finding in findings]


def _is_over(case: Case, slot: Slot) -> bool:
    """True when the session has ended; one that still runs may receive a late delegation."""
    hours = case.policy.hours(slot.on, slot.start)
    return bool(case.now and hours and slot_instant(slot.on, hours.end) <= case.now)


def quota_findings(case: Case, on: date) -> list[Finding]:
    """E.3.c.5 for each region of the request in the month of the visit."""
    month = f"{on:%Y-%m}"
    first_of_next = date(on.year + on.month // 12, on.month % 12 + 1, 1)
    next_month_on = case.calendar.working_days_from(first_of_next, 1)[0]
    found = []
    for code, label in case.regions.items():
        use = case.quotas.get((code, month), QuotaUse())
        finding = rules.monthly_quota(
            label,
            on,
            used=use.used,
            held=use.held,
            policy=case.policy,
            next_month_on=next_month_on,
        )
        found.append(replace(finding, facts=finding.facts | {"region_code": code}))
    return found
