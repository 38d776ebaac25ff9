"""Checking a letter: verified, returned for correction, or rejected with coded reasons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from booking.database import transaction
from booking.domain.examination import examine_request, examine_slot
from booking.domain.findings import Finding
from booking.domain.mail_facts import MailKind
from booking.domain.roles import Actor
from booking.domain.sessions import Slot
from booking.errors import InputRefused, Problem
from booking.models.requests import Request
from booking.store import cases, mail, moves, requests

TICKS = {
    "addressee": "Surat ditujukan kepada Direktur Jenderal Perimbangan Keuangan",
    "signature": "Surat ditandatangani pejabat yang berwenang",
}


def verify_letter(
    reference: str,
    *,
    ticks: Sequence[str] = (),
    by: Actor,
    now: datetime,
    version: int | None = None,
) -> str:
    """Accept the letter; `ticks` are what a person looked at, and are recorded."""
    unknown = set(ticks) - TICKS.keys()
    if unknown:
        raise InputRefused.of(
            Problem("tick_unknown", f"Centang yang dikenal: {', '.join(TICKS)}.", "ticks")
        )
    with transaction():
        request = requests.by_reference(reference, lock=True)
        row = moves.allowed(request, "verify", by=by, version=version)
        request.addressee_seen = request.addressee_seen or "addressee" in ticks
        findings = examine_request(cases.case_of(request, now=now))
        facts = {"ticks": list(ticks), "findings": [f.as_json() for f in findings]}
        moves.make(request, row, by=by, now=now, facts=facts)
        return request.state


def return_letter(
    reference: str, *, reason: str, by: Actor, now: datetime, version: int | None = None
) -> str:
    """Ask for a corrected letter; its receipt counts anew (E.3.c.1)."""
    InputRefused.unless_said(reason, "reason", "Tuliskan apa yang harus diperbaiki.")
    with transaction():
        request = requests.by_reference(reference, lock=True)
        row = moves.allowed(request, "return", by=by, version=version)
        moves.make(request, row, by=by, now=now, reason=reason)
        mail.owe(request, MailKind.RETURNED, now=now, reason=reason)
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
        chosen = [f for f in reasons_against(request, now=now) if f.code in codes]
        if not chosen and not reason.strip():
            raise InputRefused.of(
                Problem("reason_missing", "Pilih alasan penolakan atau tuliskan.", "codes")
            )
        facts = {"codes": list(codes), "findings": [f.as_json() for f in chosen]}
        moves.make(request, row, by=by, now=now, reason=reason, facts=facts)
        mail.owe(request, MailKind.REJECTED, now=now, reason=reason, problems=chosen)
        return request.state


def reasons_against(request: Request, *, now: datetime) -> list[Finding]:
    """What stands against a request and its wishes, each clause once, for the officer to choose."""
    slots = [Slot(wish.date, wish.session) for wish in request.wishes]
    case = cases.case_of(request, now=now, slots=slots)
    found = examine_request(case) + [f for slot in slots for f in examine_slot(case, slot)]
    against = {(f.code, f.case): f for f in found if f.verdict != "met"}
    return list(against.values())
