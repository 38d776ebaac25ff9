"""Who may sign in, and programs that may call."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from booking.database import Model, UTCDateTime
from booking.domain.account_links import LinkPurpose
from booking.domain.roles import Role
from booking.domain.second_step import Step
from booking.models.reference import Unit
from booking.models.requests import one_of


class Staff(Model):
    """A person of DJPK with one role; deactivated, never deleted."""

    __tablename__ = "staff"
    __table_args__ = (one_of("role", tuple(Role)),)

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[str] = mapped_column(String(16))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id", ondelete="RESTRICT"))
    password_hash: Mapped[str] = mapped_column(String(200))
    demo: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    password_set_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    totp_seed: Mapped[str | None] = mapped_column(String(32))
    totp_last_step: Mapped[int | None] = mapped_column(BigInteger)
    unit: Mapped[Unit | None] = relationship()


class StaffSession(Model):
    """A browser that signs in; the cookie carries the id, the table keeps its hash (DECISIONS 3).

    `stage` says which step of signing in is still asked for, and `in` when none is. An enrolment
    keeps its seed here until a first code proves that the authenticator has it.
    """

    __tablename__ = "staff_session"
    __table_args__ = (one_of("stage", tuple(Step)),)

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="RESTRICT"), index=True)
    hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    last_seen_at: Mapped[datetime] = mapped_column(UTCDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    stage: Mapped[str] = mapped_column(String(8), default=Step.IN)
    browser: Mapped[str] = mapped_column(String(60), default="")
    enrol_seed: Mapped[str | None] = mapped_column(String(32))
    staff: Mapped[Staff] = relationship()


class RecoveryCode(Model):
    """One of ten codes for a lost authenticator, kept as a keyed hash and good for one use."""

    __tablename__ = "recovery_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="RESTRICT"), index=True)
    hash: Mapped[str] = mapped_column(String(64), unique=True)
    used_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class AccountLink(Model):
    """A one-use link by which somebody chooses a password: an invitation, or a forgotten one."""

    __tablename__ = "account_link"
    __table_args__ = (one_of("purpose", tuple(LinkPurpose)),)

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="RESTRICT"), index=True)
    purpose: Mapped[str] = mapped_column(String(8))
    seed: Mapped[str] = mapped_column(String(32))
    hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    staff: Mapped[Staff] = relationship()


class ApiToken(Model):
    """A program's bearer token, kept as a hash, with what it may do."""

    __tablename__ = "api_token"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    hash: Mapped[str] = mapped_column(String(64), unique=True)
    scopes: Mapped[list[str]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
