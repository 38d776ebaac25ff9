"""What a unit is asked and answers: which unit fits, whom it names, how that is written down."""

from __future__ import annotations

import pytest

from booking.domain.unit_inquiries import (
    LONGEST_CONSULTED,
    LONGEST_EXPERT,
    Expert,
    consulted_words,
    expert_problems,
    suggested_unit,
    tidy_experts,
)


@pytest.mark.parametrize(
    ("units", "expected"),
    [
        (["DTU"], "DTU"),
        (["PDRD", "DTU", "DTU"], "DTU"),
        (["PDRD", "DTU"], "PDRD"),
        ([None, "SIPT"], "SIPT"),
        ([None], ""),
        ([], ""),
    ],
)
def test_the_topics_suggest_the_unit_that_answers_for_most(
    units: list[str | None], expected: str
) -> None:
    assert suggested_unit(units) == expected


def test_the_schedule_says_which_unit_and_who() -> None:
    experts = [Expert("Sri Wahyuni", "Kepala Subdirektorat DAU"), Expert("Budi Santoso")]

    words = consulted_words("DTU", experts)

    assert words == "DTU: Sri Wahyuni, Kepala Subdirektorat DAU; Budi Santoso"


def test_names_that_fill_the_field_leave_the_posts_out() -> None:
    experts = [Expert("N" * LONGEST_EXPERT, "P" * LONGEST_EXPERT)] * 3

    words = consulted_words("Sekretariat", experts)

    assert len(words) <= LONGEST_CONSULTED
    assert "P" not in words


def test_empty_rows_name_nobody() -> None:
    typed = [(" Sri  Wahyuni ", "Kasubdit"), ("", ""), (" ", "")]

    assert tidy_experts(typed) == (Expert("Sri Wahyuni", "Kasubdit"),)


@pytest.mark.parametrize(
    ("experts", "field"),
    [
        ((), "name-1"),
        ((Expert("", "Kasubdit"),), "name-1"),
        ((Expert("A"), Expert("B" * (LONGEST_EXPERT + 1))), "name-2"),
        ((Expert("A", "B" * (LONGEST_EXPERT + 1)),), "position-1"),
        ((Expert("A"),) * 4, "name-3"),
    ],
)
def test_a_narasumber_without_a_name_or_too_long_is_refused_at_its_field(
    experts: tuple[Expert, ...], field: str
) -> None:
    assert expert_problems(experts)[0].field == field
