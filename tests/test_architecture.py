"""Every house rule is shown to catch a breach planted in a small package, then holds in ours."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from booking.settings import PROJECT
from tests.house_rules import (
    LONGEST_FILE,
    LONGEST_FUNCTION,
    Package,
    Rule,
    no_circle,
    no_hidden_import,
    one_clock,
    one_commit,
    only_allowed_imports,
    prints_in_cli_only,
    read_package,
    short_files,
    short_functions,
    telling_names,
)

LONG_BODY = "\n".join(["def f():", *["    x = 1"] * LONGEST_FUNCTION])
BREACHES: list[tuple[Rule, str, str]] = [
    (only_allowed_imports, "domain/rules.py", "import flask_login"),
    (only_allowed_imports, "domain/rules.py", "from sqlalchemy.orm import Session"),
    (only_allowed_imports, "domain/rules.py", "from pathlib import Path"),
    (only_allowed_imports, "domain/rules.py", "from booking.store import visits"),
    (only_allowed_imports, "domain/rules.py", "from ..store import visits"),
    (only_allowed_imports, "domain/rules.py", "from booking import settings"),
    (only_allowed_imports, "models/visit.py", "if TYPE_CHECKING:\n    import booking.store.visits"),
    (only_allowed_imports, "store/visits.py", "import booking.clock"),
    (only_allowed_imports, "usecases/cancel.py", "from booking.usecases.schedule import schedule"),
    (only_allowed_imports, "usecases/cancel.py", "from booking.usecases import schedule"),
    (only_allowed_imports, "usecases/cancel.py", "from flask import session"),
    (only_allowed_imports, "renderers/ical.py", "from booking.models.visit import Visit"),
    (only_allowed_imports, "adapters/files.py", "from booking.usecases import schedule"),
    (only_allowed_imports, "web/staff.py", "from booking.models.visit import Visit"),
    (only_allowed_imports, "web/staff.py", "from booking.app import create_app"),
    (only_allowed_imports, "usecases/cancel.py", "import authlib.oauth2"),
    (only_allowed_imports, "api/visits.py", "from authlib.integrations import requests_client"),
    (only_allowed_imports, "errors.py", "import flask"),
    (only_allowed_imports, "settings.py", "import sqlalchemy"),
    (only_allowed_imports, "mailer.py", "import smtplib"),
    (no_circle, "web/staff.py", "from booking.web import staff"),
    (no_circle, "usecases/schedule.py", "import booking.store.visits"),
    (no_hidden_import, "web/staff.py", "def f():\n    import typst"),
    (no_hidden_import, "web/staff.py", "def f():\n    if True:\n        from typst import compile"),
    (no_hidden_import, "web/staff.py", "from importlib import import_module\nimport_module('x')"),
    (one_clock, "web/staff.py", "from datetime import datetime as dt\ndt.now()"),
    (one_clock, "web/staff.py", "import datetime\nmapped(default=datetime.datetime.utcnow)"),
    (one_clock, "web/staff.py", "from datetime import date\ndate.today().isoformat()"),
    (one_clock, "web/staff.py", "from time import monotonic\nmonotonic()"),
    (one_clock, "models/visit.py", "from sqlalchemy import func\ncolumn(default=func.now())"),
    (one_commit, "store/visits.py", "def f():\n    db.session.commit()"),
    (prints_in_cli_only, "jobs.py", "print('x')"),
    (short_files, "web/staff.py", "x = 1\n" * LONGEST_FILE),
    (short_functions, "web/staff.py", LONG_BODY),
    (telling_names, "web/util.py", ""),
]
ALLOWED: list[tuple[Rule, str, str]] = [
    (only_allowed_imports, "domain/rules.py", "import holidays\nfrom booking.domain import policy"),
    (only_allowed_imports, "usecases/cancel.py", "from booking.usecases.ports import Mailer"),
    (only_allowed_imports, "usecases/cancel.py", "from booking.usecases import ports"),
    (only_allowed_imports, "web/staff.py", "from booking.usecases import schedule, cancel"),
    (only_allowed_imports, "app.py", "from booking.web import staff\nimport flask"),
    (no_hidden_import, "renderers/registry.py", "def f():\n    import typst"),
    (no_hidden_import, "adapters/identity_providers.py", "def f():\n    import authlib"),
    (one_clock, "clock.py", "from datetime import datetime\ndatetime.now()"),
    (one_clock, "database.py", "import time\ntime.sleep(1)"),
    (one_clock, "web/staff.py", "from booking import clock\nclock.now()"),
    (one_commit, "database.py", "def f():\n    db.session.commit()"),
    (prints_in_cli_only, "cli.py", "print('x')"),
]
RULES = list(dict.fromkeys(rule for rule, _, _ in BREACHES))


@pytest.fixture
def planted(tmp_path: Path) -> Callable[[str, str], Package]:
    """A small package that keeps the rules, with one file written over."""
    folder = tmp_path / "booking"
    for path in ("store/visits.py", "usecases/ports.py", "usecases/cancel.py", "domain/policy.py"):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text("")
    (folder / "store/visits.py").write_text("from booking.usecases import schedule")
    (folder / "usecases/schedule.py").write_text("")

    def plant(path: str, text: str) -> Package:
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(text)
        return read_package(folder)

    return plant


def breaches(rule: Rule, package: Package, path: str) -> list[str]:
    """What a rule says of one file."""
    name = "booking." + path.removesuffix(".py").replace("/", ".")
    return [said for said in rule(package) if name in said]


@pytest.mark.parametrize(("rule", "path", "text"), BREACHES)
def test_a_planted_breach_is_caught(
    rule: Rule, path: str, text: str, planted: Callable[[str, str], Package]
) -> None:
    package = planted(path, text)

    found = breaches(rule, package, path)

    assert found != []


@pytest.mark.parametrize(("rule", "path", "text"), ALLOWED)
def test_what_is_allowed_passes(
    rule: Rule, path: str, text: str, planted: Callable[[str, str], Package]
) -> None:
    package = planted(path, text)

    found = breaches(rule, package, path)

    assert found == []


@pytest.mark.parametrize("rule", RULES)
def test_the_house_keeps_the_rule(rule: Rule) -> None:
    package = read_package(PROJECT / "booking")

    found = list(rule(package))

    assert len(package) > 5
    assert found == []
