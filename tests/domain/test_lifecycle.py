"""The life of a request: each state, move and role, as DESIGN 3 and DECISIONS 17 to 20 say."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.domain.lifecycle import (
    BEFORE_SCHEDULE,
    HELD,
    MOVES,
    OPEN,
    STATE_WORDS,
    Owes,
    State,
    move,
    moves_from,
)
from booking.domain.roles import REQUESTER, SYSTEM, Role
from booking.domain.words import CONFERENCE, MODES, VISIT
from booking.errors import MoveNotAllowed, NotAllowed

ROLES = (*map(str, Role), REQUESTER, SYSTEM)
TABLE = {  # name: from, to, who, mode ("" = both)
    "confirm_mailbox": ("unverified", "submitted", "pemohon", ""),
    "expire": ("unverified", "expired", "sistem", ""),
    "verify": ("submitted", "verified", "petugas penyelia", ""),
    "return": ("submitted verified", "returned", "petugas penyelia", ""),
    "correct": ("returned", "submitted", "pemohon petugas penyelia", ""),
    "reject": ("submitted verified", "rejected", "petugas penyelia", ""),
    "consult_unit": ("verified", "awaiting_unit", "petugas penyelia", ""),
    "agree": ("awaiting_unit", "awaiting_unit", "petugas penyelia unit", ""),
    "decline": ("awaiting_unit", "verified", "petugas penyelia unit", ""),
    "propose": ("awaiting_unit", "verified", "petugas penyelia unit", ""),
    "recall_unit": ("awaiting_unit", "verified", "petugas penyelia", ""),
    "schedule": ("verified awaiting_unit", "scheduled", "petugas penyelia unit", ""),
    "reschedule": ("scheduled", "scheduled", "petugas penyelia", ""),
    "withdraw": (
        "submitted returned verified awaiting_unit",
        "withdrawn",
        "pemohon petugas penyelia",
        "",
    ),
    "cancel_by_requester": (
        "awaiting_unit scheduled",
        "cancelled",
        "pemohon petugas penyelia",
        "",
    ),
    "cancel_by_djpk": ("awaiting_unit scheduled", "verified", "petugas penyelia", ""),
    "check_in": ("scheduled", "checked_in", "resepsionis petugas penyelia", VISIT),
    "undo_check_in": ("checked_in", "scheduled", "resepsionis petugas penyelia", VISIT),
    "complete": ("checked_in", "completed", "petugas penyelia sistem", ""),
    "hold_conference": ("scheduled", "completed", "petugas penyelia unit", CONFERENCE),
    "miss": ("scheduled", "no_show", "petugas penyelia sistem", VISIT),
    "miss_with_notice": ("scheduled", "verified", "petugas penyelia", ""),
    "correct_to_completed": ("no_show", "completed", "petugas penyelia", VISIT),
    "correct_to_no_show": ("completed", "no_show", "petugas penyelia", VISIT),
}
ENDED = ("rejected", "cancelled", "withdrawn", "expired")


def test_the_table_has_these_moves_and_no_other() -> None:
    assert set(MOVES) == set(TABLE)


@pytest.mark.parametrize("name", TABLE)
def test_a_move_is_allowed_from_its_states_to_its_roles_and_to_nobody_else(name: str) -> None:
    sources, target, roles, only = TABLE[name]

    for state, role, mode in product(State, ROLES, MODES):
        may = role in roles.split()
        can = state in sources.split() and mode in (only or MODES)
        if may and can:
            assert move(name, state, mode=mode, role=role).target == target
        else:
            with pytest.raises(MoveNotAllowed if may else NotAllowed):
                move(name, state, mode=mode, role=role)
        assert (name in moves_from(state, mode=mode, role=role)) == (may and can)


@pytest.mark.parametrize("state", ENDED)
def test_what_has_ended_moves_no_more(state: str) -> None:
    assert not [name for name, row in MOVES.items() if state in row.sources]


def test_an_admin_an_auditor_and_the_management_decide_nothing() -> None:
    for role in (Role.ADMIN, Role.AUDITOR, Role.MANAGEMENT):
        assert not [name for name, row in MOVES.items() if role in row.roles]


def test_the_clock_only_expires_completes_and_misses() -> None:
    assert {name for name, row in MOVES.items() if SYSTEM in row.roles} == {
        "expire",
        "complete",
        "miss",
    }


def test_a_conference_is_never_a_no_show_by_itself() -> None:
    for state, role in product(State, ROLES):
        reached = [MOVES[name].target for name in moves_from(state, mode=CONFERENCE, role=role)]
        assert State.NO_SHOW not in reached


@given(
    mode=st.sampled_from(MODES),
    steps=st.lists(st.tuples(st.sampled_from(sorted(MOVES)), st.sampled_from(ROLES)), max_size=30),
)
def test_no_sequence_of_moves_leaves_the_table(mode: str, steps: list[tuple[str, str]]) -> None:
    state = "unverified"

    for name, role in steps:
        sources, target, roles, only = TABLE[name]
        before = state
        try:
            state = move(name, state, mode=mode, role=role).target
        except (MoveNotAllowed, NotAllowed):
            assert state == before
            continue
        assert before in sources.split()
        assert role in roles.split()
        assert mode in (only or MODES)
        assert state == target


def test_every_state_but_the_first_can_be_reached() -> None:
    reached = {State.UNVERIFIED}
    for _ in State:
        reached |= {row.target for row in MOVES.values() if reached & set(row.sources)}

    assert reached == set(State)


def test_capacity_is_taken_where_a_session_is_held_or_given() -> None:
    claiming = {name for name, row in MOVES.items() if Owes.CLAIM in row.owes}

    assert claiming == {"consult_unit", "agree", "schedule", "reschedule", "correct_to_completed"}


def test_a_move_that_leaves_a_session_behind_releases_it() -> None:
    for row in MOVES.values():
        leaves = {State.AWAITING_UNIT, State.SCHEDULED} & set(row.sources)
        stays = row.target in (*HELD, State.NO_SHOW, State.AWAITING_UNIT)
        assert (Owes.RELEASE in row.owes) == (bool(leaves) and not stays), row.name


def test_the_letter_is_spent_by_cancellation_no_show_and_completion_only() -> None:
    spending = {name for name, row in MOVES.items() if Owes.SPEND_LETTER in row.owes}
    freeing = {name for name, row in MOVES.items() if Owes.FREE_LETTER in row.owes}

    assert spending == {
        "cancel_by_requester",
        "complete",
        "hold_conference",
        "miss",
        "correct_to_completed",
    }
    assert freeing == {"withdraw", "reject", "expire"}


def test_the_requester_hears_of_every_end_and_every_session() -> None:
    told = {name for name, row in MOVES.items() if Owes.MAIL in row.owes}

    assert told >= {
        "return",
        "reject",
        "schedule",
        "reschedule",
        "withdraw",
        "cancel_by_requester",
        "cancel_by_djpk",
        "miss",
        "miss_with_notice",
    }


def test_a_refused_move_says_where_the_request_stands() -> None:
    with pytest.raises(MoveNotAllowed) as refused:
        move("schedule", "cancelled", mode=VISIT, role="petugas")

    assert refused.value.code == "move_not_allowed"
    assert "berstatus Dibatalkan" in refused.value.detail


def test_every_state_has_words_and_belongs_to_its_group() -> None:
    assert set(STATE_WORDS) == set(State)
    assert set(BEFORE_SCHEDULE) < set(OPEN)
    assert not set(OPEN) & {State(state) for state in ENDED}
