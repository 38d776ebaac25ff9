"""Closing a day: who came is completed, who did not is a no-show, conferences wait."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from booking.database import db, transaction
from booking.domain.policy import SE_2
from booking.domain.words import CONFERENCE
from booking.errors import InputRefused
from booking.models.reference import PolicyRow
from booking.usecases.close_day import close_day
from tests.usecases.builders import (
    AFTER_HOURS,
    CIAMIS,
    ONE,
    TEN,
    TWO,
    at,
    checked_in,
    codes_of,
    letter,
    letter_of,
    mails_of,
    moves_of,
    party,
    places_of,
    scheduled,
    sessions_of,
    state,
    submission,
    submitted,
    verified,
)


def test_a_day_ends_with_visits_completed_and_missed(app: Flask) -> None:
    came, missed = checked_in(), scheduled(slot=TEN)

    assert close_day(now=AFTER_HOURS) == 2

    assert (state(came), state(missed)) == ("completed", "no_show")
    assert (letter_of(came), letter_of(missed)) == ("spent", "spent")
    assert mails_of(missed)[-1] == "missed"
    assert mails_of(came)[-1] == "scheduled"
    assert moves_of(came)[-1].role == "sistem"


def test_e_3_c_5_a_completed_visit_keeps_its_place_and_a_missed_one_gives_it_back(
    app: Flask,
) -> None:
    came, missed = checked_in(), scheduled(slot=TEN)

    close_day(now=AFTER_HOURS)

    assert len(places_of(came)) == 1
    assert places_of(missed) == []
    assert len(sessions_of(missed)) == 1


def test_e_3_c_5_a_policy_may_keep_the_place_of_a_missed_visit(app: Flask) -> None:
    with transaction():
        numbers = replace(SE_2, no_show_returns_quota=False).numbers()
        db.session.execute(update(PolicyRow).values(numbers=numbers))
    missed = scheduled()

    close_day(now=AFTER_HOURS)

    assert len(places_of(missed)) == 1


def test_e_3_c_9_the_letter_of_a_missed_visit_opens_nothing_more(app: Flask) -> None:
    one = letter()
    scheduled(submission(letters=(one,)))
    close_day(now=AFTER_HOURS)

    with pytest.raises(InputRefused) as error:
        submitted(submission(letters=(one,)))

    assert codes_of(error.value.problems) == ["letter_spent"]


def test_a_day_is_not_closed_before_its_time(app: Flask) -> None:
    reference = scheduled(slot=TWO)

    assert close_day(now=AFTER_HOURS - timedelta(seconds=1)) == 0
    assert state(reference) == "scheduled"


def test_a_day_that_was_forgotten_is_closed_later(app: Flask) -> None:
    reference = scheduled()

    assert close_day(now=at(30, 8)) == 1
    assert state(reference) == "no_show"


def test_closing_twice_changes_nothing_more(app: Flask) -> None:
    reference = scheduled()
    close_day(now=AFTER_HOURS)

    assert close_day(now=AFTER_HOURS) == 0
    assert mails_of(reference).count("missed") == 1


def test_what_has_no_session_and_what_is_a_conference_is_left_alone(app: Flask) -> None:
    waiting = verified()
    conference = scheduled(submission(mode=CONFERENCE), slot=ONE)
    later = scheduled(submission(parties=(party(CIAMIS),)), slot=replace(ONE, on=at(27, 9).date()))

    assert close_day(now=AFTER_HOURS) == 0
    assert [state(reference) for reference in (waiting, conference, later)] == [
        "verified",
        "scheduled",
        "scheduled",
    ]
