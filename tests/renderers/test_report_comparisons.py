"""The month beside earlier ones: in all and by working day, by hand and in the files."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from booking.domain.comparison import compare, compare_daily
from booking.domain.figures import Figures, Rate, rate_of
from booking.domain.report import MonthlyReport
from booking.renderers import report_md
from booking.renderers.report_comparisons import comparisons, table
from booking.renderers.report_parts import parts_of
from tests.renderers.report_sample import empty, sample


def month(now: int | None, before: int | None, days: int, days_before: int) -> MonthlyReport:
    """January 2024 beside December 2023; the year before is not known."""
    report = sample()
    rates = (
        Rate("2024-01", days, rate_of(now, days)),
        Rate("2023-12", days_before, rate_of(before, days_before)),
    )
    visits = replace(report.visits, count=now, previous_month=compare(now, "2023-12", before))
    return replace(report, visits=visits, figures=Figures(rates=rates))


@pytest.mark.parametrize(
    ("now", "before", "days", "days_before", "told"),
    [
        (25, 30, 22, 19, ("1,14", "1,58", "-0,44", "28%", "turun")),
        (22, 19, 22, 19, ("1,00", "1,00", "0,00", "0%", "sama")),
        (20, 20, 20, 16, ("1,00", "1,25", "-0,25", "20%", "turun")),
        (0, 0, 22, 19, ("0,00", "0,00", "0,00", "–", "sama")),
        (3, 0, 20, 19, ("0,15", "0,00", "0,15", "–", "naik")),
        (None, 30, 22, 19, ("tidak ada data", "1,58", *["tidak ada data"] * 3)),
        (25, None, 22, 19, ("1,14", *["tidak ada data"] * 4)),
    ],
)
def test_visits_compare_by_working_day(
    now: int | None, before: int | None, days: int, days_before: int, told: tuple[str, ...]
) -> None:
    report = month(now, before, days, days_before)

    line = next(
        row for row in table(report).rows if row[0] == "Konsultasi tatap muka per hari kerja"
    )

    shown = [str(cell).replace(".", ",") for cell in line]
    assert (shown[1], shown[3], shown[4], shown[5], shown[6]) == told


def test_a_month_without_working_days_compares_by_none_of_them() -> None:
    assert compare_daily(3, 0, compare(3, "2023-12", 2), 19).direction is None


def test_an_equal_month_changed_by_nothing_not_by_a_little() -> None:
    line = table(month(30, 30, 22, 22)).rows[0]

    assert line[4:] == (0, "0%", "sama")


def test_conferences_compare_by_working_day_too() -> None:
    lines = {each.title: each.now for each in comparisons(sample())}

    assert lines["Video conference per hari kerja"] == Decimal("0.05")


def test_the_months_before_2023_add_nothing_up() -> None:
    told = [line for figure in parts_of(sample(month="2022-11")).figures for line in figure.lines]

    assert not any("sejak Januari 2023" in line for line in told)


def test_markdown_tells_the_comparisons_and_the_figures_beside() -> None:
    text = report_md.render(sample("Kab. Alor")).decode()

    assert "| Konsultasi tatap muka | 1 | Desember 2023 | 30 | -29 | 96,7% | turun |" in text
    assert "## Layanan dalam angka" in text
    assert "- Konsultasi tatap muka: 1 (turun 96,7% dari Desember 2023 (30);" in text


def test_markdown_has_no_second_word_for_what_is_not_known() -> None:
    text = report_md.render(empty(known=False)).decode()

    assert "| tidak diketahui |" not in text
    assert "| tidak ada data |" in text


def test_markdown_holds_no_invisible_mark() -> None:
    text = report_md.render(sample("\u202eKab.\u202c \x07Alor")).decode()

    assert "| Kab. Alor |" in text
