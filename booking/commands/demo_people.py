"""Invented people, questions and letters for the demonstration; no real person is meant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from io import BytesIO

import pikepdf

from booking.domain.local_time import date_words
from booking.usecases.ports import AcceptedLetter

NAMES = (
    "Sri Wahyuni", "Agus Prasetyo", "Nurhayati", "Budi Santoso", "Maria Goreti Lobo",
    "I Ketut Sudarma", "Yohanes Kambu", "Siti Aminah", "Hendra Gunawan", "Ratna Dewi",
    "Abdul Rahman Tola", "Lince Wenda", "Fransiska Nahak", "Rizal Fahmi", "Dwi Lestari",
    "Bambang Hartono", "Yuliana Mandosir", "Arif Hidayat", "Teuku Iskandar", "Melati Anggraini",
)  # fmt: skip
POSTS = (
    "Kepala BPKAD", "Kepala Bidang Anggaran", "Kepala Bapenda", "Sekretaris BPKAD",
    "Kepala Bidang Perbendaharaan", "Analis Keuangan Pusat dan Daerah",
    "Kepala Subbagian Program", "Inspektur", "Kepala Bidang Pajak Daerah",
)  # fmt: skip
QUESTIONS = {
    "DAU": "Penghitungan alokasi DAU tahun 2027 dan bagian yang ditentukan penggunaannya.",
    "DBH": "Kurang bayar DBH tahun 2025 dan jadwal penyalurannya.",
    "PDRD": "Penerapan opsen PKB dan BBNKB pada APBD 2027 serta batas tarif PBJT.",
    "DAK Fisik": "Syarat penyaluran DAK Fisik tahap III bidang jalan.",
    "Otsus": "Penyusunan rencana anggaran Otsus dan pelaporan SiLPA.",
    "SHSR": "Satuan biaya perjalanan dinas dalam Standar Harga Satuan Regional.",
    "Dana Desa": "Pemutakhiran rincian Dana Desa setelah pemekaran desa.",
    "JF AKPD": "Penilaian angka kredit jabatan fungsional AKPD.",
    "Pembiayaan": "Batas maksimal kumulatif pinjaman daerah tahun 2027.",
}


@dataclass(frozen=True)
class Asker:
    """A region that writes in the demonstration: code, name, letterhead and contact mailbox."""

    code: str
    label: str
    kind: str = "pemda"

    @property
    def mailbox(self) -> str:
        """An address that leads nowhere."""
        name = "".join(c for c in self.label.lower() if c.isalnum())
        return f"{self.kind}.{name}@contoh.go.id"


def accepted(pdf: bytes) -> AcceptedLetter:
    """A letter of our own making; it needs no check for what a stranger might hide in it."""
    digest = sha256(pdf).hexdigest()
    return AcceptedLetter(pdf, 1, digest, digest, "surat-permintaan.pdf", text="")


def letter_pdf(asker: Asker, number: str, on: date, subject: str) -> bytes:
    """A one-page request letter as an office would write it, in a PDF that can be read."""
    lines = [
        f"PEMERINTAH DAERAH {asker.label.upper()}",
        "BADAN PENGELOLAAN KEUANGAN DAN ASET DAERAH",
        "",
        f"Nomor   : {number}",
        "Sifat   : Biasa",
        "Lampiran: -",
        f"Hal     : {subject}",
        f"Tanggal : {date_words(on)}",
        "",
        "Yth. Direktur Jenderal Perimbangan Keuangan",
        "di Jakarta",
        "",
        "Dalam rangka pengelolaan transfer ke daerah, kami mohon dapat berkonsultasi",
        "mengenai hal tersebut di atas pada waktu yang tersedia.",
        "",
        "Demikian disampaikan, atas perhatian Bapak kami ucapkan terima kasih.",
    ]
    escaped = [line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") for line in lines]
    shown = " T* ".join(f"({line}) Tj" for line in escaped)
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    page.Resources = pikepdf.Dictionary(
        Font=pikepdf.Dictionary(
            F1=pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
            )
        )
    )
    stream = f"BT /F1 11 Tf 16 TL 64 770 Td {shown} ET"
    page.Contents = pdf.make_stream(stream.encode("latin-1", "replace"))
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()
