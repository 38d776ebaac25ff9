"""The calendar file: what a calendar reads, and what nobody can smuggle into it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar, Event

from booking.domain.invitation import Invitation, invitation_of
from booking.domain.mail_facts import MailKind
from booking.domain.words import CONFERENCE
from booking.renderers import ical
from tests.mails import DECIDED_AT, ENDED, MONDAY, PAYLOADS, SENDER, facts_of

FORBIDDEN_EVERYWHERE = ("\x00", "\x85", "\u2028", "\u2029", "\u202e")


def invitation(kind: MailKind, **changes: Any) -> Invitation:
    made = invitation_of(facts_of(kind, **changes), organizer=SENDER)
    assert made is not None
    return made


def read_back(content: bytes) -> Event:
    events = Calendar.from_ical(content).walk("VEVENT")
    assert len(events) == 1
    return events[0]


def test_an_appointment_becomes_a_request_that_calendars_understand() -> None:
    content = ical.render(invitation(MailKind.SCHEDULED), stamp=DECIDED_AT)

    calendar, event = Calendar.from_ical(content), read_back(content)
    assert calendar["METHOD"] == "REQUEST"
    assert [zone["TZID"] for zone in calendar.walk("VTIMEZONE")] == ["Asia/Jakarta"]
    assert event["UID"] == "K7M2-4QXD@konsultasi.djpk.kemenkeu.go.id"
    assert event["SEQUENCE"] == 0
    assert event["STATUS"] == "CONFIRMED"
    assert event["DTSTART"].dt.astimezone(UTC) == datetime(2026, 11, 26, 2, 0, tzinfo=UTC)
    assert event["DTEND"].dt.astimezone(UTC) == datetime(2026, 11, 26, 3, 0, tzinfo=UTC)
    assert event["DTSTAMP"].dt == DECIDED_AT
    assert event["ORGANIZER"] == f"mailto:{SENDER}"
    assert event["ATTENDEE"] == "mailto:bapenda@makassar.example"
    assert event["ATTENDEE"].params["RSVP"] == "TRUE"
    assert "Gedung Radius Prawiro" in event["LOCATION"]
    assert "lantai 3" in event["LOCATION"]
    assert b"DTSTART;TZID=Asia/Jakarta:20261126T090000" in content


def test_the_reminder_rings_one_day_before() -> None:
    event = read_back(ical.render(invitation(MailKind.SCHEDULED), stamp=DECIDED_AT))

    alarms = event.walk("VALARM")

    assert [alarm["TRIGGER"].dt for alarm in alarms] == [timedelta(days=-1)]


def test_a_move_keeps_the_uid_and_raises_the_sequence() -> None:
    given = read_back(ical.render(invitation(MailKind.SCHEDULED), stamp=DECIDED_AT))

    moved = read_back(ical.render(invitation(MailKind.RESCHEDULED), stamp=DECIDED_AT))

    assert moved["UID"] == given["UID"]
    assert moved["SEQUENCE"] > given["SEQUENCE"]
    assert moved["DTSTART"].dt.date() == MONDAY.on


@pytest.mark.parametrize("kind", [kind for kind in ENDED if kind != MailKind.MISSED])
def test_a_cancellation_takes_the_appointment_out_of_the_calendar(kind: MailKind) -> None:
    content = ical.render(invitation(kind), stamp=DECIDED_AT)

    event = read_back(content)
    assert Calendar.from_ical(content)["METHOD"] == "CANCEL"
    assert event["STATUS"] == "CANCELLED"
    assert event["UID"] == "K7M2-4QXD@konsultasi.djpk.kemenkeu.go.id"
    assert event["SEQUENCE"] == 1
    assert event["DTSTART"].dt.astimezone(UTC) == datetime(2026, 11, 26, 2, 0, tzinfo=UTC)
    assert event.walk("VALARM") == []


@pytest.mark.parametrize(
    "kind", [MailKind.RECEIVED, MailKind.REJECTED, MailKind.MISSED, MailKind.LINK_AGAIN]
)
def test_a_mail_without_a_change_of_calendar_has_no_invitation(kind: MailKind) -> None:
    assert invitation_of(facts_of(kind), organizer=SENDER) is None


def test_a_request_that_never_had_an_appointment_cancels_nothing() -> None:
    facts = facts_of(MailKind.CANCELLED_BY_REQUESTER, previous_appointment=None)

    assert invitation_of(facts, organizer=SENDER) is None


def test_the_organizer_is_never_invited_by_itself() -> None:
    facts = facts_of(MailKind.SCHEDULED, recipient=SENDER.upper())

    assert invitation_of(facts, organizer=SENDER) is None


def test_a_conference_shows_its_link() -> None:
    link = "https://rapat.example/j/1"

    event = read_back(
        ical.render(
            invitation(MailKind.SCHEDULED, mode=CONFERENCE, meeting_link=link), stamp=DECIDED_AT
        )
    )

    assert event["LOCATION"] == link
    assert event["URL"] == link
    assert "Radius Prawiro" not in event["DESCRIPTION"]


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "https://",
        "https://a b.example/",
        "https://djpk.example@evil.example/",
    ]
    + [f"https://rapat.example/{payload}" for payload in PAYLOADS[:8]],
)
def test_a_meeting_link_that_is_no_web_address_is_refused(link: str) -> None:
    facts = facts_of(MailKind.SCHEDULED, mode=CONFERENCE, meeting_link=link)

    with pytest.raises(ValueError, match="meeting link"):
        invitation_of(facts, organizer=SENDER)


def test_the_same_change_gives_the_same_bytes() -> None:
    first = ical.render(invitation(MailKind.SCHEDULED), stamp=DECIDED_AT)

    again = ical.render(invitation(MailKind.SCHEDULED), stamp=DECIDED_AT)

    assert again == first


def test_lines_end_in_crlf_and_are_folded_at_75() -> None:
    content = ical.render(invitation(MailKind.SCHEDULED), stamp=DECIDED_AT)

    lines = content.split(b"\r\n")

    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert max(map(len, lines)) <= 75


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_can_add_a_line_to_the_calendar(payload: str) -> None:
    plain = invitation(MailKind.SCHEDULED)
    poisoned = replace(plain, summary=payload, location=payload, description=payload, uid=payload)

    content = ical.render(poisoned, stamp=DECIDED_AT)

    event, clean = read_back(content), read_back(ical.render(plain, stamp=DECIDED_AT))
    assert event["ATTENDEE"] == clean["ATTENDEE"]
    assert set(event) == set(clean)
    assert not [sign for sign in FORBIDDEN_EVERYWHERE if sign in content.decode()]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_address_can_add_a_line_to_the_calendar(payload: str) -> None:
    poisoned = replace(invitation(MailKind.SCHEDULED), attendee=f"a@b.example{payload}")

    with pytest.raises(ValueError, match="mailbox"):
        ical.render(poisoned, stamp=DECIDED_AT)
