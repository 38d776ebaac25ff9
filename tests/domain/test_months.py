"""Months as YYYY-MM."""

from __future__ import annotations

from datetime import date

import pytest

from booking.domain import months
from booking.errors import InputRefused


@pytest.mark.parametrize(
    ("month", "by", "expected"),
    [
        ("2024-01", -1, "2023-12"),
        ("2023-12", 1, "2024-01"),
        ("2024-01", -12, "2023-01"),
        ("2024-03", 0, "2024-03"),
    ],
)
def test_a_month_steps_over_the_turn_of_the_year(month: str, by: int, expected: str) -> None:
    assert months.shifted(month, by) == expected


def test_the_last_day_of_a_leap_february_is_the_29th() -> None:
    assert months.last_day("2024-02") == date(2024, 2, 29)


def test_months_from_the_wrong_way_round_are_none() -> None:
    assert months.months_from("2024-02", "2024-01") == ()
    assert months.months_from("2023-12", "2024-01") == ("2023-12", "2024-01")


@pytest.mark.parametrize(
    "text", ["2024-13", "2024-1", "202401", "2024-00", "", "2024-01-01", "٢٠٢٤-٠١"]
)
def test_a_month_written_otherwise_is_refused(text: str) -> None:
    with pytest.raises(InputRefused) as refused:
        months.checked_month(text)

    assert refused.value.problems[0].field == "month"


def test_a_month_in_words_is_indonesian() -> None:
    assert months.words("2024-08") == "Agustus 2024"
