"""Confirming a mailbox: once, within a day, and only by the link that was sent."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from booking.database import db
from booking.domain.links import fingerprint
from booking.errors import MoveNotAllowed, NotFound
from booking.models.claims import LetterUse
from booking.models.requests import Request, RequestGuest, RequestLetter, RequestParty
from booking.usecases.confirm_mailbox import confirm_mailbox, expire_unverified, renew_link
from tests.usecases.builders import (
    LINK_KEY,
    MONDAY,
    NOW,
    found,
    letter,
    letter_of,
    mails_of,
    moves_of,
    sent,
    state,
    submission,
    submitted,
)

DAY = timedelta(hours=24)


def test_a_confirmed_request_is_submitted_and_carries_its_letter(app: Flask) -> None:
    told = sent()

    reference = confirm_mailbox(told.confirm_token, now=NOW)

    assert reference == told.reference
    assert state(reference) == "submitted"
    assert letter_of(reference) == "carried"
    assert mails_of(reference) == ["confirm_mailbox", "received"]
    assert [move.move for move in moves_of(reference)] == ["confirm_mailbox"]


def test_the_letter_counts_from_the_submission_not_from_the_confirmation(app: Flask) -> None:
    told = sent()

    confirm_mailbox(told.confirm_token, now=NOW + timedelta(hours=20))

    assert found(told.reference).received_on == MONDAY


def test_a_second_press_of_the_button_changes_nothing(app: Flask) -> None:
    told = sent()
    confirm_mailbox(told.confirm_token, now=NOW)

    with pytest.raises(MoveNotAllowed):
        confirm_mailbox(told.confirm_token, now=NOW)

    assert len(moves_of(told.reference)) == 1


def test_the_tracking_link_confirms_nothing(app: Flask) -> None:
    told = sent()

    with pytest.raises(NotFound):
        confirm_mailbox(told.tracking_token, now=NOW)


def test_after_a_day_the_link_is_void_and_the_letter_still_good(app: Flask) -> None:
    one = letter()
    told = sent(submission(letters=(one,)))

    with pytest.raises(NotFound) as error:
        confirm_mailbox(told.confirm_token, now=NOW + DAY + timedelta(seconds=1))

    assert "surat tetap dapat dipakai" in error.value.detail
    assert submitted(submission(letters=(one,)))


def test_at_the_very_end_of_the_day_it_is_confirmed_and_not_dropped(app: Flask) -> None:
    told = sent()

    assert expire_unverified(now=NOW + DAY) == 0
    assert confirm_mailbox(told.confirm_token, now=NOW + DAY) == told.reference


def test_what_nobody_confirmed_is_dropped_whole(app: Flask) -> None:
    sent()
    kept = submitted()

    assert expire_unverified(now=NOW + DAY + timedelta(seconds=1)) == 1

    db.session.rollback()
    for table in (Request, RequestParty, RequestLetter, LetterUse):
        assert db.session.scalar(select(func.count()).select_from(table)) == 1
    assert db.session.scalar(select(func.count()).select_from(RequestGuest)) == 2
    assert state(kept) == "submitted"


def test_a_confirmed_request_never_expires(app: Flask) -> None:
    told = sent()
    confirm_mailbox(told.confirm_token, now=NOW)

    assert expire_unverified(now=NOW + 30 * DAY) == 0


def test_a_renewed_link_ends_the_old_one(app: Flask) -> None:
    told = sent()
    request = found(told.reference)

    renew_link(request.id, now=NOW, link_key=LINK_KEY)

    assert found(told.reference).link_hash != fingerprint(told.tracking_token)
    with pytest.raises(NotFound):
        confirm_mailbox(told.confirm_token, now=NOW)
    assert mails_of(told.reference)[-1] == "link_again"
