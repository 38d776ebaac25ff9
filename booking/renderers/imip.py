"""An invitation inside a mail (iMIP, RFC 6047)."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage

from booking.domain.invitation import Invitation
from booking.renderers import ical

INVITATION_FILE = "undangan.ics"


def enclose(message: EmailMessage, invitation: Invitation, *, stamp: datetime) -> None:
    """The last alternative, which Outlook and Gmail act upon, and a file for all others."""
    calendar = ical.render(invitation, stamp=stamp)
    message.add_alternative(
        calendar,
        maintype="text",
        subtype="calendar",
        cte="base64",
        params={"method": invitation.method, "charset": "UTF-8", "component": "VEVENT"},
    )
    message.add_attachment(
        calendar, maintype="application", subtype="ics", filename=INVITATION_FILE
    )
