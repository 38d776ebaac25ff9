"""The envelope of every mail: who writes to whom, the letter as text and HTML, further parts."""

from __future__ import annotations

from collections.abc import Callable
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage

from booking.domain.mail_facts import OwedMail, one_line
from booking.renderers.mail_blocks import Letter

SENDER_NAME = "Konsultasi DJPK"

Enclose = Callable[[EmailMessage], None]


def _nothing(message: EmailMessage) -> None:
    """Most mails hold a letter only."""


def in_an_envelope(
    letter: Letter, owed: OwedMail, *, sender: str, enclose: Enclose = _nothing
) -> EmailMessage:
    """A letter as a mail to the recipient among its facts; the same row gives the same headers.

    Raises KeyError or ValueError for a row without one plain mailbox.
    """
    message = EmailMessage(policy=policy.SMTP)
    message["From"] = _mailbox(sender, SENDER_NAME)
    message["To"] = _mailbox(owed.stored["recipient"])
    message["Subject"] = letter.subject
    message["Date"] = owed.created_at
    message["Message-ID"] = owed.message_id
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text, cte="quoted-printable")
    message.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    enclose(message)
    message["Content-Language"] = "id"  # set last: parts that are added take it away
    return message


def _mailbox(address: str, name: str = "") -> Address:
    """One mailbox; raises ValueError for two of them or for a hidden header."""
    if address != one_line(address) or " " in address:
        raise ValueError("a mail address with characters that no address has")
    parsed = Address(display_name=name, addr_spec=address)
    if not parsed.username or not parsed.domain:
        raise ValueError("a mail address without name or domain")
    return parsed
