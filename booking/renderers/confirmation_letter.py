"""The confirmation letter: its words in formal Indonesian, set on one A4 page (TRUST 1.5).

Loaded late, through the registry.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import pikepdf

from booking.domain.confirmation import AnsweredLetter, Confirmation
from booking.domain.findings import clause_long
from booking.domain.invitation import BUILDING, CONTACT, FREE_OF_CHARGE, ROOM
from booking.domain.local_time import date_words, long_date
from booking.domain.mail_facts import one_line
from booking.domain.policy import CIRCULAR, SE_2
from booking.renderers.qr import qr_svg, verification_address
from booking.renderers.typesetting import TypesettingFailed, typeset

SOURCE = "confirmation_letter.typ"
OFFICE = "Direktorat Jenderal Perimbangan Keuangan"
SCALES = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7)  # long names of a joint visit still fit on one page
MOST_LISTED = 4
MOST_LETTERS = 2
NO_BREAK = "\u00a0"


def render(facts: Confirmation, *, code: str, base_url: str) -> bytes:
    """The letter as PDF/UA-1 on exactly one page; the same facts give the same bytes."""
    words = letter_words(facts, code=code, base_url=base_url)
    for scale in SCALES:
        pdf = typeset(SOURCE, letter=words | {"scale": str(scale)})
        with pikepdf.open(BytesIO(pdf)) as document:
            if len(document.pages) == 1:
                return pdf
    raise TypesettingFailed(f"{facts.number} does not fit on one page")


def letter_words(facts: Confirmation, *, code: str, base_url: str) -> dict[str, Any]:
    """Every word of the letter, by its place; the layout adds none."""
    subject = _subject(facts)
    return {
        "title": f"{subject}, {facts.number}",
        "subject": subject,
        "author": OFFICE,
        "issued": [facts.issued_on.year, facts.issued_on.month, facts.issued_on.day],
        "head": {
            "ministry": "KEMENTERIAN KEUANGAN REPUBLIK INDONESIA",
            "directorate": "DIREKTORAT JENDERAL PERIMBANGAN KEUANGAN",
            "address": BUILDING,
        },
        "meta": [
            ["Nomor", facts.number],
            ["Sifat", "Biasa"],
            ["Lampiran", "–"],
            ["Hal", subject],
        ],
        "date": date_words(facts.issued_on),
        "to": {"salutation": "Yth.", "names": _addressees(facts.addressees)},
        "opening": _opening(facts),
        "session": {
            "day": long_date(facts.appointment.on),
            "hours": facts.hours,
            "rows": _rows(facts),
        },
        "duties": {
            "title": f"Yang perlu diperhatikan menurut {CIRCULAR}",
            "items": _duties_of_a_visit(facts) if facts.is_visit else _duties_of_a_conference(),
        },
        "closing": "Atas perhatian dan kerja sama Saudara, kami ucapkan terima kasih.",
        "signature": ["Contact Center DJPK", OFFICE],
        "proof": _proof(code, base_url),
        "contact": f"{CONTACT}. {FREE_OF_CHARGE}.",
    }


def _subject(facts: Confirmation) -> str:
    change = "Perubahan" if facts.replaces else "Konfirmasi"
    return f"{change} Jadwal {'Konsultasi Tatap Muka' if facts.is_visit else 'Video Conference'}"


def _addressees(names: Sequence[str]) -> list[str]:
    shown = [f"Pimpinan {name}" for name in names[:MOST_LISTED]]
    more = len(names) - MOST_LISTED
    return [*shown, f"{more} instansi lain yang bersama-sama mengajukan"] if more > 0 else shown


def _opening(facts: Confirmation) -> str:
    what = "konsultasi tatap muka" if facts.is_visit else "video conference"
    letters = _letters(facts.answers)
    cause = f"Sehubungan dengan surat Saudara {letters}, " if letters else ""
    sentence = (
        f"{cause}dengan hormat kami sampaikan bahwa {what} dijadwalkan sebagai berikut."
        if cause
        else f"Dengan hormat kami sampaikan bahwa {what} dijadwalkan sebagai berikut."
    )
    if facts.replaces:
        sentence += (
            f" Surat ini menggantikan surat nomor {facts.replaces}, yang tidak berlaku lagi."
        )
    return sentence


def _letters(answers: Sequence[AnsweredLetter]) -> str:
    named = [
        f"nomor {one_line(letter.number)} tanggal{NO_BREAK}{_tied(date_words(letter.on))}"
        for letter in answers[:MOST_LETTERS]
    ]
    more = len(answers) - MOST_LETTERS
    if more > 0:
        named.append(f"{more} surat lain")
    return _listed(named)


def _rows(facts: Confirmation) -> list[dict[str, str]]:
    rows = [("Tempat", f"{ROOM}, {BUILDING}", "")] if facts.is_visit else [_meeting(facts)]
    rows.append(("Topik", _listed(facts.topics[:MOST_LISTED]), ""))
    if facts.unit:
        rows.append(("Diterima oleh", facts.unit, ""))
    if facts.guests:
        rows.append(("Jumlah tamu", f"{facts.guests} orang", ""))
    if facts.sppd:
        most = f"ditandatangani sebanyak tamu yang diterima, paling banyak {facts.sppd}"
        rows.append(("SPPD", most, ""))
    rows.append(("Nomor permohonan", facts.reference, ""))
    return [
        {"label": label, "text": one_line(text), "link": link} for label, text, link in rows if text
    ]


def _meeting(facts: Confirmation) -> tuple[str, str, str]:
    link = facts.meeting_link or ""
    if not link.startswith("https://"):
        return "Tautan rapat", "kami kirim melalui surel sebelum hari pelaksanaan", ""
    return "Tautan rapat", link, link


def _duties_of_a_visit(facts: Confirmation) -> list[str]:
    cap = facts.guest_cap or SE_2.guest_cap
    guests = f"Tamu yang diterima paling banyak {cap} orang"
    if cap > SE_2.guest_cap:
        guests += (
            ". Jumlah ini berlaku bila kepala daerah dan/atau ketua DPRD hadir dan identitasnya "
            f"telah diperiksa di resepsionis; bila tidak, paling banyak {SE_2.guest_cap} orang"
        )
    return [
        "Lakukan registrasi di resepsionis dengan menunjukkan surat ini dan kartu identitas setiap "
        f"tamu, kemudian menuju lantai 3 {_clause('E.3.c.4')}.",
        f"{guests} {_clause('E.3.c.6')}.",
        "SPPD yang dapat ditandatangani sebanyak tamu yang diterima, paling banyak "
        f"{facts.sppd or cap} {_clause('E.3.c.7')}.",
        "Mohon hadir sesuai dengan jadwal. Layanan tidak dapat diberikan di luar jadwal ini "
        f"{_clause('E.3.c.11')}; bila terlambat, konsultasi berlangsung selama sisa sesi.",
        "Bila Saudara membatalkan atau tidak hadir tanpa keterangan, penjadwalan ulang hanya dapat "
        "dilakukan dengan menyampaikan kembali Surat Permintaan Konsultasi/Audiensi "
        f"{_clause('E.3.c.9')}.",
        f"Layanan ini tidak dikenakan biaya apa pun {_clause('E.4')}.",
    ]


def _duties_of_a_conference() -> list[str]:
    return [
        "Mohon bergabung tepat waktu dan tidak meneruskan tautan rapat kepada pihak lain.",
        "Video conference didokumentasikan dalam bentuk rekaman dan/atau Berita Acara Konsultasi "
        f"{_clause('E.3.b.3')}.",
        "Bila berhalangan, mohon batalkan melalui halaman permohonan Saudara atau Contact Center "
        "DJPK, agar waktu tersebut dapat dipakai pihak lain.",
        f"Layanan ini tidak dikenakan biaya apa pun {_clause('E.4')}.",
    ]


def _proof(code: str, base_url: str) -> dict[str, Any]:
    return {
        "title": "Periksa keaslian surat ini",
        "code": code,
        "qr": qr_svg(verification_address(base_url, code), border=0),
        "alt": f"Kode QR untuk memeriksa keaslian surat dengan kode {code}",
        "sentences": [
            f"Pindai kode QR, atau ketik kode di atas pada {base_url}/verifikasi.",
            f"Periksa alamat yang terbuka: harus {base_url}. Alamat lain berarti surat palsu.",
            "Surat ini diterbitkan secara elektronik tanpa tanda tangan. Kode di atas menunjukkan "
            "keasliannya, tetapi bukan tanda tangan elektronik.",
        ],
    }


def _clause(clause: str) -> str:
    """The clause in long form; the heading above names the circular."""
    return f"({clause_long(clause, '').strip()})"


def _listed(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} dan {words[-1]}" if len(words) > 1 else "".join(words)


def _tied(words: str) -> str:
    return words.replace(" ", NO_BREAK)
