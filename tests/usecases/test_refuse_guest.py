"""One guest cannot be received, the visit stays."""

from __future__ import annotations

import pytest
from flask import Flask

from booking.domain.delegation import Guest
from booking.errors import AlreadyDecided, InputRefused, MoveNotAllowed, NotAllowed
from booking.models.letters_issued import IssuedLetter
from booking.store import answers, issued_letters
from booking.usecases.refuse_guest import refuse_guest
from tests.usecases.builders import (
    HEAD,
    NOW,
    OFFICER,
    SECOND,
    STAFF,
    UNIT,
    checked_in,
    found,
    mails_of,
    moves_of,
    scheduled,
    sessions_of,
    state,
    submission,
    verified,
)

THIRD = Guest("Wawan Setiadi", "Kepala Seksi")
WHY = "Bukan pegawai pemerintah daerah."


@pytest.fixture(autouse=True)
def _database(app: Flask) -> None:
    """Each test on its own database."""


def guest(reference: str, number: int = 1) -> int:
    return found(reference).guests[number].id


def refused(reference: str, number: int = 1, reason: str = WHY) -> int:
    return refuse_guest(reference, guest(reference, number), reason=reason, by=OFFICER, now=NOW)


def current(reference: str) -> IssuedLetter:
    letter = issued_letters.current_of(found(reference).id)
    assert letter is not None
    return letter


def test_the_others_still_come_and_the_contact_is_told() -> None:
    reference = verified()

    left = refused(reference)

    assert left == 1
    assert [g.name for g in found(reference).guests] == [STAFF.name]
    assert mails_of(reference)[-1] == "guest_refused"
    assert (moves_of(reference)[-1].move, moves_of(reference)[-1].reason) == ("refuse_guest", WHY)


def test_a_scheduled_visit_keeps_its_session_and_gets_its_letter_anew() -> None:
    reference = scheduled()
    before, held = current(reference).number, sessions_of(reference)

    refused(reference)

    assert state(reference) == "scheduled"
    assert sessions_of(reference) == held
    assert current(reference).number != before
    assert answers.last_answer(found(reference).id) is not None


def test_the_last_guest_is_not_refused_but_the_request() -> None:
    reference = verified(submission(guests=(STAFF,)))

    with pytest.raises(InputRefused, match="satu-satunya tamu"):
        refused(reference, 0)


def test_without_the_head_too_many_would_come() -> None:
    reference = scheduled(submission(guests=(HEAD, STAFF, SECOND, THIRD)))

    with pytest.raises(InputRefused) as told:
        refused(reference, 0)

    assert told.value.problems[0].code == "guest_cap"
    assert len(found(reference).guests) == 4


@pytest.mark.parametrize("reason", ["", " \n"])
def test_a_refusal_needs_a_reason(reason: str) -> None:
    with pytest.raises(InputRefused) as told:
        refused(verified(), reason=reason)

    assert told.value.problems[0].code == "reason_missing"


def test_a_guest_of_another_request_is_unknown() -> None:
    other = guest(verified())

    with pytest.raises(InputRefused) as told:
        refuse_guest(verified(), other, reason=WHY, by=OFFICER, now=NOW)

    assert told.value.problems[0].code == "guest_unknown"


def test_a_stale_page_refuses_nobody() -> None:
    reference = verified()
    seen = found(reference).version
    refused(reference)

    with pytest.raises(AlreadyDecided, match="sudah diputuskan oleh Nurhayati"):
        refuse_guest(reference, guest(reference, 0), reason=WHY, by=OFFICER, now=NOW, version=seen)


def test_who_is_here_is_not_refused_on_paper() -> None:
    with pytest.raises(MoveNotAllowed):
        refused(checked_in())


def test_a_unit_refuses_no_guests() -> None:
    reference = verified()

    with pytest.raises(NotAllowed):
        refuse_guest(reference, guest(reference), reason=WHY, by=UNIT, now=NOW)
