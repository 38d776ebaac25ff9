"""Confirmation letters that DJPK issued, and letters of which the public says they look forged."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from booking.database import Model, UTCDateTime
from booking.domain.confirmation import LetterStatus
from booking.models.requests import Request, one_of


class IssuedLetter(Model):
    """A confirmation letter with the facts it states; it ends, and is never deleted.

    The code itself is not kept: it is made from the random seed under the server's key, so a copy
    of the database prints no genuine letter. The hash finds a code without the key, so a letter on
    paper can still be verified after the key was changed.
    """

    __tablename__ = "issued_letter"
    __table_args__ = (
        one_of("status", tuple(LetterStatus)),
        UniqueConstraint("request_id", "ordinal"),
        Index(
            "uq_issued_letter_current",
            "request_id",
            unique=True,
            sqlite_where=text("status = 'current'"),
            postgresql_where=text("status = 'current'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("request.id", ondelete="RESTRICT"))
    ordinal: Mapped[int]
    number: Mapped[str] = mapped_column(String(40), unique=True)
    code_seed: Mapped[str] = mapped_column(String(32))
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    status: Mapped[str] = mapped_column(String(10))
    issued_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    storage_key: Mapped[str | None] = mapped_column(String(80), unique=True)
    pdf_sha256: Mapped[str | None] = mapped_column(String(64), index=True)
    request: Mapped[Request] = relationship()


class SuspiciousReport(Model):
    """What somebody told us about a letter that may be forged, until staff have looked at it."""

    __tablename__ = "suspicious_report"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    code: Mapped[str] = mapped_column(String(40), default="", doc="as it was typed")
    told: Mapped[str] = mapped_column(Text)
    contact: Mapped[str] = mapped_column(String(254), default="")
    handled_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    handled_by: Mapped[str] = mapped_column(String(120), default="")
