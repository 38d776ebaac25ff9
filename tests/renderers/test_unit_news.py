"""The mails that follow a unit's answer: the session in its calendar, and what ended."""

from __future__ import annotations

from dataclasses import replace
from email.message import EmailMessage
from typing import Any

import pytest
from icalendar import Calendar

from booking.domain.mail_facts import MailFacts, MailKind, OwedMail
from booking.domain.unit_news import UNIT_NEWS, News, UnitNews
from booking.domain.words import CONFERENCE
from booking.renderers.unit_news import WORDS, UnitNewsMails
from tests.mails import INJECTION, PAYLOADS, SENDER, THURSDAY, facts_of, owed

UNIT_MAILBOX = "dtu@djpk.example"
KINDS = {
    News.SCHEDULED: MailKind.SCHEDULED,
    News.MOVED: MailKind.RESCHEDULED,
    News.CANCELLED: MailKind.CANCELLED_BY_DJPK,
    News.NOT_NEEDED: MailKind.WITHDRAWN,
}


def other_mail(owed: OwedMail) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = f"lain: {owed.kind}"
    return message


def written(news: News, **changes: Any) -> EmailMessage:
    """The mail with this news; keywords replace facts of the request."""
    told = facts_of(KINDS[news], **changes)
    experts = ("Sri Wahyuni, Kasubdit DAU",)
    facts = UnitNews(news, "Direktorat Dana Transfer Umum", experts, THURSDAY, told)
    row = replace(owed(told), kind=UNIT_NEWS, stored=facts.to_json() | {"recipient": UNIT_MAILBOX})
    return UnitNewsMails(SENDER, other_mail)(row)


def text(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    assert part is not None
    content: str = part.get_content()
    return content


def events(message: EmailMessage) -> list[Any]:
    """The event of the calendar file, if there is one, with the method before it."""
    files = [part for part in message.walk() if part.get_filename() == "undangan.ics"]
    found = [Calendar.from_ical(part.get_content()) for part in files]
    return [(str(each["method"]), each.events[0]) for each in found]


@pytest.mark.parametrize("news", News)
def test_every_news_names_unit_institution_and_what_to_do(news: News) -> None:
    said = text(written(news))

    assert said.startswith(WORDS[news].subject)
    assert "Direktorat Dana Transfer Umum" in said
    assert "> Kota Makassar" in said
    assert "{" not in said


def test_a_session_that_was_given_stands_in_the_calendar_of_the_unit() -> None:
    message = written(News.SCHEDULED)

    ((method, event),) = events(message)
    assert method == "REQUEST"
    assert str(event["summary"]) == "Kunjungan Kota Makassar (K7M2-4QXD)"
    assert UNIT_MAILBOX in str(event["attendee"])
    assert "Narasumber: Sri Wahyuni, Kasubdit DAU" in str(event["description"])
    assert "Kamis, 26 November 2026, pukul 09.00–10.00 WIB" in text(message)


def test_a_move_replaces_the_session_and_names_the_one_that_ended() -> None:
    message = written(News.MOVED, reason="Rapat pimpinan.")

    ((method, event),) = events(message)
    assert (method, event["sequence"]) == ("REQUEST", 1)
    said = text(message)
    assert "Sesi: Senin, 30 November 2026, pukul 13.00–14.00 WIB" in said
    assert "Tidak berlaku lagi: Kamis, 26 November 2026, pukul 09.00–10.00 WIB" in said
    assert "> Rapat pimpinan." in said


def test_a_cancellation_takes_the_session_out_of_the_calendar() -> None:
    message = written(News.CANCELLED)

    ((method, event),) = events(message)
    assert method == "CANCEL"
    assert str(event["summary"]).startswith("Dibatalkan: Kunjungan Kota Makassar")
    assert "Sesi:" not in text(message)


def test_what_needs_no_answer_changes_no_calendar() -> None:
    message = written(News.NOT_NEEDED)

    assert events(message) == []
    assert "Sesi yang dilepas: Kamis, 26 November 2026, pukul 09.00–10.00 WIB" in text(message)


def test_a_conference_names_its_link() -> None:
    link = "https://rapat.example/k7m2"

    message = written(News.SCHEDULED, mode=CONFERENCE, meeting_link=link, guests=None)

    ((_, event),) = events(message)
    assert f"Tempat: {link}" in text(message)
    assert link in str(event["description"])


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_that_was_typed_adds_a_line_to_the_calendar(payload: str) -> None:
    message = written(News.SCHEDULED, institution=payload, topics=(payload,))

    (part,) = [part for part in message.walk() if part.get_filename() == "undangan.ics"]
    lines = part.get_content().decode().split("\r\n")
    assert not [line for line in lines if line.startswith(INJECTION[:8]) and "evil" in line]
    assert sum(line.startswith("ATTENDEE") for line in lines) == 1


def test_every_other_mail_is_written_by_the_other_writer() -> None:
    facts: MailFacts = facts_of(MailKind.RECEIVED)

    assert UnitNewsMails(SENDER, other_mail)(owed(facts))["Subject"] == "lain: received"
