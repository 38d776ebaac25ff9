"""The unit's answer: accepted, declined or other sessions; the first one counts (DECISIONS 18)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from booking.database import db, transaction
from booking.domain.links import UNIT_ANSWER, link_token
from booking.domain.roles import Actor, Role
from booking.domain.sessions import VISITING_ROOM, Slot
from booking.domain.unit_inquiries import AnswerKind, Expert
from booking.domain.unit_notice import UNIT_QUESTION, UnitQuestion
from booking.errors import (
    AlreadyDecided,
    InputRefused,
    NotAllowed,
    NotFound,
    SessionTaken,
)
from booking.models.messages import OutboxMessage
from booking.models.units_asked import UnitInquiry
from booking.store import inquiries, units
from booking.usecases.answer_for_unit import Question, accept, decline, propose
from booking.usecases.consult_unit import consult_unit, recall_unit
from tests.usecases.builders import (
    ADMIN,
    CIAMIS,
    LINK_KEY,
    NINE,
    NOW,
    OFFICER,
    ONE,
    RECEPTION,
    TEN,
    TWO,
    UNIT,
    asked,
    at,
    given,
    moves_of,
    party,
    places_of,
    sessions_of,
    state,
    submission,
    verified,
)

SRI = Expert("Sri Wahyuni", "Kepala Subdirektorat DAU")
SOMEBODY = Actor("Budi Santoso", "unit_link:1", Role.UNIT)
LATER = at(25, 14)
AFTER_THE_HOLD = at(27, 8)
DECEMBER = Slot(date(2026, 12, 3), "09:00")


def link_of(reference: str) -> str:
    """The token in the mail of the newest question about a request."""
    seed = inquiries.seed_of(inquiries.newest_of(reference).id)
    return link_token(LINK_KEY, UNIT_ANSWER, seed)


def test_a_unit_that_accepts_names_who_will_speak_and_the_session_stays_held(app: Flask) -> None:
    reference = verified()
    question = asked(reference)

    accept(question, [SRI], by=UNIT, now=LATER)

    answered = inquiries.newest_of(reference)
    assert answered.answer is not None
    assert (answered.answer.kind, answered.answer.experts) == (AnswerKind.ACCEPTED, (SRI,))
    assert answered.answer.by == UNIT.name
    assert answered.is_agreed
    assert state(reference) == "awaiting_unit"
    assert sessions_of(reference) == [(VISITING_ROOM, NINE)]


def test_an_acceptance_holds_the_session_anew_until_the_desk_schedules(app: Flask) -> None:
    reference = verified()
    question = asked(reference, DECEMBER)

    accept(question, [SRI], by=UNIT, now=at(26, 16))

    assert not inquiries.newest_of(reference).has_expired(at(27, 9))
    with pytest.raises(SessionTaken):  # the first hold would have ended on the 26th
        given(verified(submission(parties=(party(CIAMIS),))), DECEMBER, now=at(27, 9))
    given(reference, DECEMBER, now=at(27, 9))
    assert state(reference) == "scheduled"


def test_an_acceptance_without_a_narasumber_is_refused(app: Flask) -> None:
    question = asked(verified())

    with pytest.raises(InputRefused) as refused:
        accept(question, [], by=UNIT, now=LATER)

    assert refused.value.problems[0].code == "expert_missing"


def test_a_unit_that_declines_gives_the_session_back_and_says_why(app: Flask) -> None:
    reference = verified()

    decline(asked(reference), "Narasumber dinas luar.", by=UNIT, now=LATER)

    assert state(reference) == "verified"
    assert (sessions_of(reference), places_of(reference)) == ([], [])
    assert moves_of(reference)[-1].reason == "Narasumber dinas luar."
    assert inquiries.newest_of(reference).is_back


def test_a_decline_without_a_reason_is_refused(app: Flask) -> None:
    question = asked(verified())

    with pytest.raises(InputRefused) as refused:
        decline(question, "", by=UNIT, now=LATER)

    assert refused.value.problems[0].field == "reason"


def test_a_unit_that_proposes_gives_the_session_back_and_keeps_the_order(app: Flask) -> None:
    reference = verified()

    propose(asked(reference), [TWO, TEN], "Pagi ada rapat.", [SRI], by=UNIT, now=at(23, 15))

    answer = inquiries.newest_of(reference).answer
    assert answer is not None
    assert [p.slot for p in answer.proposals] == [TWO, TEN]
    assert [p.end for p in answer.proposals] == ["15:00", "11:00"]
    assert answer.experts == (SRI,)
    assert (state(reference), sessions_of(reference)) == ("verified", [])


@pytest.mark.parametrize(
    ("slots", "code"),
    [
        ([], "session_missing"),
        ([NINE, TEN, ONE, TWO], "too_many_sessions"),
        ([NINE], "session_held"),
        ([Slot(date(2026, 11, 25), "09:00")], "lead_time"),
        ([Slot(date(2026, 11, 28), "09:00")], "not_working_day"),
        ([Slot(date(2026, 11, 26), "11:00")], "session_unknown"),
    ],
)
def test_a_session_that_could_not_be_given_cannot_be_proposed(
    app: Flask, slots: list[Slot], code: str
) -> None:
    reference = verified()
    question = asked(reference)

    with pytest.raises(InputRefused) as refused:
        propose(question, slots, by=UNIT, now=at(23, 15))

    assert refused.value.problems[0].code == code
    assert state(reference) == "awaiting_unit"


def test_the_second_answer_is_told_who_was_first_and_when(app: Flask) -> None:
    reference = verified()
    question = asked(reference)
    accept(question, [SRI], by=UNIT, now=at(24, 10, 5))

    with pytest.raises(AlreadyDecided) as refused:
        decline(question, "Dinas luar.", by=SOMEBODY, now=at(24, 10, 6))

    assert "Agus Prasetyo" in refused.value.detail
    assert "Selasa, 24 November 2026 pukul 10.05 WIB" in refused.value.detail
    assert state(reference) == "awaiting_unit"


def test_after_a_decline_too_the_second_answer_names_the_first(app: Flask) -> None:
    question = asked(verified())
    decline(question, "Dinas luar.", by=UNIT, now=LATER)

    with pytest.raises(AlreadyDecided, match="dijawab oleh Agus Prasetyo"):
        accept(question, [SRI], by=SOMEBODY, now=LATER)


def test_another_unit_does_not_find_the_question(app: Flask) -> None:
    reference = verified()
    question = asked(reference, unit_code="DTU")

    with pytest.raises(NotFound):
        accept(Question(question.inquiry_id, unit="PDRD"), [SRI], by=UNIT, now=LATER)

    assert inquiries.of_unit("PDRD") == []
    with pytest.raises(NotFound):
        inquiries.newest_of(reference, unit="PDRD")


def test_a_unit_no_longer_sees_what_went_to_another_one(app: Flask) -> None:
    reference = verified()
    decline(asked(reference, unit_code="DTU"), "Bukan topik kami.", by=UNIT, now=NOW)
    asked(reference, unit_code="PDRD")

    assert inquiries.of_unit("DTU") == []
    assert [each.reference for each in inquiries.of_unit("PDRD")] == [reference]


@pytest.mark.parametrize("by", [RECEPTION, ADMIN, UNIT])
def test_nobody_answers_for_a_unit_that_is_not_his(app: Flask, by: Actor) -> None:
    question = asked(verified())

    with pytest.raises(NotAllowed):
        accept(Question(question.inquiry_id), [SRI], by=by, now=LATER)


def test_the_desk_notes_what_a_unit_said_on_the_telephone(app: Flask) -> None:
    reference = verified()
    question = asked(reference)

    accept(Question(question.inquiry_id), [SRI], by=OFFICER, now=LATER)

    assert inquiries.newest_of(reference).is_agreed


def test_the_link_of_the_mail_answers_once(app: Flask) -> None:
    reference = verified()
    asked(reference)
    token = link_of(reference)

    accept(Question(token=token), [SRI], by=SOMEBODY, now=LATER)

    with pytest.raises(AlreadyDecided, match="Budi Santoso"):
        decline(Question(token=token), "x", by=SOMEBODY, now=LATER)


def test_the_link_ends_with_the_hold(app: Flask) -> None:
    reference = verified()
    asked(reference, DECEMBER)

    with pytest.raises(NotFound, match="batas waktu"):
        accept(Question(token=link_of(reference)), [SRI], by=SOMEBODY, now=AFTER_THE_HOLD)


def test_a_link_that_nobody_was_sent_opens_nothing(app: Flask) -> None:
    asked(verified())

    with pytest.raises(NotFound):
        accept(Question(token="x" * 32), [SRI], by=SOMEBODY, now=LATER)


def test_the_database_keeps_no_token(app: Flask) -> None:
    reference = verified()
    asked(reference)
    token = link_of(reference)

    rows = [str(row.__dict__) for row in db.session.scalars(select(UnitInquiry))]
    rows += [str(row.facts) for row in db.session.scalars(select(OutboxMessage))]

    assert len(token) >= 22
    assert not [row for row in rows if token in row]


def test_a_late_answer_on_the_units_screen_takes_the_session_again(app: Flask) -> None:
    reference = verified()
    question = asked(reference, DECEMBER)

    accept(question, [SRI], by=UNIT, now=AFTER_THE_HOLD)

    assert sessions_of(reference) == [(VISITING_ROOM, DECEMBER)]


def test_a_late_answer_finds_the_session_gone_and_stays_unwritten(app: Flask) -> None:
    reference = verified()
    question = asked(reference, DECEMBER)
    given(verified(submission(parties=(party(CIAMIS),))), DECEMBER, now=AFTER_THE_HOLD)

    with pytest.raises(SessionTaken):
        accept(question, [SRI], by=UNIT, now=AFTER_THE_HOLD)

    assert inquiries.newest_of(reference).answer is None
    propose(question, [Slot(date(2026, 12, 3), "10:00")], by=UNIT, now=AFTER_THE_HOLD)
    assert state(reference) == "verified"


def test_a_question_that_was_taken_back_takes_no_answer(app: Flask) -> None:
    reference = verified()
    question = asked(reference)

    recall_unit(reference, by=OFFICER, now=LATER)

    assert (state(reference), sessions_of(reference)) == ("verified", [])
    with pytest.raises(AlreadyDecided, match=f"diputuskan oleh {OFFICER.name}"):
        accept(question, [SRI], by=UNIT, now=LATER)
    assert inquiries.newest_of(reference).answer is None


def test_the_question_before_the_last_takes_no_answer(app: Flask) -> None:
    reference = verified()
    first = asked(reference, NINE)
    recall_unit(reference, by=OFFICER, now=NOW)
    asked(reference, TEN)

    with pytest.raises(AlreadyDecided, match="ditarik atau diganti"):
        accept(first, [SRI], by=UNIT, now=NOW)

    assert sessions_of(reference) == [(VISITING_ROOM, TEN)]


def test_a_unit_takes_no_question_back(app: Flask) -> None:
    reference = verified()
    asked(reference)

    with pytest.raises(NotAllowed):
        recall_unit(reference, by=UNIT, now=NOW)


def test_the_mailbox_of_the_unit_is_owed_the_question(app: Flask) -> None:
    with transaction():
        units.by_code("DTU").email = "dtu@djpk.example"

    reference = verified()
    asked(reference)

    owed = db.session.scalars(
        select(OutboxMessage).where(OutboxMessage.kind == UNIT_QUESTION)
    ).one()

    facts = UnitQuestion.from_json(owed.facts)
    assert owed.recipient == owed.facts["recipient"] == "dtu@djpk.example"
    assert facts.expires_at == inquiries.newest_of(reference).expires_at
    assert owed.request_id is None  # a full mailbox must not hold up the requester's mails


def test_an_unknown_unit_is_refused_at_its_field(app: Flask) -> None:
    with pytest.raises(InputRefused) as refused:
        consult_unit(verified(), NINE, unit_code="XX", by=OFFICER, now=NOW, link_key=LINK_KEY)

    assert refused.value.problems[0].field == "unit"


def test_the_questions_of_a_month_are_those_sent_in_it(app: Flask) -> None:
    first, second = verified(), verified()
    decline(asked(first, NINE), "x", by=UNIT, now=at(24, 9))
    asked(second, DECEMBER, now=at(30, 9) + timedelta(hours=15))  # 1 Desember, pukul 00.00 WIB

    november, december = inquiries.asked_in("2026-11"), inquiries.asked_in("2026-12")

    assert [(a.unit, a.sent_on, a.answered_on) for a in november] == [
        ("DTU", date(2026, 11, 23), date(2026, 11, 24))
    ]
    assert [(a.sent_on, a.answered_on) for a in december] == [(date(2026, 12, 1), None)]
