"""The words of the report that pages and files share."""

from __future__ import annotations

from booking.domain.comparison import Comparison, Direction
from booking.domain.mail_facts import one_line
from booking.domain.months import words
from booking.domain.narrative import number_words, percent_words
from booking.domain.violations import VIOLATIONS

NO_DATA = "tidak ada data"


def count_words(count: int | None) -> str:
    """ "1.304", or that nothing is known; never a zero that nobody counted."""
    return NO_DATA if count is None else number_words(count)


def change_words(comparison: Comparison) -> str:
    """ "turun 16,7% dari Desember 2023 (30)", "sama dengan …", "Januari 2023: tidak ada data"."""
    month = words(comparison.month)
    if comparison.direction is None:
        return f"{month}: {count_words(comparison.count)}"
    base = f"{month} ({count_words(comparison.count)})"
    if comparison.direction is Direction.SAME:
        return f"sama dengan {base}"
    size = (
        "" if comparison.change_percent is None else f" {percent_words(comparison.change_percent)}"
    )
    return f"{comparison.direction}{size} dari {base}"


def violation_words(code: str) -> str:
    """What was broken, in words."""
    return VIOLATIONS[code].words if code in VIOLATIONS else one_line(code)


def refusal_words(code: str) -> str:
    """The reason of a refusal in words; one without a rule stands in its own words elsewhere."""
    for kind in VIOLATIONS.values():
        if code == kind.finding:
            return kind.words
    return "Alasan lain" if code == "other" else one_line(code).replace("_", " ")
