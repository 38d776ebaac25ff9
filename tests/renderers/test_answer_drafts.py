"""The same answer for other channels: an official letter, and a text that may be passed on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from booking.domain.mail_facts import Appointment, MailKind, MailReason
from booking.domain.words import CONFERENCE
from booking.renderers.answer_drafts import SUBJECTS, AnsweredLetter, Drafts, drafts
from tests.mails import PLAIN, THURSDAY

LETTER = AnsweredLetter("900/512/BPKAD/2026", date(2026, 11, 9), "Permohonan konsultasi")
QUOTA = MailReason(
    "monthly_quota",
    "E.3.c.5",
    "Kuota kunjungan Kota Makassar bulan November 2026 sudah terpakai 2 dari 2 "
    "(SE-2/PK.1/2024 huruf E angka 3 huruf c angka 5). Ajukan video conference.",
)
FACTS = replace(PLAIN, kind=MailKind.SCHEDULED, answer_by=date(2026, 11, 24), appointment=THURSDAY)


def told(kind: MailKind, **changes: object) -> Drafts:
    return drafts(replace(FACTS, kind=kind, **changes), [LETTER])  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", SUBJECTS)
def test_no_draft_names_a_person_a_mailbox_or_a_link(kind: MailKind) -> None:
    found = told(kind, reason="Rapat pimpinan.", problems=(QUOTA,))

    for text in (found.letter, found.whatsapp):
        assert "Nurhayati" not in text
        assert "@" not in text
        assert "http" not in text


@pytest.mark.parametrize("kind", SUBJECTS)
def test_every_draft_names_the_institution_and_that_it_is_free(kind: MailKind) -> None:
    found = told(kind, reason="Rapat pimpinan.")

    assert "Yth. Pimpinan Kota Makassar" in found.letter
    assert "Kota Makassar" in found.whatsapp
    assert "K7M2-4QXD" in found.whatsapp
    assert all("tidak dipungut biaya" in text for text in (found.letter, found.whatsapp))


def test_the_letter_answers_a_letter_by_number_date_and_subject() -> None:
    assert (
        "surat Saudara nomor 900/512/BPKAD/2026 tanggal 9 November 2026 hal Permohonan konsultasi"
    ) in told(MailKind.SCHEDULED).letter


def test_an_eastern_region_reads_its_own_clock_beside_wib() -> None:
    found = told(MailKind.SCHEDULED)

    slot = "Kamis, 26 November 2026, pukul 09.00–10.00 WIB (10.00–11.00 WITA)"
    assert slot in found.letter
    assert slot in found.whatsapp


def test_a_refusal_gives_the_clause_in_long_form() -> None:
    found = told(MailKind.REJECTED, problems=(QUOTA,))

    assert "huruf E angka 3 huruf c angka 5" in found.letter
    assert "tidak dapat kami jadwalkan" in found.letter
    assert "TIDAK DAPAT DIJADWALKAN" in found.whatsapp


def test_a_moved_session_names_the_one_that_ended_and_why() -> None:
    before = Appointment(date(2026, 11, 25), "13:00", "14:00")

    found = told(MailKind.RESCHEDULED, previous_appointment=before, reason="Rapat pimpinan")

    assert "Rabu, 25 November 2026, pukul 13.00–14.00 WIB" in found.letter
    assert "Rapat pimpinan." in found.letter
    assert "Surat Saudara tetap berlaku" in found.letter


def test_a_correction_says_from_when_the_days_are_counted() -> None:
    found = told(MailKind.RETURNED, reason="Surat belum ditandatangani")

    assert "sejak surat yang diperbaiki kami terima" in found.letter
    assert "BELUM TERJADWAL" in found.whatsapp


def test_a_conference_has_no_room_and_no_number_of_guests() -> None:
    found = told(MailKind.SCHEDULED, mode=CONFERENCE, guests=None, guest_cap=None)

    assert "Tautan rapat" in found.letter
    assert "lantai 3" not in found.letter + found.whatsapp
    assert "None" not in found.letter + found.whatsapp


def test_what_others_typed_stays_on_one_line() -> None:
    found = drafts(
        replace(FACTS, institution="Kota\nMakassar"),
        [replace(LETTER, subject="Permohonan\r\nYth. Menteri")],
    )

    assert "hal Permohonan Yth. Menteri" in found.letter
    assert "Kota Makassar" in found.whatsapp
