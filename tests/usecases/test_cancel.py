"""Ending a request: who gives it up, what becomes of session, place and letter (E.3.c.9)."""

from __future__ import annotations

import pytest
from flask import Flask

from booking.domain.roles import REQUESTER_ACTOR
from booking.domain.words import CONFERENCE
from booking.errors import InputRefused, MoveNotAllowed, NotAllowed
from booking.usecases.cancel import cancel_by_djpk, cancel_by_requester
from tests.usecases.builders import (
    NINE,
    NOW,
    OFFICER,
    RECEPTION,
    TEN,
    UNIT,
    asked,
    checked_in,
    codes_of,
    found,
    given,
    letter,
    letter_of,
    mails_of,
    moves_of,
    places_of,
    scheduled,
    sent,
    sessions_of,
    state,
    submission,
    submitted,
    verified,
)


def give_up(reference: str) -> str:
    return cancel_by_requester(reference, reason="Paripurna.", by=REQUESTER_ACTOR, now=NOW)


@pytest.mark.parametrize("build", [submitted, verified])
def test_before_a_schedule_the_requester_withdraws_and_keeps_the_letter(
    app: Flask, build: object
) -> None:
    one = letter()
    reference = build(submission(letters=(one,)))  # type: ignore[operator]

    assert give_up(reference) == "withdrawn"

    assert letter_of(reference) == "free"
    assert mails_of(reference)[-1] == "withdrawn"
    assert submitted(submission(letters=(one,)))


def test_a_session_that_was_only_held_does_not_cost_the_letter(app: Flask) -> None:
    reference = verified()
    asked(reference)

    assert give_up(reference) == "withdrawn"

    assert (sessions_of(reference), places_of(reference)) == ([], [])
    assert letter_of(reference) == "free"


def test_e_3_c_9_a_schedule_that_the_requester_cancels_spends_the_letter(app: Flask) -> None:
    one = letter()
    reference = scheduled(submission(letters=(one,)))

    assert give_up(reference) == "cancelled"

    assert letter_of(reference) == "spent"
    with pytest.raises(InputRefused) as error:
        submitted(submission(letters=(one,)))
    assert codes_of(error.value.problems) == ["letter_spent"]
    assert "Ajukan dengan surat permintaan yang baru." in error.value.detail


def test_a_cancelled_visit_gives_session_and_place_back(app: Flask) -> None:
    scheduled(slot=NINE)
    second = scheduled(slot=TEN)

    give_up(second)

    assert (sessions_of(second), places_of(second)) == ([], [])
    assert state(scheduled(slot=TEN)) == "scheduled"


def test_a_cancellation_has_a_higher_sequence_than_the_invitation(app: Flask) -> None:
    reference = scheduled()

    give_up(reference)

    assert found(reference).invitation_sequence == 1
    assert mails_of(reference)[-2:] == ["scheduled", "cancelled_by_requester"]


def test_a_cancelled_conference_keeps_its_letter(app: Flask) -> None:
    reference = scheduled(submission(mode=CONFERENCE))

    assert give_up(reference) == "cancelled"

    assert letter_of(reference) == "free"
    assert sessions_of(reference) == []


def test_what_djpk_cancels_is_verified_again_and_the_letter_stays_good(app: Flask) -> None:
    reference = scheduled()

    assert cancel_by_djpk(reference, reason="Rapat pimpinan.", by=OFFICER, now=NOW) == "verified"

    request = found(reference)
    assert request.appointment_on is None
    assert letter_of(reference) == "carried"
    assert (sessions_of(reference), places_of(reference)) == ([], [])
    assert moves_of(reference)[-1].reason == "Rapat pimpinan."
    assert state(given(reference, NINE)) == "scheduled"


def test_nothing_is_cancelled_twice(app: Flask) -> None:
    reference = scheduled()
    give_up(reference)

    with pytest.raises(MoveNotAllowed):
        give_up(reference)
    with pytest.raises(MoveNotAllowed):
        cancel_by_djpk(reference, reason="x", by=OFFICER, now=NOW)

    assert mails_of(reference).count("cancelled_by_requester") == 1


def test_who_came_in_cannot_cancel_any_more(app: Flask) -> None:
    with pytest.raises(MoveNotAllowed):
        give_up(checked_in())


def test_an_unconfirmed_request_cannot_be_cancelled(app: Flask) -> None:
    with pytest.raises(MoveNotAllowed):
        give_up(sent().reference)


@pytest.mark.parametrize("by", [RECEPTION, UNIT, REQUESTER_ACTOR])
def test_only_the_desk_cancels_for_djpk(app: Flask, by: object) -> None:
    reference = scheduled()

    with pytest.raises(NotAllowed):
        cancel_by_djpk(reference, reason="x", by=by, now=NOW)  # type: ignore[arg-type]

    assert len(sessions_of(reference)) == 1
