"""The day at reception: who is expected, who came, what was broken."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import selectinload

from booking.database import db
from booking.domain.lifecycle import State
from booking.domain.roles import Actor
from booking.domain.violations import VIOLATIONS
from booking.domain.words import VISIT
from booking.models.door import CheckIn, Violation, WalkIn
from booking.models.requests import Request
from booking.store import audit

EXPECTED = (State.SCHEDULED, State.CHECKED_IN, State.COMPLETED, State.NO_SHOW)


def expected_on(day: date) -> list[Request]:
    """The visits of a day in the order of their sessions."""
    return list(
        db.session.scalars(
            select(Request)
            .where(
                Request.mode == VISIT,
                Request.appointment_on == day,
                Request.state.in_(EXPECTED),
            )
            .options(
                selectinload(Request.guests),
                selectinload(Request.topics),
                selectinload(Request.unit),
            )
            .order_by(Request.appointment_start)
        )
    )


def check_ins_on(day: date) -> dict[int, CheckIn]:
    """The check-ins of a day's visits by request."""
    rows = db.session.scalars(
        select(CheckIn)
        .join(Request, Request.id == CheckIn.request_id)
        .where(Request.appointment_on == day)
    )
    return {row.request_id: row for row in rows}


def check_in_of(request_id: int) -> CheckIn | None:
    """The check-in of a request, if the delegation came."""
    return db.session.scalars(
        select(CheckIn)
        .where(CheckIn.request_id == request_id)
        .options(selectinload(CheckIn.attendees))
    ).first()


def violations_of(request_id: int) -> list[Violation]:
    """The violations of a request, oldest first."""
    return list(
        db.session.scalars(
            select(Violation).where(Violation.request_id == request_id).order_by(Violation.id)
        )
    )


def violation_codes(request_id: int, at: datetime) -> tuple[str, ...]:
    """The codes that a check-in recorded."""
    return tuple(row.code for row in violations_of(request_id) if row.at == at)


def walk_ins_on(day: date) -> list[WalkIn]:
    """Guests who were refused on a day because they had no schedule."""
    return list(
        db.session.scalars(select(WalkIn).where(WalkIn.date == day).order_by(WalkIn.id.desc()))
    )


def record(
    code: str,
    on: date,
    *,
    request_id: int | None = None,
    walk_in_id: int | None = None,
    facts: dict[str, Any],
    now: datetime,
) -> None:
    """Write a violation of this day."""
    db.session.add(
        Violation(
            code=code,
            clause=VIOLATIONS[code].clause,
            date=on,
            at=now,
            request_id=request_id,
            walk_in_id=walk_in_id,
            facts=facts,
        )
    )


def record_once(
    code: str,
    on: date,
    *,
    request_id: int,
    facts: dict[str, Any],
    now: datetime,
    by: Actor,
    subject: str,
) -> None:
    """Write a violation that one request can commit only once a day, however often it is tried."""
    known = db.session.scalars(
        select(Violation.id).where(
            Violation.request_id == request_id, Violation.code == code, Violation.date == on
        )
    ).first()
    if known is None:
        record(code, on, request_id=request_id, facts=facts, now=now)
        audit.append(code, subject, by=by, now=now)


def remove_check_in(request_id: int) -> None:
    """Take a mistaken check-in out of the tables; the history and the audit keep it."""
    stood = check_in_of(request_id)
    if stood is not None:
        db.session.execute(
            delete(Violation).where(Violation.request_id == request_id, Violation.at == stood.at)
        )
        db.session.delete(stood)
        db.session.flush()  # a new check-in may follow in the same transaction
