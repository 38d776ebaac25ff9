"""The published past: rows and totals of reports that were made by hand."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from booking.database import Model, UTCDateTime
from booking.domain.words import MODES
from booking.models.requests import one_of


class ImportedRow(Model):
    """A published visit or conference; its identity is month, mode and number (DECISIONS 32)."""

    __tablename__ = "imported_row"
    __table_args__ = (
        UniqueConstraint("report_month", "mode", "no"),
        one_of("mode", MODES),
        Index("ix_imported_row_month", "mode", "report_month"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    report_month: Mapped[str] = mapped_column(String(7))
    mode: Mapped[str] = mapped_column(String(16))
    no: Mapped[int]
    date: Mapped[date]
    institution: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(24))
    topics_written: Mapped[str] = mapped_column(String(200))
    topics: Mapped[list[str]] = mapped_column(JSON)
    guests: Mapped[int | None]
    note: Mapped[str] = mapped_column(Text, default="")
    needs_review: Mapped[bool] = mapped_column(default=False, index=True)
    imported_at: Mapped[datetime] = mapped_column(UTCDateTime)
    regions: Mapped[list[ImportedRegion]] = relationship(
        order_by="ImportedRegion.position", cascade="all, delete-orphan"
    )


class ImportedRegion(Model):
    """A region of an imported row, in the order of the written name."""

    __tablename__ = "imported_region"

    row_id: Mapped[int] = mapped_column(
        ForeignKey("imported_row.id", ondelete="CASCADE"), primary_key=True
    )
    region_code: Mapped[str] = mapped_column(
        ForeignKey("region.code", ondelete="RESTRICT"), primary_key=True, index=True
    )
    position: Mapped[int]


class PublishedTotal(Model):
    """A published count of a month (YYYY-MM) or a whole year (YYYY) without its rows."""

    __tablename__ = "published_total"

    period: Mapped[str] = mapped_column(String(7), primary_key=True)
    mode: Mapped[str] = mapped_column(String(16), primary_key=True)
    count: Mapped[int]
    imported_at: Mapped[datetime] = mapped_column(UTCDateTime)
