"""What a requester typed so far, and answers that DJPK gave before."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from booking.database import Model, UTCDateTime
from booking.models.reference import Topic, Unit


class Draft(Model):
    """A request that is still being filled in; the cookie carries its id, the table the hash."""

    __tablename__ = "draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    hash: Mapped[str] = mapped_column(String(64), unique=True)
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    reached: Mapped[int] = mapped_column(default=0, doc="the furthest step that may be opened")
    sent: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    letter_file_id: Mapped[int | None] = mapped_column(
        ForeignKey("letter_file.id", ondelete="RESTRICT"), index=True
    )
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    updated_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)


class TopicAnswer(Model):
    """An answer that was given before, with where it is written; shown once published."""

    __tablename__ = "topic_answer"

    id: Mapped[int] = mapped_column(primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id", ondelete="RESTRICT"), index=True)
    question: Mapped[str] = mapped_column(String(300))
    answer: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(String(300))
    published: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    unit_id: Mapped[int | None] = mapped_column(
        ForeignKey("unit.id", ondelete="RESTRICT"), doc="null: written by the contact centre"
    )
    version: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime)
    changed_by: Mapped[str] = mapped_column(String(120), default="")
    topic: Mapped[Topic] = relationship()
    unit: Mapped[Unit | None] = relationship()
