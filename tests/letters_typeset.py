"""Good letters as offices really set them: proportional type, tables, columns; all invented."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from io import BytesIO

import typst
from PIL import Image

from booking.domain.letter import LetterReading

FIFTH = date(2026, 1, 5)
TO_DJPK = "Direktur Jenderal Perimbangan Keuangan"
PAGE = """
#set page(paper: "a4", margin: 2.2cm)
#set text(size: 11pt)
"""
LETTERHEAD = """
#align(center)[*PEMERINTAH KABUPATEN CONTOH* \\
*BADAN PENGELOLAAN KEUANGAN DAN ASET DAERAH* \\
Jalan Contoh Nomor 45, Telepon (0281) 000000]
#line(length: 100%)
"""
BODY = """

Dengan hormat, sehubungan dengan penyusunan APBD kami mohon waktu untuk berkonsultasi pada
Kamis, 26 November 2026 pukul 09.00.

#h(9cm) Kepala Badan, \\
#h(9cm) Damar Contoh
"""

LETTERS: Mapping[str, tuple[str, LetterReading]] = {
    "a letterhead in two columns, the labels in a table": (
        """
        #grid(columns: (1fr, 1fr),
          [*PEMERINTAH KABUPATEN CONTOH* \\ Dinas Keuangan],
          align(right)[Jalan Contoh No. 45 \\ Telp. (0281) 000000])
        #line(length: 100%)
        #align(right)[Contoh, 5 Januari 2026]
        #table(columns: (auto, auto, 1fr), stroke: none,
          [Nomor], [:], [900/1/BPKAD/2026], [Sifat], [:], [Penting],
          [Lampiran], [:], [1 berkas], [Hal], [:], [Permohonan Konsultasi DAU])
        Yth. Direktur Jenderal Perimbangan Keuangan \\
        di Jakarta
        """,
        LetterReading("900/1/BPKAD/2026", FIFTH, "Permohonan Konsultasi DAU", TO_DJPK),
    ),
    "the addressee beside the labels": (
        LETTERHEAD
        + """
        #grid(columns: (1.2fr, 1fr),
          grid(columns: (2cm, 0.4cm, 1fr), row-gutter: 0.6em,
            [Nomor], [:], [005/2/Setda/2026], [Lampiran], [:], [-],
            [Perihal], [:], [Permohonan Audiensi Dana Bagi Hasil]),
          [Contoh, 05-01-2026 \\ \\ Kepada \\ Yth. Direktur Jenderal Perimbangan Keuangan \\
           di - \\ #h(1cm) JAKARTA])
        """,
        LetterReading("005/2/Setda/2026", FIFTH, "Permohonan Audiensi Dana Bagi Hasil", TO_DJPK),
    ),
    "a short year": (
        LETTERHEAD
        + """
        #align(right)[Contoh, 5/1/26]
        Nomor : 900/4/BPKAD/2026 \\
        Hal : Permohonan Konsultasi

        Yth. Dirjen Perimbangan Keuangan \\
        di Tempat
        """,
        LetterReading(
            "900/4/BPKAD/2026", FIFTH, "Permohonan Konsultasi", "Dirjen Perimbangan Keuangan"
        ),
    ),
    "number and date on one line": (
        LETTERHEAD
        + """
        Nomor: 900/5/BKAD/I/2026#h(1fr)Contoh, 5 Januari 2026 \\
        Lamp: 1 (satu) bundel \\
        Perihal: Konsultasi PDRD

        #h(8cm) Kepada Yth: \\
        #h(8cm) Dirjen Perimbangan Keuangan \\
        #h(8cm) di Jakarta
        """,
        LetterReading("900/5/BKAD/I/2026", FIFTH, "Konsultasi PDRD", "Dirjen Perimbangan Keuangan"),
    ),
    "capitals, through the minister": (
        LETTERHEAD
        + """
        #align(right)[CONTOH, 5 JANUARI 2026]
        #table(columns: (2cm, 1fr), stroke: none,
          [NOMOR], [: 900/6/2026], [SIFAT], [: SEGERA], [HAL], [: KONSULTASI TKD])
        YTH. MENTERI KEUANGAN \\
        C.Q. DIREKTUR JENDERAL PERIMBANGAN KEUANGAN \\
        DI JAKARTA
        """,
        LetterReading(
            "900/6/2026",
            FIFTH,
            "KONSULTASI TKD",
            "MENTERI KEUANGAN C.Q. DIREKTUR JENDERAL PERIMBANGAN KEUANGAN",
        ),
    ),
    "two calendars and a long subject": (
        LETTERHEAD
        + """
        Contoh, 5 Januari 2026 M \\
        16 Rajab 1447 H
        #table(columns: (2cm, 0.4cm, 1fr), stroke: none,
          [Nomor], [:], [900/7/2026], [Sifat], [:], [Biasa],
          [Hal], [:], [Konsultasi Dana Otonomi Khusus dan Dana Tambahan Infrastruktur bagi
            Kabupaten Contoh Tahun Anggaran 2026])
        Yth. Direktur Jenderal Perimbangan Keuangan \\
        di Jakarta
        """,
        LetterReading(
            "900/7/2026",
            FIFTH,
            "Konsultasi Dana Otonomi Khusus dan Dana Tambahan Infrastruktur bagi "
            "Kabupaten Contoh Tahun Anggaran 2026",
            TO_DJPK,
        ),
    ),
    "a form with lines": (
        """
        #table(columns: (3cm, 1fr),
          [Nomor Surat], [900/8/BAPENDA/2026], [Tanggal], [05 Januari 2026],
          [Perihal], [Permohonan Konsultasi Opsen PKB],
          [Tujuan], [Direktur Jenderal Perimbangan Keuangan])
        """,
        LetterReading("900/8/BAPENDA/2026", FIFTH, "Permohonan Konsultasi Opsen PKB", TO_DJPK),
    ),
    "small type and a number with gaps": (
        """
        #set text(size: 9pt)
        #align(right)[Kota Contoh, 05 Jan. 2026]
        No : 900 / 9 / BPKAD \\
        Lampiran : - \\
        Perihal : Mohon Jadwal Video Conference

        Kepada \\
        Yth. Direktur Jenderal Perimbangan Keuangan \\
        c.q. Direktur Dana Transfer Umum \\
        di- \\
        Jakarta
        """,
        LetterReading(
            "900/9/BPKAD",
            FIFTH,
            "Mohon Jadwal Video Conference",
            f"{TO_DJPK} c.q. Direktur Dana Transfer Umum",
        ),
    ),
    "a bank that writes its subject last": (
        """
        #align(center)[*PT BANK CONTOH* \\ _Kantor Pusat Jalan Contoh No. 1_]
        Contoh, 5.1.2026 \\
        No. : 10/BC/DIR/2026 \\
        Lamp. : - \\ \\
        Kepada Yth. \\
        Direktur Jenderal Perimbangan Keuangan \\ \\
        Hal : Permohonan Audiensi Pinjaman Daerah
        """,
        LetterReading("10/BC/DIR/2026", FIFTH, "Permohonan Audiensi Pinjaman Daerah", TO_DJPK),
    ),
    "a title, and the date at the signature": (
        """
        #align(center)[#underline[*SURAT PERMINTAAN KONSULTASI*] \\ Nomor: 900/3/DPRD/2026]

        Kepada Yth. \\
        Bapak Direktur Jenderal Perimbangan Keuangan \\
        Jalan Dr. Wahidin Raya Nomor 1, Jakarta

        Perihal: Konsultasi Dana Desa

        Dengan hormat, kami mohon waktu pada Kamis, 26 November 2026.

        #align(right)[Contoh, 5 Jan 2026]
        """,
        LetterReading("900/3/DPRD/2026", FIFTH, "Konsultasi Dana Desa", f"Bapak {TO_DJPK}"),
    ),
}


def typeset(name: str) -> bytes:
    """The letter of this name as a PDF of a word processor."""
    return bytes(typst.compile((PAGE + LETTERS[name][0] + BODY).encode()))


def scanned(name: str, kind: str = "PDF") -> bytes:
    """The letter of this name as a scanner or a telephone gives it: a picture without text."""
    drawn = typst.compile((PAGE + LETTERS[name][0] + BODY).encode(), format="png", ppi=100)
    file = BytesIO()
    Image.open(BytesIO(bytes(drawn))).convert("L").rotate(1.5, fillcolor=250).save(file, kind)
    return file.getvalue()
