"""Asking a unit: session and place are held while it answers (DECISIONS 18)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask

from booking.domain.sessions import VISITING_ROOM, Slot
from booking.errors import (
    QuotaFull,
    SessionTaken,
)
from booking.usecases.answer_for_unit import decline
from booking.usecases.consult_unit import consult_unit
from tests.usecases.builders import (
    BANYUMAS,
    CIAMIS,
    LINK_KEY,
    NINE,
    NOW,
    OFFICER,
    TEN,
    UNIT,
    asked,
    at,
    given,
    letter_of,
    party,
    places_of,
    sessions_of,
    state,
    submission,
    verified,
)


def test_sending_to_a_unit_holds_session_and_place(app: Flask) -> None:
    reference = verified()

    until = consult_unit(reference, NINE, unit_code="DTU", by=OFFICER, now=NOW, link_key=LINK_KEY)

    assert state(reference) == "awaiting_unit"
    assert sessions_of(reference) == [(VISITING_ROOM, NINE)]
    assert len(places_of(reference)) == 1
    assert until == at(26, 23, 59) + timedelta(seconds=59)
    with pytest.raises(SessionTaken):
        given(verified(submission(parties=(party(CIAMIS),))), NINE)


def test_a_unit_that_agrees_turns_the_hold_into_the_session(app: Flask) -> None:
    reference = verified()
    asked(reference)

    given(reference, NINE, by=UNIT)

    assert state(reference) == "scheduled"
    assert sessions_of(reference) == [(VISITING_ROOM, NINE)]
    assert state(given(verified(), TEN, now=at(27, 9) - timedelta(days=1, hours=1))) == "scheduled"
    with pytest.raises(SessionTaken):  # what was given does not expire as the hold would have
        given(verified(submission(parties=(party(CIAMIS),))), NINE, now=at(26, 9, 30))


def test_a_unit_that_declines_gives_everything_back(app: Flask) -> None:
    reference = verified()
    question = asked(reference)

    decline(question, "Narasumber dinas luar.", by=UNIT, now=NOW)

    assert state(reference) == "verified"
    assert (sessions_of(reference), places_of(reference)) == ([], [])
    assert letter_of(reference) == "carried"


def test_an_expired_hold_gives_way_to_who_wants_the_session(app: Flask) -> None:
    december = Slot(date(2026, 12, 3), "09:00")
    held = [verified() for _ in range(2)]
    for reference, slot in zip(held, (december, Slot(date(2026, 12, 3), "10:00")), strict=True):
        asked(reference, slot)
    third = verified()
    with pytest.raises((SessionTaken, QuotaFull)):
        given(third, december)

    given(third, december, now=at(30, 9))

    assert sessions_of(third) == [(VISITING_ROOM, december)]
    assert sessions_of(held[0]) == []
    with pytest.raises(SessionTaken):
        given(held[0], december, now=at(30, 9))


def test_an_answer_after_the_end_of_its_hold_still_gets_session_and_place(app: Flask) -> None:
    reference = verified()
    december = Slot(date(2026, 12, 3), "09:00")
    asked(reference, december)

    given(reference, december, by=UNIT, now=at(30, 9))

    assert sessions_of(reference) == [(VISITING_ROOM, december)]
    assert places_of(reference) == [(BANYUMAS, "2026-12", 1)]
