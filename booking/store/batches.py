"""Files that were brought in: kept while they wait for a yes, and undone as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update

from booking.database import db
from booking.errors import NotFound
from booking.models.imports import (
    DONE,
    HISTORY,
    UNDONE,
    WAITING,
    ImportBatch,
    ImportedRegion,
    ImportedRow,
    PublishedTotal,
)
from booking.store.imports import replace_regions

WAITS_FOR = timedelta(days=1)
CONTENT = ("date", "institution", "kind", "topics_written", "topics", "guests", "note")
MOST_SHOWN = 50


@dataclass(frozen=True)
class Undone:
    """What an undoing did; `kept` were replaced by a later file and stay."""

    removed: int
    restored: int
    kept: int
    months: tuple[str, ...]


def keep(
    kind: str, file_name: str, content: str, *, replace: bool, by: str, now: datetime
) -> ImportBatch:
    """A file that waits for a yes; files that waited a day are dropped."""
    db.session.execute(
        delete(ImportBatch).where(ImportBatch.state == WAITING, ImportBatch.at < now - WAITS_FOR)
    )
    batch = ImportBatch(
        kind=kind,
        state=WAITING,
        file_name=file_name,
        content=content,
        replace=replace,
        by=by,
        at=now,
    )
    db.session.add(batch)
    db.session.flush()
    return batch


def by_id(batch_id: int, *, lock: bool = False) -> ImportBatch:
    """The batch. Raises `NotFound`."""
    row = db.session.get(ImportBatch, batch_id, with_for_update=lock or None)
    if row is None:
        raise NotFound("Berkas impor ini tidak ada, atau sudah dihapus karena lewat satu hari.")
    return row


def newest() -> Sequence[ImportBatch]:
    """The last files, the newest first."""
    return db.session.scalars(
        select(ImportBatch).order_by(ImportBatch.id.desc()).limit(MOST_SHOWN)
    ).all()


def done(
    batch_id: int | None, kind: str, file_name: str, *, by: str, now: datetime, **numbers: int
) -> ImportBatch:
    """The batch of a file that lands now: the one that waited, or a new one."""
    batch = by_id(batch_id) if batch_id else ImportBatch(kind=kind, file_name=file_name)
    batch.state, batch.content, batch.by, batch.at = DONE, None, by, now
    for name, number in numbers.items():
        setattr(batch, name, number)
    db.session.add(batch)
    db.session.flush()  # its key goes to every row that it brings
    return batch


def row_before(row_id: int) -> dict[str, Any]:
    """A row as it was before a file replaced it, as plain data."""
    row = db.session.get_one(ImportedRow, row_id)
    plain = {name: getattr(row, name) for name in CONTENT}
    plain["date"] = row.date.isoformat()
    regions = [region.region_code for region in row.regions]
    kept = {"row": row.id, "needs_review": row.needs_review, "batch_id": row.batch_id}
    return {**plain, **kept, "regions": regions}


def undo_rows(batch: ImportBatch) -> Undone:
    """Take the rows of the batch away and give replaced ones their content back."""
    row = ImportedRow
    before = {plain["row"]: plain for plain in batch.before}
    mine = dict(
        db.session.execute(select(row.id, row.report_month).where(row.batch_id == batch.id)).all()
    )
    added = [row_id for row_id in mine if row_id not in before]
    restored = [row_id for row_id in mine if row_id in before]
    _forget(added)
    for row_id in restored:
        _restore(before[row_id])
    db.session.flush()
    db.session.expire_all()
    kept = batch.added + batch.replaced - len(mine)
    return Undone(len(added), len(restored), kept, tuple(sorted(set(mine.values()))))


def undo_totals(batch: ImportBatch) -> Undone:
    """Give each total of the batch its earlier count, or take it away."""
    removed = restored = 0
    for plain in batch.before:
        total = db.session.get(PublishedTotal, (plain["period"], plain["mode"]))
        if total is None or total.batch_id != batch.id:
            continue
        if plain["count"] is None:
            db.session.delete(total)
            removed += 1
        else:
            total.count, total.batch_id = plain["count"], plain["batch_id"]
            restored += 1
    kept = len(batch.before) - removed - restored
    return Undone(removed, restored, kept, ())


def mark_undone(batch: ImportBatch, *, by: str, now: datetime) -> None:
    """The batch does not count any more."""
    batch.state, batch.undone_by, batch.undone_at = UNDONE, by, now


def of_history(batch: ImportBatch) -> bool:
    """True for a file of rows."""
    return batch.kind == HISTORY


def is_waiting(batch: ImportBatch) -> bool:
    """True while nobody said yes."""
    return batch.state == WAITING


def is_done(batch: ImportBatch) -> bool:
    """True while its rows count."""
    return batch.state == DONE


def _forget(row_ids: Iterable[int]) -> None:
    ids = list(row_ids)
    for start in range(0, len(ids), 500):
        some = ids[start : start + 500]
        db.session.execute(delete(ImportedRegion).where(ImportedRegion.row_id.in_(some)))
        db.session.execute(delete(ImportedRow).where(ImportedRow.id.in_(some)))


def _restore(plain: dict[str, Any]) -> None:
    values = {name: plain[name] for name in (*CONTENT, "needs_review", "batch_id")}
    values["date"] = date.fromisoformat(plain["date"])
    db.session.execute(update(ImportedRow).where(ImportedRow.id == plain["row"]).values(**values))
    replace_regions(plain["row"], tuple(plain["regions"]))
