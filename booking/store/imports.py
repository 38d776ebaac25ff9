"""The published past as it was brought in: rows by their identity, totals by their period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from sqlalchemy import delete, insert, select, update

from booking.database import db
from booking.models.imports import ImportedRegion, ImportedRow, PublishedTotal

AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Known:
    """A row that is there already."""

    id: int
    content: tuple[date, str, str, int | None, str]
    needs_review: bool

    @property
    def institution(self) -> str:
        """The name as written."""
        return self.content[1]


@dataclass(frozen=True, slots=True)
class Landing:
    """A row to be kept: its columns and its regions in the order of the name."""

    columns: Mapping[str, Any]
    regions: tuple[str, ...]


def known_rows(report_month: str, mode: str) -> dict[int, Known]:
    """The rows of a month and mode by their number."""
    row = ImportedRow
    found = db.session.execute(
        select(
            row.no,
            row.id,
            row.date,
            row.institution,
            row.topics_written,
            row.guests,
            row.note,
            row.needs_review,
        ).where(row.report_month == report_month, row.mode == mode)
    )
    return {
        no: Known(id_, (on, institution, topics, guests, note), needs_review)
        for no, id_, on, institution, topics, guests, note, needs_review in found
    }


def add_rows(landings: Iterable[Landing], *, batch_id: int, now: datetime) -> None:
    """Keep new rows of a batch, many at once."""
    for batch in _batches(landings):
        ids = db.session.scalars(
            insert(ImportedRow).returning(ImportedRow.id, sort_by_parameter_order=True),
            [{**landing.columns, "imported_at": now, "batch_id": batch_id} for landing in batch],
        ).all()
        _add_regions(zip(ids, (landing.regions for landing in batch), strict=True))


def replace_row(row_id: int, columns: Mapping[str, Any], *, batch_id: int, now: datetime) -> None:
    """Give a row the content of a batch; its regions stay."""
    db.session.execute(
        update(ImportedRow)
        .where(ImportedRow.id == row_id)
        .values(**columns, imported_at=now, batch_id=batch_id)
    )


def replace_regions(row_id: int, regions: tuple[str, ...]) -> None:
    """Give a row other regions."""
    db.session.execute(delete(ImportedRegion).where(ImportedRegion.row_id == row_id))
    _add_regions([(row_id, regions)])


def known_totals() -> dict[tuple[str, str], tuple[int, int | None]]:
    """The published totals by period and mode, each with the batch that brought it."""
    total = PublishedTotal
    return {
        (period, mode): (count, batch_id)
        for period, mode, count, batch_id in db.session.execute(
            select(total.period, total.mode, total.count, total.batch_id)
        )
    }


def put_total(period: str, mode: str, count: int, *, batch_id: int, now: datetime) -> None:
    """Keep a published total; the last one wins."""
    db.session.merge(
        PublishedTotal(period=period, mode=mode, count=count, batch_id=batch_id, imported_at=now)
    )


def _add_regions(regions_of: Iterable[tuple[int, tuple[str, ...]]]) -> None:
    rows = [
        {"row_id": row_id, "region_code": code, "position": position}
        for row_id, codes in regions_of
        for position, code in enumerate(dict.fromkeys(codes))
    ]
    if rows:
        db.session.execute(insert(ImportedRegion), rows)


def _batches(landings: Iterable[Landing]) -> Iterator[Sequence[Landing]]:
    stream = iter(landings)
    while batch := list(islice(stream, AT_ONCE)):
        yield batch
