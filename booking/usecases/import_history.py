"""Bringing in the published past: every row lands or is listed with its line and reason.

Twice the same file adds nothing; names that are not certain wait for a person (DECISIONS 32).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from booking.database import transaction
from booking.domain.import_results import ImportSummary, NameToReview, RowResult
from booking.domain.local_time import jakarta_date, month_key
from booking.domain.months import words
from booking.domain.published_csv import (
    NEW,
    REFUSED,
    REPLACED,
    SAME,
    Remark,
    WrittenRow,
    written_rows,
)
from booking.domain.region_names import NameMatch
from booking.domain.roles import Actor
from booking.domain.topics import topic_codes
from booking.errors import AlreadyDecided
from booking.models.imports import HISTORY
from booking.store import audit, batches
from booking.store.imports import Known, Landing, add_rows, known_rows, replace_regions, replace_row
from booking.store.month import live_since
from booking.store.month_counts import recount_imported
from booking.store.regions import governing_code, region_names

CONTENT_WORDS = ("tanggal", "nama instansi", "topik", "jumlah tamu", "catatan")


@dataclass
class _File:
    """The file as it was read, its names already matched."""

    rows: list[WrittenRow] = field(default_factory=list)
    unreadable: list[Remark] = field(default_factory=list)
    oddities: list[Remark] = field(default_factory=list)
    matches: dict[str, NameMatch] = field(default_factory=dict)


@dataclass
class _Plan:
    """What is to be done with each row."""

    new: list[WrittenRow] = field(default_factory=list)
    changed: list[tuple[Known, WrittenRow]] = field(default_factory=list)
    unchanged: list[tuple[Known, WrittenRow]] = field(default_factory=list)
    refused: list[Remark] = field(default_factory=list)


def import_history(
    lines: Iterable[str],
    *,
    by: Actor,
    now: datetime,
    replace: bool = False,
    file_name: str = "",
    batch_id: int | None = None,
) -> ImportSummary:
    """Bring in the rows of a file as a batch; with `replace`, other content under a number wins.

    Raises `InputRefused` for a file with other columns, `AlreadyDecided` for a batch that landed.
    """
    file = _read(lines, now)
    with transaction():
        if batch_id is not None and not batches.is_waiting(batches.by_id(batch_id, lock=True)):
            raise AlreadyDecided("Berkas ini sudah dimuat. Muat ulang halaman.")
        plan = _plan(file, replace=replace)
        if plan.new or plan.changed or batch_id:
            _land(file, plan, batch_id, file_name, by, now)
    return _summary(file, plan)


def _land(
    file: _File, plan: _Plan, batch_id: int | None, file_name: str, by: Actor, now: datetime
) -> None:
    numbers = {
        "added": len(plan.new),
        "replaced": len(plan.changed),
        "refused": len(plan.refused) + len(file.unreadable),
    }
    batch = batches.done(batch_id, HISTORY, file_name, by=by.name, now=now, **numbers)
    batch.before = [batches.row_before(known.id) for known, _ in plan.changed]
    add_rows((_landing(row, file.matches) for row in plan.new), batch_id=batch.id, now=now)
    for known, row in plan.changed:
        _replace(known, row, file.matches, batch.id, now)
    audit.append(
        "import_history",
        "published_rows",
        by=by,
        now=now,
        added=len(plan.new),
        replaced=len(plan.changed),
    )
    recount_imported(row.report_month for row in plan.new)


def preview_history(lines: Iterable[str], *, now: datetime, replace: bool = False) -> ImportSummary:
    """What `import_history` would do; writes nothing."""
    file = _read(lines, now)
    return _summary(file, _plan(file, replace=replace))


def _read(lines: Iterable[str], now: datetime) -> _File:
    """Read and match before the database is held, since matching a name takes its time."""
    file, names = _File(), region_names()
    for found in written_rows(lines, month_key(jakarta_date(now))):
        if isinstance(found, Remark):
            (file.oddities if found.landed else file.unreadable).append(found)
            continue
        file.rows.append(found)
        if found.institution not in file.matches:
            file.matches[found.institution] = names.match(found.institution)
    return file


def _plan(file: _File, *, replace: bool) -> _Plan:
    plan, since = _Plan(), live_since()
    first_lines: dict[tuple[str, str, int], int] = {}
    stored: dict[tuple[str, str], dict[int, Known]] = {}
    for row in file.rows:
        before = first_lines.setdefault(row.identity, row.line)
        if before != row.line:
            reason = f"Nomor {row.no} sudah dipakai baris {before} berkas ini; baris tidak dimuat."
            plan.refused.append(row.remark(reason))
            continue
        if since and row.report_month >= since:
            reason = (
                f"{words(row.report_month)} dicatat langsung oleh aplikasi ini sejak "
                f"{words(since)}; baris tidak dimuat."
            )
            plan.refused.append(row.remark(reason))
            continue
        table = (row.report_month, row.mode)
        if table not in stored:
            stored[table] = known_rows(*table)
        _place(row, stored[table].get(row.no), plan, replace=replace)
    return plan


def _place(row: WrittenRow, known: Known | None, plan: _Plan, *, replace: bool) -> None:
    if known is None:
        plan.new.append(row)
    elif known.content == row.content:
        plan.unchanged.append((known, row))
    elif replace:
        plan.changed.append((known, row))
    else:
        pairs = zip(CONTENT_WORDS, known.content, row.content, strict=True)
        differing = ", ".join(what for what, old, new in pairs if old != new)
        reason = f"Nomor {row.no} sudah dimuat dengan isi lain ({differing}); yang lama tetap."
        plan.refused.append(row.remark(reason))


def _landing(row: WrittenRow, matches: Mapping[str, NameMatch]) -> Landing:
    identity = {"report_month": row.report_month, "mode": row.mode, "no": row.no}
    match = matches[row.institution]
    return Landing(identity | _content(row) | _judgement(match), _regions(match))


def _replace(
    known: Known, row: WrittenRow, matches: Mapping[str, NameMatch], batch_id: int, now: datetime
) -> None:
    """Other content; what a person decided about an unchanged name stays decided."""
    if known.institution == row.institution:
        replace_row(known.id, _content(row), batch_id=batch_id, now=now)
        return
    match = matches[row.institution]
    columns = _content(row) | _judgement(match)
    replace_row(known.id, columns, batch_id=batch_id, now=now)
    replace_regions(known.id, _regions(match))


def _content(row: WrittenRow) -> dict[str, Any]:
    return {
        "date": row.on,
        "institution": row.institution,
        "topics_written": row.topics_written,
        "topics": list(topic_codes(row.topics_written)),
        "guests": row.guests,
        "note": row.note,
    }


def _judgement(match: NameMatch) -> dict[str, Any]:
    return {"kind": match.institution_kind, "needs_review": match.needs_review}


def _regions(match: NameMatch) -> tuple[str, ...]:
    """The regions that answer for the visit; none while a person has to decide."""
    return () if match.needs_review else tuple(governing_code(code) for code in match.codes)


def _summary(file: _File, plan: _Plan) -> ImportSummary:
    refused = [*file.unreadable, *plan.refused]
    refused_lines = {remark.line for remark in refused}
    landed_oddities = (odd for odd in file.oddities if odd.line not in refused_lines)
    return ImportSummary(
        read=len(file.rows) + len(file.unreadable),
        added=len(plan.new),
        replaced=len(plan.changed),
        unchanged=len(plan.unchanged),
        refused=len(refused),
        listed=tuple(sorted([*refused, *landed_oddities], key=lambda remark: remark.line)),
        review=tuple(sorted(_to_review(file, plan), key=lambda name: name.line)),
        results=tuple(sorted(_results(file, plan), key=lambda result: result.line)),
    )


def _results(file: _File, plan: _Plan) -> Iterable[RowResult]:
    """Every row that could be read, with what becomes of it."""
    outcomes = {row.line: NEW for row in plan.new}
    outcomes |= {row.line: REPLACED for _, row in plan.changed}
    outcomes |= {row.line: SAME for _, row in plan.unchanged}
    for row in file.rows:
        yield RowResult(
            row.line,
            row.report_month,
            row.mode,
            row.no,
            row.institution,
            _regions(file.matches[row.institution]),
            outcomes.get(row.line, REFUSED),
        )


def _to_review(file: _File, plan: _Plan) -> Iterable[NameToReview]:
    waiting = [row for row in plan.new if file.matches[row.institution].needs_review]
    waiting += [row for known, row in plan.unchanged if known.needs_review]
    waiting += [
        row
        for known, row in plan.changed
        if (
            known.needs_review
            if known.institution == row.institution
            else file.matches[row.institution].needs_review
        )
    ]
    for row in waiting:
        candidates = file.matches[row.institution].candidates
        yield NameToReview(
            row.line, row.report_month, row.mode, row.no, row.institution, candidates
        )
