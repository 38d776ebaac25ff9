"""Submitting a request: by a requester on the web, or by a program of the contact centre."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from booking.database import transaction
from booking.domain.examination import Case, examine_request, examine_slot
from booking.domain.findings import Finding, broken
from booking.domain.lifecycle import State
from booking.domain.links import CONFIRM, TRACKING, link_token
from booking.domain.local_time import jakarta_date
from booking.domain.mail_facts import MailKind
from booking.domain.roles import Actor
from booking.domain.sessions import Slot
from booking.domain.submission import Submission, problems, too_many_open
from booking.errors import InputRefused, Problem
from booking.models.requests import Request
from booking.store import audit, cases, intake, mail, regions, requests

REFUSES = ("letter_missing", "guest_cap", "letter_spent", "session_unknown")
FIELD_OF = {
    "letter_missing": "letter",
    "letter_spent": "letter.number",
    "guest_cap": "guests",
    "session_unknown": "preferred",
}


@dataclass(frozen=True)
class Submitted:
    """What the requester is told: reference, what comes next, and what the clauses say."""

    reference: str
    state: str
    received_on: date
    answer_by: date
    earliest_on: date
    findings: tuple[Finding, ...]
    tracking_token: str
    confirm_token: str


def submit(
    sent: Submission,
    *,
    letter_file_id: int | None,
    by: Actor,
    now: datetime,
    link_key: bytes,
    form_key: str | None = None,
    received_on: date | None = None,
    mailbox_known: bool = False,
) -> Submitted:
    """Open a request; unverified until the mailbox is confirmed, unless the mailbox is known.

    The same `form_key` gives the same request again. Wished sessions that fail are left out and
    named among the findings. Raises `InputRefused` for what cannot be taken (DECISIONS 21),
    `StillRunning` when the same form arrives twice at once.
    """
    today = jakarta_date(now)
    _refuse_unreadable(sent, received_on, today)
    received = received_on or today
    if letter_file_id is None:  # numbers without the letter itself are no letter (E.3.c.1)
        sent = replace(sent, letters=())
    with transaction():
        earlier = requests.by_submission_key(form_key) if form_key else None
        if earlier is not None:
            return _submitted(earlier, cases.case_of(earlier, now=now), (), link_key)
        case = cases.case_of_submission(sent, received_on=received, now=now)
        wishes, findings = weigh_wishes(case, sent.wishes)
        findings = [*examine_request(case), *findings]
        mailbox = "" if mailbox_known else sent.contact.email
        _refuse_all(findings, mailbox, case.policy.open_requests_per_mailbox, form_key)
        receipt = intake.Receipt(
            state=State.SUBMITTED if mailbox_known else State.UNVERIFIED,
            received_at=now,
            received_on=received,
            answer_by=case.calendar.working_day_after(received, case.policy.answer_working_days),
        )
        request = intake.add_request(
            sent,
            receipt,
            wishes=wishes,
            letter_file_id=letter_file_id,
            form_key=form_key,
            link_key=link_key,
            now=now,
        )
        if mailbox_known:
            request.mailbox_confirmed_at = now
            intake.carry_letters(request)
        audit.append("submit", request.reference, by=by, now=now, to_state=request.state)
        mail.owe(
            request,
            MailKind.RECEIVED_BY_STAFF if mailbox_known else MailKind.CONFIRM_MAILBOX,
            now=now,
        )
        return _submitted(request, case, tuple(findings), link_key)


def weigh_wishes(case: Case, wishes: tuple[Slot, ...]) -> tuple[tuple[Slot, ...], list[Finding]]:
    """The wishes that can be kept, and what stands against the others, one by one."""
    kept, findings = [], []
    for slot in wishes:
        against = broken(examine_slot(case, slot))
        findings += against
        if not against:
            kept.append(slot)
    return tuple(kept), findings


def _refuse_unreadable(sent: Submission, received_on: date | None, today: date) -> None:
    known_topics = {topic.code for topic in requests.active_topics()}
    found = problems(
        sent, regions=regions.official_regions().keys(), topics=known_topics, today=today
    )
    if received_on and received_on > today:
        found.append(
            Problem(
                "received_on_future",
                "Tanggal terima surat tidak boleh setelah hari ini.",
                "received_on",
            )
        )
    if found:
        raise InputRefused.of(*found)


def _refuse_all(findings: list[Finding], mailbox: str, most: int, form_key: str | None) -> None:
    """Refuse what cannot be taken, unless it is what this very form brought in meanwhile."""
    try:
        _refuse(findings)
        if mailbox:
            _refuse_too_many(mailbox, most)
    except InputRefused:
        if form_key and requests.by_submission_key(form_key):  # it came in since we looked
            raise intake.still_running() from None
        raise


def _refuse(findings: list[Finding]) -> None:
    against = [f for f in broken(findings) if f.code in REFUSES]
    if against:
        raise InputRefused.of(*(f.as_problem(FIELD_OF[f.code]) for f in against))


def _refuse_too_many(email: str, most: int) -> None:
    if requests.open_requests_of(email) >= most:
        raise InputRefused.of(too_many_open(most))


def _submitted(
    request: Request, case: Case, findings: tuple[Finding, ...], link_key: bytes
) -> Submitted:
    return Submitted(
        reference=request.reference,
        state=request.state,
        received_on=request.received_on,
        answer_by=request.answer_by,
        earliest_on=case.earliest,
        findings=findings,
        tracking_token=link_token(link_key, TRACKING, request.link_seed),
        confirm_token=link_token(link_key, CONFIRM, request.link_seed),
    )
