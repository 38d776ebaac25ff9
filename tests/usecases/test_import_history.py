"""Bringing in the published past."""

from __future__ import annotations

from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import select

from booking.database import db, transaction
from booking.domain.import_results import ImportSummary
from booking.domain.roles import SYSTEM_ACTOR
from booking.errors import InputRefused
from booking.models.history import AuditRow
from booking.models.imports import ImportedRow, PublishedTotal
from booking.models.reference import ProductSetting
from booking.usecases.import_history import import_history, preview_history
from booking.usecases.import_totals import import_totals
from tests.published_past import HEADING, history_lines, rows, totals_lines, visit

pytestmark = pytest.mark.usefixtures("app")


def bring_in(lines: list[str], now: datetime, *, replace: bool = False) -> ImportSummary:
    return import_history(lines, by=SYSTEM_ACTOR, now=now, replace=replace)


def stored() -> list[ImportedRow]:
    return list(db.session.scalars(select(ImportedRow).order_by(ImportedRow.id)))


def codes(row: ImportedRow) -> list[str]:
    return [region.region_code for region in row.regions]


def test_every_row_of_the_two_published_reports_lands(now: datetime) -> None:
    summary = bring_in(history_lines(), now)

    assert (summary.read, summary.added, summary.listed, summary.review) == (62, 62, (), ())
    assert len(stored()) == 62


def test_a_joint_visit_keeps_its_regions_in_the_order_of_the_name(now: datetime) -> None:
    bring_in(history_lines(), now)

    joint = next(row for row in stored() if "BJB" in row.institution)

    assert codes(joint) == ["32.18", "32.07"]
    assert joint.institution == "Kab. Pangandaran, Kab. Ciamis dan BJB"


def test_the_same_file_a_second_time_adds_nothing(now: datetime) -> None:
    bring_in(history_lines(), now)

    again = bring_in(history_lines(), now)

    assert (again.read, again.added, again.unchanged, again.listed) == (62, 0, 62, ())
    assert len(stored()) == 62


def test_a_dry_run_says_what_would_happen_and_writes_nothing(now: datetime) -> None:
    summary = preview_history(history_lines(), now=now)

    assert summary.added == 62
    assert stored() == []


def test_an_uncertain_name_lands_without_a_region_and_waits_for_a_person(now: datetime) -> None:
    summary = bring_in(rows(visit(1, "Kab. Bandungg Tengah")), now)

    assert (summary.added, summary.refused) == (1, 0)
    assert [(name.line, name.name) for name in summary.review] == [(2, "Kab. Bandungg Tengah")]
    assert (stored()[0].needs_review, codes(stored()[0])) == (True, [])


def test_a_kota_inside_jakarta_visits_for_the_province(now: datetime) -> None:
    bring_in(rows(visit(1, "Kota Adm. Jakarta Selatan")), now)

    assert codes(stored()[0]) == ["31"]


def test_other_content_under_a_known_number_is_listed_and_left(now: datetime) -> None:
    bring_in(rows(visit(1, guests="2")), now)

    summary = bring_in(rows(visit(1, guests="5")), now)

    assert [(remark.line, remark.landed) for remark in summary.listed] == [(2, False)]
    assert "jumlah tamu" in summary.listed[0].reason
    assert stored()[0].guests == 2


def test_with_replace_other_content_wins_and_other_names_are_matched_anew(now: datetime) -> None:
    bring_in(rows(visit(1, "Kab. Banyumas")), now)

    summary = bring_in(rows(visit(1, "Kota Batam", guests="5")), now, replace=True)

    assert (summary.added, summary.replaced) == (0, 1)
    assert (stored()[0].guests, codes(stored()[0])) == (5, ["21.71"])


def test_replacing_the_guests_keeps_what_a_person_decided_about_the_name(now: datetime) -> None:
    bring_in(rows(visit(1, "Kab. Bandungg Tengah")), now)
    with transaction():
        stored()[0].needs_review = False

    summary = bring_in(rows(visit(1, "Kab. Bandungg Tengah", guests="4")), now, replace=True)

    assert (summary.review, stored()[0].needs_review) == ((), False)


def test_a_number_that_stands_twice_in_the_file_counts_once(now: datetime) -> None:
    summary = bring_in(rows(visit(1), visit(1), visit(2)), now)

    assert summary.added == 2
    assert [(remark.line, remark.no) for remark in summary.listed] == [(3, 1)]
    assert "baris 2" in summary.listed[0].reason


def test_a_date_outside_its_month_lands_as_printed_and_is_listed(now: datetime) -> None:
    summary = bring_in(rows("2024-02,tatap_muka,1,2022-02-28,Kab. Banyumas,DAU,2,"), now)

    assert (summary.added, summary.listed[0].landed) == (1, True)
    assert (stored()[0].report_month, f"{stored()[0].date}") == ("2024-02", "2022-02-28")


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("2024-13,tatap_muka,1,2024-01-10,Kab. Banyumas,DAU,2,", "Bulan laporan"),
        ("2027-01,tatap_muka,1,2027-01-10,Kab. Banyumas,DAU,2,", "belum berjalan"),
        ("2024-01,telepon,1,2024-01-10,Kab. Banyumas,DAU,2,", "Cara"),
        ("2024-01,tatap_muka,satu,2024-01-10,Kab. Banyumas,DAU,2,", "Nomor"),
        ("2024-01,tatap_muka,0,2024-01-10,Kab. Banyumas,DAU,2,", "Nomor"),
        ("2024-01,tatap_muka,1,2024-02-30,Kab. Banyumas,DAU,2,", "tidak ada di kalender"),
        ("2024-01,tatap_muka,1,kemarin,Kab. Banyumas,DAU,2,", "Tanggal"),
        ("2024-01,tatap_muka,1,01/09/2024,Kab. Banyumas,DAU,2,", "dua cara"),
        ("2024-01,tatap_muka,1,2024-01-10,Kab. Banyumas,DAU,-2,", "Jumlah tamu"),
        ("2024-01,tatap_muka,1,2024-01-10,Kab. Banyumas,DAU,2.5,", "Jumlah tamu"),
        ("2024-01,tatap_muka,1,2024-01-10,,DAU,2,", "Nama instansi"),
        (f"2024-01,tatap_muka,1,2024-01-10,{'x' * 201},DAU,2,", "Nama instansi"),
        ("2024-01,tatap_muka,1,2024-01-10,Kab. Banyumas,DAU,2,catatan,lebih", "9 kolom"),
        ("2024-01,tatap_muka,1", "Nama instansi"),
        ("2024-01,tatap_muka,1,2024-01-10,Kab.\udcff Banyumas,DAU,2,", "UTF-8"),
        ("2024-01,tatap_muka,1,2024-01-10,Kab.\0 Banyumas,DAU,2,", "UTF-8"),
    ],
)
def test_a_row_that_cannot_be_read_is_listed_with_its_line(
    line: str, word: str, now: datetime
) -> None:
    summary = bring_in(rows(visit(7), line), now)

    assert (summary.read, summary.added, summary.refused) == (2, 1, 1)
    assert summary.listed[0].line == 3
    assert word in summary.listed[0].reason


@pytest.mark.parametrize("written", ["31/01/2024", "31-01-2024", "10/01/2024"])
def test_a_date_day_first_is_read_where_it_cannot_mislead(written: str, now: datetime) -> None:
    summary = bring_in(rows(f"2024-01,tatap_muka,1,{written},Kab. Banyumas,DAU,2,"), now)

    assert (summary.added, summary.listed) == (1, ())
    assert f"{stored()[0].date:%d-%m-%Y}" == written.replace("/", "-")


def test_a_quote_that_is_never_closed_does_not_swallow_rows_unseen(now: datetime) -> None:
    broken = '2024-01,tatap_muka,1,2024-01-10,"Kab. Banyumas,DAU,2,'

    summary = bring_in(rows(broken, visit(2, "Kota Batam"), visit(3)), now)

    assert summary.listed[0].line == 2
    assert "kutip" in summary.listed[0].reason


def test_a_quote_that_is_never_closed_in_the_last_row_is_seen(now: datetime) -> None:
    summary = bring_in(rows(visit(1), '2024-01,tatap_muka,2,2024-01-10,"Kab. Banyumas,DAU,2,'), now)

    assert (summary.added, [remark.line for remark in summary.listed]) == (1, [3])


def test_a_cell_on_two_lines_is_read_as_one(now: datetime) -> None:
    summary = bring_in(rows('2024-01,tatap_muka,1,2024-01-10,"Kab.\nBanyumas",DAU,2,'), now)

    assert (summary.listed, stored()[0].institution) == ((), "Kab. Banyumas")


def test_cells_that_a_spreadsheet_left_out_at_the_end_are_empty(now: datetime) -> None:
    summary = bring_in(rows("2024-01,video_conference,1,2024-01-10,Kab. Banyumas,DAU"), now)

    assert (summary.added, summary.listed) == (1, ())


def test_an_empty_number_of_guests_counts_and_is_listed(now: datetime) -> None:
    summary = bring_in(rows(visit(1, guests="")), now)

    assert (summary.added, summary.listed[0].landed) == (1, True)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [",", ";"])
def test_what_spreadsheets_save_is_read(mark: str, ending: str, now: datetime) -> None:
    lines = [
        "\ufeff" + HEADING.replace(",", mark) + ending,
        mark * 7 + ending,
        f"2024-01,tatap_muka,1,2024-01-10,Kab. Banyumas,DAU,2,{ending}".replace(",", mark),
    ]

    summary = bring_in(lines, now)

    assert (summary.read, summary.added, summary.listed) == (1, 1, ())


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["month,mode,count\n", "2023,tatap_muka,224\n"],
        [HEADING.replace("guests", "tamu") + "\n"],
        [HEADING + ",guests\n"],
        ["PK\x03\x04\x14\0\udc86xl/workbook.xml\n"],
        ["%PDF-1.7\n", "\udce2\udce3\n"],
    ],
)
def test_a_file_with_other_columns_is_refused_in_one_sentence(
    lines: list[str], now: datetime
) -> None:
    with pytest.raises(InputRefused) as refused:
        bring_in(lines, now)

    assert "\n" not in refused.value.detail
    assert stored() == []


def test_rows_of_a_live_month_are_refused_and_listed(now: datetime) -> None:
    with transaction():
        db.session.add(ProductSetting(key="live_since", value="2026-10"))

    summary = bring_in(rows(visit(1, month="2026-10"), visit(1, month="2026-09")), now)

    assert summary.added == 1
    assert [remark.report_month for remark in summary.listed] == ["2026-10"]


def test_what_came_in_is_in_the_audit_chain(now: datetime) -> None:
    bring_in(history_lines(), now)
    bring_in(history_lines(), now)

    (act,) = db.session.scalars(select(AuditRow).where(AuditRow.action == "import_history"))
    assert act.fields == {"added": 62, "replaced": 0}


def test_totals_come_in_once(now: datetime) -> None:
    first = import_totals(totals_lines(), by=SYSTEM_ACTOR, now=now)
    second = import_totals(totals_lines(), by=SYSTEM_ACTOR, now=now)

    assert (first.added, second.added, second.unchanged) == (3, 0, 3)


def test_the_last_total_of_a_period_wins(now: datetime) -> None:
    lines = ["month,mode,count\n", "2023,tatap_muka,200\n", "2023,tatap_muka,224\n"]

    summary = import_totals(lines, by=SYSTEM_ACTOR, now=now)

    total = db.session.get_one(PublishedTotal, ("2023", "tatap_muka"))
    assert (summary.added, summary.replaced, total.count) == (1, 1, 224)


@pytest.mark.parametrize(
    "line", ["2023-13,tatap_muka,1", "2027,tatap_muka,1", "2023,tatap_muka,-1"]
)
def test_a_total_that_cannot_be_read_is_listed(line: str, now: datetime) -> None:
    summary = import_totals(["month,mode,count\n", f"{line}\n"], by=SYSTEM_ACTOR, now=now)

    assert (summary.read, summary.added, summary.listed[0].line) == (1, 0, 2)


def test_many_rows_land_in_batches(app: Flask, now: datetime) -> None:
    many = [visit(no, "Kab. Banyumas", month="2022-01") for no in range(1, 2_501)]

    summary = bring_in(rows(*many), now)

    assert summary.added == 2_500
    assert codes(stored()[2_499]) == ["33.02"]


def test_a_total_of_a_period_to_come_is_refused_in_words(now: datetime) -> None:
    lines = ["month,mode,count\n", "2027-01,tatap_muka,5\n", "2027,tatap_muka,5\n"]

    summary = import_totals(lines, by=SYSTEM_ACTOR, now=now)

    assert [remark.reason for remark in summary.listed] == [
        "Periode Januari 2027 belum berjalan.",
        "Periode tahun 2027 belum berjalan.",
    ]
