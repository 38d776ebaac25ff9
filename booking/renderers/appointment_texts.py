"""Mails about an appointment: given, moved, cancelled, missed."""

from __future__ import annotations

from booking.domain.findings import clause_long
from booking.domain.invitation import ENDS, PLACE, meeting_url
from booking.domain.local_time import local_session_words, long_date, session_words
from booking.domain.mail_facts import Appointment, Links, MailFacts
from booking.domain.policy import SE_2
from booking.domain.words import MODE_NOUNS
from booking.renderers.mail_blocks import Block, Details, Paragraph, Points, quoted
from booking.renderers.mail_phrases import follow, new_letter, who_asks

LETTER_GOOD = "Surat Saudara tetap berlaku; tidak diperlukan surat baru."
REPLACEMENT = (
    "Permohonan Saudara kembali kami proses. Jadwal pengganti kami sampaikan melalui surel."
)
ONLINE = (
    (
        "Video conference didokumentasikan dalam bentuk rekaman dan/atau Berita Acara Konsultasi "
        f"({clause_long('E.3.b.3')})."
    ),
)


def scheduled(facts: MailFacts, links: Links) -> list[Block]:
    """The session was given: when, where, what to mind."""
    noun = MODE_NOUNS[facts.mode].capitalize()
    return [Paragraph(f"{noun} Saudara sudah terjadwal."), *_appointment(facts, links)]


def rescheduled(facts: MailFacts, links: Links) -> list[Block]:
    """DJPK moved the session; the letter stays good."""
    before = _slot(facts, facts.previous_appointment)
    ended = f" Jadwal sebelumnya, {before}, tidak berlaku lagi." if before else ""
    return [
        Paragraph(f"DJPK memindahkan jadwal {MODE_NOUNS[facts.mode]} Saudara.{ended}"),
        *quoted("Alasan", [facts.reason]),
        Paragraph(f"Jadwal yang berlaku sekarang tercantum di bawah ini. {LETTER_GOOD}"),
        *_appointment(facts, links),
    ]


def _appointment(facts: MailFacts, links: Links) -> list[Block]:
    return [
        _details(facts),
        _duties(facts),
        *who_asks(facts),
        Paragraph(
            "Undangan kalender terlampir pada surel ini. Bila berhalangan, batalkan jadwal "
            "melalui halaman permohonan."
        ),
        *follow(links),
    ]


def cancelled_by_requester(facts: MailFacts, links: Links) -> list[Block]:
    """The requester cancelled; a visit needs a new letter (E.3.c.9)."""
    slot = _slot(facts, facts.ended_appointment)
    noun = MODE_NOUNS[facts.mode]
    what = f"Jadwal {noun} Saudara pada {slot}" if slot else f"Permohonan {noun} Saudara"
    return [
        Paragraph(f"{what} dibatalkan atas permintaan Saudara.{_do_not_come(facts)}"),
        *quoted("Alasan", [facts.reason]),
        Paragraph(new_letter(facts)),
        *_ended(facts, links),
    ]


def cancelled_by_djpk(facts: MailFacts, links: Links) -> list[Block]:
    """DJPK cancelled; the letter stays good and another session follows."""
    slot = _slot(facts, facts.ended_appointment)
    at = f" pada {slot}" if slot else ""
    return [
        Paragraph(
            f"Mohon maaf, DJPK membatalkan jadwal {MODE_NOUNS[facts.mode]} Saudara{at}."
            f"{_do_not_come(facts)}"
        ),
        *quoted("Alasan", [facts.reason]),
        Paragraph(f"{LETTER_GOOD} {REPLACEMENT}"),
        *_ended(facts, links),
    ]


def missed(facts: MailFacts, links: Links) -> list[Block]:
    """Nobody came and nobody said why; only a new letter helps (E.3.c.9)."""
    slot = _slot(facts, facts.ended_appointment)
    return [
        Paragraph(
            "Saudara tercatat tidak hadir tanpa keterangan pada "
            f"{MODE_NOUNS[facts.mode]} yang dijadwalkan {slot}."
        ),
        Paragraph(
            f"{new_letter(facts)} Bila catatan ini keliru, segera hubungi Contact Center DJPK."
        ),
        *_ended(facts, links),
    ]


def missed_with_notice(facts: MailFacts, links: Links) -> list[Block]:
    """Nobody could come and DJPK accepted the reason; the letter stays good."""
    slot = _slot(facts, facts.ended_appointment)
    return [
        Paragraph(
            f"Keterangan bahwa Saudara tidak dapat hadir pada {MODE_NOUNS[facts.mode]} yang "
            f"dijadwalkan {slot} sudah kami catat. Jadwal itu tidak berlaku lagi."
        ),
        *quoted("Keterangan", [facts.reason]),
        Paragraph(f"{LETTER_GOOD} {REPLACEMENT}"),
        *_ended(facts, links),
    ]


def _do_not_come(facts: MailFacts) -> str:
    if facts.ended_appointment is None:
        return ""
    return " Mohon tidak berangkat." if facts.is_visit else " Tautan rapat tidak dipakai lagi."


def _ended(facts: MailFacts, links: Links) -> list[Block]:
    blocks = [*who_asks(facts), Details((("Nomor permohonan", facts.reference),))]
    if facts.kind in ENDS and facts.ended_appointment:
        blocks.append(Paragraph("Pembatalan untuk kalender Saudara terlampir pada surel ini."))
    return [*blocks, *follow(links)]


def _details(facts: MailFacts) -> Details:
    if facts.appointment is None:
        raise ValueError(f"{facts.kind} without an appointment")
    rows = [
        ("Hari dan tanggal", long_date(facts.appointment.on)),
        ("Waktu", _hours(facts, facts.appointment)),
        ("Tempat", PLACE) if facts.is_visit else ("Tautan rapat", _meeting_words(facts)),
        ("Nomor permohonan", facts.reference),
    ]
    if facts.guests is not None:
        who = "Tamu" if facts.is_visit else "Peserta"
        rows.append((f"{who} yang didaftarkan", f"{facts.guests} orang"))
    return Details(tuple(rows))


def _meeting_words(facts: MailFacts) -> str:
    return meeting_url(facts) or "kami kirimkan melalui surel setelah tersedia"


def _duties(facts: MailFacts) -> Points:
    return Points("Yang perlu diperhatikan", _at_the_office(facts) if facts.is_visit else ONLINE)


def _at_the_office(facts: MailFacts) -> tuple[str, ...]:
    return (
        (
            "Lakukan registrasi di resepsionis dengan menunjukkan kartu identitas "
            f"({clause_long('E.3.c.4')})."
        ),
        *_guests(facts.guest_cap),
        (
            "Mohon hadir sesuai dengan jadwal: layanan tidak dapat diberikan di luar jadwal "
            f"kunjungan ({clause_long('E.3.c.11')}). Bila terlambat, konsultasi berlangsung "
            "selama sisa sesi."
        ),
        (
            "Bila Saudara membatalkan atau tidak hadir tanpa keterangan, penjadwalan ulang "
            f"memerlukan surat baru ({clause_long('E.3.c.9')})."
        ),
    )


def _guests(cap: int | None) -> tuple[str, ...]:
    if cap is None:
        return ()
    follows = (
        ", mengikuti kehadiran kepala daerah dan/atau ketua DPRD" if cap > SE_2.guest_cap else ""
    )
    return (
        f"Tamu yang diterima paling banyak {cap} orang{follows} ({clause_long('E.3.c.6')}).",
        (
            "SPPD yang dapat ditandatangani sebanyak tamu yang diterima, paling banyak "
            f"{cap} ({clause_long('E.3.c.7')})."
        ),
    )


def _hours(facts: MailFacts, appointment: Appointment) -> str:
    """WIB first, spelled out; the clock of an eastern region beside it in brackets."""
    there = [local_session_words(*appointment, zone) for zone in facts.zones]
    known = list(dict.fromkeys(words for words in there if words))
    here = session_words(appointment.start, appointment.end)
    return f"{here} ({', '.join(known)})" if known else here


def _slot(facts: MailFacts, appointment: Appointment | None) -> str:
    if appointment is None:
        return ""
    return f"{long_date(appointment.on)}, {_hours(facts, appointment)}"
