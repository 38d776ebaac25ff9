"""The database: read-only unless `transaction()` says otherwise (DECISIONS 1 and 2)."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Dialect, Engine, MetaData, event
from sqlalchemy.engine import Connection
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

from booking.settings import Settings

BUSY_MILLISECONDS = 15_000
WRITES = {"writes": True}


class Base(DeclarativeBase):
    """What every table inherits; the names of constraints are the same on every database."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(model_class=Base)
if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model

_writing: ContextVar[bool] = ContextVar("writing", default=False)


class UTCDateTime(TypeDecorator[datetime]):
    """An instant: aware, kept in UTC; a naive value is a defect and refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the database: UTC, and only from an aware value."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"an instant without a time zone: {value!r}")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """From the database: aware, also where SQLite forgets the zone."""
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


class InsideTransaction(RuntimeError):
    """Slow work was begun while the database was held; the program is wrong, not the user."""


@contextmanager
def transaction() -> Iterator[None]:
    """The only way to write: one begin, one commit, and a rollback on any error."""
    if _writing.get():
        raise InsideTransaction("a transaction inside a transaction")
    db.session.rollback()
    db.session.connection(execution_options=WRITES)
    token = _writing.set(True)
    try:
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
    finally:
        _writing.reset(token)


def forbid_inside_transaction(what: str) -> None:
    """Stop slow work (hashing, files, rendering, mail) that would hold the database."""
    if _writing.get():
        raise InsideTransaction(f"{what} inside a transaction")


def audit_key() -> bytes:
    """The key of the audit chain, given when the application was assembled."""
    key: bytes = db.session.get_bind().engine.get_execution_options()["audit_key"]
    return key


def init_app(app: Flask, settings: Settings) -> None:
    """Attach the database to an application."""
    options: dict[str, Any] = {
        "execution_options": {"audit_key": settings.secret_key.encode()},
        "hide_parameters": True,  # an error goes into the log, a guest's name does not
    }
    if not settings.database_url.startswith("sqlite"):
        options |= {"pool_pre_ping": True, "pool_size": 8, "max_overflow": 8}
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.database_url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = options
    db.init_app(app)


@event.listens_for(Engine, "connect")
def _on_connect(dbapi: Any, record: Any) -> None:
    if not isinstance(dbapi, sqlite3.Connection):
        return
    dbapi.isolation_level = None  # the driver begins nothing by itself
    dbapi.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
    for _ in range(50):  # the switch itself can find a new file locked
        try:
            dbapi.execute("PRAGMA journal_mode=WAL")
            break
        except sqlite3.OperationalError:
            time.sleep(0.1)
    dbapi.execute("PRAGMA foreign_keys=ON")
    dbapi.execute("PRAGMA synchronous=FULL")


@event.listens_for(Engine, "begin")
def _on_begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA query_only={'OFF' if writes else 'ON'}")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN DEFERRED")
    elif not writes:
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")
