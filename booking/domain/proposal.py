"""The automatic proposal: the best lawful session for the wishes, else what follows in order.

A full day moves on to the next working day (E.3.c.8); lead time and quota are asked again for each
new date, so the month of that date is charged, across a month end too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from booking.domain.examination import Case, examine_slot
from booking.domain.findings import Finding, broken
from booking.domain.local_time import clock_words, jakarta_date, long_date
from booking.domain.policy import Policy, policy_on
from booking.domain.sessions import Slot

OF_THE_DAY = ("session_taken", "session_closed")


@dataclass(frozen=True)
class Proposal:
    """A lawful session and why it is proposed; `rank` where the requester wished it."""

    slot: Slot
    end: str
    rank: int
    why: str


@dataclass(frozen=True)
class PassedOver:
    """Days, or a wish, that cannot be given, with what stands against them."""

    first: date
    last: date
    start: str
    why: Finding

    @property
    def words(self) -> str:
        """ "Kamis, 26 November 2026, pukul 09.00 WIB", a day, or from one day to another."""
        if self.start:
            return f"{long_date(self.first)}, pukul {clock_words(self.start)} WIB"
        if self.first == self.last:
            return long_date(self.first)
        return f"{long_date(self.first)} sampai {long_date(self.last)}"


@dataclass(frozen=True)
class Proposals:
    """What can be given, the best first, and what was passed over on the way."""

    sessions: tuple[Proposal, ...]
    passed: tuple[PassedOver, ...]

    @property
    def best(self) -> Proposal | None:
        """The session to give, or None where the whole horizon is taken."""
        return self.sessions[0] if self.sessions else None


def propose(
    case: Case, wishes: Sequence[Slot], policies: Iterable[Policy], *, most: int = 4
) -> Proposals:
    """Lawful wishes in their order, then free sessions from the first wish's day on."""
    known = tuple(policies)
    sessions: list[Proposal] = []
    passed: list[PassedOver] = []
    for rank, slot in enumerate(wishes, 1):
        judged = _judged_on(case, slot.on, known)
        against = broken(examine_slot(judged, slot))
        if against:
            passed.append(PassedOver(slot.on, slot.on, slot.start, _weightiest(against)))
        else:
            end = _end(judged, slot)
            sessions.append(Proposal(slot, end, rank, f"Pilihan ke-{rank} pemohon"))
    for found in _onward(case, wishes, known):
        if isinstance(found, PassedOver):
            _pass(passed, found)
        elif found.slot not in wishes:
            sessions.append(found)
        if len(sessions) >= most:
            break
    return Proposals(tuple(sessions[:most]), tuple(passed))


def lawful_from(case: Case, first: date, policies: Iterable[Policy]) -> Iterator[Slot]:
    """The lawful sessions of the horizon from a day on, one after the other."""
    known = tuple(policies)
    for day in _days(case, first):
        judged = _judged_on(case, day, known)
        for hours in judged.policy.sessions_on(day):
            slot = Slot(day, hours.start)
            if not broken(examine_slot(judged, slot)):
                yield slot


def _onward(
    case: Case, wishes: Sequence[Slot], known: Sequence[Policy]
) -> Iterator[Proposal | PassedOver]:
    """Free sessions and full days from the first wish's day on, in order."""
    wanted = wishes[0] if wishes else None
    first = wanted.on if wanted else case.earliest
    for day in _days(case, first):
        judged = _judged_on(case, day, known)
        hours = judged.policy.sessions_on(day)
        if wanted and day == wanted.on:  # the nearest hour of the wished day comes first
            hours = tuple(sorted(hours, key=lambda h: _apart(h.start, wanted.start)))
        against: list[list[Finding]] = []
        is_any = False
        for each in hours:
            slot = Slot(day, each.start)
            found = broken(examine_slot(judged, slot))
            if found:
                against.append(found)
                continue
            is_any = True
            yield Proposal(slot, each.end, 0, _why(day, wanted, first))
        if against and not is_any:
            yield PassedOver(day, day, "", _weightiest(against[0]))


def _why(day: date, wanted: Slot | None, first: date) -> str:
    if wanted is None:
        return "Sesi kosong paling cepat" if day == first else "Sesi kosong berikutnya"
    if day == wanted.on:
        return "Hari pilihan pemohon, jam lain"
    return "Hari kerja berikutnya yang masih kosong (SE-2 E.3.c.8)"


def _days(case: Case, first: date) -> list[date]:
    """The working days from a date on, as far as sessions are given."""
    last = case.last_bookable
    if last is None or case.now is None:
        raise ValueError("a proposal is made at a moment")
    begin = max(first, jakarta_date(case.now))
    days: list[date] = []
    while begin <= last:
        (begin,) = case.calendar.working_days_from(begin, 1)
        if begin > last:
            break
        days.append(begin)
        begin = case.calendar.working_day_after(begin, 1)
    return days


def _judged_on(case: Case, day: date, known: Sequence[Policy]) -> Case:
    policy = policy_on(known, day) or case.policy
    return case if policy == case.policy else replace(case, policy=policy)


def _weightiest(against: Sequence[Finding]) -> Finding:
    """What explains the day: a rule about the region or the letter before a single session."""
    return next((f for f in against if f.code not in OF_THE_DAY), against[0])


def _pass(passed: list[PassedOver], found: PassedOver) -> None:
    """Days in a row with the same cause are told as one."""
    before = passed[-1] if passed else None
    same = before and not before.start and before.why.code == found.why.code
    if before and same:
        passed[-1] = replace(before, last=found.last)
    else:
        passed.append(found)


def _apart(one: str, other: str) -> int:
    return abs(int(one[:2]) * 60 + int(one[3:]) - int(other[:2]) * 60 - int(other[3:]))


def _end(case: Case, slot: Slot) -> str:
    hours = case.policy.hours(slot.on, slot.start)
    return hours.end if hours else slot.start
