"""Mails to people of DJPK, beside the mails about requests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage

from booking.domain.local_time import long_date
from booking.domain.mail_facts import OwedMail
from booking.domain.staff_notice import CHAIN_END, SUSPICIOUS_LETTER, ChainEnd, SuspiciousLetter
from booking.renderers.envelope import in_an_envelope
from booking.renderers.mail_blocks import Button, Letter, Paragraph, quoted

SUBJECT = "Laporan surat mencurigakan"


@dataclass(frozen=True)
class StaffNotices:
    """Writes the mails to staff and hands every other mail to `otherwise`."""

    sender: str
    base_url: str
    otherwise: Callable[[OwedMail], EmailMessage]

    def __call__(self, owed: OwedMail) -> EmailMessage:
        """The mail that is owed; the same row gives the same headers."""
        if owed.kind == SUSPICIOUS_LETTER:
            letter = _suspicious(SuspiciousLetter.from_json(owed.stored), self.base_url)
        elif owed.kind == CHAIN_END:
            letter = _chain_end(ChainEnd.from_json(owed.stored))
        else:
            return self.otherwise(owed)
        return in_an_envelope(letter, owed, sender=self.sender)


def _suspicious(facts: SuspiciousLetter, base_url: str) -> Letter:
    return Letter(
        subject=SUBJECT,
        blocks=(
            Paragraph("Seseorang melaporkan surat yang mengatasnamakan DJPK."),
            *quoted("Kode pada surat", [facts.code or "tidak ada"]),
            *quoted("Isi laporan", [facts.told]),
            *quoted("Pelapor dapat dihubungi melalui", [facts.contact or "tidak disebutkan"]),
            Paragraph(
                "Isi di atas ditulis oleh pelapor dan belum diperiksa. Jangan membuka tautan atau "
                "menghubungi nomor di dalamnya sebelum kebenarannya dipastikan."
            ),
            Button("Buka daftar laporan", f"{base_url}/petugas/surat-mencurigakan"),
        ),
    )


def _chain_end(end: ChainEnd) -> Letter:
    return Letter(
        subject=f"Ujung rantai audit, {long_date(end.day)}",
        blocks=(
            Paragraph(
                f"Pada awal hari {long_date(end.day)} rantai audit berakhir di baris {end.seq}. "
                "Simpanlah surel ini di luar aplikasi."
            ),
            *quoted("Catatan untuk pemeriksaan", [f"{end.seq}:{end.mac}"]),
            Paragraph(
                "Untuk membuktikan bahwa rantai tidak ditulis ulang, masukkan catatan di atas pada "
                "halaman Jejak audit, atau jalankan booking verify-audit --anchor diikuti catatan "
                "itu."
            ),
        ),
    )
