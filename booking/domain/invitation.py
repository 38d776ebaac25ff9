"""The calendar invitation of an appointment: one UID for its life, a number for each change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from booking.domain.local_time import slot_instant
from booking.domain.mail_facts import Appointment, MailFacts, MailKind, one_line
from booking.domain.words import MODE_NOUNS
from booking.sentences import quoted, say

HOST = "konsultasi.djpk.kemenkeu.go.id"
BUILDING = quoted("Gedung Radius Prawiro, Jalan Dr. Wahidin Raya Nomor 1, Jakarta Pusat 10710")
ROOM = say("Ruang Video Conference DJPK, lantai 3 (ber-CCTV)")
PLACE = f"{BUILDING}, {ROOM}"
ONLINE = "Video conference"
REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"
GIVES = (MailKind.SCHEDULED, MailKind.RESCHEDULED)
ENDS = (
    MailKind.CANCELLED_BY_REQUESTER,
    MailKind.CANCELLED_BY_DJPK,
    MailKind.MISSED_WITH_NOTICE,
)
FREE_OF_CHARGE = "Layanan ini tidak dipungut biaya"
CONTACT = (
    "Contact Center DJPK: telepon 150420, WhatsApp 0811-150420-7, "
    "surel callcenter.djpk@kemenkeu.go.id"
)


@dataclass(frozen=True)
class Invitation:
    """What the calendar of the requester is told: an appointment holds, or it is cancelled."""

    method: str
    uid: str
    sequence: int
    start: datetime
    end: datetime
    summary: str
    location: str
    description: str
    organizer: str
    attendee: str
    url: str | None = None


def uid_of(reference: str) -> str:
    """The UID of a request's appointment, the same through every change."""
    return f"{reference}@{HOST}"


def invitation_of(facts: MailFacts, *, organizer: str) -> Invitation | None:
    """The invitation that goes with a mail, or None where the calendar does not change.

    The organizer never invites itself, for calendars then drop the change in silence.
    """
    method, appointment = _change(facts)
    if appointment is None or facts.recipient.casefold() == organizer.casefold():
        return None
    link = meeting_url(facts)
    return Invitation(
        method=method,
        uid=uid_of(facts.reference),
        sequence=facts.sequence,
        start=slot_instant(appointment.on, appointment.start),
        end=slot_instant(appointment.on, appointment.end),
        summary=_summary(facts, method),
        location=PLACE if facts.is_visit else link or ONLINE,
        description=_description(facts, method, link),
        organizer=organizer,
        attendee=facts.recipient,
        url=link,
    )


def meeting_url(facts: MailFacts) -> str | None:
    """The meeting link of a conference; raises ValueError for what is no web address."""
    if facts.is_visit or not facts.meeting_link:
        return None
    link = facts.meeting_link
    parts = urlsplit(link)
    if link != one_line(link) or " " in link or parts.scheme not in ("http", "https"):
        raise ValueError("the meeting link is no web address")
    if not parts.hostname or parts.username is not None:
        raise ValueError("the meeting link names no host, or hides one")
    return link


def _change(facts: MailFacts) -> tuple[str, Appointment | None]:
    if facts.kind in GIVES:
        if facts.appointment is None:
            raise ValueError(f"{facts.kind} without an appointment")
        return REQUEST, facts.appointment
    return CANCEL, facts.ended_appointment if facts.kind in ENDS else None


def _summary(facts: MailFacts, method: str) -> str:
    noun = MODE_NOUNS[facts.mode]
    if method == CANCEL:
        return f"Dibatalkan: {noun} DJPK {facts.reference}"
    return f"{noun.capitalize()} DJPK {facts.reference}"


def _description(facts: MailFacts, method: str, link: str | None) -> str:
    closing = [f"Nomor permohonan {facts.reference}.", f"{FREE_OF_CHARGE}.", f"{CONTACT}."]
    if method == CANCEL:
        return "\n".join(["Jadwal ini tidak berlaku lagi. Mohon tidak hadir.", *closing])
    if facts.is_visit:
        return "\n".join(["Registrasi di resepsionis dengan kartu identitas.", *closing])
    how = (
        f"Tautan rapat: {link}"
        if link
        else "Tautan rapat kami kirimkan melalui surel setelah tersedia."
    )
    return "\n".join([how, *closing])
