"""Bringing in published totals of months and years whose rows are not (all) known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from booking.database import transaction
from booking.domain.import_results import TotalResult, TotalsSummary
from booking.domain.local_time import jakarta_date, month_key
from booking.domain.published_csv import (
    NEW,
    REPLACED,
    SAME,
    Remark,
    WrittenTotal,
    written_totals,
)
from booking.domain.roles import Actor
from booking.errors import AlreadyDecided
from booking.models.imports import TOTALS
from booking.store import audit, batches
from booking.store.imports import known_totals, put_total

Key = tuple[str, str]
Kept = tuple[int, int | None]


def import_totals(
    lines: Iterable[str],
    *,
    by: Actor,
    now: datetime,
    file_name: str = "",
    batch_id: int | None = None,
) -> TotalsSummary:
    """Bring in the totals of a file as a batch; the last one wins (DECISIONS 32).

    Raises `InputRefused` for a file with other columns, `AlreadyDecided` for a batch that landed.
    """
    totals, listed = _read(lines, now)
    with transaction():
        if batch_id is not None and not batches.is_waiting(batches.by_id(batch_id, lock=True)):
            raise AlreadyDecided("Berkas ini sudah dimuat. Muat ulang halaman.")
        known = known_totals()
        results = _results(totals, known)
        summary = _summary(results, listed)
        if summary.added or summary.replaced or batch_id:
            batch = batches.done(
                batch_id,
                TOTALS,
                file_name,
                by=by.name,
                now=now,
                added=summary.added,
                replaced=summary.replaced,
                refused=summary.refused,
            )
            wanted = {(t.period, t.mode): t.count for t in totals}
            moved = [key for key, count in wanted.items() if known.get(key, (None,))[0] != count]
            batch.before = [_before(key, known.get(key)) for key in moved]
            for period, mode in moved:
                count = wanted[period, mode]
                put_total(period, mode, count, batch_id=batch.id, now=now)
            audit.append(
                "import_totals",
                "published_totals",
                by=by,
                now=now,
                added=summary.added,
                replaced=summary.replaced,
            )
    return summary


def preview_totals(lines: Iterable[str], *, now: datetime) -> TotalsSummary:
    """What `import_totals` would do; writes nothing."""
    totals, listed = _read(lines, now)
    return _summary(_results(totals, known_totals()), listed)


def _read(lines: Iterable[str], now: datetime) -> tuple[list[WrittenTotal], list[Remark]]:
    totals: list[WrittenTotal] = []
    listed: list[Remark] = []
    for found in written_totals(lines, month_key(jakarta_date(now))):
        if isinstance(found, Remark):
            listed.append(found)
        else:
            totals.append(found)
    return totals, listed


def _results(totals: Sequence[WrittenTotal], known: Mapping[Key, Kept]) -> tuple[TotalResult, ...]:
    """Line by line; a total that stands twice replaces itself."""
    counts = {key: count for key, (count, _) in known.items()}
    results = []
    for total in totals:
        key = (total.period, total.mode)
        before = counts.get(key)
        outcome = NEW if before is None else SAME if before == total.count else REPLACED
        counts[key] = total.count
        results.append(
            TotalResult(total.line, total.period, total.mode, total.count, before, outcome)
        )
    return tuple(results)


def _summary(results: tuple[TotalResult, ...], listed: Sequence[Remark]) -> TotalsSummary:
    outcomes = [result.outcome for result in results]
    return TotalsSummary(
        read=len(results) + len(listed),
        added=outcomes.count(NEW),
        replaced=outcomes.count(REPLACED),
        unchanged=outcomes.count(SAME),
        refused=len(listed),
        listed=tuple(listed),
        results=results,
    )


def _before(key: Key, kept: Kept | None) -> dict[str, Any]:
    count, batch_id = kept or (None, None)
    return {"period": key[0], "mode": key[1], "count": count, "batch_id": batch_id}
