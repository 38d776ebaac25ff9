"""Closing a month: what stands against it, what is kept, and what a correction makes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select, update

from booking.database import db, transaction
from booking.domain.lifecycle import State
from booking.domain.report_data import report_data, report_from
from booking.domain.roles import SYSTEM_ACTOR
from booking.errors import AlreadyDecided, InputRefused, MonthStillOpen, NotAllowed, NotFound
from booking.models.door import CheckIn
from booking.models.history import AuditRow
from booking.models.reports import ClosedMonth
from booking.models.requests import Request
from booking.store import audit, closings
from booking.usecases.close_month import close_month, outlook
from booking.usecases.edit_text import edit_text
from booking.usecases.import_history import import_history
from booking.usecases.report_month import report_month
from tests.published_past import history_lines, rows, visit
from tests.usecases.builders import OFFICER, SUPERVISOR
from tests.usecases.test_report_month import held, moved

pytestmark = pytest.mark.usefixtures("app")
DECEMBER = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)
NOVEMBER = "2026-11"


def close(version: int = 1, **how: Any) -> None:
    close_month(NOVEMBER, version=version, **{"by": SUPERVISOR, "now": DECEMBER, **how})


def one_visit(**how: Any) -> int:
    """A month with this visit; gives the key of its request."""
    with transaction():
        return held(**how).id


def later_guests(number: int) -> None:
    """A correction after the fact: so many people came to every visit."""
    with transaction():
        db.session.execute(update(CheckIn).values(arrived=number))


def test_a_month_that_is_not_over_cannot_be_closed(now: datetime) -> None:
    one_visit()

    with pytest.raises(MonthStillOpen, match=r"dapat ditutup mulai Selasa, 1 Desember 2026"):
        close(now=now)


def test_an_open_visit_keeps_the_month_open_and_is_named() -> None:
    one_visit(state=State.SCHEDULED, admitted=None)

    with pytest.raises(MonthStillOpen, match=r"1 konsultasi belum dicatat.*Kab. Banyumas \(AAAA-"):
        close()

    assert outlook(NOVEMBER, now=DECEMBER).open_visits[0].institution == "Kab. Banyumas"


def test_a_month_without_data_cannot_be_closed() -> None:
    with pytest.raises(MonthStillOpen, match="Belum ada data untuk Mei 2024"):
        close_month("2024-05", version=1, by=SUPERVISOR, now=DECEMBER)


def test_only_the_penyelia_closes() -> None:
    one_visit()

    with pytest.raises(NotAllowed):
        close(by=OFFICER)


def test_a_closed_month_does_not_move_any_more() -> None:
    one_visit()
    before = report_month(NOVEMBER, now=DECEMBER)
    close()

    later_guests(7)
    after = report_month(NOVEMBER, now=DECEMBER)

    assert after.closed
    assert after.visits == before.visits
    assert after.figures == before.figures
    assert after.narrative == before.narrative


def test_the_closing_carries_its_hash_and_the_head_of_the_chain() -> None:
    one_visit()
    with transaction():
        _, head = closings.chain_head()
    close()

    closing = report_month(NOVEMBER, now=DECEMBER).closing

    assert closing is not None
    sealed = db.session.scalars(select(AuditRow).where(AuditRow.action == "close_month")).one()
    assert (closing.version, closing.chain_head, closing.closed_by) == (1, head, "Hendra Wijaya")
    assert sealed.fields == {"version": 1, "sha256": closing.sha256}
    assert (list(audit.broken_links()), list(closings.broken())) == ([], [])


def test_a_snapshot_that_somebody_changed_is_noticed() -> None:
    one_visit()
    close()

    with transaction():
        row = db.session.scalars(select(ClosedMonth)).one()
        row.snapshot = row.snapshot.replace("Kab. Banyumas", "Kab. Cilacap")

    assert list(closings.broken()) == ["Laporan 2026-11 versi 1 tidak sesuai dengan sidik jarinya."]


def test_a_second_closing_of_the_same_version_is_told_who_was_first() -> None:
    one_visit()
    close()

    with pytest.raises(AlreadyDecided, match="sudah ditutup sebagai versi 1 oleh Hendra Wijaya"):
        close()


def test_closing_again_without_a_change_is_refused() -> None:
    one_visit()
    close()

    with pytest.raises(MonthStillOpen, match="tidak ada yang berubah"):
        close(version=2, reason="Koreksi")


def test_a_correction_makes_a_second_version_with_its_difference() -> None:
    one_visit()
    close()
    later_guests(7)

    told = {
        each.what: (each.before, each.after) for each in outlook(NOVEMBER, now=DECEMBER).differences
    }
    with pytest.raises(InputRefused):
        close(version=2)
    close(version=2, reason="Jumlah tamu salah dicatat")

    assert told["Konsultasi tatap muka: jumlah tamu"] == ("2", "7")
    assert report_month(NOVEMBER, now=DECEMBER).visits.guests == 7
    assert report_month(NOVEMBER, now=DECEMBER, version=1).visits.guests == 2
    with pytest.raises(NotFound):
        report_month(NOVEMBER, now=DECEMBER, version=3)


def test_the_next_month_compares_with_what_was_closed() -> None:
    import_history(rows(visit(1, month="2024-02")), by=SYSTEM_ACTOR, now=DECEMBER)
    close_month("2024-02", version=1, by=SUPERVISOR, now=DECEMBER)
    import_history(rows(visit(2, month="2024-02")), by=SYSTEM_ACTOR, now=DECEMBER)

    assert report_month("2024-03", now=DECEMBER).visits.previous_month.count == 1
    assert outlook("2024-02", now=DECEMBER).report.visits.count == 2


def test_an_edited_text_goes_into_the_snapshot_and_the_generated_one_too() -> None:
    one_visit()
    generated = report_month(NOVEMBER, now=DECEMBER).narrative.visits
    edit_text(NOVEMBER, {"visits": "Satu kunjungan saja."}, version=0, by=OFFICER, now=DECEMBER)
    close()

    report = report_month(NOVEMBER, now=DECEMBER)

    assert report.narrative.visits == "Satu kunjungan saja."
    assert report.generated is not None
    assert report.generated.visits == generated


def test_a_text_beside_figures_that_moved_is_told_before_the_closing() -> None:
    one_visit()
    edit_text(NOVEMBER, {"visits": "Satu kunjungan saja."}, version=0, by=OFFICER, now=DECEMBER)
    fresh = outlook(NOVEMBER, now=DECEMBER)
    one_visit(start="10:00")

    later = outlook(NOVEMBER, now=DECEMBER)

    assert (fresh.text_is_older, later.text_is_older) == (False, True)


def test_a_text_as_generated_is_no_edited_text() -> None:
    one_visit()
    generated = report_month(NOVEMBER, now=DECEMBER).narrative
    edit_text(NOVEMBER, {"visits": "Lain."}, version=0, by=OFFICER, now=DECEMBER)

    edit_text(NOVEMBER, {"visits": generated.visits}, version=1, by=OFFICER, now=DECEMBER)

    assert report_month(NOVEMBER, now=DECEMBER).generated is None


def test_a_text_that_somebody_else_edited_is_not_overwritten() -> None:
    one_visit()
    edit_text(NOVEMBER, {"visits": "Pertama."}, version=0, by=OFFICER, now=DECEMBER)

    with pytest.raises(AlreadyDecided, match="sudah disunting oleh Nurhayati"):
        edit_text(NOVEMBER, {"visits": "Kedua."}, version=0, by=SUPERVISOR, now=DECEMBER)


def test_nothing_of_a_report_is_lost_on_the_way_through_its_data() -> None:
    with transaction():
        came = held(arrived=5)
        moved(came, "schedule", datetime(2026, 11, 3, 3, 0, tzinfo=UTC))
        moved(held(state=State.REJECTED, admitted=None), "reject", DECEMBER, codes=["guest_cap"])
        held(date(2026, 11, 6), state=State.NO_SHOW, admitted=None)
    import_history(history_lines(), by=SYSTEM_ACTOR, now=DECEMBER)

    for month in (NOVEMBER, "2024-01", "2023-12", "2020-01"):
        report = report_month(month, now=DECEMBER)
        again = report_from(report_data(report))
        assert again == report
        assert str(again.figures) == str(report.figures)  # 4 and 4.0 are equal and look different


def test_a_request_keeps_its_history_when_its_month_is_closed() -> None:
    key = one_visit()
    close()

    assert db.session.get(Request, key) is not None
