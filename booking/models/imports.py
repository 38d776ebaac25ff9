"""The published past: rows and totals of reports that were made by hand."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from booking.database import Model, UTCDateTime
from booking.domain.words import MODES
from booking.models.requests import one_of

HISTORY, TOTALS = "history", "totals"
WAITING, DONE, UNDONE = "waiting", "done", "undone"


class ImportBatch(Model):
    """A file that was brought in, so that it can be looked at first and undone as a whole."""

    __tablename__ = "import_batch"
    __table_args__ = (one_of("kind", (HISTORY, TOTALS)), one_of("state", (WAITING, DONE, UNDONE)))

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(10))
    file_name: Mapped[str] = mapped_column(String(200))
    content: Mapped[str | None] = mapped_column(Text, doc="while it waits for a yes")
    replace: Mapped[bool] = mapped_column(default=False)
    added: Mapped[int] = mapped_column(default=0)
    replaced: Mapped[int] = mapped_column(default=0)
    refused: Mapped[int] = mapped_column(default=0)
    before: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    by: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    undone_by: Mapped[str] = mapped_column(String(120), default="")
    undone_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


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
    batch_id: Mapped[int | None] = mapped_column(
        ForeignKey("import_batch.id", ondelete="RESTRICT"), index=True
    )
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
    batch_id: Mapped[int | None] = mapped_column(
        ForeignKey("import_batch.id", ondelete="RESTRICT"), index=True
    )
