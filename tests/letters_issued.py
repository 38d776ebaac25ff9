"""Confirmation letters for tests: facts with one default, and how to read a PDF."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

from pypdf import PdfReader

from booking.domain.confirmation import AnsweredLetter, Confirmation
from booking.domain.mail_facts import Appointment
from booking.domain.words import VISIT

CODE = "7KQ2-M9XD-4TRP-5"
BASE = "https://konsultasi.example"
VISIT_OF_BADUNG = Confirmation(
    number="KONF-1/K7M2-4QXD/2026",
    reference="K7M2-4QXD",
    issued_on=date(2026, 11, 20),
    mode=VISIT,
    addressees=("Badan Pendapatan Daerah Kabupaten Badung",),
    shown_as="Kab. Badung",
    answers=(AnsweredLetter("900.1.13/2210/BAPENDA/2026", date(2026, 11, 16)),),
    appointment=Appointment(date(2026, 12, 3), "13:00", "14:00"),
    zones=("Asia/Makassar",),
    topics=("Pajak Daerah dan Retribusi Daerah (PDRD)",),
    unit="Direktorat Pajak Daerah dan Retribusi Daerah",
    guests=2,
    guest_cap=2,
    meeting_link=None,
)


def confirmation(**changes: Any) -> Confirmation:
    """The facts of a visit of Kab. Badung; keywords change single fields."""
    return replace(VISIT_OF_BADUNG, **changes)


def text_of(pdf: bytes) -> str:
    """The words of a PDF with plain spaces."""
    pages = [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]
    return " ".join(" ".join(pages).replace("\u200b", "").split())
