"""Changing the wished sessions: free before a schedule, checked one by one, never after."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from booking.domain.roles import REQUESTER_ACTOR
from booking.domain.sessions import Slot
from booking.errors import AlreadyDecided, InputRefused, MoveNotAllowed
from booking.usecases.amend_wishes import amend_wishes
from tests.usecases.builders import (
    NINE,
    NOW,
    ONE,
    TEN,
    found,
    given,
    letter,
    moves_of,
    scheduled,
    submission,
    submitted,
    verified,
)

CHRISTMAS = Slot(date(2026, 12, 25), "09:00")


def wishes_of(reference: str) -> list[Slot]:
    return [Slot(wish.date, wish.session) for wish in found(reference).wishes]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((NINE,), (TEN, NINE)),
        ((NINE, TEN, ONE), (ONE,)),
        ((NINE, TEN), (TEN, NINE)),
        ((NINE,), ()),
        ((), (ONE,)),
    ],
    ids=["more", "fewer", "another order", "none", "some"],
)
def test_wishes_change_freely_before_a_schedule(
    app: Flask, before: tuple[Slot, ...], after: tuple[Slot, ...]
) -> None:
    reference = submitted(submission(wishes=before))

    amend_wishes(reference, after, by=REQUESTER_ACTOR, now=NOW)

    assert wishes_of(reference) == list(after)
    assert moves_of(reference)[-1].move == "amend_wishes"
    assert found(reference).state == "submitted"


def test_a_session_that_cannot_be_had_is_named_by_its_rank(app: Flask) -> None:
    reference = submitted(submission(wishes=(NINE,)))

    with pytest.raises(InputRefused, match=r"Pilihan 2: .*Natal"):
        amend_wishes(reference, (TEN, CHRISTMAS), by=REQUESTER_ACTOR, now=NOW)

    assert wishes_of(reference) == [NINE]


def test_a_session_that_another_visit_holds_cannot_be_wished(app: Flask) -> None:
    scheduled()
    reference = submitted(submission(wishes=(), letters=(letter(number="2/2026"),)))

    with pytest.raises(InputRefused, match=r"E\.3\.c\.8"):
        amend_wishes(reference, (NINE,), by=REQUESTER_ACTOR, now=NOW)


@pytest.mark.parametrize("wishes", [(NINE, NINE), (NINE, TEN, ONE, CHRISTMAS)])
def test_one_session_twice_or_four_sessions_are_refused(
    app: Flask, wishes: tuple[Slot, ...]
) -> None:
    with pytest.raises(InputRefused):
        amend_wishes(submitted(), wishes, by=REQUESTER_ACTOR, now=NOW)


def test_after_a_schedule_nothing_is_wished_any_more(app: Flask) -> None:
    reference = given(verified())

    with pytest.raises(MoveNotAllowed, match="surat baru"):
        amend_wishes(reference, (TEN,), by=REQUESTER_ACTOR, now=NOW)


def test_a_stale_page_changes_nothing(app: Flask) -> None:
    reference = submitted()

    with pytest.raises(AlreadyDecided):
        amend_wishes(reference, (TEN,), by=REQUESTER_ACTOR, now=NOW, version=99)
