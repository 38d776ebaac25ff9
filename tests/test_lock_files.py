"""The lock files name no host, pin every package and say what pyproject.toml says."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from booking.settings import PROJECT

BUILDS_THE_PACKAGE = "hatchling"
PIN = re.compile(r"^(?P<name>[a-z0-9][a-z0-9.\-]*(\[[a-z,]+\])?)==(?P<version>\S+)", re.MULTILINE)


def lines_of(path: Path) -> list[str]:
    lines = (line.split("#")[0].strip() for line in path.read_text().splitlines())
    return [line for line in lines if line]


def pins_of(path: Path) -> set[tuple[str, str]]:
    return {(pin["name"], pin["version"]) for pin in PIN.finditer(path.read_text())}


@pytest.mark.parametrize("path", sorted(PROJECT.glob("requirements*")), ids=lambda path: path.name)
def test_no_file_of_requirements_names_a_host(path: Path) -> None:
    text = path.read_text()

    assert "://" not in text
    assert not re.search(r"^\s*(-i|-f|--.*(index|find-links|host))\b", text, re.MULTILINE)


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_locked_package_carries_a_hash(name: str) -> None:
    blocks = re.split(r"\n(?=\S)", (PROJECT / name).read_text().strip())

    without = [block for block in blocks if not PIN.match(block) or "--hash=sha256:" not in block]

    assert len(blocks) > 50
    assert without == []


def test_what_runs_is_the_same_where_it_is_tested() -> None:
    missing = pins_of(PROJECT / "requirements.txt") - pins_of(PROJECT / "requirements-dev.txt")

    assert missing == set()


def test_pyproject_and_requirements_ask_for_the_same() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]

    asked = lines_of(PROJECT / "requirements.in")

    runs = [line for line in asked if not line.startswith(BUILDS_THE_PACKAGE)]
    assert len(runs) == len(asked) - 1
    assert sorted(project["dependencies"]) == sorted(runs)
