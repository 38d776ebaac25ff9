"""Mails to a colleague about the own account; links are made at delivery and never kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage

from booking.domain.account_mail import AccountMail, AccountMailKind
from booking.domain.mail_facts import OwedMail
from booking.domain.roles import ROLE_WORDS, Role
from booking.renderers.envelope import in_an_envelope
from booking.renderers.mail_blocks import Block, Button, Details, Letter, Paragraph

KINDS = frozenset(AccountMailKind)
GREETING = Paragraph("Yth. Bapak/Ibu,")
NEVER_ASKED = Paragraph(
    "Kami tidak pernah meminta kata sandi atau kode autentikator melalui surel, telepon, atau "
    "WhatsApp."
)
NOT_YOU = Paragraph("Bukan Saudara yang melakukannya? Segera hubungi admin layanan ini.")


@dataclass(frozen=True)
class AccountMails:
    """Writes the mails about accounts and hands every other mail to `otherwise`.

    `link_of` gives the address of a link by its key; it raises `NotFound` for one that has ended.
    """

    sender: str
    sign_in_address: str
    link_of: Callable[[int], str]
    otherwise: Callable[[OwedMail], EmailMessage]

    def __call__(self, owed: OwedMail) -> EmailMessage:
        """The mail that is owed; the same row gives the same headers."""
        if owed.kind not in KINDS:
            return self.otherwise(owed)
        facts = AccountMail.from_json(owed.stored)
        return in_an_envelope(_letter(facts, self._address(facts)), owed, sender=self.sender)

    def _address(self, facts: AccountMail) -> str:
        return self.sign_in_address if facts.link_id is None else self.link_of(facts.link_id)


def _letter(facts: AccountMail, address: str) -> Letter:
    subject, blocks = BODIES[facts.kind](facts, address)
    return Letter(subject, (GREETING, *blocks, NEVER_ASKED))


def _invited(facts: AccountMail, address: str) -> tuple[str, list[Block]]:
    return "Undangan akun layanan konsultasi DJPK", [
        Paragraph("Admin layanan konsultasi DJPK membuatkan akun untuk Saudara."),
        Details((("Peran", ROLE_WORDS[Role(facts.role)]), ("Alamat surel", facts.recipient))),
        Paragraph(
            "Buat kata sandi melalui tautan di bawah. Tautan berlaku 72 jam dan hanya dapat "
            "dipakai satu kali. Siapkan ponsel dengan aplikasi autentikator untuk masuk pertama "
            "kali."
        ),
        Button("Buat kata sandi", address),
        Paragraph(
            "Tidak merasa perlu akun ini? Abaikan surel ini; tanpa kata sandi tidak ada akun."
        ),
    ]


def _reset(facts: AccountMail, address: str) -> tuple[str, list[Block]]:
    return "Mengatur ulang kata sandi", [
        Paragraph(
            "Kami menerima permintaan mengatur ulang kata sandi akun ini. Tautan di bawah berlaku "
            "1 jam dan hanya dapat dipakai satu kali."
        ),
        Button("Buat kata sandi baru", address),
        Paragraph(
            "Tidak meminta? Abaikan surel ini; kata sandi Saudara tidak berubah selama tautan "
            "tidak dipakai."
        ),
    ]


def _password_changed(facts: AccountMail, address: str) -> tuple[str, list[Block]]:
    return "Kata sandi akun Saudara diganti", [
        Paragraph("Kata sandi akun ini baru saja diganti, dan semua sesi yang lain diakhiri."),
        NOT_YOU,
    ]


def _second_step_ended(facts: AccountMail, address: str) -> tuple[str, list[Block]]:
    return "Autentikator akun Saudara disetel ulang", [
        Paragraph(
            "Admin menyetel ulang autentikator akun ini. Saat masuk berikutnya Saudara "
            "mendaftarkan autentikator yang baru dan menerima kode pemulihan yang baru."
        ),
        Button("Masuk", address),
        NOT_YOU,
    ]


def _second_step_changed(facts: AccountMail, address: str) -> tuple[str, list[Block]]:
    return "Autentikator akun Saudara diganti", [
        Paragraph(
            "Autentikator akun ini baru saja diganti melalui halaman Akun saya. Semua sesi "
            "sudah diakhiri, dan kode pemulihan yang lama tidak berlaku lagi."
        ),
        NOT_YOU,
    ]


BODIES: dict[AccountMailKind, Callable[[AccountMail, str], tuple[str, list[Block]]]] = {
    AccountMailKind.INVITED: _invited,
    AccountMailKind.RESET: _reset,
    AccountMailKind.PASSWORD_CHANGED: _password_changed,
    AccountMailKind.SECOND_STEP_ENDED: _second_step_ended,
    AccountMailKind.SECOND_STEP_CHANGED: _second_step_changed,
}
