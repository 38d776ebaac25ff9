"""How migrations reach the database: all that are due in one writing transaction, or none."""

from __future__ import annotations

from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import Connection
from sqlalchemy.types import TypeDecorator

from booking.database import WRITES, db


def migrate() -> None:
    """Run what Alembic was asked for on the application's database."""
    if context.is_offline_mode():
        raise SystemExit("Migrasi dijalankan langsung pada basis data, bukan sebagai naskah SQL.")
    with db.engine.connect().execution_options(**WRITES) as connection:
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            transactional_ddl=True,  # Alembic believes SQLite cannot; ours begins by itself
            render_item=render_plain_type,
            process_revision_directives=number_revision,
            **current_app.extensions["migrate"].configure_args,
        )
        if connection.dialect.name == "sqlite":
            migrate_sqlite(connection)
        else:
            with context.begin_transaction():
                context.run_migrations()


def migrate_sqlite(connection: Connection) -> None:
    """Rebuild tables with foreign keys unwatched, then look whether any row lost its parent."""
    raw: Any = connection.connection.driver_connection
    raw.execute("PRAGMA foreign_keys=OFF")  # has no effect once the transaction has begun
    try:
        with context.begin_transaction():
            context.run_migrations()
            orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            if orphans:
                raise RuntimeError(f"rows without their parent after migrating: {orphans[:5]}")
    finally:
        raw.execute("PRAGMA foreign_keys=ON")


def number_revision(migration: Any, revision: Any, directives: list[Any]) -> None:
    """Call a new migration 0001, 0002 …; write none where models and tables agree."""
    script = directives[0]
    if getattr(context.config.cmd_opts, "autogenerate", False) and script.upgrade_ops.is_empty():
        directives.clear()
        return
    head = context.script.get_current_head()
    script.rev_id = f"{int(head or 0) + 1:04}"


def render_plain_type(kind: str, item: Any, autogen: Any) -> Any:
    """Write the database's type instead of ours: old migrations must outlive our code."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    return False


migrate()
