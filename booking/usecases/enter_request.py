"""Entering a letter that came by e-mail, WhatsApp, helpdesk or on paper (DECISIONS 21, 24).

What an officer enters is saved whatever the clauses say; `schedule` refuses until none fails.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from booking.database import transaction
from booking.domain.examination import examine_request, examine_slot
from booking.domain.findings import Finding, worst_first
from booking.domain.lifecycle import State
from booking.domain.local_time import jakarta_date, long_date
from booking.domain.mail_facts import MailKind
from booking.domain.roles import DESK, Actor
from booking.domain.sessions import Slot
from booking.domain.submission import Submission, problems
from booking.errors import InputRefused, LetterSpent, NotAllowed, Problem
from booking.models.requests import Request
from booking.store import calendar, cases, intake, mail, moves, policies, regions, requests

ENTERED_CHANNELS = ("email", "whatsapp", "helpdesk", "paper")
LONGEST_REASON = 2000


@dataclass(frozen=True)
class Entered:
    """The new request, and what the clauses say of it, worst first."""

    reference: str
    findings: tuple[Finding, ...]


def enter_request(
    sent: Submission,
    *,
    letter_file_id: int | None,
    received_on: date,
    late_reason: str = "",
    by: Actor,
    now: datetime,
    link_key: bytes,
    form_key: str | None = None,
) -> Entered:
    """Save a request in the requester's name; the contact gets its tracking link by mail.

    Raises `InputRefused` for what cannot be read, and for a receipt that cannot have been. The
    same `form_key` gives the same request again.
    """
    if by.role not in DESK:
        raise NotAllowed("Permohonan hanya dicatat oleh petugas atau penyelia.")
    found = [*_unreadable(sent, now), *_receipt_problems(sent, received_on, late_reason, now)]
    if found:
        raise InputRefused.of(*found)
    with transaction():
        earlier = requests.by_submission_key(form_key) if form_key else None
        if earlier is not None:
            return Entered(earlier.reference, _findings(earlier, now))
        request = intake.add_request(
            sent,
            _receipt(received_on, now),
            wishes=sent.wishes,
            letter_file_id=letter_file_id,
            form_key=form_key,
            link_key=link_key,
            now=now,
        )
        request.mailbox_confirmed_at = now
        _carry_what_is_free(request)
        findings = _findings(request, now)
        facts = {"channel": sent.channel, "entered": [f.as_json() for f in findings]}
        moves.note(request, "enter", by=by, now=now, reason=late_reason.strip(), facts=facts)
        mail.owe(request, MailKind.RECEIVED_BY_STAFF, now=now)
        return Entered(request.reference, findings)


def _receipt(received_on: date, now: datetime) -> intake.Receipt:
    days = policies.policy_for(received_on).answer_working_days
    answer_by = calendar.work_calendar().working_day_after(received_on, days)
    return intake.Receipt(State.SUBMITTED, now, received_on, answer_by)


def _carry_what_is_free(request: Request) -> None:
    """A letter that another request carries stays there; the finding says so (E.3.c.9)."""
    try:
        intake.carry_letters(request)
    except LetterSpent:
        return


def _findings(request: Request, now: datetime) -> tuple[Finding, ...]:
    slots = [Slot(wish.date, wish.session) for wish in request.wishes]
    case = cases.case_of(request, now=now, slots=slots)
    found = [*examine_request(case), *(f for slot in slots for f in examine_slot(case, slot))]
    return tuple(worst_first(found))


def _unreadable(sent: Submission, now: datetime) -> list[Problem]:
    topics = {topic.code for topic in requests.active_topics()}
    known = regions.official_regions().keys()
    found = problems(sent, regions=known, topics=topics, today=jakarta_date(now))
    if sent.channel not in ENTERED_CHANNELS:
        found.append(Problem("channel_unknown", "Pilih dari mana surat diterima.", "channel"))
    return found


def _receipt_problems(
    sent: Submission, received_on: date, late_reason: str, now: datetime
) -> list[Problem]:
    """Never in the future, never before the letter, far back only with a reason."""
    today = jakarta_date(now)
    if received_on > today:
        return [
            Problem(
                "received_on_future",
                "Tanggal terima surat tidak boleh setelah hari ini.",
                "received_on",
            )
        ]
    written = max((letter.date for letter in sent.letters), default=received_on)
    if received_on < written <= today:
        return [
            Problem(
                "received_before_letter",
                f"Surat baru ditulis {long_date(written)}, jadi tidak mungkin diterima sebelumnya. "
                "Periksa kedua tanggal.",
                "received_on",
            )
        ]
    if len(late_reason) > LONGEST_REASON:
        return [Problem("too_long", f"Paling banyak {LONGEST_REASON} karakter.", "late_reason")]
    days = policies.policy_for(received_on).backdate_working_days
    earliest = calendar.work_calendar().working_day_before(today, days)
    if received_on < earliest and not late_reason.strip():
        return [
            Problem(
                "late_reason_missing",
                f"Tanggal terima lebih dari {days} hari kerja yang lalu. Tuliskan mengapa surat "
                "baru dicatat sekarang.",
                "late_reason",
            )
        ]
    return []
