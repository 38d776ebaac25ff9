"""Migrations lead from nothing to the models and back, wholly or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import PrimaryKeyConstraint, Table, UniqueConstraint, inspect
from sqlalchemy.exc import IntegrityError

from booking.database import db
from booking.settings import PROJECT
from tests.conftest import Assemble, SettingsFor

MIGRATIONS = PROJECT / "migrations"
BREAKS_HALF_WAY = """
import sqlalchemy as sa
from alembic import op
revision, down_revision = "broken", {head!r}
def upgrade() -> None:
    op.create_table("half", sa.Column("id", sa.Integer, primary_key=True))
    raise ValueError("half-way")
"""
LEAVES_AN_ORPHAN = """
import sqlalchemy as sa
from alembic import op
revision, down_revision = "broken", {head!r}
def upgrade() -> None:
    op.create_table("parent", sa.Column("id", sa.Integer, primary_key=True))
    op.create_table("half", sa.Column("parent_id", sa.Integer, sa.ForeignKey("parent.id")))
    op.execute("INSERT INTO half VALUES (7)")
"""


# Rows of these are few and stay few: nobody follows a reference back to them row by row.
FEW = {"staff.unit_id", "topic.unit_id", "topic_answer.unit_id", "request_topic.topic_id"}


@pytest.fixture
def empty(database: str, settings_for: SettingsFor, assemble: Assemble) -> Iterator[Flask]:
    """An application on a database without a table."""
    app = assemble(settings_for(database, migrated=False))
    with app.app_context():
        yield app
        db.engine.dispose()


def tables() -> set[str]:
    return set(inspect(db.engine).get_table_names())


def enum_types() -> list[str]:
    if db.engine.dialect.name == "sqlite":
        return []
    return [enum["name"] for enum in inspect(db.engine).get_enums()]  # type: ignore[attr-defined]


def with_a_migration(text: str, folder: Path) -> Path:
    """A copy of our migrations with one more at its end."""
    copy = shutil.copytree(MIGRATIONS, folder / "migrations")
    head = ScriptDirectory(str(copy)).get_current_head()
    (copy / "versions" / "broken.py").write_text(text.format(head=head))
    return copy


def test_migrations_form_one_numbered_line() -> None:
    revisions = [script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()]

    assert revisions
    assert revisions[::-1] == [f"{number:04}" for number in range(1, len(revisions) + 1)]


def test_migrating_from_nothing_gives_the_tables_of_the_models(empty: Flask) -> None:
    upgrade()

    with db.engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), db.metadata)
    assert db.metadata.tables
    assert tables() == {*db.metadata.tables, "alembic_version"}
    assert differences == []


def test_migrating_back_leaves_nothing_and_may_be_followed_by_a_new_start(empty: Flask) -> None:
    upgrade()

    downgrade(revision="base")

    assert tables() == {"alembic_version"}
    assert enum_types() == []
    upgrade()
    assert tables() == {*db.metadata.tables, "alembic_version"}


def test_a_migration_that_fails_leaves_the_database_as_it_was(empty: Flask, tmp_path: Path) -> None:
    broken = with_a_migration(BREAKS_HALF_WAY, tmp_path)

    with pytest.raises(ValueError, match="half-way"):
        upgrade(directory=str(broken))

    assert tables() == set()


def test_a_migration_that_orphans_a_row_is_refused(empty: Flask, tmp_path: Path) -> None:
    broken = with_a_migration(LEAVES_AN_ORPHAN, tmp_path)

    with pytest.raises((SystemExit, IntegrityError)):
        upgrade(directory=str(broken))

    assert tables() == set()


def test_what_refers_to_a_growing_table_is_found_by_an_index() -> None:
    unfound = {
        f"{table.name}.{key.parent.name}"
        for table in db.metadata.tables.values()
        for key in table.foreign_keys
        if key.parent.name not in _first_columns(table)
    }

    assert unfound == FEW


def _first_columns(table: Table) -> set[str]:
    """The columns by which rows can be found: each begins an index or a key of the whole table."""
    whole = [index for index in table.indexes if index.dialect_options["sqlite"]["where"] is None]
    keys = [
        each
        for each in table.constraints
        if isinstance(each, UniqueConstraint | PrimaryKeyConstraint)
    ]
    return {next(iter(each.columns)).name for each in (*whole, *keys) if len(each.columns)}
