"""Bringing in published totals of months and years whose rows are not (all) known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from booking.database import transaction
from booking.domain.local_time import jakarta_date, month_key
from booking.domain.published_csv import Remark, WrittenTotal, written_totals
from booking.domain.roles import Actor
from booking.store import audit
from booking.store.imports import known_totals, put_total


@dataclass(frozen=True)
class TotalsSummary:
    """What became of the totals read; one that stands twice counts as the last one says."""

    read: int
    added: int
    replaced: int
    unchanged: int
    refused: int
    listed: tuple[Remark, ...]


def import_totals(lines: Iterable[str], *, by: Actor, now: datetime) -> TotalsSummary:
    """Bring in the totals of a file; the last one wins (DECISIONS 32).

    Raises `InputRefused` for a file with other columns.
    """
    totals: list[WrittenTotal] = []
    listed: list[Remark] = []
    for found in written_totals(lines, month_key(jakarta_date(now))):
        if isinstance(found, Remark):
            listed.append(found)
        else:
            totals.append(found)
    added = replaced = 0
    with transaction():
        known = known_totals()
        for total in totals:
            key = (total.period, total.mode)
            if known.get(key) == total.count:
                continue
            added += key not in known
            replaced += key in known
            known[key] = total.count
            put_total(total.period, total.mode, total.count, now=now)
        if added or replaced:
            audit.append(
                "import_totals", "published_totals", by=by, now=now, added=added, replaced=replaced
            )
    return TotalsSummary(
        read=len(totals) + len(listed),
        added=added,
        replaced=replaced,
        unchanged=len(totals) - added - replaced,
        refused=len(listed),
        listed=tuple(listed),
    )
