"""Coded reasons for asking for a correction or refusing, each with ready formal wording.

What a machine finds has its own code and sentence (`domain/rules.py`); these are what only a
person can see in a letter.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from booking.domain.findings import Finding, Verdict
from booking.domain.words import CONFERENCE


@dataclass(frozen=True)
class Reason:
    """A reason: what the officer ticks, and what the requester reads."""

    code: str
    words: str
    case: str
    way_on: str
    clause: str = ""

    def as_finding(self, mode: str) -> Finding:
        """The reason as mails, history and report know findings."""
        clause = self.clause
        if clause == LETTER_CLAUSE and mode == CONFERENCE:
            clause = "E.3.b.1"
        return Finding(clause, self.code, self.words, Verdict.BROKEN, self.case, self.way_on)


LETTER_CLAUSE = "E.3.c.1"
RETURN_REASONS: tuple[Reason, ...] = (
    Reason(
        "letter_addressee",
        "Surat tidak ditujukan kepada Direktur Jenderal",
        "Surat permintaan belum ditujukan kepada Direktur Jenderal Perimbangan Keuangan",
        "Mohon menyampaikan surat dengan tujuan tersebut.",
        LETTER_CLAUSE,
    ),
    Reason(
        "letter_unsigned",
        "Surat belum ditandatangani",
        "Surat permintaan belum ditandatangani oleh pejabat yang berwenang",
        "Mohon menyampaikan surat yang sudah ditandatangani.",
        LETTER_CLAUSE,
    ),
    Reason(
        "letter_unreadable",
        "Berkas surat tidak terbaca",
        "Berkas surat permintaan tidak terbaca atau tidak lengkap",
        "Mohon mengunggah kembali seluruh halaman surat dengan jelas.",
        LETTER_CLAUSE,
    ),
    Reason(
        "letter_differs",
        "Isian berbeda dari surat",
        "Nomor, tanggal, atau instansi pada isian berbeda dari yang tertulis pada surat",
        "Mohon menyesuaikan isian dengan surat.",
        LETTER_CLAUSE,
    ),
    Reason(
        "question_unclear",
        "Materi konsultasi belum jelas",
        "Materi yang hendak dikonsultasikan belum cukup jelas untuk menentukan unit yang menerima",
        "Mohon menuliskan pokok masalah dan dasar hukum yang ditanyakan.",
    ),
    Reason(
        "guests_unclear",
        "Daftar tamu belum lengkap",
        "Nama atau jabatan tamu belum lengkap",
        "Mohon melengkapi nama dan jabatan setiap tamu.",
        "E.3.c.6",
    ),
)
REJECT_REASONS: tuple[Reason, ...] = (
    Reason(
        "outside_authority",
        "Materi di luar kewenangan DJPK",
        "Materi yang ditanyakan berada di luar tugas Direktorat Jenderal Perimbangan Keuangan",
        "Mohon menyampaikannya kepada instansi yang berwenang.",
    ),
    Reason(
        "answered_in_writing",
        "Sudah dijawab tertulis",
        "Pertanyaan yang sama sudah kami jawab secara tertulis",
        "Jawaban tersebut dapat diminta kembali melalui Contact Center DJPK.",
    ),
    Reason(
        "request_twice",
        "Permohonan ganda",
        "Permohonan dengan maksud yang sama sudah kami proses",
        "Mohon melanjutkan permohonan yang sudah ada.",
    ),
    Reason(
        "no_answer",
        "Narahubung tidak menjawab",
        "Narahubung tidak dapat dihubungi untuk melengkapi permohonan",
        "Mohon mengajukan kembali dengan nomor yang dapat dihubungi.",
    ),
    Reason(
        "unit_unavailable",
        "Unit tidak dapat menerima",
        "Unit teknis tidak dapat menerima konsultasi pada waktu yang tersedia",
        "Mohon mengajukan kembali dengan pilihan waktu lain.",
        "E.3.c.3",
    ),
)
REASON_WORDS = {reason.code: reason.words for reason in (*RETURN_REASONS, *REJECT_REASONS)}


def chosen(
    reasons: Iterable[Reason], codes: Sequence[str], mode: str, found: Iterable[Finding] = ()
) -> list[Finding]:
    """What was ticked, as findings: what a machine found first, then what a person saw."""
    ticked = [finding for finding in found if finding.code in codes]
    by_machine = {finding.code for finding in ticked}
    return [
        *ticked,
        *(r.as_finding(mode) for r in reasons if r.code in codes and r.code not in by_machine),
    ]
