"""Mails about a request that has no appointment: received, returned, rejected, withdrawn."""

from __future__ import annotations

from booking.domain.findings import clause_long
from booking.domain.local_time import long_date
from booking.domain.mail_facts import Links, MailFacts
from booking.domain.words import MODE_NOUNS
from booking.renderers.mail_blocks import Block, Button, Details, Paragraph, quoted
from booking.renderers.mail_phrases import LETTER_NAME, follow, lead_time, who_asks, why


def confirm_mailbox(facts: MailFacts, links: Links) -> list[Block]:
    """To a mailbox that nobody has proved yet: nothing that a stranger typed stands in it."""
    if links.confirm is None:
        raise ValueError("a mail that asks for confirmation without its link")
    return [
        Paragraph(
            "Alamat surel ini diisikan sebagai alamat narahubung pada permohonan "
            f"{MODE_NOUNS[facts.mode]} {facts.reference}. Permohonan itu baru kami proses setelah "
            "Saudara mengonfirmasi alamat ini; tanggal terimanya tetap "
            f"{long_date(facts.received_on)}."
        ),
        Button("Buka halaman konfirmasi", links.confirm),
        Paragraph(
            "Pada halaman yang terbuka, tekan tombol konfirmasi. Membuka tautan saja belum "
            "mengonfirmasi apa pun. Tautan berlaku 24 jam dan hanya untuk satu kali pakai."
        ),
        Paragraph(
            "Bila Saudara tidak mengajukan permohonan ini, abaikan surel ini. Tanpa konfirmasi, "
            "permohonan beserta suratnya kami hapus."
        ),
    ]


def received(facts: MailFacts, links: Links) -> list[Block]:
    """The request came in and is not booked yet."""
    return [
        Paragraph(
            f"Permohonan {MODE_NOUNS[facts.mode]} Saudara sudah kami terima pada "
            f"{long_date(facts.received_on)}, tetapi BELUM TERJADWAL. {_not_yet(facts)}"
        ),
        *_waiting(facts, links),
    ]


def received_by_staff(facts: MailFacts, links: Links) -> list[Block]:
    """A letter that came by another channel was entered by DJPK."""
    return [
        Paragraph(
            f"{LETTER_NAME} Saudara yang kami terima pada {long_date(facts.received_on)} sudah "
            f"kami catat sebagai permohonan {MODE_NOUNS[facts.mode]}, tetapi BELUM TERJADWAL. "
            f"{_not_yet(facts)}"
        ),
        *_waiting(facts, links),
    ]


def _not_yet(facts: MailFacts) -> str:
    if facts.is_visit:
        return (
            "Mohon belum berangkat: kunjungan hanya dapat dilakukan setelah Saudara mendapatkan "
            f"jadwal dari Contact Center DJPK ({clause_long('E.3.c.3')})."
        )
    return (
        "Waktu dan ruang rapat ditetapkan melalui koordinasi dengan petugas "
        f"({clause_long('E.3.b.2')})."
    )


def _waiting(facts: MailFacts, links: Links) -> list[Block]:
    return [
        Details(
            (
                ("Nomor permohonan", facts.reference),
                ("Surat diterima", long_date(facts.received_on)),
                (
                    "Jadwal paling cepat",
                    f"{long_date(facts.earliest_on)} ({lead_time(facts)})",
                ),
                ("Kami menjawab paling lambat", long_date(facts.answer_by)),
            )
        ),
        *who_asks(facts),
        Paragraph(
            "Sesi pilihan Saudara belum dipegang. Selanjutnya kami memeriksa surat dan "
            "menyampaikan jawaban melalui surel."
        ),
        *follow(links),
    ]


def returned(facts: MailFacts, links: Links) -> list[Block]:
    """Something must be corrected first."""
    return [
        Paragraph(
            f"Permohonan {MODE_NOUNS[facts.mode]} Saudara BELUM TERJADWAL karena ada yang perlu "
            "diperbaiki."
        ),
        *why(facts, "Yang perlu diperbaiki"),
        Paragraph(
            "Perbaiki permohonan melalui tautan di bawah ini. Tanggal terima mengikuti surat yang "
            "diperbaiki, sehingga jadwal paling cepat dihitung kembali dari tanggal itu "
            f"({lead_time(facts)})."
        ),
        *who_asks(facts),
        Details((("Nomor permohonan", facts.reference),)),
        *follow(links),
    ]


def rejected(facts: MailFacts, links: Links) -> list[Block]:
    """No session can be given; why, and what becomes of the letter."""
    return [
        Paragraph(f"Permohonan {MODE_NOUNS[facts.mode]} Saudara tidak dapat kami jadwalkan."),
        *why(facts, "Alasan"),
        Paragraph(_letter_after_rejection(facts)),
        *who_asks(facts),
        Details((("Nomor permohonan", facts.reference),)),
        *follow(links),
    ]


def _letter_after_rejection(facts: MailFacts) -> str:
    codes = {problem.code for problem in facts.problems}
    clause = clause_long("E.3.c.1" if facts.is_visit else "E.3.b.1")
    if facts.letter_spent or "letter_spent" in codes:
        again = clause_long("E.3.c.9") if facts.is_visit else clause
        return f"Permohonan berikutnya memerlukan {LETTER_NAME} yang baru ({again})."
    if codes & {"letter_missing", "letter_addressee"}:
        return (
            f"Permohonan berikutnya memerlukan {LETTER_NAME} yang ditujukan kepada Direktur "
            f"Jenderal Perimbangan Keuangan ({clause})."
        )
    return "Surat Saudara tetap berlaku dan dapat dipakai untuk permohonan berikutnya."


def withdrawn(facts: MailFacts, links: Links) -> list[Block]:
    """The requester took the request back before it had a session."""
    return [
        Paragraph(
            f"Permohonan {MODE_NOUNS[facts.mode]} Saudara sudah ditarik sebelum terjadwal dan "
            "tidak kami proses lebih lanjut."
        ),
        *quoted("Alasan", [facts.reason]),
        Paragraph("Surat yang sama dapat dipakai untuk permohonan baru."),
        *who_asks(facts),
        Details((("Nomor permohonan", facts.reference),)),
        *follow(links),
    ]


def link_again(facts: MailFacts, links: Links) -> list[Block]:
    """The secret link, sent again because somebody asked for it."""
    return [
        Paragraph(
            f"Berikut tautan baru untuk membuka permohonan {facts.reference}. Tautan yang lama "
            "tidak berlaku lagi."
        ),
        *follow(links),
        Paragraph("Bila Saudara tidak meminta tautan ini, abaikan surel ini."),
    ]
