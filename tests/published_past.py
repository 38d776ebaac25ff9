"""The two published reports as files, and small files made from lines."""

from __future__ import annotations

from pathlib import Path

from booking.domain.published_csv import ROW_COLUMNS

PUBLISHED = Path(__file__).parent / "published"
HEADING = ",".join(ROW_COLUMNS)


def history_lines() -> list[str]:
    """The rows of December 2023 and January 2024."""
    return _lines("history.csv")


def totals_lines() -> list[str]:
    """The published totals."""
    return _lines("totals.csv")


def rows(*lines: str) -> list[str]:
    """A file with these rows below the heading."""
    return [f"{line}\n" for line in (HEADING, *lines)]


def visit(
    no: int, name: str = "Kab. Banyumas", *, month: str = "2024-01", guests: str = "2"
) -> str:
    """One row of a visit on the tenth of the month."""
    return f'{month},tatap_muka,{no},{month}-10,"{name}",DAU,{guests},'


def _lines(name: str) -> list[str]:
    return (PUBLISHED / name).read_text(encoding="utf-8").splitlines(keepends=True)
