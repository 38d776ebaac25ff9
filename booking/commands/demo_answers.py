"""Answers in the topic memory of the demonstration; the texts are examples, not advice."""

from __future__ import annotations

from datetime import datetime

from booking.domain.roles import Actor, Role
from booking.usecases.add_topic_answer import add_topic_answer

SOURCE = "Contoh untuk peragaan"
OFFICER = Actor("Rina Astuti", "demo:petugas", Role.OFFICER)
DTU = Actor("Tim DTU", "demo:unit", Role.UNIT)
ANSWERS = (
    (
        "DAU",
        "Kapan rincian alokasi DAU tahun berikutnya dapat dilihat?",
        (
            "Rincian alokasi diumumkan pada laman DJPK setelah APBN ditetapkan. Sebelum itu, angka "
            "yang beredar belum resmi dan tidak dapat dikonsultasikan."
        ),
        True,
        "DTU",
    ),
    (
        "DBH",
        "Ke mana menanyakan kurang bayar DBH?",
        (
            "Sampaikan nomor dan tanggal surat rekonsiliasi melalui contact center. Pertanyaan "
            "yang cukup dijawab dengan data tidak memerlukan kunjungan."
        ),
        False,
        "DTU",
    ),
    (
        "PDRD",
        "Apakah rancangan perda pajak daerah dapat dibahas dalam konsultasi?",
        (
            "Dapat. Lampirkan rancangan dan daftar pertanyaan pada surat permintaan, agar "
            "narasumber membacanya sebelum pertemuan."
        ),
        True,
        "",
    ),
)


def write_answers(*, now: datetime) -> None:
    """Some published, one still a draft; some of the contact centre, some of a unit."""
    for topic, question, answer, published, unit in ANSWERS:
        by = DTU if unit else OFFICER
        add_topic_answer(
            topic, question, answer, SOURCE, published=published, by=by, now=now, unit=unit
        )
