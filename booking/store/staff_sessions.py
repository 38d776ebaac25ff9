"""Browsers that are signed in, or half-way: a row each, asked for on every request."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import joinedload

from booking.database import db
from booking.domain.links import fingerprint, new_seed, new_token
from booking.domain.second_step import BINDS, Step
from booking.errors import NotFound
from booking.models.access import Staff, StaffSession

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
HALF_WAY = timedelta(minutes=10)
LONGEST_BROWSER = 60


def open_session(staff_id: int, stage: Step, *, browser: str, now: datetime) -> str:
    """A new row under a new token, which is given; an enrolment gets the seed of its secret."""
    token = new_token()
    db.session.add(
        StaffSession(
            staff_id=staff_id,
            hash=fingerprint(token),
            created_at=now,
            last_seen_at=now,
            stage=stage,
            browser=browser[:LONGEST_BROWSER],
            enrol_seed=new_seed() if stage in BINDS else None,
        )
    )
    return token


def session_of(token: str, *, now: datetime) -> StaffSession | None:
    """The live session of a browser: not revoked, idle under 30 minutes, younger than 12 hours."""
    return db.session.scalars(
        select(StaffSession)
        .join(Staff)
        .options(joinedload(StaffSession.staff).joinedload(Staff.unit))
        .where(StaffSession.hash == fingerprint(token), *_live(now), Staff.active)
    ).first()


def half_way(token: str, *steps: Step, now: datetime, lock: bool = False) -> StaffSession:
    """The sign-in that waits for one of these steps, locked with its account where it will change.

    Raises `NotFound` when it is over or elsewhere.
    """
    query = (
        select(StaffSession)
        .join(Staff)
        .options(joinedload(StaffSession.staff))
        .where(
            StaffSession.hash == fingerprint(token),
            StaffSession.stage.in_(steps),
            StaffSession.stage != Step.IN,
            StaffSession.revoked_at.is_(None),
            StaffSession.created_at > now - HALF_WAY,
            Staff.active,
        )
    )
    found = db.session.scalars(query).first()
    if found is not None and lock:  # account before session, as whoever ends all sessions does
        db.session.execute(select(Staff.id).where(Staff.id == found.staff_id).with_for_update())
        again = query.with_for_update(of=StaffSession).execution_options(populate_existing=True)
        found = db.session.scalars(again).first()
    if found is None:
        raise NotFound("Langkah masuk ini sudah berakhir. Silakan masuk kembali.")
    return found


def live_of(staff_id: int, *, now: datetime) -> Sequence[StaffSession]:
    """The live sessions of an account, the one used last first."""
    return db.session.scalars(
        select(StaffSession)
        .where(StaffSession.staff_id == staff_id, *_live(now))
        .order_by(StaffSession.last_seen_at.desc(), StaffSession.id.desc())
    ).all()


def revoke(session_id: int, *, of: int, now: datetime) -> None:
    """End one session of this account. Raises `NotFound` for anybody else's."""
    ended = db.session.execute(
        update(StaffSession)
        .where(StaffSession.id == session_id, StaffSession.staff_id == of, *_live(now))
        .values(revoked_at=now)
        .returning(StaffSession.id)
    ).all()
    if not ended:
        raise NotFound("Sesi ini tidak ditemukan atau sudah berakhir.")


def revoke_all(staff_id: int, *, now: datetime, but: str = "") -> None:
    """End every session of an account, half-way ones too; `but` is the token of one that stays."""
    db.session.execute(
        update(StaffSession)
        .where(
            StaffSession.staff_id == staff_id,
            StaffSession.revoked_at.is_(None),
            StaffSession.hash != fingerprint(but),
        )
        .values(revoked_at=now)
    )


def _live(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        StaffSession.stage == Step.IN,
        StaffSession.revoked_at.is_(None),
        StaffSession.last_seen_at > now - IDLE,
        StaffSession.created_at > now - ABSOLUTE,
    )


def go_on(row: StaffSession, step: Step, *, now: datetime) -> str:
    """The next step of a sign-in under a new token; the token of the last step ends."""
    row.revoked_at = now
    return open_session(row.staff_id, step, browser=row.browser, now=now)
