"""The database before a command: prepared when it is new, refused when it is of another version."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

import click
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade

from booking.database import db
from booking.errors import SettingsRefused

P = ParamSpec("P")
R = TypeVar("R")


def stored_version() -> str | None:
    """The migration that the database stands at; None for an empty one."""
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest_version() -> str | None:
    """The migration that this program was written for."""
    folder = Path(current_app.extensions["migrate"].directory)
    return ScriptDirectory(str(folder)).get_current_head()


def prepare() -> None:
    """Migrate a new database; refuse one of another version with the command that helps."""
    stored = stored_version()
    if stored is None:
        upgrade()
    elif stored != newest_version():
        raise SettingsRefused(
            f"Basis data berada pada versi {stored}, program pada versi {newest_version()}. "
            "Jalankan: booking db upgrade"
        )


def with_database(command: Callable[P, R]) -> Callable[P, R]:
    """A command that runs inside the application on a prepared database."""

    @wraps(command)
    def prepared(*args: P.args, **kwargs: P.kwargs) -> R:
        prepare()
        return command(*args, **kwargs)

    return with_appcontext(prepared)


def echo(sentence: str) -> None:
    """A sentence for the person at the terminal, kept apart from machine output."""
    click.echo(sentence, err=True)
