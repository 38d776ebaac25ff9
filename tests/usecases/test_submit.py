"""Submitting: what is kept, what is refused with its clause, and what is left out one by one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select

from booking.database import db
from booking.domain.delegation import Guest
from booking.domain.links import CONFIRM, TRACKING, link_token
from booking.domain.sessions import Slot
from booking.domain.submission import Party
from booking.domain.words import CONFERENCE, REGIONAL_HEAD
from booking.errors import BookingError, InputRefused, LetterSpent
from booking.models.history import AuditRow
from booking.models.requests import Request
from booking.usecases.confirm_mailbox import confirm_mailbox
from tests.usecases.builders import (
    BANYUMAS,
    CIAMIS,
    HEAD,
    LINK_KEY,
    MONDAY,
    NINE,
    NOW,
    OFFICER,
    PANGANDARAN,
    STAFF,
    TEN,
    THURSDAY,
    at,
    codes_of,
    found,
    letter,
    letter_of,
    mails_of,
    party,
    scheduled,
    sent,
    sessions_of,
    state,
    submission,
    submitted,
)


def refused(error: BookingError) -> list[tuple[str, str, str]]:
    """Code, clause and field of each problem."""
    return [(problem.code, problem.clause, problem.field) for problem in error.problems]


def count_requests() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Request)) or 0


def test_a_web_request_waits_for_its_mailbox_and_holds_nothing(app: Flask) -> None:
    told = sent(submission(wishes=(NINE,)))

    assert told.state == state(told.reference) == "unverified"
    assert letter_of(told.reference) == "free"
    assert sessions_of(told.reference) == []
    assert mails_of(told.reference) == ["confirm_mailbox"]


def test_a_request_that_staff_entered_is_submitted_and_carries_its_letter(app: Flask) -> None:
    reference = submitted()

    assert state(reference) == "submitted"
    assert letter_of(reference) == "carried"
    assert mails_of(reference) == ["received_by_staff"]


def test_the_requester_is_told_reference_earliest_date_and_answer_by(app: Flask) -> None:
    told = sent()

    assert told.received_on == MONDAY
    assert told.earliest_on == THURSDAY
    assert told.answer_by == date(2026, 11, 25)
    assert found(told.reference).answer_by == date(2026, 11, 25)


def test_the_links_can_be_made_again_by_the_server_alone(app: Flask) -> None:
    told = sent()

    seed = found(told.reference).link_seed
    assert told.tracking_token == link_token(LINK_KEY, TRACKING, seed)
    assert told.confirm_token == link_token(LINK_KEY, CONFIRM, seed)


def test_what_was_sent_is_kept_as_it_was_written(app: Flask) -> None:
    asked = submission(
        parties=(party(PANGANDARAN), party(CIAMIS), Party("bank", "Bank BJB")),
        wishes=(TEN, NINE),
        guests=(HEAD, STAFF),
    )

    request = found(submitted(asked))

    assert request.institution == f"pemda {PANGANDARAN}, pemda {CIAMIS} dan Bank BJB"
    assert request.region_codes == (PANGANDARAN, CIAMIS)
    assert [(wish.date, wish.session) for wish in request.wishes] == [
        (THURSDAY, "10:00"),
        (THURSDAY, "09:00"),
    ]
    assert [(g.name, g.role) for g in request.guests] == [
        ("Sri Wahyuni", "regional_head"),
        ("Budi Santoso", "other"),
    ]
    assert [topic.code for topic in request.topics] == ["DAU"]
    assert request.letters[0].file_id is not None


def test_an_hour_before_midnight_in_jakarta_the_letter_still_counts_for_the_day(
    app: Flask,
) -> None:
    assert sent(now=at(23, 23)).received_on == MONDAY


def test_a_letter_received_on_a_sunday_is_served_from_wednesday(app: Flask) -> None:
    told = sent(submission(letters=(letter(date=date(2026, 11, 20)),)), now=at(22, 10))

    assert told.received_on == date(2026, 11, 22)
    assert told.earliest_on == date(2026, 11, 25)


def test_the_stamp_of_a_letter_may_lie_back_but_not_ahead(app: Flask) -> None:
    back = sent(by=OFFICER, received_on=date(2026, 11, 20), mailbox_known=True)

    assert back.earliest_on == date(2026, 11, 25)
    with pytest.raises(InputRefused) as ahead:
        sent(by=OFFICER, received_on=date(2026, 11, 24), mailbox_known=True)
    assert refused(ahead.value) == [("received_on_future", "", "received_on")]


def test_e_3_c_1_a_request_without_a_letter_is_refused(app: Flask) -> None:
    with pytest.raises(InputRefused) as error:
        sent(submission(letters=()))

    assert refused(error.value) == [("letter_missing", "E.3.c.1", "letter")]
    assert error.value.clause == "E.3.c.1"
    assert count_requests() == 0


def test_e_3_b_1_a_conference_without_the_file_of_its_letter_is_refused(app: Flask) -> None:
    with pytest.raises(InputRefused) as error:
        sent(submission(mode=CONFERENCE), letter_file_id=None)

    assert refused(error.value) == [("letter_missing", "E.3.b.1", "letter")]


def test_e_3_c_1_another_addressee_is_taken_with_a_finding_for_a_person(app: Flask) -> None:
    told = sent(submission(letters=(letter(addressee="Menteri Keuangan"),)))

    found_by_code = {finding.code: finding.verdict for finding in told.findings}
    assert found_by_code["letter_addressee"] == "check"


def test_e_3_c_6_three_guests_without_a_head_are_refused(app: Flask) -> None:
    with pytest.raises(InputRefused) as error:
        sent(submission(guests=(STAFF,) * 3))

    assert refused(error.value) == [("guest_cap", "E.3.c.6", "guests")]
    assert "Rombongan 3 orang" in error.value.detail


def test_e_3_c_6_four_with_the_head_are_taken(app: Flask) -> None:
    assert sent(submission(guests=(HEAD, *(STAFF,) * 3))).state == "unverified"


def test_e_3_c_6_four_with_a_deputy_who_calls_himself_head_are_refused(app: Flask) -> None:
    deputy = Guest("Rina Lestari", "Wakil Bupati", REGIONAL_HEAD)

    with pytest.raises(InputRefused) as error:
        sent(submission(guests=(deputy, *(STAFF,) * 3)))

    assert codes_of(error.value.problems) == ["guest_cap"]


def test_e_3_c_9_a_letter_that_an_open_request_carries_is_refused(app: Flask) -> None:
    one = letter(number="900/77/BPKAD/2026")
    first = submitted(submission(letters=(one,)))

    with pytest.raises(InputRefused) as error:
        sent(submission(letters=(replace(one, number="900 / 77 / bpkad / 2026"),)))

    assert refused(error.value) == [("letter_spent", "E.3.c.9", "letter.number")]
    assert first in error.value.detail


def test_the_same_number_of_another_office_is_another_letter(app: Flask) -> None:
    one = letter(number="900/78")
    submitted(submission(letters=(one,)))

    other = submission(letters=(one,), parties=(party(CIAMIS),))

    assert sent(other).state == "unverified"


def test_an_unconfirmed_request_does_not_take_the_letter_from_its_owner(app: Flask) -> None:
    one = letter()
    first = sent(submission(letters=(one,)))
    second = sent(submission(letters=(one,)))

    confirm_mailbox(second.confirm_token, now=NOW)

    with pytest.raises(LetterSpent) as error:
        confirm_mailbox(first.confirm_token, now=NOW)
    assert error.value.code == "letter_spent"
    assert "(SE-2 E.3.c.9)" in error.value.detail
    assert state(first.reference) == "unverified"


def test_e_3_c_8_a_session_that_does_not_exist_is_refused(app: Flask) -> None:
    with pytest.raises(InputRefused) as error:
        sent(submission(wishes=(Slot(THURSDAY, "12:00"),)))

    assert refused(error.value) == [("session_unknown", "E.3.c.8", "preferred")]


def test_wishes_that_fail_are_left_out_one_by_one(app: Flask) -> None:
    scheduled(slot=NINE)
    too_soon = Slot(date(2026, 11, 25), "09:00")

    told = sent(submission(wishes=(too_soon, NINE, TEN)))

    against = [f.code for f in told.findings if f.is_broken]
    assert against == ["lead_time", "session_taken"]
    assert [w.session for w in found(told.reference).wishes] == ["10:00"]


def test_e_3_c_5_a_wish_in_a_full_month_is_left_out_and_named(app: Flask) -> None:
    scheduled(slot=NINE)
    scheduled(slot=TEN)

    told = sent(
        submission(wishes=(Slot(date(2026, 11, 27), "09:00"), Slot(date(2026, 12, 1), "09:00")))
    )

    broken = [finding for finding in told.findings if finding.is_broken]
    assert codes_of(broken) == ["monthly_quota"]
    assert "sudah terpakai 2 dari 2 (SE-2 E.3.c.5)" in broken[0].sentence
    assert [w.date for w in found(told.reference).wishes] == [date(2026, 12, 1)]


def test_no_wish_at_all_is_allowed(app: Flask) -> None:
    assert found(sent().reference).wishes == []


def test_the_same_form_gives_the_same_request_again(app: Flask) -> None:
    asked, file = submission(), None

    first = sent(asked, form_key="form-1")
    again = sent(asked, form_key="form-1", letter_file_id=file)

    assert again.reference == first.reference
    assert again.tracking_token == first.tracking_token
    assert count_requests() == 1
    assert mails_of(first.reference) == ["confirm_mailbox"]


def test_a_mailbox_has_at_most_three_open_requests(app: Flask) -> None:
    mailbox = submission().contact
    for _ in range(3):
        confirm_mailbox(sent(submission(contact=mailbox)).confirm_token, now=NOW)

    with pytest.raises(InputRefused) as error:
        sent(submission(contact=replace(mailbox, email=mailbox.email.upper())))

    assert refused(error.value) == [("open_requests", "", "contact.email")]


def test_four_unconfirmed_requests_do_not_slip_past_the_limit(app: Flask) -> None:
    mailbox = submission().contact
    told = [sent(submission(contact=mailbox)) for _ in range(4)]
    for one in told[:3]:
        confirm_mailbox(one.confirm_token, now=NOW)

    with pytest.raises(InputRefused) as error:
        confirm_mailbox(told[3].confirm_token, now=NOW)

    assert codes_of(error.value.problems) == ["open_requests"]
    assert state(told[3].reference) == "unverified"


def test_a_mailbox_that_nobody_confirmed_is_not_blocked_by_strangers(app: Flask) -> None:
    mailbox = submission().contact
    for _ in range(5):
        sent(submission(contact=mailbox))

    assert sent(submission(contact=mailbox)).state == "unverified"


def test_every_field_that_cannot_be_taken_is_named_at_once(app: Flask) -> None:
    asked = submission(topics=("Ramalan",), question="")

    with pytest.raises(InputRefused) as error:
        sent(asked)

    assert [problem.field for problem in error.value.problems] == ["topics", "question"]
    assert count_requests() == 0


def test_a_part_of_jakarta_asks_as_the_province(app: Flask) -> None:
    request = found(submitted(submission(parties=(party("31.71"),))))

    assert request.region_codes == ("31",)


def test_a_submission_leaves_an_audit_row_without_personal_data(app: Flask) -> None:
    told = sent(submission(parties=(party(BANYUMAS),)))

    row = db.session.scalars(select(AuditRow)).one()
    assert (row.action, row.subject, row.actor) == ("submit", told.reference, "requester")
    assert row.fields == {"to_state": "unverified"}
