"""A conference: held when a person says so, with a link that is an https address."""

from __future__ import annotations

import pytest
from flask import Flask

from booking.domain.words import CONFERENCE
from booking.errors import InputRefused, MoveNotAllowed, NotAllowed
from booking.store import issued_letters
from booking.usecases.hold_conference import hold_conference, readable_link, share_link
from tests.usecases.builders import (
    AT_NINE,
    NOW,
    OFFICER,
    RECEPTION,
    UNIT,
    at,
    found,
    letter_of,
    mails_of,
    scheduled,
    sessions_of,
    state,
    submission,
    verified,
)

LINK = "https://teams.example/call/1"


def conference() -> str:
    return scheduled(submission(mode=CONFERENCE, guests=()))


@pytest.mark.parametrize("by", [OFFICER, UNIT])
def test_a_conference_that_was_held_is_completed(app: Flask, by: object) -> None:
    reference = conference()

    hold_conference(reference, by=by, now=at(26, 10))  # type: ignore[arg-type]

    assert state(reference) == "completed"
    assert letter_of(reference) == "spent"
    assert len(sessions_of(reference)) == 1


def test_a_conference_cannot_be_held_before_it_begins(app: Flask) -> None:
    reference = conference()

    with pytest.raises(MoveNotAllowed) as error:
        hold_conference(reference, by=OFFICER, now=at(26, 8, 59))

    assert "Kamis, 26 November 2026, pukul 09.00–10.00 WIB" in error.value.detail
    assert state(reference) == "scheduled"


def test_a_visit_is_not_held_like_a_conference(app: Flask) -> None:
    with pytest.raises(MoveNotAllowed):
        hold_conference(scheduled(), by=OFFICER, now=AT_NINE)


def test_reception_holds_no_conferences(app: Flask) -> None:
    with pytest.raises(NotAllowed):
        hold_conference(conference(), by=RECEPTION, now=AT_NINE)


def test_a_changed_link_goes_out_with_the_next_sequence(app: Flask) -> None:
    reference = conference()

    share_link(reference, f" {LINK} ", by=OFFICER, now=NOW)

    request = found(reference)
    assert (request.meeting_link, request.invitation_sequence) == (LINK, 1)
    assert mails_of(reference)[-2:] == ["scheduled", "scheduled"]


def test_a_link_is_shared_for_scheduled_conferences_only(app: Flask) -> None:
    for reference in (scheduled(), verified(submission(mode=CONFERENCE, guests=()))):
        with pytest.raises(MoveNotAllowed):
            share_link(reference, LINK, by=OFFICER, now=NOW)


@pytest.mark.parametrize(
    "link",
    [
        "",
        "teams.example/1",
        "http://teams.example/1",
        "javascript:alert(1)",
        "https://",
        "https:///x",
        "https://teams.example/a b",
        f"https://teams.example/{'x' * 500}",
    ],
)
def test_an_address_with_surprises_is_refused(link: str) -> None:
    with pytest.raises(InputRefused):
        readable_link(link)


def test_a_new_link_is_named_by_a_letter_that_replaces_the_former(app: Flask) -> None:
    reference = conference()
    former = issued_letters.current_by_reference(reference).number

    share_link(reference, LINK, by=OFFICER, now=NOW)

    facts = issued_letters.facts_of(issued_letters.current_by_reference(reference))
    assert (facts.meeting_link, facts.replaces) == (LINK, former)
