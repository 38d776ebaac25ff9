"""A mail ready for the mail server: text, HTML, and the invitation where there is one (iMIP)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage

from booking.domain.invitation import invitation_of
from booking.domain.mail_facts import Links, OwedMail, one_line
from booking.renderers import ical
from booking.renderers.email_texts import letter

SENDER_NAME = "Konsultasi DJPK"
INVITATION_FILE = "undangan.ics"


@dataclass(frozen=True)
class MailRenderer:
    """Writes the mails of one sender; `links` makes the secret addresses at delivery."""

    sender: str
    links: Callable[[OwedMail], Links]

    def __call__(self, owed: OwedMail) -> EmailMessage:
        """The mail that is owed; the same row gives the same headers and the same invitation.

        Raises ValueError, TypeError, LookupError or `BookingError` for a row that cannot be sent.
        """
        facts = owed.facts
        written = letter(facts, self.links(owed))
        message = EmailMessage(policy=policy.SMTP)
        message["From"] = _mailbox(self.sender, SENDER_NAME)
        message["To"] = _mailbox(facts.recipient)
        message["Subject"] = written.subject
        message["Date"] = owed.created_at
        message["Message-ID"] = owed.message_id
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(written.text, cte="quoted-printable")
        message.add_alternative(written.html, subtype="html", cte="quoted-printable")
        invitation = invitation_of(facts, organizer=self.sender)
        if invitation:
            calendar = ical.render(invitation, stamp=owed.created_at)
            _attach(message, calendar, invitation.method)
        message["Content-Language"] = "id"  # set last: parts that are added take it away
        return message


def _attach(message: EmailMessage, calendar: bytes, method: str) -> None:
    """The last alternative, which Outlook and Gmail act upon, and a file for all others."""
    message.add_alternative(
        calendar,
        maintype="text",
        subtype="calendar",
        cte="base64",
        params={"method": method, "charset": "UTF-8", "component": "VEVENT"},
    )
    message.add_attachment(
        calendar, maintype="application", subtype="ics", filename=INVITATION_FILE
    )


def _mailbox(address: str, name: str = "") -> Address:
    """One mailbox; raises ValueError for two of them or for a hidden header."""
    if address != one_line(address) or " " in address:
        raise ValueError("a mail address with characters that no address has")
    parsed = Address(display_name=name, addr_spec=address)
    if not parsed.username or not parsed.domain:
        raise ValueError("a mail address without name or domain")
    return parsed
