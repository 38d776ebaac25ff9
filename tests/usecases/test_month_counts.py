"""The kept counts of months tell what a count from scratch tells, whatever was done."""

from __future__ import annotations

from collections import Counter

import pytest
from flask import Flask
from sqlalchemy import func, select

from booking.database import db
from booking.domain.roles import SYSTEM_ACTOR
from booking.models.door import CheckIn
from booking.models.imports import ImportedRow
from booking.models.reports import MonthCount
from booking.models.requests import Request
from booking.usecases.import_history import import_history
from tests.published_past import history_lines, rows, visit
from tests.usecases.builders import NOW
from tests.usecases.test_claims_property import STEPS, Office


def kept(source: str) -> dict[tuple[str, str], int]:
    """The counts as the reports read them."""
    row = MonthCount
    found = db.session.execute(
        select(row.month, row.mode, row.count).where(row.source == source, row.count > 0)
    )
    return {(month, mode): count for month, mode, count in found}


def held_from_scratch() -> dict[tuple[str, str], int]:
    """The same counts, from every request there is."""
    db.session.rollback()
    admitted = dict(db.session.execute(select(CheckIn.request_id, CheckIn.admitted)).all())
    counts: Counter[tuple[str, str]] = Counter()
    for request in db.session.scalars(select(Request)):
        visited = request.state in ("checked_in", "completed") and admitted.get(request.id, 0) > 0
        conferred = request.mode == "video_conference" and request.state == "completed"
        if visited or conferred:
            counts[f"{request.appointment_on:%Y-%m}", request.mode] += 1
    return dict(counts)


@pytest.mark.parametrize("seed", [3, 11])
def test_no_sequence_of_steps_parts_the_counts_from_the_requests(app: Flask, seed: int) -> None:
    office = Office(seed)

    for number in range(STEPS):
        office.step()
        if number % 20 == 19:
            assert held_from_scratch() == kept("held"), "\n".join(office.told)

    assert kept("held"), "the office was too quiet to prove anything"


def test_imported_rows_are_counted_once_however_often_they_come(app: Flask) -> None:
    import_history(history_lines(), by=SYSTEM_ACTOR, now=NOW)
    import_history(history_lines(), by=SYSTEM_ACTOR, now=NOW)
    import_history(rows(visit(77), visit(78, month="2024-02")), by=SYSTEM_ACTOR, now=NOW)

    from_scratch = db.session.execute(
        select(ImportedRow.report_month, ImportedRow.mode, func.count()).group_by(
            ImportedRow.report_month, ImportedRow.mode
        )
    )

    assert {(month, mode): count for month, mode, count in from_scratch} == kept("imported")
    assert kept("imported")["2024-01", "tatap_muka"] == 26
