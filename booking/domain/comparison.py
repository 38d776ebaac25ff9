"""How a count compares with an earlier one, as the monthly report says it (DECISIONS 33)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

TENTH = Decimal("0.1")


class Direction(StrEnum):
    """The word of the report for a change."""

    UP = "naik"
    DOWN = "turun"
    SAME = "sama"


@dataclass(frozen=True)
class Comparison:
    """The count of an earlier month and the way from it to ours; None where not known."""

    month: str
    count: int | None
    change_percent: Decimal | None
    direction: Direction | None


def compare(current: int | None, month: str, earlier: int | None) -> Comparison:
    """Compare with the earlier month: a direction from the counts, a percentage where base > 0."""
    if current is None or earlier is None:
        return Comparison(month, earlier, None, None)
    return Comparison(month, earlier, percent(current, earlier), direction(current, earlier))


def compare_daily(current: int | None, days: int, to: Comparison, earlier_days: int) -> Comparison:
    """Compare by working day with the month of a comparison; unknown in a month without any."""
    if current is None or to.count is None or not days or not earlier_days:
        return Comparison(to.month, to.count, None, None)
    return replace(compare(current * earlier_days, to.month, to.count * days), count=to.count)


def direction(current: int, earlier: int) -> Direction:
    """Up, down or the same; decided by the counts, so that rounding hides no change."""
    if current == earlier:
        return Direction.SAME
    return Direction.UP if current > earlier else Direction.DOWN


def percent(current: int, earlier: int) -> Decimal | None:
    """The change in percent with one decimal, half up on the magnitude; None from a base of 0."""
    if earlier == 0:
        return None
    exact = Decimal(current - earlier) * 100 / Decimal(earlier)
    return exact.quantize(TENTH, ROUND_HALF_UP) + 0  # + 0: a fall that rounds away is 0.0, not -0.0
