"""What a unit is told after its answer: whom it promised must never wait in the wrong session."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from booking.database import db, transaction
from booking.domain.roles import REQUESTER_ACTOR
from booking.domain.unit_inquiries import Expert
from booking.domain.unit_news import UNIT_NEWS, UnitNews
from booking.models.messages import OutboxMessage
from booking.store import units
from booking.usecases.answer_for_unit import accept, decline
from booking.usecases.cancel import cancel_by_djpk, cancel_by_requester
from booking.usecases.consult_unit import recall_unit
from booking.usecases.schedule import reschedule
from tests.usecases.builders import NINE, OFFICER, TEN, UNIT, asked, at, given, verified

pytestmark = pytest.mark.usefixtures("mailbox")
SRI = Expert("Sri Wahyuni", "Kepala Subdirektorat DAU")
LATER = at(25, 14)


@pytest.fixture
def mailbox(app: Flask) -> str:
    """The mailbox of the unit that is asked."""
    address = "dtu-bersama@djpk.example"
    with transaction():
        units.by_code("DTU").email = address
    return address


def promised() -> str:
    """A request whose unit accepted."""
    reference = verified()
    accept(asked(reference), [SRI], by=UNIT, now=LATER)
    return reference


def news(reference: str) -> list[UnitNews]:
    """What the unit was told about a request, the oldest first."""
    db.session.rollback()
    rows = db.session.scalars(
        select(OutboxMessage).where(OutboxMessage.kind == UNIT_NEWS).order_by(OutboxMessage.id)
    )
    found = [UnitNews.from_json(row.facts) for row in rows]
    return [each for each in found if each.told.reference == reference]


def kinds(reference: str) -> list[str]:
    return [str(each.news) for each in news(reference)]


def test_a_unit_that_accepted_learns_session_move_and_cancellation() -> None:
    reference = promised()

    given(reference, NINE, now=LATER)
    reschedule(reference, TEN, reason="Ruang dipakai rapat.", by=OFFICER, now=LATER)
    cancel_by_requester(reference, reason="Berhalangan.", by=REQUESTER_ACTOR, now=LATER)

    told = news(reference)
    assert kinds(reference) == ["scheduled", "moved", "cancelled"]
    assert {each.experts for each in told} == {(SRI.words,)}
    assert [each.told.sequence for each in told] == [0, 1, 2]
    assert told[1].told.previous_appointment == told[0].told.appointment
    assert told[2].told.reason == "Berhalangan."


def test_a_visit_that_djpk_cancels_and_gives_again_is_told_both_times() -> None:
    reference = promised()
    given(reference, NINE, now=LATER)

    cancel_by_djpk(reference, reason="Pimpinan dinas luar.", by=OFFICER, now=LATER)
    given(reference, TEN, now=LATER)

    assert kinds(reference) == ["scheduled", "cancelled", "scheduled"]


def test_the_mail_goes_to_the_unit_and_holds_no_request_up(mailbox: str) -> None:
    reference = promised()

    given(reference, NINE, now=LATER)

    row = db.session.scalars(select(OutboxMessage).where(OutboxMessage.kind == UNIT_NEWS)).one()
    assert row.recipient == row.facts["recipient"] == mailbox
    assert row.request_id is None


def test_a_unit_that_was_closed_meanwhile_stops_nobody_and_still_hears() -> None:
    reference = promised()
    with transaction():
        units.by_code("DTU").active = False

    given(reference, NINE, now=LATER)

    assert kinds(reference) == ["scheduled"]


def test_a_question_that_is_taken_back_needs_no_answer() -> None:
    reference = verified()
    asked(reference)

    recall_unit(reference, by=OFFICER, now=LATER)

    assert kinds(reference) == ["not_needed"]


def test_a_request_that_ends_while_the_unit_thinks_needs_no_answer() -> None:
    reference = verified()
    asked(reference)

    cancel_by_requester(reference, reason="Sudah terjawab.", by=REQUESTER_ACTOR, now=LATER)

    assert kinds(reference) == ["not_needed"]


def test_a_session_given_before_the_unit_answered_is_told() -> None:
    reference = verified()
    asked(reference)

    given(reference, NINE, now=LATER)

    assert kinds(reference) == ["scheduled"]


def test_a_unit_that_declined_or_was_relieved_hears_no_more() -> None:
    declined, relieved = verified(), verified()
    decline(asked(declined), "Dinas luar.", by=UNIT, now=LATER)
    asked(relieved, TEN)
    recall_unit(relieved, by=OFFICER, now=LATER)

    given(declined, NINE, now=LATER)
    given(relieved, TEN, now=LATER)

    assert kinds(declined) == []
    assert kinds(relieved) == ["not_needed"]


def test_a_request_that_no_unit_was_asked_about_tells_nobody() -> None:
    reference = verified()

    given(reference, NINE, now=LATER)

    assert kinds(reference) == []
