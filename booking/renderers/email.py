"""A mail about a request, with the invitation where there is one (iMIP)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage

from booking.domain.invitation import invitation_of
from booking.domain.mail_facts import Links, OwedMail
from booking.renderers import imip
from booking.renderers.email_texts import letter
from booking.renderers.envelope import in_an_envelope


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

        def enclose(message: EmailMessage) -> None:
            invitation = invitation_of(facts, organizer=self.sender)
            if invitation:
                imip.enclose(message, invitation, stamp=owed.created_at)

        written = letter(facts, self.links(owed))
        return in_an_envelope(written, owed, sender=self.sender, enclose=enclose)
