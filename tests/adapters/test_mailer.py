"""Handing mails over: to a real SMTP server on loopback, and into a folder."""

from __future__ import annotations

import smtplib
import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from flask import Flask

from booking.adapters.mailer import AddressRefused, FolderMailer, SmtpMailer, mailer_for
from booking.database import InsideTransaction, transaction
from booking.domain.mail_facts import MailKind
from booking.errors import SettingsRefused
from booking.renderers.email import MailRenderer
from booking.settings import Settings
from tests.mails import LINKS, SENDER, facts_of, owed


class Inbox:
    """An SMTP server's memory; `answer` is what it says to the next recipient."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []
        self.answer = "250 OK"

    async def handle_RCPT(  # noqa: N802 (aiosmtpd's name)
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.answer

    async def handle_DATA(  # noqa: N802 (aiosmtpd's name)
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        self.envelopes.append(envelope)
        return "250 OK"

    def messages(self) -> list[EmailMessage]:
        return [
            message_from_bytes(envelope.original_content or b"", policy=policy.default)
            for envelope in self.envelopes
        ]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port: int = unused.getsockname()[1]
    return port


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def mailer(inbox: Inbox) -> Iterator[SmtpMailer]:
    """A mailer whose server stands on loopback."""
    server = Controller(inbox, hostname="127.0.0.1", port=free_port())
    server.start()
    yield SmtpMailer.from_url(f"smtp://127.0.0.1:{server.port}")
    server.stop()


Write = Callable[[MailKind], EmailMessage]


@pytest.fixture
def write() -> Write:
    renderer = MailRenderer(SENDER, lambda mail: LINKS)
    return lambda kind: renderer(owed(facts_of(kind)))


def calendar_of(message: EmailMessage) -> object:
    parts = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    return parts[0].get_payload(decode=True)


def words_of(message: EmailMessage) -> list[str]:
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).splitlines()


@pytest.mark.parametrize("kind", [MailKind.SCHEDULED, MailKind.CANCELLED_BY_DJPK])
def test_the_calendar_arrives_byte_for_byte(
    kind: MailKind, mailer: SmtpMailer, inbox: Inbox, write: Write
) -> None:
    message = write(kind)

    mailer.send(message)

    arrived = inbox.messages()[0]
    assert calendar_of(arrived) == calendar_of(message)
    assert arrived["Subject"] == message["Subject"]
    assert arrived["Message-ID"] == message["Message-ID"]
    assert words_of(arrived) == words_of(message)
    assert inbox.envelopes[0].mail_from == SENDER
    assert inbox.envelopes[0].rcpt_tos == ["bapenda@makassar.example"]


def test_a_mailbox_that_does_not_exist_is_not_tried_again(
    mailer: SmtpMailer, inbox: Inbox, write: Write
) -> None:
    inbox.answer = "550 5.1.1 no such user"

    with pytest.raises(AddressRefused):
        mailer.send(write(MailKind.RECEIVED))


@pytest.mark.parametrize("answer", ["451 4.7.1 try later", "550 5.7.1 relaying denied"])
def test_a_refusal_that_may_pass_is_no_fault_of_the_mail(
    answer: str, mailer: SmtpMailer, inbox: Inbox, write: Write
) -> None:
    inbox.answer = answer

    with pytest.raises(smtplib.SMTPRecipientsRefused):
        mailer.send(write(MailKind.RECEIVED))


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_a_server_that_does_not_answer_is_a_connection_error(scheme: str, write: Write) -> None:
    nobody = SmtpMailer.from_url(f"{scheme}://127.0.0.1:{free_port()}")

    with pytest.raises(ConnectionError):
        nobody.send(write(MailKind.RECEIVED))


def test_a_server_without_tls_is_no_server_for_smtps(mailer: SmtpMailer, write: Write) -> None:
    with pytest.raises(ConnectionError):
        replace(mailer, is_tls=True).send(write(MailKind.RECEIVED))


def test_a_sign_in_that_fails_is_a_connection_error(mailer: SmtpMailer, write: Write) -> None:
    with pytest.raises(ConnectionError):
        replace(mailer, user="djpk", password="salah").send(write(MailKind.RECEIVED))


def test_an_address_of_a_server_is_read() -> None:
    mailer = SmtpMailer.from_url("smtps://djpk:s%40ndi@surat.example:465")

    assert mailer == SmtpMailer("surat.example", 465, "djpk", "s@ndi", is_tls=True)
    assert "s@ndi" not in repr(mailer)


@pytest.mark.parametrize("url", ["http://surat.example", "surat.example:25", "smtp://"])
def test_an_address_of_no_server_is_refused(url: str) -> None:
    with pytest.raises(SettingsRefused):
        SmtpMailer.from_url(url)


def test_the_folder_keeps_a_readable_mail(tmp_path: Path, write: Write) -> None:
    message = write(MailKind.SCHEDULED)

    FolderMailer(tmp_path / "mail").send(message)

    files = list((tmp_path / "mail").iterdir())
    assert [file.suffix for file in files] == [".eml"]
    assert files[0].name.startswith("20261124T020000-K7M2-4QXD.scheduled")
    kept = message_from_bytes(files[0].read_bytes(), policy=policy.default)
    assert calendar_of(kept) == calendar_of(message)


def test_a_repeated_mail_replaces_itself_in_the_folder(tmp_path: Path, write: Write) -> None:
    folder = FolderMailer(tmp_path)

    folder.send(write(MailKind.SCHEDULED))
    folder.send(write(MailKind.SCHEDULED))

    assert len(list(tmp_path.iterdir())) == 1


def test_a_mail_that_cannot_be_written_leaves_nothing(tmp_path: Path, write: Write) -> None:
    message = write(MailKind.RECEIVED)
    del message["Message-ID"]

    with pytest.raises(TypeError):
        FolderMailer(tmp_path).send(message)

    assert list(tmp_path.iterdir()) == []


def test_the_settings_choose_the_mailer(plain_settings: Settings) -> None:
    by_server = mailer_for(replace(plain_settings, smtp_url="smtp://127.0.0.1:2525"))

    by_folder = mailer_for(plain_settings)

    assert by_server == SmtpMailer("127.0.0.1", 2525)
    assert by_folder == FolderMailer(plain_settings.instance / "mail")


@pytest.mark.sqlite_only
def test_no_mail_leaves_while_the_database_is_held(
    app: Flask, mailer: SmtpMailer, tmp_path: Path, write: Write
) -> None:
    message = write(MailKind.RECEIVED)

    for sender in (mailer, FolderMailer(tmp_path)):
        with pytest.raises(InsideTransaction), transaction():
            sender.send(message)
