"""What staff correct in the calendar: holidays and closures."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from booking.database import Model, UTCDateTime


class DayOverride(Model):
    """A date that the holiday library has wrong: a holiday after all, or a working day.

    A correction that was withdrawn stays as a row and counts no longer.
    """

    __tablename__ = "day_override"

    date: Mapped[date] = mapped_column(primary_key=True)
    working_day: Mapped[bool]
    joint_leave: Mapped[bool] = mapped_column(default=False)
    name: Mapped[str] = mapped_column(String(120))
    legal_basis: Mapped[str] = mapped_column(String(200))
    by: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class Closure(Model):
    """A day, a session or a room that DJPK closes; it stays a working day in the count.

    A closure that was lifted stays as a row; only one that holds bars another at its place.
    """

    __tablename__ = "closure"
    __table_args__ = (
        Index(
            "uq_closure_held",
            "date",
            "session",
            "room",
            unique=True,
            sqlite_where=text("lifted_at IS NULL"),
            postgresql_where=text("lifted_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    date: Mapped[date]
    session: Mapped[str] = mapped_column(String(5), default="", doc="HH:MM, or empty: all day")
    room: Mapped[str] = mapped_column(String(20), default="", doc="a resource, or empty: all rooms")
    reason: Mapped[str] = mapped_column(String(200))
    by: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    lifted_by: Mapped[str] = mapped_column(String(120), default="")
    lifted_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
