"""The mail to a unit: what is asked, until when, and the one-use link that only delivery knows."""

from __future__ import annotations

from datetime import UTC, date, datetime
from email.message import EmailMessage

import pytest

from booking.domain.mail_facts import OwedMail
from booking.domain.unit_notice import UNIT_QUESTION, UnitQuestion
from booking.renderers.unit_notice import UnitNotices

ASKED = UnitQuestion(
    inquiry_id=7,
    unit_name="Direktorat Dana Transfer Umum",
    reference="K7M2-4QXD",
    institution="Kab. Banyumas",
    mode="tatap_muka",
    topics=("Dana Alokasi Umum",),
    question="Lihat https://palsu.example <b>segera</b>\nSubject: lain",
    note="Mohon Kasubdit.",
    guests=2,
    on=date(2026, 11, 26),
    start="09:00",
    end="10:00",
    expires_at=datetime(2026, 11, 26, 16, 59, 59, tzinfo=UTC),
)


def owed(kind: str = UNIT_QUESTION) -> OwedMail:
    return OwedMail(
        id=1,
        message_id="<K7M2-4QXD.unit.1@djpk.example>",
        kind=kind,
        request_id=None,
        created_at=datetime(2026, 11, 23, 2, 12, tzinfo=UTC),
        tries=1,
        stored=ASKED.to_json() | {"recipient": "dtu@djpk.example"},
    )


def other_mail(owed: OwedMail) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = f"lain: {owed.kind}"
    return message


@pytest.fixture
def write() -> UnitNotices:
    return UnitNotices(
        "layanan@djpk.example", lambda inquiry: f"https://k.example/u/token-{inquiry}", other_mail
    )


def text(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    assert part is not None
    content: str = part.get_content()
    return content.replace("\r\n", "\n")


def test_the_unit_reads_what_is_asked_and_until_when(write: UnitNotices) -> None:
    message = write(owed())

    assert message["To"] == "dtu@djpk.example"
    assert message["Subject"] == "Mohon kesediaan narasumber: permohonan K7M2-4QXD"
    for words in (
        "Yth. Direktorat Dana Transfer Umum,",
        "Sesi: Kamis, 26 November 2026, pukul 09.00–10.00 WIB",
        "Cara: tatap muka, 2 tamu",
        "Jawab paling lambat: Kamis, 26 November 2026, pukul 23.59 WIB",
        "> Kab. Banyumas",
        "> Mohon Kasubdit.",
        "https://k.example/u/token-7",
    ):
        assert words in text(message)


def test_the_question_becomes_neither_link_nor_markup(write: UnitNotices) -> None:
    message = write(owed())

    html = message.get_body(("html",))
    assert html is not None
    assert "<b>segera</b>" not in html.get_content()
    assert "https://palsu" not in message.as_string()
    assert len(message.get_all("Subject") or []) == 1


def test_the_facts_hold_no_link(write: UnitNotices) -> None:
    assert "/u/" not in str(ASKED.to_json())
    assert UnitQuestion.from_json(ASKED.to_json()) == ASKED


def test_every_other_mail_is_written_by_the_other_writer(write: UnitNotices) -> None:
    assert write(owed("received"))["Subject"] == "lain: received"
