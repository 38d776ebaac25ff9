"""What can be judged in rows that carry only a name and a number of guests."""

from __future__ import annotations

from datetime import date

import pytest

from booking.domain.policy import SE_2
from booking.domain.published_rows import PublishedRow, cap_by_name, judged_visits


def published(
    no: int, *, on: date = date(2024, 1, 10), guests: int | None = 2, regions: tuple[str, ...] = ()
) -> PublishedRow:
    return PublishedRow(no, on, "Kab. Contoh", regions, ("DAU",), guests)


@pytest.mark.parametrize(
    "name",
    [
        "Kab. Kepulauan Sangihe (Bupati)",
        "Prov. Papua (Gubernur)",
        "Kota Batam (Wali Kota)",
        "Kota Batam (Walikota)",
        "Kab. Karanganyar (Ketua DPRD)",
        "Kab. Bireuen (Ketua DPRK)",
        "Kab. Kendal (Pj. Bupati)",
        "Kab. Kendal (Sekda dan Bupati)",
        "Kab. Kendal (dipimpin oleh Bupati)",
        "Bupati Kendal",
        "Kab. Pangandaran (Bupati), Kab. Ciamis dan BJB",
    ],
)
def test_a_name_that_says_the_head_or_chair_leads_opens_four(name: str) -> None:
    assert cap_by_name(name, SE_2) == 4


@pytest.mark.parametrize(
    "name",
    [
        "Kab. Karanganyar (DPRD)",
        "Kab. Kendal (Wakil Bupati)",
        "Kab. Kendal (Wakil Ketua DPRD)",
        "Kab. Kendal (Bupati diwakili Sekda)",
        "Kab. Kendal (Ketua Komisi DPRD)",
        "DPRD Kab. Kendal",
        "AKVINDO",
        "Kab. Kendal",
    ],
)
def test_any_other_name_leaves_two(name: str) -> None:
    assert cap_by_name(name, SE_2) == 2


def test_the_third_row_of_a_region_in_a_month_is_over_the_quota() -> None:
    rows = [published(no, regions=("62.11",)) for no in (1, 2, 3)]

    judged = list(judged_visits(rows, "2024-01", [SE_2]))

    assert [row.violations for row in judged] == [(), (), ("monthly_quota_exceeded",)]


def test_institutions_without_a_region_have_no_quota() -> None:
    judged = judged_visits([published(no) for no in (1, 2, 3)], "2024-01", [SE_2])

    assert all(row.violations == () for row in judged)


def test_a_day_before_the_circular_is_not_judged() -> None:
    rows = [
        published(1, on=date(2024, 1, 1), guests=9),
        published(2, on=date(2024, 1, 2), guests=9),
    ]

    first, second = judged_visits(rows, "2024-01", [SE_2])

    assert (first.guest_cap, first.violations) == (None, ())
    assert (second.guest_cap, second.violations) == (2, ("guest_cap_exceeded",))


def test_a_misprinted_date_is_judged_by_the_month_of_its_report() -> None:
    (row,) = judged_visits([published(1, on=date(2022, 2, 28), guests=3)], "2024-02", [SE_2])

    assert (row.date, row.guest_cap) == (date(2022, 2, 28), 2)
    assert row.violations == ("guest_cap_exceeded",)


def test_an_unknown_number_of_guests_breaks_nothing() -> None:
    (row,) = judged_visits([published(1, guests=None)], "2024-01", [SE_2])

    assert (row.guest_cap, row.violations) == (2, ())
