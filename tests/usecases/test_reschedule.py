"""Moving a session: all of it or nothing, with the next sequence (DECISIONS 19, 23)."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from booking.database import db
from booking.domain.sessions import VISITING_ROOM, Slot
from booking.errors import (
    InputRefused,
    SessionTaken,
)
from booking.models.messages import OutboxMessage
from booking.usecases.cancel import cancel_by_djpk
from booking.usecases.schedule import reschedule
from tests.usecases.builders import (
    BANYUMAS,
    CIAMIS,
    NINE,
    NOW,
    OFFICER,
    ONE,
    TEN,
    found,
    given,
    letter_of,
    mails_of,
    party,
    places_of,
    scheduled,
    sessions_of,
    submission,
)

DECEMBER = Slot(date(2026, 12, 1), "09:00")


def test_reschedule_moves_session_and_place_and_raises_the_sequence(app: Flask) -> None:
    reference = scheduled(slot=NINE)

    reschedule(reference, DECEMBER, reason="Rapat pimpinan.", by=OFFICER, now=NOW)

    assert sessions_of(reference) == [(VISITING_ROOM, DECEMBER)]
    assert places_of(reference) == [(BANYUMAS, "2026-12", 1)]
    assert found(reference).invitation_sequence == 1
    assert letter_of(reference) == "carried"
    assert mails_of(reference)[-1] == "rescheduled"


def test_a_visit_is_not_moved_to_the_session_it_has(app: Flask) -> None:
    reference = scheduled(slot=NINE)
    mails = mails_of(reference)

    with pytest.raises(InputRefused) as refusal:
        reschedule(reference, NINE, reason="Rapat pimpinan.", by=OFFICER, now=NOW)

    assert [problem.code for problem in refusal.value.problems] == ["same_session"]
    assert sessions_of(reference) == [(VISITING_ROOM, NINE)]
    assert found(reference).invitation_sequence == 0
    assert mails_of(reference) == mails


def test_reschedule_within_a_full_month_keeps_its_own_place(app: Flask) -> None:
    scheduled(slot=NINE)
    second = scheduled(slot=TEN)

    reschedule(second, ONE, reason="Rapat pimpinan.", by=OFFICER, now=NOW)

    assert len(places_of(second)) == 1


def test_reschedule_that_fails_leaves_everything_as_it_was(app: Flask) -> None:
    reference = scheduled(slot=NINE)
    scheduled(submission(parties=(party(CIAMIS),)), slot=DECEMBER)
    before = (sessions_of(reference), places_of(reference), found(reference).version)

    with pytest.raises(SessionTaken):
        reschedule(reference, DECEMBER, reason="Rapat.", by=OFFICER, now=NOW)

    assert (sessions_of(reference), places_of(reference), found(reference).version) == before
    assert found(reference).appointment_start == "09:00"


def test_a_new_session_after_a_cancelled_one_has_a_higher_sequence(app: Flask) -> None:
    reference = scheduled(slot=NINE)
    cancel_by_djpk(reference, reason="Rapat pimpinan.", by=OFFICER, now=NOW)

    given(reference, TEN)

    rows = db.session.scalars(
        select(OutboxMessage)
        .where(OutboxMessage.request_id == found(reference).id)
        .order_by(OutboxMessage.id)
    )
    told = [(row.kind, row.facts["sequence"]) for row in rows]
    assert told[-3:] == [("scheduled", 0), ("cancelled_by_djpk", 1), ("scheduled", 2)]
