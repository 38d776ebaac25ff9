"""Commands for the published past and the month's report (DESIGN 6.1).

Progress goes to stderr, only what programs read goes to stdout.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import click

from booking.commands.database import with_database
from booking.domain.import_results import ImportSummary, TotalsSummary
from booking.domain.months import is_month
from booking.domain.roles import SYSTEM_ACTOR
from booking.errors import InputRefused, Problem
from booking.renderers.registry import FORMATS, report_format
from booking.services import services
from booking.usecases import import_history as history_usecase
from booking.usecases import import_totals as totals_usecase
from booking.usecases.report_month import report_month

LONGEST_LINE = 1_000_000


@click.command("import-history")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Hanya tunjukkan apa yang akan terjadi.")
@click.option("--replace", is_flag=True, help="Ganti isi baris bernomor sama yang berbeda.")
@with_database
def import_history(file: Path, dry_run: bool, replace: bool) -> None:
    """Muat baris laporan yang sudah dipublikasikan dari FILE (CSV)."""
    with _lines(file) as lines:
        if dry_run:
            summary = history_usecase.preview_history(lines, now=_now(), replace=replace)
        else:
            summary = history_usecase.import_history(
                lines, by=SYSTEM_ACTOR, now=_now(), replace=replace, file_name=file.name
            )
    _tell({"dry_run": dry_run, **_told(summary)})


@click.command("import-totals")
@click.argument("file", type=click.Path(path_type=Path))
@with_database
def import_totals(file: Path) -> None:
    """Muat jumlah bulanan atau tahunan yang sudah dipublikasikan dari FILE (CSV)."""
    with _lines(file) as lines:
        summary = totals_usecase.import_totals(
            lines, by=SYSTEM_ACTOR, now=_now(), file_name=file.name
        )
    _tell(_told(summary))


@click.command("report")
@click.argument("month")
@click.option("--format", "name", type=click.Choice(FORMATS), default="json", show_default=True)
@click.option("--out", type=click.Path(path_type=Path), help="Tulis ke berkas ini.")
@with_database
def report(month: str, name: str, out: Path | None) -> None:
    """Buat laporan bulanan MONTH (TTTT-BB, misalnya 2024-01)."""
    if not is_month(month):
        raise click.BadParameter(f"Bulan “{month}” harus ditulis TTTT-BB, misalnya 2024-01.")
    kind = report_format(name)
    rendered = kind.render(report_month(month, now=_now()))
    if out is None:
        click.echo(rendered, nl=False)
        return
    try:
        out.write_bytes(rendered)
    except OSError as error:
        raise _refused(f"Berkas {out} tidak dapat ditulis: {error.strerror}.") from error


def _now() -> datetime:
    return services().clock()


@contextmanager
def _lines(path: Path) -> Iterator[Iterator[str]]:
    """The lines of a file with a progress bar on stderr; bytes that are no UTF-8 stay marked."""
    try:
        file = path.open(encoding="utf-8-sig", errors="surrogateescape", newline="")
    except OSError as error:
        raise _refused(f"Berkas {path} tidak dapat dibuka: {error.strerror}.") from error
    with file, click.progressbar(length=path.stat().st_size, file=sys.stderr) as bar:
        yield _progressing(file, bar)


def _progressing(file: IO[str], bar: Any) -> Iterator[str]:
    while line := file.readline(LONGEST_LINE):
        bar.update(len(line))
        yield line


def _told(summary: ImportSummary | TotalsSummary) -> dict[str, Any]:
    """The summary without its line for every row, which the screen shows."""
    return {name: value for name, value in vars(summary).items() if name != "results"}


def _tell(summary: dict[str, Any]) -> None:
    click.echo(json.dumps(summary, ensure_ascii=False, indent=2, default=asdict))


def _refused(sentence: str) -> InputRefused:
    return InputRefused.of(Problem("file", sentence, "file"))
