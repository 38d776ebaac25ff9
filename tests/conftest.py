"""What every test may ask for: a moment, an application of its own on each database, a client."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from contextvars import Context
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from flask_migrate import upgrade
from hypothesis import settings as property_settings
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import URL, Dialect, event, make_url
from werkzeug.test import TestResponse

from booking.database import db
from booking.settings import Settings
from tests.postgres import create_database, drop_database, server

DATABASES = ("sqlite", "postgresql")
NOWHERE = {"sqlite": "sqlite:////nowhere", "postgresql": "postgresql+psycopg:///nowhere"}
NOW = datetime(2026, 11, 23, 2, 12, tzinfo=UTC)

# A busy machine is slow without being wrong; what must be quick is timed by tests of its own.
property_settings.register_profile("suite", deadline=None)
property_settings.load_profile("suite")

Assemble = Callable[[Settings], Flask]


class NewDatabase(Protocol):
    """Makes a database of this kind that lasts as long as the test and returns its URL."""

    def __call__(self, kind: str, *, migrated: bool = True) -> str:
        """The URL."""


class SettingsFor(Protocol):
    """Makes settings on a new database; keywords replace single fields."""

    def __call__(self, kind: str, *, migrated: bool = True, **changes: Any) -> Settings:
        """The settings."""


class CompiledOnce(BytecodeCache):
    """Keeps compiled templates for all applications of a run; each would compile them anew."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the code of a template whose source is still the same."""
        if code := self._kept.get(bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        self._kept[bucket.key] = bucket.bytecode_to_string()


class SharedApp:
    """An application whose connections lead to the database of the test that runs."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self._url = make_url(NOWHERE["sqlite"])
        self._services_for = import_module("booking.app").services_for
        with app.app_context():
            event.listen(db.engine, "do_connect", self._connect)

    def lead_to(self, settings: Settings) -> None:
        """From now on this is an application of these settings."""
        self._url = make_url(settings.database_url)
        self.app.extensions["booking"] = self._services_for(settings)

    def _connect(
        self, dialect: Dialect, record: Any, args: list[Any], words: dict[str, Any]
    ) -> None:
        args[:], given = dialect.create_connect_args(self._url)
        words.update(given)


class OutsideClient(FlaskClient):
    """A visitor: shares neither `g` nor the database session with the test that holds the app."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Send a request from outside, then let the test see what it wrote."""
        kwargs["buffered"] = True  # a file that is sent is read and closed here
        response = Context().run(super().open, *args, **kwargs)
        db.session.rollback()
        return response


def pytest_addoption(parser: pytest.Parser) -> None:
    """The switches of `make races` and `make screenshots`."""
    parser.addoption("--rounds", type=int, default=1, help="how often a race is run")
    parser.addoption("--pictures", type=Path, help="folder for pictures of the pages tested")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that touches the database runs on each, unless it is marked `sqlite_only`."""
    if "database" in metafunc.fixturenames:
        alone = any(metafunc.definition.iter_markers("sqlite_only"))
        metafunc.parametrize("database", DATABASES[:1] if alone else DATABASES, indirect=True)


@pytest.fixture
def database(request: pytest.FixtureRequest) -> str:
    """The kind of database of this run of the test: sqlite or postgresql."""
    kind: str = request.param
    return kind


@pytest.fixture
def now() -> datetime:
    """Senin, 23 November 2026, pukul 09.12 WIB."""
    return NOW


@pytest.fixture
def rounds(pytestconfig: pytest.Config) -> int:
    """How often a race is run: once in `make test`, often in `make races`."""
    number: int = pytestconfig.getoption("--rounds")
    return number


@pytest.fixture(scope="session")
def assemble() -> Assemble:
    """`create_app`, loaded late: a run of domain tests does not wait for the web side."""
    create_app: Assemble = import_module("booking.app").create_app
    templates = CompiledOnce()

    def make(settings: Settings) -> Flask:
        app = create_app(settings)
        app.jinja_env.bytecode_cache = templates
        return app

    return make


@pytest.fixture(scope="session")
def plain_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The settings that all tests start from; nothing comes from the environment."""
    return Settings(
        environment="development",
        instance=tmp_path_factory.mktemp("instance"),
        database_url="sqlite://",
        secret_key="0f1e2d3c4b5a69788796a5b4c3d2e1f0-only-for-tests",
        host="127.0.0.1",
        port=8000,
        base_url="http://localhost",
        fixed_clock=NOW.isoformat(),
        smtp_url=None,
        mail_from="layanan@djpk.example",
        trusted_hops=0,
        testing=True,
    )


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[URL]:
    """A PostgreSQL server, started when the first test needs it; the database is for upkeep."""
    with server() as url:
        yield url


@pytest.fixture(scope="session")
def sqlite_template(plain_settings: Settings, assemble: Assemble) -> Path:
    """A file migrated once a run, to be copied."""
    path = plain_settings.instance / "template.db"
    _migrate(assemble(replace(plain_settings, database_url=f"sqlite:///{path}")))
    return path


@pytest.fixture(scope="session")
def postgres_template(
    postgres_url: URL, plain_settings: Settings, assemble: Assemble
) -> Iterator[str]:
    """The name of a database migrated once a run, to be copied."""
    url = create_database(postgres_url, _name())
    try:
        _migrate(assemble(replace(plain_settings, database_url=_written(url))))
        yield str(url.database)
    finally:
        drop_database(postgres_url, str(url.database))


@pytest.fixture
def new_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[NewDatabase]:
    """Makes databases of either kind, migrated or empty, that are dropped after the test."""
    with ExitStack() as leftovers:

        def make(kind: str, *, migrated: bool = True) -> str:
            name = _name()
            if kind == "sqlite":
                path = tmp_path / f"{name}.db"
                if migrated:
                    shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
                return f"sqlite:///{path}"
            on: URL = request.getfixturevalue("postgres_url")
            template = request.getfixturevalue("postgres_template") if migrated else "template1"
            url = create_database(on, name, template)
            leftovers.callback(drop_database, on, name)
            return _written(url)

        yield make


@pytest.fixture
def settings_for(
    new_database: NewDatabase, plain_settings: Settings, tmp_path: Path
) -> SettingsFor:
    """Makes settings on a new database of the kind asked for."""

    def make(kind: str, *, migrated: bool = True, **changes: Any) -> Settings:
        url = new_database(kind, migrated=migrated)
        return replace(plain_settings, instance=tmp_path, database_url=url, **changes)

    return make


@pytest.fixture
def settings(database: str, settings_for: SettingsFor) -> Settings:
    """The settings of `app`; for a test whose other processes meet on the same database."""
    return settings_for(database)


@pytest.fixture(scope="session")
def shared_apps(plain_settings: Settings, assemble: Assemble) -> Callable[[str], SharedApp]:
    """One application a run for each kind of database; to assemble one took half of a test."""
    return cache(
        lambda kind: SharedApp(assemble(replace(plain_settings, database_url=NOWHERE[kind])))
    )


@pytest.fixture
def app(
    database: str, settings: Settings, shared_apps: Callable[[str], SharedApp]
) -> Iterator[Flask]:
    """An application on a migrated database of its own, its context pushed.

    The tests of a run share it: who changes more than its services wants `own_app`.
    """
    shared = shared_apps(database)
    shared.lead_to(settings)
    with _entered(shared.app):
        yield shared.app


@pytest.fixture
def own_app(settings: Settings, assemble: Assemble) -> Iterator[Flask]:
    """The same as `app`, assembled for one test, which may add pages to it."""
    with _entered(assemble(settings)) as app:
        yield app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A visitor without a sign-in; CSRF is checked as in real life."""
    return app.test_client()


@pytest.fixture
def runner(app: Flask) -> FlaskCliRunner:
    """Runs commands of the console script."""
    return app.test_cli_runner()


@contextmanager
def _entered(app: Flask) -> Iterator[Flask]:
    app.test_client_class = OutsideClient
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def _migrate(app: Flask) -> None:
    with app.app_context():
        upgrade()
        db.engine.dispose()


def _name() -> str:
    return f"booking_test_{secrets.token_hex(6)}"


def _written(url: URL) -> str:
    return url.render_as_string(hide_password=False)
