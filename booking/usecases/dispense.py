"""Dispensation: an officer proposes, another person who is supervisor decides (DECISIONS 22)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from booking.database import transaction
from booking.domain.dispensation import (
    DISPENSABLE,
    DISPENSATION_WORDS,
    PROPOSABLE,
    DispensationState,
)
from booking.domain.examination import examine_request, examine_slot
from booking.domain.findings import Finding
from booking.domain.local_time import clock_of, jakarta_date, long_date
from booking.domain.roles import DESK, Actor, Role
from booking.domain.sessions import Slot
from booking.errors import (
    AlreadyDecided,
    InputRefused,
    MoveNotAllowed,
    NotAllowed,
    Problem,
    SelfApproval,
)
from booking.models.desk import DispensationRow
from booking.models.requests import Request
from booking.store import cases, dispensations, moves, requests

LONGEST_REASON = 2000
FARTHEST = timedelta(days=366)
NEEDS_A_DATE = ("lead_time", "monthly_quota")


def propose(
    reference: str,
    rule: str,
    *,
    reason: str,
    on: date | None = None,
    by: Actor,
    now: datetime,
    version: int | None = None,
) -> int:
    """Propose to dispense from a clause, for each region that it stands against; says how many.

    Raises `InputRefused` for a clause that never yields, for one that is met, and without reason.
    """
    _refuse_unreadable(rule, reason, on, today=jakarta_date(now))
    with transaction():
        request = requests.by_reference(reference, lock=True)
        moves.refuse_stale(request, version)
        _refuse_others(request, by)
        against = [f for f in _findings(request, on, now=now) if f.code == rule and f.is_broken]
        if not against:
            raise _refusal("dispensation_needless", _needless(rule, on), "rule")
        policy = cases.case_of(request, now=now, slots=_slots(on)).policy.name
        added = [
            finding
            for finding in against
            if dispensations.add(
                request.id, finding, policy=policy, reason=reason.strip(), by=by, now=now
            )
        ]
        if not added:
            raise AlreadyDecided("Dispensasi yang sama sudah diusulkan atau disetujui.")
        facts = {"rule": rule, "for": [f.as_json() for f in added]}
        moves.note(request, "propose_dispensation", by=by, now=now, reason=reason, facts=facts)
        return len(added)


def grant(
    reference: str, dispensation_id: int, *, by: Actor, now: datetime, version: int | None = None
) -> None:
    """A supervisor other than the proposer agrees; `schedule` then passes that clause."""
    _decide(reference, dispensation_id, DispensationState.GRANTED, "", by, now, version)


def refuse(
    reference: str,
    dispensation_id: int,
    *,
    reason: str,
    by: Actor,
    now: datetime,
    version: int | None = None,
) -> None:
    """A supervisor other than the proposer does not agree, and says why."""
    InputRefused.unless_said(reason, "reason", "Tuliskan mengapa dispensasi tidak disetujui.")
    _decide(reference, dispensation_id, DispensationState.REFUSED, reason, by, now, version)


def _decide(
    reference: str,
    dispensation_id: int,
    to: DispensationState,
    reason: str,
    by: Actor,
    now: datetime,
    version: int | None,
) -> None:
    if by.role != Role.SUPERVISOR:
        raise NotAllowed("Dispensasi hanya disetujui atau ditolak oleh penyelia.")
    with transaction():
        request = requests.by_reference(reference, lock=True)
        row = dispensations.one(request.id, dispensation_id)
        if row.state != DispensationState.PROPOSED:
            raise AlreadyDecided(_who_decided(row))
        moves.refuse_stale(request, version)
        if row.proposed_key == by.key:
            raise SelfApproval(
                "Dispensasi tidak dapat disetujui oleh pengusulnya sendiri. Mintakan keputusan "
                "penyelia lain."
            )
        row.state, row.decision_reason = to, reason.strip()
        row.decided_by, row.decided_key, row.decided_at = by.name, by.key, now
        name = f"{'grant' if to is DispensationState.GRANTED else 'refuse'}_dispensation"
        facts = {"rule": row.rule, "region": row.region_code, "scope": row.scope}
        moves.note(request, name, by=by, now=now, reason=reason, facts=facts)


def _findings(request: Request, on: date | None, *, now: datetime) -> list[Finding]:
    slots = _slots(on)
    case = cases.case_of(request, now=now, slots=slots)
    return [*examine_request(case), *(f for slot in slots for f in examine_slot(case, slot))]


def _slots(on: date | None) -> list[Slot]:
    """The rules that can yield ask for the day, not for the hour."""
    return [Slot(on, "")] if on else []


def _refuse_unreadable(rule: str, reason: str, on: date | None, *, today: date) -> None:
    found = []
    if rule not in DISPENSABLE:
        listed = ", ".join(DISPENSABLE.values()).lower()
        found.append(
            Problem("not_dispensable", f"Dispensasi hanya dapat diberikan untuk: {listed}.", "rule")
        )
    elif rule in NEEDS_A_DATE and (on is None or not today <= on <= today + FARTHEST):
        sentence = "Isi tanggal kunjungan, mulai hari ini, paling jauh satu tahun ke depan."
        found.append(Problem("date_missing", sentence, "on"))
    if not reason.strip():
        found.append(Problem("reason_missing", "Tuliskan alasan dispensasi.", "reason"))
    elif len(reason) > LONGEST_REASON:
        found.append(Problem("too_long", f"Paling banyak {LONGEST_REASON} karakter.", "reason"))
    if found:
        raise InputRefused.of(*found)


def _refuse_others(request: Request, by: Actor) -> None:
    if by.role not in DESK:
        raise NotAllowed("Dispensasi hanya diusulkan oleh petugas atau penyelia.")
    if request.state not in PROPOSABLE:
        raise MoveNotAllowed(
            "Dispensasi hanya dapat diusulkan untuk permohonan yang masih diproses."
        )


def _needless(rule: str, on: date | None) -> str:
    day = f" pada {long_date(on)}" if on and rule in NEEDS_A_DATE else ""
    return f"{DISPENSABLE[rule]} tidak dilanggar{day}, sehingga tidak memerlukan dispensasi."


def _refusal(code: str, sentence: str, at: str) -> InputRefused:
    return InputRefused.of(Problem(code, sentence, at))


def _who_decided(row: DispensationRow) -> str:
    words = DISPENSATION_WORDS[DispensationState(row.state)].lower()
    if row.decided_at is None:
        return f"Usul dispensasi ini sudah berakhir: {words}."
    return (
        f"Dispensasi ini sudah diputuskan oleh {row.decided_by} pada "
        f"{long_date(jakarta_date(row.decided_at))} pukul {clock_of(row.decided_at)}: {words}."
    )
