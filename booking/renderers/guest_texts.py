"""The mail about a guest who cannot be received while the visit itself stays."""

from __future__ import annotations

from booking.domain.findings import clause_long
from booking.domain.local_time import long_date, session_words
from booking.domain.mail_facts import Links, MailFacts
from booking.renderers.mail_blocks import Block, Details, Paragraph, quoted
from booking.renderers.mail_phrases import follow, who_asks


def guest_refused(facts: MailFacts, links: Links) -> list[Block]:
    """Who cannot be received and why; everything else stays as it is."""
    rows = [("Nomor permohonan", facts.reference)]
    kept = "Permohonan kunjungan Saudara tetap kami proses."
    if facts.appointment:
        on, start, end = facts.appointment
        rows.append(("Jadwal", f"{long_date(on)}, {session_words(start, end)}"))
        kept = (
            "Jadwal kunjungan Saudara tetap berlaku; surat konfirmasi diterbitkan kembali sesuai "
            "daftar tamu yang baru."
        )
    rows.append(("Tamu yang didaftarkan", f"{facts.guests} orang"))
    return [
        Paragraph(
            "Satu tamu dalam rombongan Saudara tidak dapat kami terima pada kunjungan ini "
            f"({clause_long('E.3.c.6')}). {kept}"
        ),
        *quoted("Tamu yang tidak dapat diterima", [facts.reason]),
        Details(tuple(rows)),
        *who_asks(facts),
        *follow(links),
    ]
