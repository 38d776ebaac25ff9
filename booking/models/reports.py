"""What the reports keep: counts of months, closed months, edited texts, drafts that went out."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from booking.database import Model, UTCDateTime


class MonthCount(Model):
    """How many were held or imported in a month, so that no report counts the whole past."""

    __tablename__ = "month_count"

    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    mode: Mapped[str] = mapped_column(String(16), primary_key=True)
    source: Mapped[str] = mapped_column(String(10), primary_key=True)
    count: Mapped[int]


class ClosedMonth(Model):
    """A month as it was closed; a correction is another version, never a change of this row."""

    __tablename__ = "closed_month"
    __table_args__ = (UniqueConstraint("month", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    month: Mapped[str] = mapped_column(String(7))
    version: Mapped[int]
    snapshot: Mapped[str] = mapped_column(Text, doc="the report as JSON, the bytes that are hashed")
    sha256: Mapped[str] = mapped_column(String(64))
    visits: Mapped[int | None]
    video: Mapped[int | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    closed_by: Mapped[str] = mapped_column(String(120))
    closed_at: Mapped[datetime] = mapped_column(UTCDateTime)


class MonthText(Model):
    """The sentences of a month as a person wrote them; null where the generated ones hold."""

    __tablename__ = "month_text"

    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    visits: Mapped[str | None] = mapped_column(Text)
    video: Mapped[str | None] = mapped_column(Text)
    violations: Mapped[str | None] = mapped_column(Text)
    generated: Mapped[dict[str, Any]] = mapped_column(JSON, doc="what stood beside when edited")
    version: Mapped[int] = mapped_column(default=1)
    edited_by: Mapped[str] = mapped_column(String(120))
    edited_at: Mapped[datetime] = mapped_column(UTCDateTime)


class MonthDraft(Model):
    """That the draft of a month went to the management; the key lets it go once."""

    __tablename__ = "month_draft"

    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    prepared_at: Mapped[datetime] = mapped_column(UTCDateTime)
