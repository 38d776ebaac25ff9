"""The desk's own records: dispensations, and who works on what at this moment."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from booking.database import Model, UTCDateTime
from booking.domain.dispensation import DISPENSABLE, OPEN, DispensationState
from booking.models.requests import one_of

STILL_OPEN = text(f"state IN ({', '.join(repr(str(state)) for state in OPEN)})")


class DispensationRow(Model):
    """A clause from which one request is dispensed, for one region: who proposed, who decided.

    At most one is open for the same rule, region and reach, so that two proposals cannot race.
    """

    __tablename__ = "dispensation"
    __table_args__ = (
        one_of("rule", tuple(DISPENSABLE)),
        one_of("state", tuple(DispensationState)),
        Index(
            "uq_dispensation_open",
            "request_id",
            "rule",
            "region_code",
            "scope",
            unique=True,
            sqlite_where=STILL_OPEN,
            postgresql_where=STILL_OPEN,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(
        ForeignKey("request.id", ondelete="RESTRICT"), index=True
    )
    rule: Mapped[str] = mapped_column(String(20))
    clause: Mapped[str] = mapped_column(String(12))
    policy: Mapped[str] = mapped_column(String(60), doc="the circular that held")
    region_code: Mapped[str] = mapped_column(String(6), doc="empty where the rule has no region")
    scope: Mapped[str] = mapped_column(String(10), doc="date, month or number of guests")
    cause: Mapped[str] = mapped_column(Text, doc="what stood against the request")
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    reason: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10))
    proposed_by: Mapped[str] = mapped_column(String(120))
    proposed_key: Mapped[str] = mapped_column(String(60))
    proposed_at: Mapped[datetime] = mapped_column(UTCDateTime)
    decided_by: Mapped[str] = mapped_column(String(120), default="")
    decided_key: Mapped[str] = mapped_column(String(60), default="")
    decided_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    decision_reason: Mapped[str] = mapped_column(Text, default="")


class WorkClaim(Model):
    """Who says "Saya kerjakan" of a request, and until when; a note to colleagues, no lock."""

    __tablename__ = "work_claim"

    request_id: Mapped[int] = mapped_column(
        ForeignKey("request.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    actor: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(120))
    until: Mapped[datetime] = mapped_column(UTCDateTime)
