"""The clauses that are decided at the door and after the visit (E.3.c.3, c.7, c.10, c.11)."""

from __future__ import annotations

from datetime import date, datetime

from booking.domain.findings import Finding, Verdict
from booking.domain.local_time import (
    clock_of,
    clock_words,
    jakarta_date,
    long_date,
    slot_instant,
    slot_words,
)
from booking.domain.policy import SessionHours


def schedule_given(on: date | None) -> Finding:
    """E.3.c.3: a guest comes only with a schedule from the contact centre."""
    if on is not None:
        return Finding("E.3.c.3", "no_schedule", "jadwal", Verdict.MET, "Jadwal sudah diberikan")
    return Finding(
        "E.3.c.3",
        "no_schedule",
        "jadwal",
        Verdict.BROKEN,
        "Permohonan ini belum memiliki jadwal",
        "Tamu belum dapat dilayani; tunggu jadwal dari Contact Center DJPK.",
    )


def within_schedule(on: date, hours: SessionHours, now: datetime) -> Finding:
    """E.3.c.11: another day or after the end is refused; early waits; late gets what is left."""
    starts, ends = slot_instant(on, hours.start), slot_instant(on, hours.end)
    words = slot_words(on, hours.start, hours.end)
    facts = {"date": on.isoformat(), "session": hours.start, "arrived_at": now.isoformat()}
    subject = "jadwal kunjungan"
    if jakarta_date(now) != on:
        return Finding(
            "E.3.c.11",
            "out_of_schedule",
            subject,
            Verdict.BROKEN,
            f"Jadwal surat ini {words}, bukan {long_date(jakarta_date(now))}",
            "Tamu tidak dapat dilayani hari ini; catat, lalu arahkan ke Contact Center.",
            facts,
        )
    if now >= ends:
        return Finding(
            "E.3.c.11",
            "out_of_schedule",
            subject,
            Verdict.BROKEN,
            f"Sesi {words} sudah berakhir; tamu tiba pukul {clock_of(now)}",
            "Petugas dapat memindahkan rombongan ke sesi kosong hari ini.",
            facts,
        )
    late = max(0, int((now - starts).total_seconds() // 60))
    case = "Sesuai jadwal"
    if now < starts:
        case = f"Tiba lebih awal, menunggu sampai pukul {clock_words(hours.start)} WIB"
    elif late:
        case = f"Terlambat {late} menit, dilayani sampai sesi berakhir"
    return Finding("E.3.c.11", "out_of_schedule", subject, Verdict.MET, case, "", facts)


def walk_in(institution: str) -> Finding:
    """E.3.c.11: nobody is served without a schedule."""
    return Finding(
        "E.3.c.11",
        "walk_in",
        "tanpa jadwal",
        Verdict.BROKEN,
        f"{institution} datang tanpa jadwal dan tidak dapat dilayani",
        "Berikan lembar cara mengajukan permohonan.",
        {"institution": institution},
    )


def sppd_within(signed: int, admitted: int) -> Finding:
    """E.3.c.7: as many travel orders as guests received, and no more."""
    facts = {"signed": signed, "admitted": admitted}
    if signed <= admitted:
        return Finding(
            "E.3.c.7",
            "sppd_cap",
            "SPPD",
            Verdict.MET,
            f"{signed} SPPD untuk {admitted} tamu",
            facts=facts,
        )
    return Finding(
        "E.3.c.7",
        "sppd_cap",
        "SPPD",
        Verdict.BROKEN,
        f"{signed} SPPD melebihi {admitted} tamu yang diterima",
        f"Tanda tangani paling banyak {admitted} SPPD.",
        facts,
    )


def documented(mode_clause: str, *, is_filed: bool, completed_on: date) -> Finding:
    """E.3.c.10, E.3.b.3: the unit files the minutes and the attendance list, or the recording."""
    facts = {"completed_on": completed_on.isoformat(), "filed": is_filed}
    if is_filed:
        return Finding(
            mode_clause,
            "minutes_outstanding",
            "dokumentasi",
            Verdict.MET,
            "Dokumentasi lengkap",
            facts=facts,
        )
    return Finding(
        mode_clause,
        "minutes_outstanding",
        "dokumentasi",
        Verdict.CHECK,
        f"Konsultasi {long_date(completed_on)} belum didokumentasikan",
        "Unit teknis mengunggah rekaman atau Berita Acara Konsultasi."
        if mode_clause == "E.3.b.3"
        else "Unit teknis mengunggah Berita Acara Konsultasi dan Daftar Hadir.",
        facts,
    )
