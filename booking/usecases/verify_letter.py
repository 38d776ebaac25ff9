"""Checking a letter: verified, returned for correction, or rejected with coded reasons."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from booking.database import transaction
from booking.domain.examination import examine_request, examine_slot
from booking.domain.findings import Finding, Verdict
from booking.domain.mail_facts import MailKind
from booking.domain.reasons import REJECT_REASONS, RETURN_REASONS, chosen
from booking.domain.roles import Actor
from booking.domain.sessions import Slot
from booking.errors import InputRefused, Problem
from booking.models.requests import Request
from booking.store import cases, mail, moves, requests

TICKS = {
    "addressee": "Surat ditujukan kepada Direktur Jenderal Perimbangan Keuangan",
    "signature": "Surat ditandatangani pejabat yang berwenang",
}

ELSE_RETURN = (
    "Lihat suratnya lalu centang; bila tidak terpenuhi, pilih “Minta perbaikan surat” di bawah."
)


def verify_letter(
    reference: str,
    *,
    ticks: Sequence[str] = (),
    asked: Collection[str] = (),
    by: Actor,
    now: datetime,
    version: int | None = None,
) -> str:
    """Accept the letter; `ticks` are what a person looked at, `asked` what a page insists on."""
    unknown = set(ticks) - TICKS.keys()
    if unknown:
        raise InputRefused.of(
            Problem("tick_unknown", f"Centang yang dikenal: {', '.join(TICKS)}.", "ticks")
        )
    with transaction():
        request = requests.by_reference(reference, lock=True)
        row = moves.allowed(request, "verify", by=by, version=version)
        _refuse_unseen(asked, ticks)
        request.addressee_seen = request.addressee_seen or "addressee" in ticks
        findings = examine_request(cases.case_of(request, now=now))
        facts = {"ticks": list(ticks), "findings": [f.as_json() for f in findings]}
        moves.make(request, row, by=by, now=now, facts=facts)
        return request.state


def _refuse_unseen(asked: Collection[str], ticks: Collection[str]) -> None:
    """What a person must look at cannot be in order while nobody says to have seen it (c.1)."""
    unseen = [TICKS[code] for code in asked if code not in ticks]
    if unseen:
        words = f"Belum dicentang: {'; '.join(unseen)} (SE-2 E.3.c.1). {ELSE_RETURN}"
        raise InputRefused.of(Problem("tick_missing", words, "ticks", "E.3.c.1"))


def return_letter(
    reference: str,
    *,
    codes: Sequence[str] = (),
    reason: str = "",
    by: Actor,
    now: datetime,
    version: int | None = None,
) -> str:
    """Ask for a corrected letter, by coded reasons or words; its receipt counts anew (E.3.c.1)."""
    with transaction():
        request = requests.by_reference(reference, lock=True)
        row = moves.allowed(request, "return", by=by, version=version)
        found = returned_because(request, codes=codes, reason=reason)
        facts = {"codes": list(codes)}
        moves.make(request, row, by=by, now=now, reason=reason, facts=facts)
        mail.owe(request, MailKind.RETURNED, now=now, reason=reason, problems=found)
        return request.state


def reject(
    reference: str,
    *,
    codes: Sequence[str],
    reason: str = "",
    by: Actor,
    now: datetime,
    version: int | None = None,
) -> str:
    """Refuse the request by the clauses that stand against it; the letter stays good."""
    with transaction():
        request = requests.by_reference(reference, lock=True)
        row = moves.allowed(request, "reject", by=by, version=version)
        found = rejected_because(request, codes=codes, reason=reason, now=now)
        facts = {"codes": list(codes), "findings": [f.as_json() for f in found]}
        moves.make(request, row, by=by, now=now, reason=reason, facts=facts)
        mail.owe(request, MailKind.REJECTED, now=now, reason=reason, problems=found)
        return request.state


def returned_because(request: Request, *, codes: Sequence[str], reason: str) -> list[Finding]:
    """The coded reasons for a correction. Raises `InputRefused` where nothing is said."""
    _refuse_unknown(codes, {r.code for r in RETURN_REASONS})
    if not codes:
        InputRefused.unless_said(reason, "reason", "Pilih atau tuliskan apa yang harus diperbaiki.")
    return chosen(RETURN_REASONS, codes, request.mode)


def rejected_because(
    request: Request, *, codes: Sequence[str], reason: str, now: datetime
) -> list[Finding]:
    """The coded reasons for a refusal. Raises `InputRefused` where nothing is said."""
    against = reasons_against(request, now=now)
    _refuse_unknown(codes, {*(f.code for f in against), *(r.code for r in REJECT_REASONS)})
    found = chosen(REJECT_REASONS, codes, request.mode, against)
    if not found:
        InputRefused.unless_said(reason, "codes", "Pilih alasan penolakan atau tuliskan.")
    return found


def reasons_against(request: Request, *, now: datetime) -> list[Finding]:
    """What stands against a request and its wishes, each clause once, for the officer to choose."""
    slots = [Slot(wish.date, wish.session) for wish in request.wishes]
    case = cases.case_of(request, now=now, slots=slots)
    found = examine_request(case) + [f for slot in slots for f in examine_slot(case, slot)]
    against = {(f.code, f.case): f for f in found if f.verdict in (Verdict.BROKEN, Verdict.CHECK)}
    return list(against.values())


def _refuse_unknown(codes: Sequence[str], known: Collection[str]) -> None:
    if set(codes) - set(known):
        raise InputRefused.of(
            Problem("reason_unknown", "Pilih alasan dari daftar pada halaman ini.", "codes")
        )
