"""What a report is made of, whatever the format: figures, tables and their cells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from booking.domain.narrative import number_words
from booking.renderers.report_charts import Chart


class Kind(StrEnum):
    """What the cells of a column are."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"


Cell = str | int | Decimal | date | None


@dataclass(frozen=True)
class Behind:
    """The list behind a number: which one, and by what it is narrowed."""

    key: str
    name: str = ""
    value: str = ""

    @property
    def chosen(self) -> dict[str, str]:
        """The narrowing as the address carries it."""
        return {self.name: self.value} if self.name else {}


@dataclass(frozen=True)
class Column:
    """A column of a table; `width` in characters."""

    title: str
    kind: Kind = Kind.TEXT
    width: int = 14


@dataclass(frozen=True)
class Table:
    """A table with what is said where it has no rows."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    when_empty: str
    alarms: frozenset[tuple[int, int]] = frozenset()  # row and column of what breaks a rule
    behind: tuple[Behind | None, ...] = ()  # by row, where the numbers of the row have a list
    references: tuple[str, ...] = ()  # by row, the request that it tells of


@dataclass(frozen=True)
class KeyFigure:
    """A number of the first page, what belongs to it, and what it means."""

    title: str
    value: str
    lines: tuple[str, ...]
    definition: str


@dataclass(frozen=True)
class Parts:
    """The report as it is shown."""

    title: str
    month: str
    policy: str
    figures: tuple[KeyFigure, ...]
    paragraphs: tuple[tuple[str, str], ...]
    charts: tuple[Chart, ...]
    visits: Table
    video: Table
    violations: Table
    comparisons: Table
    details: tuple[Table, ...]
    definitions: tuple[str, ...]
    closing: tuple[str, ...] = ()  # how the month was closed; nothing while it is open
    version: str = ""


def shown(value: Cell) -> str:
    """A cell in words: "03-01-2024", "1.304", "–" where there is nothing."""
    if value is None:
        return "–"
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    if isinstance(value, Decimal):
        return str(value).replace(".", ",")
    if isinstance(value, int):
        return number_words(value)
    return value
