"""Mails to a technical unit about a request it accepted: the session, a change of it, its end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from email.message import EmailMessage
from typing import NamedTuple

from booking.domain.invitation import CONTACT, ONLINE, ROOM, invitation_of, meeting_url
from booking.domain.local_time import slot_words
from booking.domain.mail_facts import OwedMail
from booking.domain.unit_news import UNIT_NEWS, News, UnitNews
from booking.domain.words import MODE_NOUNS
from booking.renderers import imip
from booking.renderers.envelope import in_an_envelope
from booking.renderers.mail_blocks import Details, Letter, Paragraph, quoted


class Words(NamedTuple):
    """What is said about one kind of news; {noun} is the visit or the conference."""

    subject: str
    opening: str
    closing: str


WORDS = {
    News.SCHEDULED: Words(
        subject="Jadwal dipastikan",
        opening="Sesi {noun} berikut sudah dipastikan, dan undangannya dikirimkan kepada pemohon. "
        "Terima kasih atas kesediaan Saudara.",
        closing="Undangan kalender terlampir. Bila narasumber berhalangan, mohon segera "
        "menghubungi contact center agar sesi dapat dipindahkan.",
    ),
    News.MOVED: Words(
        subject="Jadwal dipindahkan",
        opening="Sesi {noun} yang sudah Saudara setujui dipindahkan oleh contact center.",
        closing="Undangan kalender terlampir menggantikan yang lama. Bila narasumber berhalangan "
        "pada sesi yang baru, mohon segera menghubungi contact center.",
    ),
    News.CANCELLED: Words(
        subject="Jadwal dibatalkan",
        opening="Sesi {noun} berikut dibatalkan; narasumber tidak perlu hadir.",
        closing="Pembatalan untuk kalender Saudara terlampir. Tidak ada yang perlu Saudara "
        "lakukan.",
    ),
    News.NOT_NEEDED: Words(
        subject="Jawaban tidak diperlukan lagi",
        opening="Permohonan {noun} berikut tidak lagi memerlukan kesediaan unit Saudara. Sesi "
        "yang ditahan sudah dilepas.",
        closing="Tidak ada yang perlu Saudara lakukan.",
    ),
}


@dataclass(frozen=True)
class UnitNewsMails:
    """Writes the news to units and hands every other mail to `otherwise`."""

    sender: str
    otherwise: Callable[[OwedMail], EmailMessage]

    def __call__(self, owed: OwedMail) -> EmailMessage:
        """The mail that is owed; the same row gives the same headers and the same invitation."""
        if owed.kind != UNIT_NEWS:
            return self.otherwise(owed)
        facts = UnitNews.from_json(owed.stored)
        told = replace(facts.told, recipient=owed.stored["recipient"])
        invitation = invitation_of(told, organizer=self.sender)

        def enclose(message: EmailMessage) -> None:
            if invitation:
                own = replace(invitation, summary=_summary(facts), description=_description(facts))
                imip.enclose(message, own, stamp=owed.created_at)

        return in_an_envelope(_letter(facts), owed, sender=self.sender, enclose=enclose)


def _letter(facts: UnitNews) -> Letter:
    told, words = facts.told, WORDS[facts.news]
    noun = MODE_NOUNS[told.mode]
    return Letter(
        subject=f"{words.subject}: permohonan {told.reference}",
        blocks=(
            Paragraph(f"Yth. {facts.unit_name},"),
            Paragraph(words.opening.format(noun=noun)),
            Details((*_sessions(facts), ("Topik", "; ".join(told.topics)))),
            *quoted("Pemohon", [told.institution]),
            *quoted("Narasumber", facts.experts),
            *quoted("Alasan", [told.reason]),
            Paragraph(words.closing.format(noun=noun)),
            Paragraph(f"{CONTACT}."),
        ),
    )


def _sessions(facts: UnitNews) -> list[tuple[str, str]]:
    """The session that holds with its place, and the one that no longer does."""
    told, rows = facts.told, list[tuple[str, str]]()
    if facts.news is News.NOT_NEEDED:
        return [("Sesi yang dilepas", slot_words(*facts.held))]
    holds = facts.news in (News.SCHEDULED, News.MOVED)
    if holds and told.appointment:
        rows.append(("Sesi", slot_words(*told.appointment)))
        rows.append(("Tempat", str(ROOM) if told.is_visit else meeting_url(told) or ONLINE))
    ended = told.previous_appointment if holds else told.ended_appointment
    if facts.news is not News.SCHEDULED and ended:
        rows.append(("Tidak berlaku lagi", slot_words(*ended)))
    return rows


def _summary(facts: UnitNews) -> str:
    ended = "Dibatalkan: " if facts.news is News.CANCELLED else ""
    noun = MODE_NOUNS[facts.told.mode].capitalize()
    return f"{ended}{noun} {facts.told.institution} ({facts.told.reference})"


def _description(facts: UnitNews) -> str:
    told = facts.told
    link = meeting_url(told)
    return "\n".join(
        (
            f"Pemohon: {told.institution}",
            f"Topik: {'; '.join(told.topics)}",
            *(f"Narasumber: {expert}" for expert in facts.experts),
            *((f"Tautan rapat: {link}",) if link else ()),
            f"Nomor permohonan {told.reference}.",
        )
    )
