"""Phrases that several mails share: the way back to the request, who asks, why, the closing."""

from __future__ import annotations

from booking.domain.findings import clause_long, clause_short
from booking.domain.invitation import CONTACT, FREE_OF_CHARGE
from booking.domain.mail_facts import Links, MailFacts, MailReason
from booking.renderers.mail_blocks import Block, Button, Paragraph, quoted

GREETING = "Yth. Bapak/Ibu narahubung,"
SIGNATURE = "Contact Center DJPK, Direktorat Jenderal Perimbangan Keuangan, Kementerian Keuangan"
LETTER_NAME = "Surat Permintaan Konsultasi/Audiensi"


def follow(links: Links) -> list[Block]:
    """The way back to the request."""
    return [
        Button("Buka permohonan", links.tracking),
        Paragraph("Tautan ini bersifat rahasia. Mohon tidak diteruskan kepada pihak lain."),
    ]


def who_asks(facts: MailFacts) -> list[Block]:
    """Who asks and about what, as it was written."""
    contact = f"{facts.contact_name}, {facts.contact_position}".strip(" ,")
    rows = (
        ("Instansi", facts.institution),
        ("Narahubung", contact),
        ("Topik", "; ".join(facts.topics)),
    )
    return quoted(
        "Data permohonan", [f"{label}: {' '.join(value.split())}" for label, value in rows if value]
    )


def why(facts: MailFacts, heading: str) -> list[Block]:
    """The coded reasons with their clauses, and what the officer added."""
    return [
        *quoted(heading, [_with_clause(problem) for problem in facts.problems]),
        *quoted("Catatan petugas", [facts.reason]),
    ]


def _with_clause(problem: MailReason) -> str:
    """The sentence with its clause in long form, wherever the short form stood."""
    if not problem.clause:
        return problem.detail
    short, long = clause_short(problem.clause), clause_long(problem.clause)
    if short in problem.detail:
        return problem.detail.replace(short, long)
    if long in problem.detail:
        return problem.detail
    return f"{problem.detail.rstrip('. ')} ({long})."


def lead_time(facts: MailFacts) -> str:
    """The clause of the three working days, in long form."""
    return clause_long("E.3.c.2" if facts.is_visit else "E.3.b.2")


def new_letter(facts: MailFacts) -> str:
    """What becomes of the letter after the requester cancelled or did not come (E.3.c.9)."""
    if not facts.needs_new_letter:
        return "Surat Saudara tetap berlaku dan dapat dipakai untuk permohonan baru."
    clause = clause_long("E.3.c.9" if facts.is_visit else "E.3.b.1")
    return (
        "Penjadwalan ulang hanya dapat dilakukan bila Saudara menyampaikan kembali "
        f"{LETTER_NAME} ({clause})."
    )


def closing(facts: MailFacts) -> list[Block]:
    """Free of charge, whom to ask, who writes."""
    return [
        Paragraph(
            f"{FREE_OF_CHARGE} ({clause_long('E.4')}). Ada pertanyaan? Hubungi {CONTACT}. "
            f"Sebutkan nomor permohonan {facts.reference}."
        ),
        Paragraph(SIGNATURE),
    ]
