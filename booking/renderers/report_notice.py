"""The mail by which the management gets the draft of a month, the report itself attached."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage

from booking.domain.mail_facts import OwedMail
from booking.domain.months import checked_month, words
from booking.domain.report_notice import MONTH_DRAFT, DraftReady
from booking.renderers.mail_blocks import Button, Letter, Paragraph

SENDER_NAME = "Konsultasi DJPK"


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
        letter = _letter(facts, self.base_url)
        message = EmailMessage(policy=policy.SMTP)
        message["From"] = Address(display_name=SENDER_NAME, addr_spec=self.sender)
        message["To"] = Address(addr_spec=owed.stored["recipient"])
        message["Subject"] = letter.subject
        message["Date"] = owed.created_at
        message["Message-ID"] = owed.message_id
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(letter.text, cte="quoted-printable")
        message.add_alternative(letter.html, subtype="html", cte="quoted-printable")
        message.add_attachment(
            self.report_pdf(facts.month),
            maintype="application",
            subtype="pdf",
            filename=f"draf-laporan-konsultasi-{facts.month}.pdf",
        )
        message["Content-Language"] = "id"  # set last: parts that are added take it away
        return message


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
