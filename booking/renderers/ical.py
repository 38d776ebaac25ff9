"""The calendar file of an invitation, as iMIP wants it (RFC 5545, 5546, 6047)."""

from __future__ import annotations

from datetime import datetime, timedelta

from icalendar import Alarm, Calendar, Event, vCalAddress, vText, vUri

from booking.domain.invitation import CANCEL, PUBLISH, Invitation
from booking.domain.local_time import JAKARTA
from booking.domain.mail_facts import lines_of, one_line

PRODUCT = "-//DJPK//Konsultasi DJPK//ID"
REMINDER = timedelta(days=-1)


def render(invitation: Invitation, *, stamp: datetime) -> bytes:
    """The invitation as bytes; `stamp` is the moment of the change, so a repeat is identical."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", invitation.method)
    calendar.add_component(_event(invitation, stamp))
    calendar.add_missing_timezones()
    content: bytes = calendar.to_ical()
    return content


def _event(invitation: Invitation, stamp: datetime) -> Event:
    is_cancelled = invitation.method == CANCEL
    event = Event()
    event.add("uid", one_line(invitation.uid))
    event.add("sequence", invitation.sequence)
    event.add("dtstamp", stamp)
    event.add("dtstart", invitation.start.astimezone(JAKARTA))
    event.add("dtend", invitation.end.astimezone(JAKARTA))
    event.add("summary", one_line(invitation.summary))
    event.add("location", one_line(invitation.location))
    event.add("description", "\n".join(lines_of(invitation.description)))
    event.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if is_cancelled else "OPAQUE")
    event.add("organizer", _address(invitation.organizer))
    if invitation.method != PUBLISH:  # a file to keep asks nobody for an answer (RFC 5546 3.2.1)
        event.add("attendee", _attendee(invitation.attendee), encode=False)
    if invitation.url:
        event.add("url", vUri(invitation.url))
    if not is_cancelled:
        event.add_component(_reminder(invitation))
    return event


def _address(mailbox: str) -> vCalAddress:
    if mailbox != one_line(mailbox) or " " in mailbox or mailbox.count("@") != 1:
        raise ValueError("an address of the invitation is no single mailbox")
    return vCalAddress(f"mailto:{mailbox}")


def _attendee(mailbox: str) -> vCalAddress:
    attendee = _address(mailbox)
    attendee.params["CUTYPE"] = vText("INDIVIDUAL")
    attendee.params["ROLE"] = vText("REQ-PARTICIPANT")
    attendee.params["PARTSTAT"] = vText("NEEDS-ACTION")
    attendee.params["RSVP"] = vText("TRUE")
    return attendee


def _reminder(invitation: Invitation) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", one_line(invitation.summary))
    alarm.add("trigger", REMINDER)
    return alarm
