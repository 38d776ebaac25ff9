"""What stands in a letter beside what is looked for is not read in its stead (E.3.c.1)."""

from __future__ import annotations

from datetime import date
from textwrap import dedent

import pytest

from booking.domain.letter import read_letter
from booking.domain.letter_addressee import is_addressed_to_director_general

FIFTH = date(2026, 1, 5)
NUMBER = "900/12/BPKAD/2026"
TO_DJPK = "Direktur Jenderal Perimbangan Keuangan"


def letter(above: str = "", *, date: str = "Cilacap, 5 Januari 2026", below: str = "") -> str:
    """A plain letter with something above it and something below its salutation."""
    lines = (dedent(above).strip(), date, f"Nomor : {NUMBER}", "Hal : Permohonan Konsultasi")
    return "\n".join((*lines, f"Yth. {TO_DJPK}", "di Jakarta", dedent(below).strip()))


@pytest.mark.parametrize(
    "letterhead",
    [
        "Kompleks Perkantoran Jalan Contoh\nNo. 12/14 Telp. (022) 123/124 Soreang",
        "No. 45 Telp. (0281) 636/123",
        "No. 45/1 Faks. (0281) 636123",
        "No. Izin: 12/KEP/2020",
        "Nomor Agenda : 77/2026",
        "Menyusuli surat kami\nNomor : 900/1/2025 tanggal 1 Desember 2025",
    ],
)
def test_another_number_above_is_not_that_of_the_letter(letterhead: str) -> None:
    reading = read_letter(letter(letterhead))

    assert reading.number == NUMBER


def test_of_two_different_numbers_none_is_offered() -> None:
    reading = read_letter(letter("Nomor : 900/99/BPKAD/2026"))

    assert reading.number is None


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("900.1.14/00123/\nBPKAD/2026", "900.1.14/00123/BPKAD/2026"),
        ("900/123/\nSifat : Penting", None),
        ("900/123/\nCilacap", None),
        ("900 12 2026", "900 12 2026"),
        ("900/12-BKAD Tahun 2026", "900/12-BKAD Tahun 2026"),
        ("S-12 Kepada", "S-12"),
        ("900/-/BPKAD/2026", None),
    ],
)
def test_a_number_is_read_whole_or_not_at_all(written: str, expected: str | None) -> None:
    reading = read_letter(f"Nomor : {written}\nHal : Konsultasi")

    assert reading.number == expected


def test_a_number_of_surat_is_labelled_in_more_than_one_way() -> None:
    reading = read_letter("No. Surat: 900/12/2026\nTgl. Surat: 5-1-2026")

    assert (reading.number, reading.date) == ("900/12/2026", FIFTH)


@pytest.mark.parametrize(
    "above",
    [
        "Hal : Undangan Pertemuan di Jakarta, 26 Januari 2026",
        "SK Menkumham tanggal 5 Mei 2025",
        "Diterima tanggal 9 Januari 2026",
        "Tanggal Terima : 9 Januari 2026",
    ],
)
def test_another_date_above_gives_way_to_that_at_the_signature(above: str) -> None:
    signed = "Dengan hormat, kami mohon waktu.\nCilacap, 5 Januari 2026\nKepala Badan"

    reading = read_letter(letter(above, date="", below=signed))

    assert reading.date == FIFTH


@pytest.mark.parametrize(
    "meeting",
    [
        "Hari : Senin\nTanggal : 26 Januari 2026\nPukul : 09.00",
        "Tanggal : 26 Januari 2026\nPukul : 09.00",
        "Dengan hormat,\nTempat : Jakarta, 26 Januari 2026",
        "Dengan hormat, kami hadir di\nJakarta, 26 Januari 2026 pukul 09.00 WIB",
        "Dengan hormat, terima kasih.\nLAMPIRAN I\nJakarta, 26 Januari 2026",
    ],
)
def test_the_day_of_the_meeting_is_not_the_date_of_the_letter(meeting: str) -> None:
    reading = read_letter(letter(date="", below=meeting))

    assert reading.date is None


def test_of_two_different_dates_none_is_offered() -> None:
    reading = read_letter(letter("Akta Notaris Jakarta, 5 Mei 2025"))

    assert reading.date is None


@pytest.mark.parametrize(
    "date", ["Cilacap, Senin 5 Januari 2026", "Kota Contoh, tanggal 5 Januari 2026"]
)
def test_a_weekday_or_a_label_may_stand_before_the_date(date: str) -> None:
    reading = read_letter(letter("Cilacap Raya, 5 Januari 2026", date=date))

    assert reading.date == FIFTH


def test_the_count_of_pages_is_no_subject() -> None:
    reading = read_letter(letter("Hal. 1 dari 2\nPEMERINTAH KABUPATEN CONTOH"))

    assert reading.subject == "Permohonan Konsultasi"


def test_a_subject_left_open_is_not_read() -> None:
    reading = read_letter(f"Nomor : {NUMBER}\nHal : -\nYth. {TO_DJPK}")

    assert reading.subject is None


@pytest.mark.parametrize(
    "written",
    [
        f"Yth : {TO_DJPK}\nDari : Kepala BPKAD\nSifat : Biasa",
        f"Kepada\nYth.\n: {TO_DJPK}\nDari : Bupati Contoh",
        f"Yth. {TO_DJPK}\nGedung Radius Prawiro Lantai 9\nJalan Contoh",
        f"Yth. {TO_DJPK}\nmasing-masing di Jakarta",
    ],
)
def test_sender_and_address_are_not_part_of_the_addressee(written: str) -> None:
    reading = read_letter(written)

    assert reading.addressee == TO_DJPK


def test_the_people_whom_a_letter_of_duty_sends_are_not_its_addressee() -> None:
    reading = read_letter(f"Nomor : {NUMBER}\nKepada :\n1. Nama : Sri\nNIP : 1990")

    assert reading.addressee is None


@pytest.mark.parametrize(
    "addressee",
    [
        f"Sekretaris {TO_DJPK}",
        "Direktur Dana Transfer Umum Dirjen Perimbangan Keuangan",
        f"Kepala Subdirektorat DAU {TO_DJPK}",
        "Staf Khusus Dirjen PK",
        f"Bupati Contoh untuk diteruskan kepada {TO_DJPK}",
    ],
)
def test_an_officer_named_by_the_director_general_is_another_addressee(addressee: str) -> None:
    assert not is_addressed_to_director_general(addressee)


@pytest.mark.parametrize(
    "addressee",
    [
        "Sekretaris Jenderal dan Dirjen Perimbangan Keuangan",
        f"Direktur Dana Desa c.q. {TO_DJPK}",
        f"{TO_DJPK} u.p. Sekretaris Direktorat Jenderal",
        "Director General of Fiscal Balance, Ministry of Finance",
    ],
)
def test_the_director_general_beside_others_or_in_english_is_addressed(addressee: str) -> None:
    assert is_addressed_to_director_general(addressee)
