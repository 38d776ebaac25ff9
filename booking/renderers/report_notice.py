"""The mail by which the management gets the draft of a month, the report itself attached."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage

from booking.domain.mail_facts import OwedMail
from booking.domain.months import checked_month, words
from booking.domain.report_notice import MONTH_DRAFT, DraftReady
from booking.renderers.envelope import in_an_envelope
from booking.renderers.mail_blocks import Button, Letter, Paragraph


@dataclass(frozen=True)
class ReportNotices:
    """Writes the mails about drafts and hands every other mail to `otherwise`."""

    sender: str
    base_url: str
    report_pdf: Callable[[str], bytes]
    otherwise: Callable[[OwedMail], EmailMessage]

    def __call__(self, owed: OwedMail) -> EmailMessage:
        """The mail that is owed; the same row gives the same headers."""
        if owed.kind != MONTH_DRAFT:
            return self.otherwise(owed)
        facts = DraftReady.from_json(owed.stored)
        checked_month(facts.month)

        def enclose(message: EmailMessage) -> None:
            message.add_attachment(
                self.report_pdf(facts.month),
                maintype="application",
                subtype="pdf",
                filename=f"draf-laporan-konsultasi-{facts.month}.pdf",
            )

        letter = _letter(facts, self.base_url)
        return in_an_envelope(letter, owed, sender=self.sender, enclose=enclose)


def _letter(facts: DraftReady, base_url: str) -> Letter:
    month = words(facts.month)
    told = (facts.visits, facts.video, facts.violations)
    return Letter(
        subject=f"Draf laporan konsultasi {month}",
        blocks=(
            Paragraph(f"Draf laporan layanan konsultasi {month} sudah dapat dibaca."),
            *(Paragraph(text) for text in told if text),
            Paragraph(
                "Angka dan uraian masih dapat berubah sampai bulan ini ditutup oleh penyelia. "
                "Draf terlampir memuat angka pada saat surel ini dikirim."
            ),
            Button(f"Buka laporan {month}", f"{base_url}/laporan/{facts.month}"),
        ),
    )
