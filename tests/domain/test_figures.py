"""The figures beside the counts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from booking.domain.figures import Place, by_region, by_zone, rate, share_of, spread
from booking.domain.workdays import WorkCalendar

CALENDAR = WorkCalendar()
PLACES = {
    "33.02": Place("Kab. Banyumas", "Asia/Jakarta"),
    "53.11": Place("Kab. Sumba Timur", "Asia/Makassar"),
}


def test_visits_are_spread_over_the_working_days_of_their_month() -> None:
    assert rate("2024-01", 25, CALENDAR).working_days == 22
    assert rate("2024-01", 25, CALENDAR).per_day == Decimal("1.14")
    assert rate("2023-12", 30, CALENDAR).per_day == Decimal("1.58")


def test_an_unknown_month_has_no_rate() -> None:
    assert rate("2024-01", None, CALENDAR).per_day is None


def test_the_share_of_conferences_is_of_all_consultations() -> None:
    assert share_of(2, 25) == Decimal("7.4")
    assert share_of(0, 25) == Decimal("0.0")
    assert share_of(0, 0) is None
    assert share_of(None, 25) is None


def test_only_working_days_count_in_a_span() -> None:
    over_christmas = (date(2023, 12, 22), date(2023, 12, 27))  # Christmas and its joint leave

    found = spread([over_christmas], CALENDAR)

    assert found is not None
    assert (found.median, found.ninetieth) == (1, 1)


def test_the_middle_of_an_even_number_lies_between_and_nine_of_ten_took_no_longer() -> None:
    monday = date(2024, 1, 8)
    spans = [(monday, date(2024, 1, day)) for day in (9, 10, 11, 12)]

    found = spread(spans, CALENDAR)

    assert found is not None
    assert (found.count, found.median, found.ninetieth) == (4, Decimal("2.5"), 4)


def test_nothing_took_no_time_at_all() -> None:
    assert spread([], CALENDAR) is None


def test_a_joint_visit_counts_for_each_region_and_zone() -> None:
    rows = [("33.02", "53.11"), ("33.02",), ("99.99",)]

    assert by_region(rows, PLACES) == (("Kab. Banyumas", 2), ("Kab. Sumba Timur", 1))
    assert by_zone(rows, PLACES) == (("WIB", 2), ("WITA", 1), ("WIT", 0))
