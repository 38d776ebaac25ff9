"""What staff correct in the calendar: holidays and closures."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from booking.database import Model, UTCDateTime


class DayOverride(Model):
    """A date that the holiday library has wrong: a holiday after all, or a working day."""

    __tablename__ = "day_override"

    date: Mapped[date] = mapped_column(primary_key=True)
    working_day: Mapped[bool]
    name: Mapped[str] = mapped_column(String(120))
    legal_basis: Mapped[str] = mapped_column(String(200))
    by: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime] = mapped_column(UTCDateTime)


class Closure(Model):
    """A day or one session on which DJPK receives nobody; it stays a working day in the count."""

    __tablename__ = "closure"
    __table_args__ = (UniqueConstraint("date", "session"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    date: Mapped[date]
    session: Mapped[str] = mapped_column(String(5), default="", doc="HH:MM, or empty: all day")
    reason: Mapped[str] = mapped_column(String(200))
    by: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
