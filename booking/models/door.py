"""What happened at the door: who came, who was let in, which rules were broken."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from booking.database import Model, UTCDateTime


class CheckIn(Model):
    """A delegation registered at reception; the nonce makes a repeated scan harmless."""

    __tablename__ = "check_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(
        ForeignKey("request.id", ondelete="RESTRICT"), unique=True
    )
    nonce: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    by: Mapped[str] = mapped_column(String(120))
    cap: Mapped[int]
    arrived: Mapped[int]
    admitted: Mapped[int]
    sppd: Mapped[int]
    attendees: Mapped[list[Attendee]] = relationship(
        order_by="Attendee.id", cascade="all, delete-orphan"
    )


class Attendee(Model):
    """A person who stood at reception, and whether there was a place for this person."""

    __tablename__ = "attendee"

    id: Mapped[int] = mapped_column(primary_key=True)
    check_in_id: Mapped[int] = mapped_column(
        ForeignKey("check_in.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(String(120))
    position: Mapped[str] = mapped_column(String(120))
    role: Mapped[str] = mapped_column(String(16))
    identity_seen: Mapped[bool]
    admitted: Mapped[bool]
    substituted: Mapped[bool]


class Violation(Model):
    """An event against a clause, as the month's table counts it."""

    __tablename__ = "violation"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(30), index=True)
    clause: Mapped[str] = mapped_column(String(12))
    date: Mapped[date] = mapped_column(index=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    request_id: Mapped[int | None] = mapped_column(
        ForeignKey("request.id", ondelete="RESTRICT"), index=True
    )
    walk_in_id: Mapped[int | None] = mapped_column(
        ForeignKey("walk_in.id", ondelete="RESTRICT"), index=True
    )
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)


class WalkIn(Model):
    """Guests who came without a schedule or outside it: refused and recorded (E.3.c.11)."""

    __tablename__ = "walk_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    date: Mapped[date] = mapped_column(index=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    institution: Mapped[str] = mapped_column(String(200))
    regions: Mapped[list[str]] = mapped_column(JSON)
    count: Mapped[int]
    reason: Mapped[str] = mapped_column(String(16))
    by: Mapped[str] = mapped_column(String(120))
    note: Mapped[str] = mapped_column(Text, default="")
