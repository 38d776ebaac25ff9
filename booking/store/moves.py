"""Making a move: state, version, history and audit change together or not at all."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select

from booking.database import db
from booking.domain import lifecycle
from booking.domain.lifecycle import STATE_WORDS, Move, Owes, State
from booking.domain.local_time import clock_of, jakarta_date, long_date, month_key
from booking.domain.roles import Actor
from booking.domain.words import CONFERENCE
from booking.errors import AlreadyDecided
from booking.models.history import RequestMove
from booking.models.requests import Request
from booking.sentences import say
from booking.store import audit, claims, dispensations, month_counts, policies
from booking.store.held import VISITED


def allowed(request: Request, name: str, *, by: Actor, version: int | None = None) -> Move:
    """The row of the lifecycle table for this step, before anything is taken.

    Raises `AlreadyDecided` for a stale version, `MoveNotAllowed` or `NotAllowed` otherwise.
    """
    refuse_stale(request, version)
    return lifecycle.move(name, request.state, mode=request.mode, role=by.role)


def refuse_stale(request: Request, version: int | None) -> None:
    """Raise `AlreadyDecided` when somebody changed the request since this version was read."""
    if version is not None and version != request.version:
        raise AlreadyDecided(_who_decided(request))


def refuse_unless(request: Request, state: State) -> None:
    """Raise `AlreadyDecided`, with who and when, when the request has left this state."""
    if request.state != state:
        raise AlreadyDecided(_who_decided(request))


def make(
    request: Request,
    row: Move,
    *,
    by: Actor,
    now: datetime,
    reason: str = "",
    facts: dict[str, Any] | None = None,
) -> None:
    """Bring the request to the move's target: settle claims, write history and audit."""
    _settle(request, row, now=now)
    _write(request, row.name, row.target, by=by, now=now, reason=reason, facts=facts)


def note(
    request: Request,
    name: str,
    *,
    by: Actor,
    now: datetime,
    reason: str = "",
    facts: dict[str, Any] | None = None,
) -> None:
    """Write a change that leaves the request in its state, for example another delegation."""
    _write(request, name, State(request.state), by=by, now=now, reason=reason, facts=facts)


def _write(
    request: Request,
    name: str,
    target: State,
    *,
    by: Actor,
    now: datetime,
    reason: str,
    facts: dict[str, Any] | None,
) -> None:
    db.session.add(
        RequestMove(
            request_id=request.id,
            move=name,
            from_state=request.state,
            to_state=target,
            at=now,
            by=by.name,
            role=by.role,
            reason=reason,
            facts=facts or {},
        )
    )
    source, request.state = request.state, target
    request.version += 1
    db.session.flush()  # the state must stand before the audit row that tells of it
    audit.append(name, request.reference, by=by, now=now, from_state=source, to_state=str(target))
    if request.appointment_on and (source in VISITED or target in VISITED):
        month_counts.recount_held(month_key(request.appointment_on))


def _settle(request: Request, row: Move, *, now: datetime) -> None:
    """Release and spend what the table says; the use case does the taking (DECISIONS 19)."""
    policy = policies.policy_for(request.appointment_on or request.received_on)
    if Owes.RELEASE in row.owes:
        claims.release_places(request.id)
    if Owes.RELEASE_QUOTA in row.owes and policy.no_show_returns_quota:
        claims.release_quota(request.id)
    spends = Owes.SPEND_LETTER in row.owes
    if request.mode == CONFERENCE and row.target is State.CANCELLED:
        spends = policy.cancelled_conference_spends_letter
    if spends:
        claims.spend_letter(request.id, now=now)
    elif Owes.FREE_LETTER in row.owes or Owes.SPEND_LETTER in row.owes:
        claims.free_letter(request.id)
    dispensations.follow(request.id, row)


def of_request(request_id: int) -> list[RequestMove]:
    """The history of a request, oldest first."""
    return list(
        db.session.scalars(
            select(RequestMove).where(RequestMove.request_id == request_id).order_by(RequestMove.id)
        )
    )


def _who_decided(request: Request) -> str:
    last = db.session.scalars(
        select(RequestMove)
        .where(RequestMove.request_id == request.id)
        .order_by(RequestMove.id.desc())
        .limit(1)
    ).first()
    words = STATE_WORDS[State(request.state)]
    if last is None:
        return say(
            "Permohonan ini sudah berubah dan kini berstatus {words}. Muat ulang halaman.",
            words=words,
        )
    return say(
        "Permohonan ini sudah diputuskan oleh {by} pada {day} pukul {clock} dan kini "
        "berstatus {words}. Muat ulang halaman.",
        by=last.by,
        day=long_date(jakarta_date(last.at)),
        clock=clock_of(last.at),
        words=words,
    )
