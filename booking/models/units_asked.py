"""What the desk asked a technical unit, and the one answer that the unit gave."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from booking.database import Model, UTCDateTime
from booking.domain.unit_inquiries import AnswerKind
from booking.models.reference import Unit
from booking.models.requests import Request, one_of


class UnitInquiry(Model):
    """A request put to a unit for one session; the link of its mail is known by hash alone."""

    __tablename__ = "unit_inquiry"
    __table_args__ = (Index("ix_unit_inquiry_sent", "sent_at", "unit_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(
        ForeignKey("request.id", ondelete="RESTRICT"), index=True
    )
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id", ondelete="RESTRICT"), index=True)
    date: Mapped[date]
    session: Mapped[str] = mapped_column(String(5))
    session_end: Mapped[str] = mapped_column(String(5))
    note: Mapped[str] = mapped_column(String(500), default="")
    sent_at: Mapped[datetime] = mapped_column(UTCDateTime)
    sent_by: Mapped[str] = mapped_column(String(120))
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime)
    link_seed: Mapped[str] = mapped_column(String(32))
    link_hash: Mapped[str] = mapped_column(String(64), unique=True)
    request: Mapped[Request] = relationship()
    unit: Mapped[Unit] = relationship()
    answer: Mapped[UnitAnswer | None] = relationship(viewonly=True)


class UnitAnswer(Model):
    """The answer to an inquiry; the unique key lets only the first one in."""

    __tablename__ = "unit_answer"
    __table_args__ = (one_of("kind", tuple(AnswerKind)),)

    id: Mapped[int] = mapped_column(primary_key=True)
    inquiry_id: Mapped[int] = mapped_column(
        ForeignKey("unit_inquiry.id", ondelete="RESTRICT"), unique=True
    )
    kind: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    by: Mapped[str] = mapped_column(String(120))
    experts: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    proposals: Mapped[list[list[str]]] = mapped_column(JSON, default=list)
    reason: Mapped[str] = mapped_column(Text, default="")
