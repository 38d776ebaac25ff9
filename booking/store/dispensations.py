"""Dispensations of a request: proposed, decided once, in force, and ended with the request."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from booking.database import db
from booking.domain.delegation import announced_cap
from booking.domain.dispensation import (
    ENDED,
    IN_FORCE,
    OPEN,
    Dispensation,
    DispensationState,
    dispensed_cap,
    scope_of,
)
from booking.domain.findings import Finding
from booking.domain.lifecycle import Move, Owes
from booking.domain.policy import Policy
from booking.domain.roles import Actor
from booking.errors import NotFound
from booking.models.desk import DispensationRow

UNKNOWN = "Usul dispensasi ini tidak ditemukan pada permohonan tersebut."


def add(
    request_id: int, finding: Finding, *, policy: str, reason: str, by: Actor, now: datetime
) -> bool:
    """Propose to dispense from this finding; False when the same is proposed or granted already."""
    values = {
        "request_id": request_id,
        "rule": finding.code,
        "clause": finding.clause,
        "policy": policy,
        "region_code": finding.facts.get("region_code", ""),
        "scope": scope_of(finding),
        "cause": finding.case,
        "facts": finding.facts,
        "reason": reason,
        "state": DispensationState.PROPOSED,
        "proposed_by": by.name,
        "proposed_key": by.key,
        "proposed_at": now,
        "decided_by": "",
        "decided_key": "",
        "decision_reason": "",
    }
    try:
        with db.session.begin_nested():
            db.session.execute(insert(DispensationRow).values(values))
    except IntegrityError:
        return False
    return True


def of_request(request_id: int) -> list[DispensationRow]:
    """Every dispensation of a request, oldest first."""
    rows = select(DispensationRow).where(DispensationRow.request_id == request_id)
    return list(db.session.scalars(rows.order_by(DispensationRow.id)))


def one(request_id: int, dispensation_id: int) -> DispensationRow:
    """A dispensation of this request, as it is now. Raises `NotFound`."""
    found = db.session.scalars(
        select(DispensationRow)
        .where(DispensationRow.id == dispensation_id, DispensationRow.request_id == request_id)
        .with_for_update()
    ).first()
    if found is None:
        raise NotFound(UNKNOWN)
    return found


def in_force(request_ids: Collection[int]) -> dict[int, tuple[Dispensation, ...]]:
    """What was granted to these requests and still holds."""
    found = defaultdict[int, list[Dispensation]](list)
    for row in db.session.scalars(
        select(DispensationRow)
        .where(DispensationRow.request_id.in_(request_ids), DispensationRow.state.in_(IN_FORCE))
        .order_by(DispensationRow.id)
    ):
        granted = Dispensation(row.id, row.rule, row.region_code, row.scope, row.decided_by)
        found[row.request_id].append(granted)
    return {request_id: tuple(rows) for request_id, rows in found.items()}


def guest_cap_of(request_id: int, roles: Iterable[str], policy: Policy) -> int:
    """How many guests may come: by who is announced, or by dispensation (E.3.c.6)."""
    granted = in_force([request_id]).get(request_id, ())
    return max(announced_cap(roles, policy), dispensed_cap(granted) or 0)


def waiting() -> dict[int, int]:
    """How many proposals wait for a supervisor, by request."""
    rows = db.session.execute(
        select(DispensationRow.request_id).where(
            DispensationRow.state == DispensationState.PROPOSED
        )
    )
    counts = defaultdict[int, int](int)
    for (request_id,) in rows:
        counts[request_id] += 1
    return counts


def rest_on(request_id: int, used: Iterable[int]) -> None:
    """Mark the dispensations on which the given session rests, and no others, as used."""
    _turn(request_id, (DispensationState.USED,), DispensationState.GRANTED)
    db.session.execute(
        update(DispensationRow)
        .where(DispensationRow.request_id == request_id, DispensationRow.id.in_(list(used)))
        .values(state=DispensationState.USED)
    )


def follow(request_id: int, row: Move) -> None:
    """End with the request what was not used; a session that is given back frees what it used."""
    if row.target in ENDED:
        unused = tuple(state for state in OPEN if state is not DispensationState.USED)
        _turn(request_id, unused, DispensationState.EXPIRED)
    elif Owes.RELEASE in row.owes:
        _turn(request_id, (DispensationState.USED,), DispensationState.GRANTED)


def _turn(request_id: int, states: Iterable[DispensationState], to: DispensationState) -> None:
    db.session.execute(
        update(DispensationRow)
        .where(DispensationRow.request_id == request_id, DispensationRow.state.in_(list(states)))
        .values(state=to)
    )
