"""Scarcity: a row exists while a place is held, and the unique key decides every race.

A claim is taken by an INSERT alone; its failure is the answer (DECISIONS 6).
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from booking.database import Model, UTCDateTime


class SlotClaim(Model):
    """A session of a room that is given, held or closed: one visit a session (E.3.c.8).

    A closure claims what is free, so that nobody is booked while it is being saved.
    """

    __tablename__ = "slot_claim"
    __table_args__ = (
        UniqueConstraint("resource", "date", "session"),
        CheckConstraint("(request_id IS NULL) <> (closure_id IS NULL)", name="holder"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    resource: Mapped[str] = mapped_column(String(20))
    date: Mapped[date]
    session: Mapped[str] = mapped_column(String(5))
    request_id: Mapped[int | None] = mapped_column(
        ForeignKey("request.id", ondelete="RESTRICT"), index=True
    )
    closure_id: Mapped[int | None] = mapped_column(
        ForeignKey("closure.id", ondelete="RESTRICT"), index=True
    )
    expires_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class QuotaClaim(Model):
    """A place of a region in a month: 1 to 2 by the circular, more by dispensation (E.3.c.5)."""

    __tablename__ = "quota_claim"
    __table_args__ = (UniqueConstraint("region_code", "month", "ordinal"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    region_code: Mapped[str] = mapped_column(ForeignKey("region.code", ondelete="RESTRICT"))
    month: Mapped[str] = mapped_column(String(7))
    ordinal: Mapped[int]
    request_id: Mapped[int] = mapped_column(
        ForeignKey("request.id", ondelete="RESTRICT"), index=True
    )
    expires_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class LetterUse(Model):
    """A letter that a request carries; it opens one schedule and is then spent (E.3.c.9)."""

    __tablename__ = "letter_use"
    __table_args__ = (UniqueConstraint("issuer_key", "number", "letter_date"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    issuer_key: Mapped[str] = mapped_column(String(300))
    number: Mapped[str] = mapped_column(String(120))
    letter_date: Mapped[date]
    request_id: Mapped[int] = mapped_column(
        ForeignKey("request.id", ondelete="RESTRICT"), index=True
    )
    spent_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
