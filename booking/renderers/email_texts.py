"""Which words belong to which mail; the wording itself stands in the two `*_texts` beside."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from booking.domain.mail_facts import Links, MailFacts, MailKind
from booking.domain.words import MODE_NOUNS
from booking.renderers import appointment_texts as appointment
from booking.renderers import request_texts as request
from booking.renderers.guest_texts import guest_refused
from booking.renderers.mail_blocks import Block, Letter, Paragraph
from booking.renderers.mail_phrases import GREETING, closing

REQUEST_NOUN = "permohonan"


class Wording(NamedTuple):
    """The state as the subject names it, what it is a state of, and who writes the rest."""

    state: str
    is_about_appointment: bool
    body: Callable[[MailFacts, Links], list[Block]]


WORDINGS = {
    MailKind.CONFIRM_MAILBOX: Wording("Menunggu konfirmasi surel", False, request.confirm_mailbox),
    MailKind.RECEIVED: Wording("Diterima, belum terjadwal", False, request.received),
    MailKind.RECEIVED_BY_STAFF: Wording(
        "Dicatat, belum terjadwal", False, request.received_by_staff
    ),
    MailKind.RETURNED: Wording("Perlu perbaikan", False, request.returned),
    MailKind.REJECTED: Wording("Ditolak", False, request.rejected),
    MailKind.WITHDRAWN: Wording("Ditarik", False, request.withdrawn),
    MailKind.LINK_AGAIN: Wording("Tautan baru", False, request.link_again),
    MailKind.GUEST_REFUSED: Wording("Daftar tamu diubah", False, guest_refused),
    MailKind.SCHEDULED: Wording("Terjadwal", True, appointment.scheduled),
    MailKind.RESCHEDULED: Wording("Jadwal dipindahkan", True, appointment.rescheduled),
    MailKind.CANCELLED_BY_REQUESTER: Wording(
        "Dibatalkan atas permintaan Saudara", True, appointment.cancelled_by_requester
    ),
    MailKind.CANCELLED_BY_DJPK: Wording(
        "Dibatalkan oleh DJPK", True, appointment.cancelled_by_djpk
    ),
    MailKind.MISSED: Wording("Tidak hadir", True, appointment.missed),
    MailKind.MISSED_WITH_NOTICE: Wording(
        "Tidak hadir dengan keterangan", True, appointment.missed_with_notice
    ),
}


def letter(facts: MailFacts, links: Links) -> Letter:
    """The mail about these facts; its subject is fixed text and the reference, nothing else."""
    wording = WORDINGS[facts.kind]
    noun = MODE_NOUNS[facts.mode] if wording.is_about_appointment else REQUEST_NOUN
    return Letter(
        subject=f"{wording.state}: {noun} {facts.reference}",
        blocks=(Paragraph(GREETING), *wording.body(facts, links), *closing(facts)),
    )
