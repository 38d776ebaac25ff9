"""How counts are compared in the report."""

from __future__ import annotations

from decimal import Decimal

import pytest

from booking.domain.comparison import Direction, compare


@pytest.mark.parametrize(
    ("current", "earlier", "percent", "direction"),
    [
        (25, 30, "-16.7", Direction.DOWN),
        (2, 5, "-60.0", Direction.DOWN),
        (2, 3, "-33.3", Direction.DOWN),
        (22, 20, "10.0", Direction.UP),
        (126, 143, "-11.9", Direction.DOWN),
        (2001, 2000, "0.1", Direction.UP),  # 0.05 exactly: half goes up
        (1999, 2000, "-0.1", Direction.DOWN),  # and on the magnitude, so down here
        (7, 7, "0.0", Direction.SAME),
    ],
)
def test_a_change_is_rounded_half_up_on_its_magnitude(
    current: int, earlier: int, percent: str, direction: Direction
) -> None:
    comparison = compare(current, "2023-12", earlier)

    assert (comparison.change_percent, comparison.direction) == (Decimal(percent), direction)


def test_a_change_that_rounds_away_keeps_its_direction_and_has_no_minus_zero() -> None:
    comparison = compare(9_999, "2023-12", 10_001)

    assert comparison.direction is Direction.DOWN
    assert str(compare(99_999, "2023-12", 100_000).change_percent) == "0.0"


@pytest.mark.parametrize(("current", "direction"), [(3, Direction.UP), (0, Direction.SAME)])
def test_from_nothing_there_is_a_direction_but_no_percentage(
    current: int, direction: Direction
) -> None:
    comparison = compare(current, "2023-12", 0)

    assert (comparison.change_percent, comparison.direction) == (None, direction)


@pytest.mark.parametrize(("current", "earlier"), [(None, 30), (25, None), (None, None)])
def test_what_is_not_known_is_not_compared(current: int | None, earlier: int | None) -> None:
    comparison = compare(current, "2023-12", earlier)

    assert (comparison.change_percent, comparison.direction) == (None, None)
    assert comparison.count == earlier
