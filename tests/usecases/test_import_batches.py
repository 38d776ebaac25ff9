"""Files of the published past: looked at first, brought in once, undone as a whole."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import select

from booking.database import db
from booking.domain.roles import SYSTEM_ACTOR
from booking.errors import AlreadyDecided, InputRefused, NotAllowed
from booking.models.imports import ImportBatch, ImportedRow, PublishedTotal
from booking.usecases.import_batches import keep_file, lines_of_file, undo_batch
from booking.usecases.import_history import import_history, preview_history
from booking.usecases.import_totals import import_totals
from booking.usecases.report_month import report_month
from tests.published_past import history_lines, rows, totals_lines, visit
from tests.usecases.builders import OFFICER, SUPERVISOR

pytestmark = pytest.mark.usefixtures("app")


def last_batch() -> int:
    """The key of the file that came last."""
    db.session.rollback()
    key = db.session.scalar(select(ImportBatch.id).order_by(ImportBatch.id.desc()).limit(1))
    assert key is not None
    return key


def stored() -> list[tuple[int, str, int | None, list[str]]]:
    db.session.rollback()
    return [
        (row.no, row.institution, row.guests, [region.region_code for region in row.regions])
        for row in db.session.scalars(select(ImportedRow).order_by(ImportedRow.no))
    ]


def test_an_undone_file_leaves_nothing_behind(now: datetime) -> None:
    import_history(history_lines(), by=SYSTEM_ACTOR, now=now)

    undone = undo_batch(last_batch(), by=SUPERVISOR, now=now)

    assert (undone.removed, undone.restored, undone.kept) == (62, 0, 0)
    assert stored() == []
    assert report_month("2024-01", now=now).visits.count is None


def test_only_a_supervisor_takes_a_file_back(now: datetime) -> None:
    import_history(history_lines(), by=SYSTEM_ACTOR, now=now)

    with pytest.raises(NotAllowed):
        undo_batch(last_batch(), by=OFFICER, now=now)

    assert len(stored()) == 62


def test_undoing_gives_a_replaced_row_its_content_and_regions_back(now: datetime) -> None:
    import_history(rows(visit(1), visit(2)), by=SYSTEM_ACTOR, now=now)
    before = stored()
    changed = rows(visit(1, "Kab. Cilacap", guests="7"), visit(3))
    import_history(changed, by=SYSTEM_ACTOR, now=now, replace=True)

    undone = undo_batch(last_batch(), by=SUPERVISOR, now=now)

    assert (undone.removed, undone.restored) == (1, 1)
    assert stored() == before
    assert report_month("2024-01", now=now).visits.count == 2


def test_a_row_that_a_later_file_replaced_stays(now: datetime) -> None:
    import_history(rows(visit(1)), by=SYSTEM_ACTOR, now=now)
    first = last_batch()
    import_history(rows(visit(1, guests="9")), by=SYSTEM_ACTOR, now=now, replace=True)

    undone = undo_batch(first, by=SUPERVISOR, now=now)

    assert (undone.removed, undone.kept) == (0, 1)
    assert [guests for _, _, guests, _ in stored()] == [9]


def test_a_file_is_undone_once(now: datetime) -> None:
    import_history(rows(visit(1)), by=SYSTEM_ACTOR, now=now)
    undo_batch(last_batch(), by=SUPERVISOR, now=now)

    with pytest.raises(AlreadyDecided):
        undo_batch(last_batch(), by=SUPERVISOR, now=now)


def test_totals_get_their_earlier_count_back(now: datetime) -> None:
    import_totals(totals_lines(), by=SYSTEM_ACTOR, now=now)
    import_totals(
        ["month,mode,count\n", "2023,tatap_muka,999\n", "2022,tatap_muka,5\n"],
        by=SYSTEM_ACTOR,
        now=now,
    )

    undone = undo_batch(last_batch(), by=SUPERVISOR, now=now)

    totals = {
        (row.period, row.mode): row.count for row in db.session.scalars(select(PublishedTotal))
    }
    assert (undone.removed, undone.restored) == (1, 1)
    assert totals["2023", "tatap_muka"] == 224
    assert ("2022", "tatap_muka") not in totals


def test_a_kept_file_changes_nothing_until_it_is_brought_in(now: datetime) -> None:
    content = "".join(rows(visit(1), visit(1, "Kab. Cilacap"))).encode()
    key = keep_file(
        content, kind="history", file_name="a.csv", replace=False, by=SUPERVISOR, now=now
    )

    batch = db.session.get_one(ImportBatch, key)
    lines = lines_of_file(batch.content or "")
    seen = preview_history(lines, now=now)

    assert [result.outcome for result in seen.results] == ["new", "refused"]
    assert stored() == []
    import_history(lines_of_file(batch.content or ""), by=SUPERVISOR, now=now, batch_id=key)
    assert len(stored()) == 1
    with pytest.raises(AlreadyDecided):
        import_history(rows(visit(5)), by=SUPERVISOR, now=now, batch_id=key)


def test_only_the_penyelia_brings_files_in(now: datetime) -> None:
    with pytest.raises(NotAllowed):
        keep_file(b"x", kind="history", file_name="a", replace=False, by=OFFICER, now=now)


@pytest.mark.parametrize(("content", "kind"), [(b"", "history"), (b"x", "lain")])
def test_an_empty_file_or_a_strange_kind_is_refused(
    content: bytes, kind: str, now: datetime
) -> None:
    with pytest.raises(InputRefused):
        keep_file(content, kind=kind, file_name="a", replace=False, by=SUPERVISOR, now=now)
