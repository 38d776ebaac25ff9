"""The list behind a number is promised only where it has as many rows as the number says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from booking.domain.figures import Figures, Flow
from booking.domain.month_events import EventKind, MonthEvent
from booking.domain.violations import DISPENSATION
from booking.renderers.report_details import details
from booking.renderers.report_list_rows import Around
from booking.renderers.report_lists import listing
from booking.renderers.report_shapes import Behind
from tests.renderers.report_sample import sample

LEAVE = MonthEvent(
    EventKind.VIOLATION, date(2024, 1, 10), "Kab. Alor", "BK-1", what=(DISPENSATION,)
)


@pytest.mark.parametrize(("used", "opens"), [(0, True), (1, True), (2, False)])
def test_dispensations_open_their_visits_where_each_visit_used_one(used: int, opens: bool) -> None:
    flow = Flow((LEAVE,) if used else ())
    report = replace(sample(), figures=Figures(flow=flow, dispensations=used))

    service = details(report)[0]
    place = next(at for at, row in enumerate(service.rows) if row[0] == "Dispensasi yang diberikan")
    behind = service.behind[place]

    assert behind == (Behind("pelanggaran", "kode", DISPENSATION) if opens else None)
    if behind:
        assert len(listing(report, behind.key, behind.chosen, Around()).rows) == used
