"""Where mail goes: an SMTP server, or a folder that a developer can look into."""

from __future__ import annotations

import os
import re
import smtplib
import ssl
import tempfile
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import unquote, urlsplit

from booking.database import forbid_inside_transaction
from booking.errors import SettingsRefused
from booking.settings import Settings
from booking.usecases.ports import Mailer

TIMEOUT_SECONDS = 15
LOOPBACK = ("127.0.0.1", "::1", "localhost")
PORTS = {"smtp": 25, "smtps": 465}
PERMANENT = range(500, 600)
BAD_ADDRESS = re.compile(rb"5\.1\.\d+")


class AddressRefused(ValueError):
    """The server knows for certain that this mailbox does not exist; trying again is no use."""


@dataclass(frozen=True)
class SmtpMailer:
    """Hands mails to an SMTP server, each on a connection of its own.

    Raises ConnectionError when no server can be used, ValueError for a mail that can never be
    sent, and smtplib's errors when the server does not take this mail now.
    """

    host: str
    port: int
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    is_tls: bool = False

    @classmethod
    def from_url(cls, url: str) -> SmtpMailer:
        """The mailer of `smtp://user:password@host:port`, or `smtps://` for TLS from the start."""
        parts = urlsplit(url)
        if parts.scheme not in PORTS or not parts.hostname:
            raise SettingsRefused("BOOKING_SMTP_URL harus seperti smtp://user:sandi@host:587.")
        return cls(
            host=parts.hostname,
            port=parts.port or PORTS[parts.scheme],
            user=unquote(parts.username) if parts.username else None,
            password=unquote(parts.password) if parts.password else None,
            is_tls=parts.scheme == "smtps",
        )

    def send(self, message: EmailMessage) -> None:
        """Send it now or raise."""
        forbid_inside_transaction("mail")
        server = self._open()
        try:
            server.send_message(message)
        except smtplib.SMTPRecipientsRefused as refused:
            if all(_is_bad_address(*answer) for answer in refused.recipients.values()):
                raise AddressRefused(str(refused)) from refused
            raise
        except (smtplib.SMTPServerDisconnected, TimeoutError) as error:
            raise ConnectionError(str(error)) from error
        finally:
            _part(server)

    def _open(self) -> smtplib.SMTP:
        """A signed-in connection; every way of not having one is a ConnectionError.

        Certificates and host names fail as ValueError too, which must not condemn a mail.
        """
        try:
            server = self._connected()
        except (OSError, ValueError) as error:
            raise ConnectionError(str(error)) from error
        try:
            self._sign_in(server)
        except (OSError, ValueError) as error:
            server.close()
            raise ConnectionError(str(error)) from error
        return server

    def _connected(self) -> smtplib.SMTP:
        if self.is_tls:
            return smtplib.SMTP_SSL(
                self.host,
                self.port,
                timeout=TIMEOUT_SECONDS,
                context=ssl.create_default_context(),
            )
        return smtplib.SMTP(self.host, self.port, timeout=TIMEOUT_SECONDS)

    def _sign_in(self, server: smtplib.SMTP) -> None:
        server.ehlo()
        if not self.is_tls and server.has_extn("starttls"):
            server.starttls(context=ssl.create_default_context())
            server.ehlo()
        elif not self.is_tls and self.password and self.host not in LOOPBACK:
            raise ConnectionError("the server offers no TLS; the password is not sent in clear")
        if self.user and self.password:
            server.login(self.user, self.password)


@dataclass(frozen=True)
class FolderMailer:
    """Puts each mail into a folder as an .eml file; a repeated mail replaces itself."""

    folder: Path

    def send(self, message: EmailMessage) -> None:
        """Write it whole or not at all."""
        forbid_inside_transaction("mail")
        self.folder.mkdir(parents=True, exist_ok=True)
        content = message.as_bytes()
        number, unfinished = tempfile.mkstemp(dir=self.folder, suffix=".part")
        try:
            with os.fdopen(number, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(unfinished).replace(self.folder / _file_name(message))
        except BaseException:
            Path(unfinished).unlink(missing_ok=True)
            raise


def mailer_for(settings: Settings) -> Mailer:
    """The mail server of the settings; without one, the folder `mail` of the instance."""
    if settings.smtp_url:
        return SmtpMailer.from_url(settings.smtp_url)
    return FolderMailer(settings.instance / "mail")


def _part(server: smtplib.SMTP) -> None:
    """Take leave; the mail is delivered by now, so a server that sulks changes nothing."""
    try:
        server.quit()
    except OSError:
        server.close()


def _is_bad_address(code: int, answer: bytes) -> bool:
    return code in PERMANENT and bool(BAD_ADDRESS.match(answer))


def _file_name(message: EmailMessage) -> str:
    """The moment first, so that a folder lists mails in their order."""
    moment = message["Date"].datetime
    identity = re.sub(r"[^A-Za-z0-9.-]+", "-", message["Message-ID"]).strip("-")
    return f"{moment:%Y%m%dT%H%M%S}-{identity}.eml"
