"""Answers for other channels: official letter wording, and a text for WhatsApp.

The letter goes to the institution, so nobody's name stands in it; the WhatsApp text has neither
name, telephone nor secret link, because it may be passed on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from booking.domain.findings import clause_long
from booking.domain.invitation import FREE_OF_CHARGE, PLACE
from booking.domain.local_time import date_words, local_session_words, long_date, session_words
from booking.domain.mail_facts import Appointment, MailFacts, MailKind, one_line
from booking.domain.words import MODE_NOUNS

SUBJECTS = {
    MailKind.SCHEDULED: "Jadwal {noun}",
    MailKind.RESCHEDULED: "Perubahan jadwal {noun}",
    MailKind.CANCELLED_BY_DJPK: "Pembatalan jadwal {noun}",
    MailKind.RETURNED: "Permintaan perbaikan permohonan {noun}",
    MailKind.REJECTED: "Jawaban atas permohonan {noun}",
}
IN_SHORT = {
    MailKind.SCHEDULED: "TERJADWAL",
    MailKind.RESCHEDULED: "JADWAL DIPINDAHKAN",
    MailKind.CANCELLED_BY_DJPK: "JADWAL DIBATALKAN OLEH DJPK",
    MailKind.RETURNED: "BELUM TERJADWAL, perlu perbaikan",
    MailKind.REJECTED: "TIDAK DAPAT DIJADWALKAN",
}
LETTER_STAYS = "Surat Saudara tetap berlaku; tidak diperlukan surat baru."


@dataclass(frozen=True)
class AnsweredLetter:
    """The letter that is answered."""

    number: str
    date: date
    subject: str


@dataclass(frozen=True)
class Drafts:
    """The wording of one answer for two channels."""

    letter: str
    whatsapp: str


def drafts(facts: MailFacts, letters: Sequence[AnsweredLetter]) -> Drafts:
    """The official letter and the WhatsApp text that tell these facts."""
    return Drafts(_letter(facts, letters), _whatsapp(facts))


def _letter(facts: MailFacts, letters: Sequence[AnsweredLetter]) -> str:
    noun = MODE_NOUNS[facts.mode]
    points = [*_letter_points(facts), f"{FREE_OF_CHARGE} ({clause_long('E.4')})."]
    numbered = [f"{number}. {point}" for number, point in enumerate(points, 1)]
    lines = [
        "Nomor : [nomor naskah dinas]",
        f"Hal   : {SUBJECTS[facts.kind].format(noun=noun)}",
        "",
        f"Yth. Pimpinan {one_line(facts.institution)}",
        "",
        f"{_opening(letters)}, bersama ini kami sampaikan hal-hal sebagai berikut.",
        *numbered,
        "",
        "Demikian disampaikan, atas perhatian Saudara kami ucapkan terima kasih.",
        "",
        "a.n. Direktur Jenderal Perimbangan Keuangan",
        "[jabatan dan nama pejabat penanda tangan]",
    ]
    return "\n".join(lines)


def _opening(letters: Sequence[AnsweredLetter]) -> str:
    if not letters:
        return "Sehubungan dengan permohonan Saudara"
    return f"Sehubungan dengan surat Saudara {' dan '.join(map(_named, letters))}"


def _named(letter: AnsweredLetter) -> str:
    number, subject = one_line(letter.number), one_line(letter.subject)
    return f"nomor {number} tanggal {date_words(letter.date)} hal {subject}"


def _letter_points(facts: MailFacts) -> list[str]:
    noun = MODE_NOUNS[facts.mode]
    match facts.kind:
        case MailKind.SCHEDULED:
            return [f"Permohonan {noun} Saudara kami jadwalkan pada {_slot(facts)}.", *_duty(facts)]
        case MailKind.RESCHEDULED:
            before = _words(facts, facts.previous_appointment)
            ended = f" Jadwal sebelumnya, {before}, tidak berlaku lagi." if before else ""
            moved = f"Jadwal {noun} Saudara kami pindahkan menjadi {_slot(facts)}.{ended}"
            return [moved, *_because(facts), LETTER_STAYS, *_duty(facts)]
        case MailKind.CANCELLED_BY_DJPK:
            at = _words(facts, facts.ended_appointment)
            gone = f"Jadwal {noun} Saudara{f' pada {at}' if at else ''} terpaksa kami batalkan."
            following = "Jadwal pengganti kami sampaikan kemudian."
            return [gone, *_because(facts), f"{LETTER_STAYS} {following}"]
        case MailKind.RETURNED:
            clause = clause_long("E.3.c.2" if facts.is_visit else "E.3.b.2")
            return [
                f"Permohonan {noun} Saudara belum dapat kami jadwalkan karena hal berikut.",
                *_because(facts),
                f"Jadwal dihitung kembali sejak surat yang diperbaiki kami terima ({clause}).",
            ]
        case _:
            refused = f"Permohonan {noun} Saudara tidak dapat kami jadwalkan karena hal berikut."
            return [refused, *_because(facts)]


def _duty(facts: MailFacts) -> list[str]:
    if not facts.is_visit:
        return ["Tautan rapat kami sampaikan melalui surel narahubung."]
    where = (
        f"Konsultasi bertempat di {PLACE}. Tamu yang diterima paling banyak {facts.guest_cap} "
        f"orang ({clause_long('E.3.c.6')}) dan melakukan registrasi di resepsionis dengan "
        f"menunjukkan kartu identitas ({clause_long('E.3.c.4')})."
    )
    return [where]


def _because(facts: MailFacts) -> list[str]:
    reasons = [problem.detail for problem in facts.problems]
    return [*reasons, *([_sentence(facts.reason)] if facts.reason.strip() else [])]


def _whatsapp(facts: MailFacts) -> str:
    who = f"{MODE_NOUNS[facts.mode]} {facts.reference}, {one_line(facts.institution)}"
    lines = [
        "*Contact Center DJPK*",
        f"Permohonan {who}: *{IN_SHORT[facts.kind]}*.",
        *_whatsapp_points(facts),
        "Rinciannya kami kirim ke surel narahubung. Layanan ini tidak dipungut biaya.",
    ]
    return "\n\n".join(lines)


def _whatsapp_points(facts: MailFacts) -> list[str]:
    if facts.kind in (MailKind.SCHEDULED, MailKind.RESCHEDULED):
        place = f"Tempat: {PLACE}." if facts.is_visit else "Tautan rapat ada di surel."
        cap = f" Tamu paling banyak {facts.guest_cap} orang." if facts.is_visit else ""
        return [f"{_slot(facts)}.", f"{place}{cap}"]
    if facts.kind == MailKind.CANCELLED_BY_DJPK:
        return [*_because(facts), f"Mohon tidak berangkat. {LETTER_STAYS}"]
    if facts.kind == MailKind.RETURNED:
        return [*_because(facts), "Mohon diperbaiki melalui tautan pada surel."]
    return _because(facts)


def _slot(facts: MailFacts) -> str:
    return _words(facts, facts.appointment)


def _words(facts: MailFacts, appointment: Appointment | None) -> str:
    if appointment is None:
        return ""
    there = [local_session_words(*appointment, zone) for zone in facts.zones]
    local = list(dict.fromkeys(words for words in there if words))
    here = session_words(appointment.start, appointment.end)
    beside = f" ({', '.join(local)})" if local else ""
    return f"{long_date(appointment.on)}, {here}{beside}"


def _sentence(text: str) -> str:
    return f"{one_line(text).rstrip('. ')}."
