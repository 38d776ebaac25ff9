"""Circular SE-2/PK.1/2024, one function a clause that a machine can check before the visit.

Clauses c.4 to c.9 and c.11 govern visits only (DECISIONS 26). What a session must be is in
`session_rules.py`, what happens at the door in `door_rules.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from booking.domain.delegation import OPENS_FOUR, Guest, announced_cap, counted_role
from booking.domain.findings import Finding, Verdict
from booking.domain.letter_addressee import is_addressed_to_director_general
from booking.domain.local_time import date_words, long_date, month_words
from booking.domain.policy import Policy
from booking.domain.words import CONFERENCE
from booking.domain.workdays import WorkCalendar
from booking.sentences import say

DIRECTOR_GENERAL = "Direktur Jenderal Perimbangan Keuangan"


def _letter_clause(mode: str) -> str:
    return "E.3.b.1" if mode == CONFERENCE else "E.3.c.1"


def lead_time_clause(mode: str) -> str:
    """The clause of the three working days for this mode."""
    return "E.3.b.2" if mode == CONFERENCE else "E.3.c.2"


def letter_present(mode: str, *, has_letter: bool) -> Finding:
    """E.3.b.1, E.3.c.1: without a letter there is no schedule."""
    clause = _letter_clause(mode)
    if has_letter:
        return Finding(
            clause, "letter_missing", say("surat permintaan"), Verdict.MET, say("Surat terlampir")
        )
    return Finding(
        clause,
        "letter_missing",
        say("surat permintaan"),
        Verdict.BROKEN,
        say("Surat Permintaan Konsultasi/Audiensi belum dilampirkan"),
        say("Unggah surat dalam bentuk PDF atau foto yang terbaca."),
    )


def letter_addressee(mode: str, addressee: str, *, seen_by_person: bool = False) -> Finding:
    """E.3.b.1, E.3.c.1: the letter is addressed to the Director General; a person decides."""
    clause, subject = _letter_clause(mode), say("alamat surat")
    facts = {"addressee": addressee, "seen_by_person": seen_by_person}
    if seen_by_person or is_addressed_to_director_general(addressee):
        return Finding(
            clause,
            "letter_addressee",
            subject,
            Verdict.MET,
            say("Ditujukan kepada {director_general}", director_general=DIRECTOR_GENERAL),
            facts=facts,
        )
    case = (
        say(
            "Surat tertulis kepada {addressee}, bukan kepada {director_general}",
            addressee=addressee,
            director_general=DIRECTOR_GENERAL,
        )
        if addressee.strip()
        else say(
            "Surat belum menyebut tujuan, yaitu {director_general}",
            director_general=DIRECTOR_GENERAL,
        )
    )
    return Finding(
        clause,
        "letter_addressee",
        subject,
        Verdict.CHECK,
        case,
        say("Petugas memeriksa surat; bila keliru, surat dikembalikan untuk diperbaiki."),
        facts,
    )


def lead_time(
    mode: str, received_on: date, on: date | None, policy: Policy, calendar: WorkCalendar
) -> Finding:
    """E.3.b.2, E.3.c.2: at the earliest the third working day after the letter was received."""
    clause, subject = (
        lead_time_clause(mode),
        say("{lead_working_days} hari kerja", lead_working_days=policy.lead_working_days),
    )
    earliest = calendar.working_day_after(received_on, policy.lead_working_days)
    facts = {
        "received_on": received_on.isoformat(),
        "earliest": earliest.isoformat(),
        "on": on.isoformat() if on else None,
        "working_days": policy.lead_working_days,
    }
    rule = say(
        "Jadwal paling cepat {earliest}, yaitu {lead_working_days} hari kerja setelah "
        "surat diterima pada {received_on}",
        earliest=long_date(earliest),
        lead_working_days=policy.lead_working_days,
        received_on=long_date(received_on),
    )
    if on is None or on >= earliest:
        return Finding(clause, "lead_time", subject, Verdict.MET, rule, facts=facts)
    return Finding(
        clause,
        "lead_time",
        subject,
        Verdict.BROKEN,
        rule,
        say("Pilih tanggal mulai {earliest}.", earliest=long_date(earliest)),
        facts,
    )


def monthly_quota(
    label: str, on: date, *, used: int, held: int, policy: Policy, next_month_on: date | None = None
) -> Finding:
    """E.3.c.5: at most two visits of a region in the month of the visit, DPRD included."""
    places, subject = policy.visits_per_month, say("kuota daerah")
    facts = {
        "region": label,
        "month": f"{on:%Y-%m}",
        "used": used,
        "held": held,
        "places": places,
    }
    taken = used + held
    case = say(
        "Kuota kunjungan {label} bulan {on} sudah terpakai {taken} dari {places}",
        label=label,
        on=month_words(on),
        taken=taken,
        places=places,
    )
    if held:
        case = say("{case}, {held} di antaranya menunggu keputusan", case=case, held=held)
    if taken < places:
        return Finding("E.3.c.5", "monthly_quota", subject, Verdict.MET, case, facts=facts)
    later = (
        say(", atau pilih tanggal mulai {next_month_on}", next_month_on=date_words(next_month_on))
        if next_month_on
        else ""
    )
    return Finding(
        "E.3.c.5",
        "monthly_quota",
        subject,
        Verdict.BROKEN,
        case,
        say("Ajukan video conference{later}.", later=later),
        facts,
    )


def guest_cap(guests: Sequence[Guest], policy: Policy) -> Finding:
    """E.3.c.6: two guests, four when the regional head or the council chair comes."""
    roles = [counted_role(guest.role, guest.position) for guest in guests]
    cap, count = announced_cap(roles, policy), len(guests)
    leads = bool(OPENS_FOUR & set(roles))
    facts = {"guests": count, "cap": cap, "head_or_chair": leads}
    subject = say("jumlah tamu")
    if count > cap:
        why = (
            say("paling banyak {cap} orang meskipun kepala daerah atau ketua DPRD hadir", cap=cap)
            if leads
            else say(
                "paling banyak {cap} orang, atau {guest_cap_with_head} orang bila kepala "
                "daerah dan/atau ketua DPRD hadir",
                cap=cap,
                guest_cap_with_head=policy.guest_cap_with_head,
            )
        )
        return Finding(
            "E.3.c.6",
            "guest_cap",
            subject,
            Verdict.BROKEN,
            say("Rombongan {count} orang, sedangkan tamu {why}", count=count, why=why),
            say(
                "Kurangi rombongan, atau ajukan video conference yang tidak membatasi "
                "jumlah peserta."
            ),
            facts,
        )
    if count > policy.guest_cap:
        return Finding(
            "E.3.c.6",
            "guest_cap",
            subject,
            Verdict.CHECK,
            say(
                "{count} tamu hanya berlaku bila kepala daerah atau ketua DPRD benar-benar hadir",
                count=count,
            ),
            say("Pastikan kepada narahubung; identitasnya diperiksa di resepsionis."),
            facts,
        )
    return Finding(
        "E.3.c.6",
        "guest_cap",
        subject,
        Verdict.MET,
        say("{count} tamu dari paling banyak {cap}", count=count, cap=cap),
        facts=facts,
    )


def letter_unspent(mode: str, number: str, *, used_by: str = "", is_spent: bool = False) -> Finding:
    """E.3.c.9: a letter opens one schedule; after a cancellation or no-show a new one is needed."""
    clause = "E.3.c.9" if mode != CONFERENCE else "E.3.b.1"
    facts = {"number": number, "used_by": used_by, "spent": is_spent}
    if not used_by:
        return Finding(
            clause,
            "letter_spent",
            say("surat belum terpakai"),
            Verdict.MET,
            say("Surat nomor {number} belum pernah dipakai", number=number),
            facts=facts,
        )
    how = say("sudah terpakai") if is_spent else say("sudah dipakai")
    return Finding(
        clause,
        "letter_spent",
        say("surat belum terpakai"),
        Verdict.BROKEN,
        say(
            "Surat nomor {number} {how} untuk permohonan {used_by}",
            number=number,
            how=how,
            used_by=used_by,
        ),
        say("Ajukan dengan surat permintaan yang baru.")
        if is_spent
        else say("Lanjutkan permohonan tersebut, atau ajukan dengan surat permintaan yang baru."),
        facts,
    )
