"""The confirmation letter: one tagged page, every word as data, the same bytes each time."""

from __future__ import annotations

import subprocess
import sys
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from booking.domain.confirmation import AnsweredLetter
from booking.domain.words import CONFERENCE
from booking.renderers import confirmation_letter, typesetting
from booking.renderers.qr import qr_svg
from booking.renderers.typesetting import TypesettingFailed, typeset
from booking.settings import PROJECT
from tests.letters_issued import BASE, CODE, confirmation, text_of

HOSTILE = (
    "#panic()",
    '#read("/etc/passwd")',
    '"); #import "@preview/x:0.1.0": *',
    "= Judul",
    "*tebal* _miring_ $x^2$ `kode` <label> @ref",
    "\\u{41} \\ // komentar /* x */",
    "[#link] {{7*7}}",
)


def letter(**changes: object) -> bytes:
    return confirmation_letter.render(confirmation(**changes), code=CODE, base_url=BASE)


def test_the_letter_is_one_tagged_page_of_a4_with_title_and_language() -> None:
    with pikepdf.open(BytesIO(letter())) as pdf:
        width, height = (float(side) for side in pdf.pages[0].mediabox[2:])
        about = pdf.Root.Metadata.read_bytes().decode()

        assert len(pdf.pages) == 1
        assert (round(width), round(height)) == (595, 842)
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).startswith("id")
        assert "<pdfuaid:part>1</pdfuaid:part>" in about
        assert "Konfirmasi Jadwal Konsultasi Tatap Muka, KONF-1/K7M2-4QXD/2026</rdf:li>" in about


def test_a_letter_of_a_visit_says_when_where_how_many_and_what_to_mind() -> None:
    words = text_of(letter())

    for expected in (
        "KEMENTERIAN KEUANGAN REPUBLIK INDONESIA DIREKTORAT JENDERAL PERIMBANGAN KEUANGAN",
        "KONF-1/K7M2-4QXD/2026",
        "20 November 2026",
        "Yth. Pimpinan Badan Pendapatan Daerah Kabupaten Badung",
        "surat Saudara nomor 900.1.13/2210/BAPENDA/2026 tanggal 16 November 2026",
        "Kamis, 3 Desember 2026",
        "pukul 13.00–14.00 WIB (14.00–15.00 WITA)",
        "Ruang Video Conference DJPK, lantai 3 (ber-CCTV), Gedung Radius Prawiro",
        "2 orang",
        "ditandatangani sebanyak tamu yang diterima, paling banyak 2",
        "Lakukan registrasi di resepsionis",
        "menuju lantai 3 (huruf E angka 3 huruf c angka 4)",
        "kembali Surat Permintaan Konsultasi/Audiensi (huruf E angka 3 huruf c angka 9)",
        "tidak dikenakan biaya apa pun (huruf E angka 4)",
        CODE,
        f"{BASE}/verifikasi",
        f"Periksa alamat yang terbuka: harus {BASE}.",
    ):
        assert expected in words
    assert "menggantikan" not in words


def test_four_guests_come_only_with_the_head_whose_identity_is_checked() -> None:
    four = text_of(letter(guests=4, guest_cap=4))

    assert "paling banyak 4 orang. Jumlah ini berlaku bila kepala daerah" in four
    assert "identitasnya telah diperiksa di resepsionis; bila tidak, paling banyak 2" in four
    assert "kepala daerah" not in text_of(letter())


def test_a_letter_of_a_conference_has_its_link_and_neither_guests_nor_sppd() -> None:
    link = "https://rapat.example/" + "a1" * 60
    pdf = letter(mode=CONFERENCE, guests=None, guest_cap=None, meeting_link=link)
    words = text_of(pdf)

    assert link in words.replace(" ", "")
    assert f"/URI({link})".encode() in _unpacked(pdf)
    for absent in ("SPPD", "Jumlah tamu", "resepsionis", "lantai 3"):
        assert absent not in words


@pytest.mark.parametrize("link", [None, "javascript:alert(1)", "http://rapat.example"])
def test_a_conference_without_a_safe_link_promises_one(link: str | None) -> None:
    words = text_of(letter(mode=CONFERENCE, guests=None, guest_cap=None, meeting_link=link))

    assert "kami kirim melalui surel sebelum hari pelaksanaan" in words
    assert "javascript" not in words


def test_a_changed_letter_names_the_one_it_replaces() -> None:
    words = text_of(letter(number="KONF-2/K7M2-4QXD/2026", replaces="KONF-1/K7M2-4QXD/2026"))

    assert "Perubahan Jadwal Konsultasi Tatap Muka" in words
    assert "menggantikan surat nomor KONF-1/K7M2-4QXD/2026 yang tidak berlaku lagi" in words


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_other_people_wrote_stays_literal(hostile: str) -> None:
    words = text_of(
        letter(
            addressees=(hostile,),
            answers=(AnsweredLetter(hostile, confirmation().issued_on),),
            topics=(hostile,),
        )
    )

    assert words.count(" ".join(hostile.split())) == 3


def test_the_longest_names_and_numbers_still_fit_on_one_page() -> None:
    pdf = letter(
        addressees=tuple(f"{'Badan Pengelolaan Keuangan dan Aset ' * 5}{n}" for n in range(12)),
        answers=tuple(AnsweredLetter("X" * 120, confirmation().issued_on) for _ in range(12)),
        topics=tuple(f"{'Dana Alokasi Khusus ' * 7}{n}" for n in range(12)),
        zones=("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"),
        guests=4,
        guest_cap=4,
        replaces="KONF-1/K7M2-4QXD/2026",
    )

    with pikepdf.open(BytesIO(pdf)) as document:
        assert len(document.pages) == 1
    assert "8 instansi lain yang bersama-sama mengajukan" in text_of(pdf)
    assert "dan 10 surat lain" in text_of(pdf)


def test_the_same_facts_give_the_same_bytes_in_another_process_too() -> None:
    program = (
        "from booking.renderers.registry import confirmation_letter as render\n"
        "from tests.letters_issued import BASE, CODE, confirmation\n"
        "import hashlib\n"
        "pdf = render(confirmation(), code=CODE, base_url=BASE)\n"
        "print(hashlib.sha256(pdf).hexdigest())"
    )
    other = subprocess.run(
        [sys.executable, "-c", program], cwd=PROJECT, capture_output=True, text=True, check=True
    )

    assert other.stdout.strip() == sha256(letter()).hexdigest()


def test_a_font_that_is_missing_is_a_failure_and_no_silent_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typesetting, "_SOURCES", tmp_path)
    source = '#set document(title: "x")\n#set text(font: "{}")\nTeks.'
    (tmp_path / "known.typ").write_text(source.format("Roboto"))
    (tmp_path / "unknown.typ").write_text(source.format("Arial"))

    assert typeset("known.typ", letter={}).startswith(b"%PDF-")
    with pytest.raises(TypesettingFailed, match="unknown font family"):
        typeset("unknown.typ", letter={})


def test_the_code_is_drawn_without_style_or_script() -> None:
    svg = qr_svg(f"{BASE}/v/{CODE}", title="Kode QR")

    assert svg.startswith("<svg ")
    assert "<title>Kode QR</title>" in svg
    assert "style" not in svg
    assert "script" not in svg


def _unpacked(pdf: bytes) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        document.save(
            out,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
        )
    return out.getvalue().replace(b"/URI (", b"/URI(")


@pytest.mark.parametrize(
    "name", ["Budi 😀 漢字", "محافظة", "\u202eBudi\u202c", "Budi\x00\x1b", "=1+1"]
)
def test_a_name_that_the_font_cannot_write_does_not_stop_the_letter(name: str) -> None:
    assert "KONF-1/K7M2-4QXD/2026" in text_of(letter(addressees=(name,), topics=(name,)))
