"""A letter is read whatever its layout; what cannot be read is left to a person (E.3.c.1)."""

from __future__ import annotations

from datetime import date
from textwrap import dedent

import pytest

from booking.domain.letter import LetterReading, normalise_number, read_letter
from booking.domain.letter_addressee import is_addressed_to_director_general

TO_DJPK = "Direktur Jenderal Perimbangan Keuangan"

LAYOUTS = {
    "letterhead with the date above": (
        """
        PEMERINTAH KABUPATEN BANYUMAS
        Jalan Contoh No. 45 Purwokerto
        No. Telp : (0281) 000/001

                                     Purwokerto, 17 November 2026
        Nomor    : 900/1234/BPKAD/2026
        Sifat    : Penting
        Lampiran : 1 (satu) berkas
        Hal      : Permohonan Konsultasi DAU

        Yth. Direktur Jenderal Perimbangan Keuangan
        di Jakarta

        Dengan hormat, merujuk Undang-Undang
        Nomor 1 Tahun 2022 kami mohon waktu pada tanggal 23 November 2026.
        """,
        LetterReading(
            "900/1234/BPKAD/2026", date(2026, 11, 17), "Permohonan Konsultasi DAU", TO_DJPK
        ),
    ),
    "two columns": (
        """
        Nomor     : 005/77/Setda/2026          Contoh, 5 Januari 2026
        Sifat     : Segera
        Lampiran  : -                          Kepada
        Perihal   : Permohonan Audiensi        Yth. Direktur Jenderal
                    Dana Bagi Hasil                 Perimbangan Keuangan
                                               di
                                                    JAKARTA
        """,
        LetterReading(
            "005/77/Setda/2026", date(2026, 1, 5), "Permohonan Audiensi Dana Bagi Hasil", TO_DJPK
        ),
    ),
    "labels run down before their values": (
        """
        Nomor
        Sifat
        Lampiran
        Hal
        : 900/15/DPRD/2026
        : Biasa
        : -
        : Permohonan Konsultasi
        Dana Desa
        05-01-2026
        Kepada Yth.
        Dirjen Perimbangan Keuangan
        di Tempat
        """,
        LetterReading(
            "900/15/DPRD/2026",
            date(2026, 1, 5),
            "Permohonan Konsultasi Dana Desa",
            "Dirjen Perimbangan Keuangan",
        ),
    ),
    "labels without colons": (
        """
        Nomor 12/ABC/I/2026
        Perihal Audiensi
        Makassar, 5/1/2026
        Kepada Yth. Bapak Dirjen PK
        Sehubungan dengan hal tersebut
        """,
        LetterReading("12/ABC/I/2026", date(2026, 1, 5), "Audiensi", "Bapak Dirjen PK"),
    ),
    "short labels and an abbreviated month": (
        """
        No.   : B-7/Set. DPRD/2026
        Lamp. : 2 lembar
        Hal.  : Mohon Jadwal Konsultasi
        Sleman, 3 Peb. 2026
        Yang terhormat Menteri Keuangan
        c.q. Direktur Jenderal Perimbangan Keuangan
        Jalan Contoh Nomor 1
        """,
        LetterReading(
            "B-7/Set.DPRD/2026",
            date(2026, 2, 3),
            "Mohon Jadwal Konsultasi",
            f"Menteri Keuangan c.q. {TO_DJPK}",
        ),
    ),
    "letters spaced by the scanner": (
        """
        N o m o r  :  9 0 0 / 1 2 / B K A D / 2 0 2 6
        H a l  :  P e r m o h o n a n  K o n s u l t a s i
        C o n t o h ,  1 7  N o p e m b e r  2 0 2 6
        Y t h .  D i r e k t u r  J e n d e r a l  P e r i m b a n g a n  K e u a n g a n
        """,
        LetterReading("900/12/BKAD/2026", date(2026, 11, 17), "Permohonan Konsultasi", TO_DJPK),
    ),
    "all on few lines": (
        """
        Nomor : 900 / 12 / BKAD / 2026 Purwokerto, 17 Nopember 2026
        Sifat : Penting Lampiran : - Hal : Permohonan Konsultasi Kepada
        Yth. Direktur Jenderal Perimbangan Keuangan
        """,
        LetterReading("900/12/BKAD/2026", date(2026, 11, 17), "Permohonan Konsultasi", TO_DJPK),
    ),
    "one line after the other, as a browser prints": (
        """
        Nomor : 900/1234/BPKAD/2026 Purwokerto, 17 November 2026
        Sifat : Penting
        Hal : Permohonan Konsultasi
        Yth. Direktur Jenderal Perimbangan Keuangan
        di Jakarta
        """,
        LetterReading("900/1234/BPKAD/2026", date(2026, 11, 17), "Permohonan Konsultasi", TO_DJPK),
    ),
    "two calendars": (
        """
        Banda Aceh, 17 November 2026 M
                     7 Jumadil Akhir 1448 H
        Nomor : 900/8/2026
        Hal : Konsultasi Dana Otsus

        Kepada :
        Yth. Direktur Jenderal Perimbangan Keuangan
        """,
        LetterReading("900/8/2026", date(2026, 11, 17), "Konsultasi Dana Otsus", TO_DJPK),
    ),
    "date at the signature": (
        """
        SURAT PERMINTAAN KONSULTASI
        Nomor: 5/PT-X/2026
        Tujuan: Direktur Jenderal Perimbangan Keuangan
        Hal: Penempatan Dana Pemda

        Dengan hormat,
        kami mohon jadwal pada Senin, 23 November 2026.

        Bandung, 9 Des 2026
        Direksi
        """,
        LetterReading("5/PT-X/2026", date(2026, 12, 9), "Penempatan Dana Pemda", TO_DJPK),
    ),
    "labelled date and a long subject": (
        """
        NOMOR   : 900/99/2026
        TANGGAL : 1 Agustus 2026
        PERIHAL : Permohonan Konsultasi Penyusunan
                  APBD dalam rangka penerapan
                  UU Nomor 1 Tahun 2022

        KEPADA YTH. DIREKTUR JENDERAL PERIMBANGAN KEUANGAN
        """,
        LetterReading(
            "900/99/2026",
            date(2026, 8, 1),
            "Permohonan Konsultasi Penyusunan APBD dalam rangka penerapan UU Nomor 1 Tahun 2022",
            TO_DJPK.upper(),
        ),
    ),
    "number and date still blank": (
        """
        Nomor : 900/      /BPKAD/2026
        Purwokerto,     November 2026
        Hal   : Permohonan Konsultasi
        Yth. Menteri Keuangan
        """,
        LetterReading(None, None, "Permohonan Konsultasi", "Menteri Keuangan"),
    ),
    "no letter at all": ("Terlampir foto rapat.", LetterReading(None, None, None, None)),
    "no word": ("", LetterReading(None, None, None, None)),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_number_date_subject_and_addressee_are_read_in_every_layout(layout: str) -> None:
    text, expected = LAYOUTS[layout]

    reading = read_letter(dedent(text))

    assert reading == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Purwokerto, 17 November 2026", date(2026, 11, 17)),
        ("Kota Contoh, 5 Januari 2026", date(2026, 1, 5)),
        ("Contoh, 05-01-2026", date(2026, 1, 5)),
        ("5/1/2026", date(2026, 1, 5)),
        ("5.1.2026", date(2026, 1, 5)),
        ("Contoh, 5/1/26", date(2026, 1, 5)),
        ("Tanggal: 05-01-26", date(2026, 1, 5)),
        ("Nomor : 5/1/26", None),
        ("Contoh, 05 - 01 - 2026", date(2026, 1, 5)),
        ("Contoh, 1 Pebruari 2026", date(2026, 2, 1)),
        ("Contoh, 1 Agt 2026", date(2026, 8, 1)),
        ("CONTOH, 30 SEPT. 2026", date(2026, 9, 30)),
        ("Contoh, 17 Nov ember 2026", date(2026, 11, 17)),
        ("Contoh, 17November2026", date(2026, 11, 17)),
        ("Contoh,\n29 Februari 2028", date(2028, 2, 29)),
        ("Tanggal : 4 Juni 2026", date(2026, 6, 4)),
        ("Contoh, 31 Februari 2026", None),
        ("Contoh, 31-02-2026", None),
        ("Contoh, 7 Muharam 2026", None),
        ("Nomor : 900/12/11/2026", None),
        ("Hal : Rapat tanggal 4 Juni 2026", None),
        ("Dengan hormat,\nhadir Senin, 23 November 2026", None),
    ],
)
def test_a_date_is_read_as_officials_write_it(written: str, expected: date | None) -> None:
    reading = read_letter(written)

    assert reading.date == expected


def test_who_receives_a_copy_is_not_the_addressee() -> None:
    text = "Yth. Menteri Keuangan\n\nTembusan Yth.:\n1. Dirjen Perimbangan Keuangan"

    reading = read_letter(text)

    assert reading.addressee == "Menteri Keuangan"


@pytest.mark.timeout(5)
@pytest.mark.parametrize(
    "hostile",
    [
        "Nomor : " + "1 / " * 5_000,
        ": " * 10_000,
        "Yth. " * 4_000,
        "\n" * 20_000,
        " " * 20_000 + ":",
        "\t" * 20_000 + ":",
        "a" * 20_000 + ",",
        "\ufdfa" * 20_000,
        "1 a " * 5_000,
        "Hal : a\n" * 2_500,
    ],
)
def test_a_text_made_to_keep_the_reader_busy_is_read_in_time(hostile: str) -> None:
    reading = read_letter(hostile)

    assert reading.date is None


@pytest.mark.parametrize(
    "addressee",
    [
        "Direktur Jenderal Perimbangan Keuangan",
        "Dirjen Perimbangan Keuangan Kementerian Keuangan RI",
        "DIREKTUR JENDERAL PERIMBANGAN KEUANGAN",
        "Menteri Keuangan c.q. Direktur Jenderal Perimbangan Keuangan",
        "Menteri Keuangan cq. Dirjen PK",
        "Bapak Direktur Jendral Perimbangan Keuangan",
        "Dirjend. Perimbangan Keuangan",
        "Plt. Direktur Jenderal Perimbangan Keuangan",
        "Direktur Jenderal (Dirjen) Perimbangan Keuangan",
        "Direktur Jenderal Perimbangan\n  Keuangan",
        "D i r e k t u r  J e n d e r a l  P e r i m b a n g a n  K e u a n g a n",
        "Direktorat Jenderal Perimbangan Keuangan (DJPK)",
        "Ditjen Perimbangan Keuangan",
        "Menteri Keuangan c.q. Direktorat Jenderal Perimbangan Keuangan",
        "Direktur Jenderal Pajak dan Direktur Jenderal Perimbangan Keuangan",
        "Direktur Jenderal Perimbangan Keuangan u.p. Direktur Dana Desa",
        "Direktur Jenderal Perimbangan Keuangan Tembusan: Menteri Keuangan",
    ],
)
def test_the_director_general_is_addressed_by_name_by_short_name_and_c_q(addressee: str) -> None:
    assert is_addressed_to_director_general(addressee)


@pytest.mark.parametrize(
    "addressee",
    [
        "",
        "Menteri Keuangan",
        "Direktur Jenderal Pajak",
        "Direktur Jenderal Bina Keuangan Daerah",
        "Direktur Jenderal Perbendaharaan",
        "Dirjen PKTN",
        "Tembusan: Dirjen PK",
        "Menteri Keuangan Tembusan: Direktur Jenderal Perimbangan Keuangan",
        "Direktur Dana Transfer Umum, Direktorat Jenderal Perimbangan Keuangan",
        "Sekretaris Direktorat Jenderal Perimbangan Keuangan",
        "Kepala Bagian Perimbangan Keuangan",
    ],
)
def test_others_are_not_the_director_general(addressee: str) -> None:
    assert not is_addressed_to_director_general(addressee)


@pytest.mark.parametrize(
    "written",
    [
        "900/1234/BPKAD/2026",
        " 900 / 1234 / Bpkad / 2026 ",
        "900/1234/B.P.K.A.D/2026.",
        "９００/1234/bpkad/2026",
        "900/1234/BPKAD\u00a0/2026\n",
        "900/1234/BP\u200bKAD/2026",
    ],
)
def test_the_same_number_written_otherwise_is_the_same_number(written: str) -> None:
    assert normalise_number(written) == "900/1234/bpkad/2026"


def test_another_number_stays_another_number() -> None:
    numbers = {normalise_number(number) for number in ("900/12", "900/1-2", "9001/2", "B-900/12")}

    assert len(numbers) == 4
