"""Mails to a technical unit: a request waits for its answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage

from booking.domain.local_time import moment_words, slot_words
from booking.domain.mail_facts import OwedMail
from booking.domain.unit_notice import UNIT_QUESTION, UnitQuestion
from booking.domain.words import MODE_WORDS, VISIT
from booking.renderers.envelope import in_an_envelope
from booking.renderers.mail_blocks import Block, Button, Details, Letter, Paragraph, quoted


@dataclass(frozen=True)
class UnitNotices:
    """Writes the mails to units and hands every other mail to `otherwise`.

    `link` makes the one-use address of a question at delivery.
    """

    sender: str
    link: Callable[[int], str]
    otherwise: Callable[[OwedMail], EmailMessage]

    def __call__(self, owed: OwedMail) -> EmailMessage:
        """The mail that is owed; the same row gives the same headers and the same link."""
        if owed.kind != UNIT_QUESTION:
            return self.otherwise(owed)
        asked = UnitQuestion.from_json(owed.stored)
        return in_an_envelope(
            _question(asked, self.link(asked.inquiry_id)), owed, sender=self.sender
        )


def _question(asked: UnitQuestion, link: str) -> Letter:
    return Letter(
        subject=f"Mohon kesediaan narasumber: permohonan {asked.reference}",
        blocks=(
            Paragraph(f"Yth. {asked.unit_name},"),
            Paragraph(
                "Permohonan konsultasi berikut memerlukan narasumber dari unit Saudara. Sesinya "
                "kami tahan sementara menunggu jawaban Saudara."
            ),
            Details(
                (
                    ("Sesi", slot_words(asked.on, asked.start, asked.end)),
                    ("Cara", _mode(asked)),
                    ("Topik", "; ".join(asked.topics)),
                    ("Jawab paling lambat", moment_words(asked.expires_at)),
                )
            ),
            *_said(asked),
            Paragraph(
                "Saudara dapat menerima dengan menyebut narasumber, menolak dengan alasan, atau "
                "mengusulkan sesi lain."
            ),
            Button("Jawab permohonan ini", link),
            Paragraph(
                "Membuka tautan tidak mengubah apa pun; jawaban tersimpan setelah Saudara menekan "
                "tombol pada halamannya. Tautan berlaku untuk satu jawaban dan berakhir pada batas "
                "waktu di atas. Mohon tidak diteruskan ke luar unit."
            ),
        ),
    )


def _mode(asked: UnitQuestion) -> str:
    words = MODE_WORDS[asked.mode]
    return f"{words}, {asked.guests} tamu" if asked.mode == VISIT else words


def _said(asked: UnitQuestion) -> list[Block]:
    return [
        *quoted("Pemohon", [asked.institution]),
        *quoted("Pertanyaan", [asked.question]),
        *quoted("Catatan contact center", [asked.note]),
    ]
