"""The commands for the published past and the report, as programs call them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click import Command
from click.testing import Result
from flask.testing import FlaskCliRunner

from booking.commands import history
from booking.errors import InputRefused
from tests.published_past import PUBLISHED

pytestmark = pytest.mark.sqlite_only


def run(runner: FlaskCliRunner, command: Command, *words: object) -> Result:
    return runner.invoke(command, [str(word) for word in words])


def test_an_import_tells_programs_on_stdout_what_became_of_the_rows(
    runner: FlaskCliRunner,
) -> None:
    result = run(runner, history.import_history, PUBLISHED / "history.csv")

    summary = json.loads(result.stdout)
    assert result.exit_code == 0
    assert (summary["read"], summary["added"], summary["listed"]) == (62, 62, [])


def test_a_dry_run_leaves_the_rows_for_the_real_run(runner: FlaskCliRunner) -> None:
    run(runner, history.import_history, PUBLISHED / "history.csv", "--dry-run")

    result = run(runner, history.import_history, PUBLISHED / "history.csv")

    assert json.loads(result.stdout)["added"] == 62


def test_a_file_with_bad_rows_was_read_and_ends_well(
    runner: FlaskCliRunner, tmp_path: Path
) -> None:
    path = tmp_path / "rows.csv"
    lines = (PUBLISHED / "history.csv").read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[:3], lines[3].replace(b"Mojokerto", b"Mojokert\xf6")]))

    result = run(runner, history.import_history, path)

    (listed,) = json.loads(result.stdout)["listed"]
    assert (result.exit_code, listed["line"], listed["landed"]) == (0, 4, False)


@pytest.mark.parametrize(
    "content",
    [b"", b"a,b\n1,2\n", b"%PDF-1.7\n\xe2\xe3\n", b"PK\3\4\0\0\xff\xfe", b"\0" * 3_000_000],
)
def test_another_file_is_refused_in_one_sentence(
    content: bytes, runner: FlaskCliRunner, tmp_path: Path
) -> None:
    path = tmp_path / "other.csv"
    path.write_bytes(content)

    result = run(runner, history.import_history, path)

    assert isinstance(result.exception, InputRefused)
    assert (result.exception.detail.count("\n"), result.stdout) == (0, "")


@pytest.mark.parametrize("command", [history.import_history, history.import_totals])
def test_a_file_that_is_not_there_is_refused(
    command: Command, runner: FlaskCliRunner, tmp_path: Path
) -> None:
    result = run(runner, command, tmp_path / "tidak-ada.csv")

    assert isinstance(result.exception, InputRefused)
    assert "tidak-ada.csv" in result.exception.detail


def test_a_report_goes_to_stdout_or_into_a_file(runner: FlaskCliRunner, tmp_path: Path) -> None:
    run(runner, history.import_history, PUBLISHED / "history.csv")
    run(runner, history.import_totals, PUBLISHED / "totals.csv")
    path = tmp_path / "laporan.json"

    told = run(runner, history.report, "2024-01")
    written = run(runner, history.report, "2024-01", "--out", path)

    assert json.loads(told.stdout)["visits"]["count"] == 25
    assert (written.stdout, path.read_text(encoding="utf-8")) == ("", told.stdout)


def test_a_month_written_otherwise_is_wrong_usage(runner: FlaskCliRunner) -> None:
    assert run(runner, history.report, "2024-13").exit_code == 2


def test_a_format_that_nobody_offers_is_wrong_usage(runner: FlaskCliRunner) -> None:
    assert run(runner, history.report, "2024-01", "--format", "docx").exit_code == 2


@pytest.mark.parametrize("name", ["xlsx", "pdf", "pptx"])
def test_a_file_of_an_office_program_is_written(
    runner: FlaskCliRunner, tmp_path: Path, name: str
) -> None:
    path = tmp_path / f"laporan.{name}"

    result = run(runner, history.report, "2024-01", "--format", name, "--out", path)

    assert result.exit_code == 0
    assert path.read_bytes()[:2] in (b"PK", b"%P")


def test_a_report_that_cannot_be_written_is_refused(runner: FlaskCliRunner, tmp_path: Path) -> None:
    result = run(runner, history.report, "2024-01", "--out", tmp_path / "tidak" / "ada.json")

    assert isinstance(result.exception, InputRefused)
