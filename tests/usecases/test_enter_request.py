"""A letter that came by another channel: always saved, with its findings and an honest receipt."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask

from booking.domain.delegation import Guest
from booking.domain.findings import Verdict
from booking.domain.sessions import Slot
from booking.domain.submission import Submission
from booking.errors import InputRefused, LetterSpent, NotAllowed
from booking.usecases.cancel import cancel_by_requester
from booking.usecases.enter_request import Entered, enter_request
from booking.usecases.verify_letter import verify_letter
from tests.usecases.builders import (
    LINK_KEY,
    MONDAY,
    NINE,
    NOW,
    OFFICER,
    RECEPTION,
    SECOND,
    STAFF,
    found,
    given,
    letter,
    letter_file,
    letter_of,
    mails_of,
    moves_of,
    scheduled,
    state,
    submission,
)

FRIDAY, LAST_MONDAY, THE_MONDAY_BEFORE = date(2026, 11, 20), date(2026, 11, 16), date(2026, 11, 9)
THIRD = Guest("Wawan Setiadi", "Kepala Seksi")
OLD = letter(date=date(2026, 11, 2))


@pytest.fixture(autouse=True)
def _database(app: Flask) -> None:
    """Each test on its own database."""


def by_whatsapp(**changes: Any) -> Submission:
    return submission(**{"channel": "whatsapp", "letters": (letter(date=OLD.date),), **changes})


def entered(sent: Submission | None = None, **how: Any) -> Entered:
    usual: dict[str, Any] = {
        "letter_file_id": letter_file(),
        "received_on": MONDAY,
        "by": OFFICER,
        "now": NOW,
        "link_key": LINK_KEY,
    }
    return enter_request(sent or by_whatsapp(), **(usual | how))


def refusals(**how: Any) -> list[tuple[str, str]]:
    with pytest.raises(InputRefused) as refused:
        entered(**how)
    return [(problem.code, problem.field) for problem in refused.value.problems]


def broken(done: Entered) -> set[str]:
    return {f.code for f in done.findings if f.verdict is Verdict.BROKEN}


def test_an_entered_letter_starts_as_submitted_and_its_sender_gets_the_link() -> None:
    reference = entered(received_on=FRIDAY).reference

    request = found(reference)
    assert (request.state, request.channel, request.received_on) == (
        "submitted",
        "whatsapp",
        FRIDAY,
    )
    assert request.answer_by == date(2026, 11, 24)
    assert mails_of(reference) == ["received_by_staff"]
    assert [step.move for step in moves_of(reference)] == ["enter"]


def test_three_guests_are_saved_with_the_finding_and_refused_a_session_until_then() -> None:
    done = entered(by_whatsapp(guests=(STAFF, SECOND, THIRD)))
    verify_letter(done.reference, ticks=("addressee",), by=OFFICER, now=NOW)

    with pytest.raises(Exception, match="Rombongan 3 orang"):
        given(done.reference)

    assert broken(done) == {"guest_cap"}
    assert len(found(done.reference).guests) == 3


def test_wishes_that_fail_are_kept_with_what_stands_against_them() -> None:
    done = entered(by_whatsapp(wishes=(Slot(date(2026, 11, 24), "09:00"), NINE)))

    assert broken(done) == {"lead_time"}
    assert len(found(done.reference).wishes) == 2


def test_a_letter_whose_scan_follows_is_saved_as_missing() -> None:
    done = entered(letter_file_id=None)

    assert "letter_missing" in broken(done)
    assert found(done.reference).letters[0].file_id is None


def test_a_letter_that_another_request_carries_is_saved_and_stays_there() -> None:
    sent = by_whatsapp()
    first = entered(sent).reference

    second = entered(replace(sent, contact=submission().contact))

    assert "letter_spent" in broken(second)
    assert (letter_of(first), letter_of(second.reference)) == ("carried", "free")


def test_a_letter_that_became_free_is_carried_when_a_session_is_given() -> None:
    sent = by_whatsapp()
    first = entered(sent).reference
    second = entered(replace(sent, contact=submission().contact)).reference
    verify_letter(second, by=OFFICER, now=NOW)
    with pytest.raises(LetterSpent):
        given(second)
    cancel_by_requester(first, reason="Dikirim dua kali.", by=OFFICER, now=NOW)

    given(second)

    assert letter_of(second) == "carried"


def test_the_same_form_sent_twice_gives_one_request() -> None:
    first, second = (entered(form_key="entry:1") for _ in range(2))

    assert first.reference == second.reference
    assert mails_of(first.reference) == ["received_by_staff"]


def test_a_mailbox_with_three_open_requests_can_still_be_entered() -> None:
    contact = submission().contact
    for _ in range(3):
        entered(by_whatsapp(contact=contact))

    fourth = entered(by_whatsapp(contact=contact)).reference

    assert state(fourth) == "submitted"


def test_receipt_is_never_in_the_future() -> None:
    assert refusals(received_on=date(2026, 11, 24)) == [("received_on_future", "received_on")]


def test_receipt_is_never_before_the_letter_was_written() -> None:
    sent = by_whatsapp(letters=(letter(date=FRIDAY),))

    assert refusals(sent=sent, received_on=date(2026, 11, 19)) == [
        ("received_before_letter", "received_on")
    ]


def test_receipt_on_the_day_of_the_letter_is_fine() -> None:
    reference = entered(by_whatsapp(letters=(letter(date=FRIDAY),)), received_on=FRIDAY).reference

    assert found(reference).received_on == FRIDAY


def test_five_working_days_back_need_no_reason_and_six_do() -> None:
    assert entered(received_on=LAST_MONDAY).reference
    assert refusals(received_on=date(2026, 11, 13)) == [("late_reason_missing", "late_reason")]


def test_the_reason_for_a_late_entry_is_in_the_history() -> None:
    reference = entered(
        received_on=THE_MONDAY_BEFORE, late_reason="Surat salah alamat ke bagian lain."
    ).reference

    assert moves_of(reference)[0].reason == "Surat salah alamat ke bagian lain."


def test_an_overlong_reason_is_refused() -> None:
    assert refusals(received_on=MONDAY, late_reason="x" * 2001) == [("too_long", "late_reason")]


@pytest.mark.parametrize("channel", ["web", "api", "", "merpati"])
def test_only_the_channels_of_letters_can_be_entered(channel: str) -> None:
    assert ("channel_unknown", "channel") in refusals(sent=by_whatsapp(channel=channel))


def test_what_cannot_be_read_is_refused_field_by_field() -> None:
    sent = by_whatsapp(topics=(), question="")

    assert refusals(sent=sent) == [("topic_missing", "topics"), ("empty", "question")]


def test_reception_enters_no_letters() -> None:
    with pytest.raises(NotAllowed):
        entered(by=RECEPTION)


def test_a_scheduled_visit_of_another_does_not_hinder_saving() -> None:
    scheduled(slot=NINE)

    done = entered(by_whatsapp(wishes=(NINE,)))

    assert broken(done) == {"session_taken"}
