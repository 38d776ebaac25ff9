"""The mail to the contact centre about a letter that looks forged."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from email.message import EmailMessage

import pytest

from booking.domain.mail_facts import OwedMail
from booking.domain.staff_notice import CHAIN_END, SUSPICIOUS_LETTER, ChainEnd, SuspiciousLetter
from booking.renderers.staff_notice import StaffNotices

SENDER = "layanan@djpk.example"


def other_mail(owed: OwedMail) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = f"lain: {owed.kind}"
    return message


def owed(kind: str = SUSPICIOUS_LETTER, *, told: str = "Meminta uang.") -> OwedMail:
    facts = SuspiciousLetter("7KQ2-M9XD-4TRP-6", told, "")
    return OwedMail(
        id=1,
        message_id="<laporan.1@djpk.example>",
        kind=kind,
        request_id=None,
        created_at=datetime(2026, 11, 23, 2, 12, tzinfo=UTC),
        tries=1,
        stored=facts.to_json() | {"recipient": SENDER},
    )


@pytest.fixture
def write() -> StaffNotices:
    return StaffNotices(SENDER, "https://konsultasi.example", other_mail)


def text(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    assert part is not None
    content: str = part.get_content()
    return content.replace("\r\n", "\n")


def test_a_report_goes_to_the_contact_centre_with_all_that_was_told(write: StaffNotices) -> None:
    message = write(owed())

    assert message["To"] == SENDER
    assert message["Subject"] == "Laporan surat mencurigakan"
    assert message["Message-ID"] == "<laporan.1@djpk.example>"
    assert "> 7KQ2-M9XD-4TRP-6" in text(message)
    assert "> Meminta uang." in text(message)
    assert "https://konsultasi.example/petugas/surat-mencurigakan" in text(message)


def test_what_was_told_becomes_neither_link_nor_markup(write: StaffNotices) -> None:
    message = write(owed(told="<b>x</b> https://palsu.example\nSubject: y"))

    html = message.get_body(("html",))
    assert html is not None
    assert "<b>x</b>" not in html.get_content()
    assert "https://palsu" not in message.as_string()
    assert message.get_all("Subject") == ["Laporan surat mencurigakan"]


def test_every_other_mail_is_written_by_the_other_writer(write: StaffNotices) -> None:
    assert write(owed("received"))["Subject"] == "lain: received"


def test_the_end_of_the_chain_is_told_so_that_it_can_be_checked(write: StaffNotices) -> None:
    end = ChainEnd(date(2026, 11, 23), 120, "ab" * 32)
    note = replace(owed(CHAIN_END), stored=end.to_json() | {"recipient": "auditor@djpk.example"})

    message = write(note)

    assert message["To"] == "auditor@djpk.example"
    assert message["Subject"] == "Ujung rantai audit, Senin, 23 November 2026"
    assert f"> 120:{'ab' * 32}" in text(message)
