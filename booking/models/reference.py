"""Reference data: regions, units, topics, the circular's numbers and product settings."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from booking.database import Model, UTCDateTime


class Region(Model):
    """A province, kabupaten or kota under its Kemendagri code; deactivated, never deleted."""

    __tablename__ = "region"

    code: Mapped[str] = mapped_column(String(5), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(80))
    province_code: Mapped[str] = mapped_column(String(2))
    timezone: Mapped[str] = mapped_column(String(20))
    pemda: Mapped[bool]
    active: Mapped[bool] = mapped_column(default=True)


class Unit(Model):
    """A technical unit of DJPK that hosts consultations."""

    __tablename__ = "unit"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(254), default="", doc="empty: its accounts are told")
    active: Mapped[bool] = mapped_column(default=True)


class Topic(Model):
    """A subject of consultation and the unit that usually answers for it."""

    __tablename__ = "topic"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(160))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id", ondelete="RESTRICT"))
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)
    unit: Mapped[Unit | None] = relationship()


class PolicyRow(Model):
    """The numbers of a circular and the date from which they hold.

    A row in force is never changed; one that was withdrawn before it held stays and counts not.
    """

    __tablename__ = "policy"
    __table_args__ = (
        Index(
            "uq_policy_held",
            "valid_from",
            unique=True,
            sqlite_where=text("withdrawn_at IS NULL"),
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    valid_from: Mapped[date]
    numbers: Mapped[dict[str, Any]] = mapped_column(JSON)
    legal_basis: Mapped[str] = mapped_column(String(200), default="")
    by: Mapped[str] = mapped_column(String(120), default="")
    at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    withdrawn_by: Mapped[str] = mapped_column(String(120), default="")
    withdrawn_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class ProductSetting(Model):
    """A setting of the product that is no number of the circular, for example `live_since`."""

    __tablename__ = "product_setting"

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(String(200))
