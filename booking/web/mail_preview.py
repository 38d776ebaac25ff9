"""The very mail that a decision would send, before it is sent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from werkzeug.datastructures import MultiDict

from booking.domain.lifecycle import State
from booking.domain.mail_facts import Appointment, Links, MailFacts, MailKind
from booking.domain.sessions import Slot
from booking.renderers.answer_drafts import SUBJECTS as DRAFTED
from booking.renderers.answer_drafts import AnsweredLetter, Drafts, drafts
from booking.renderers.email_texts import letter
from booking.store import answers, mail, policies, requests
from booking.usecases.verify_letter import rejected_because, returned_because
from booking.web.desk_forms import (
    CancelForm,
    RejectForm,
    RescheduleForm,
    ReturnForm,
    ScheduleForm,
    read,
)
from booking.web.stored import LetterRow

HIDDEN_LINKS = Links(tracking="[tautan rahasia pemohon]", confirm="[tautan rahasia pemohon]")
Sent = MultiDict[str, str]


@dataclass(frozen=True)
class Preview:
    """A mail as it is read, and the same answer for other channels."""

    to: str
    subject: str
    paragraphs: tuple[tuple[str, ...], ...]
    drafts: Drafts | None


def preview(reference: str, step: str, sent: Sent, *, now: datetime) -> Preview:
    """What this form would send. Raises `InputRefused` where the form says too little."""
    request = requests.by_reference(reference)
    facts = PREVIEWED[step](reference, sent, now)
    written = letter(facts, HIDDEN_LINKS)
    _, *rest = written.text.strip().split("\n\n")
    return Preview(
        to=facts.recipient,
        subject=written.subject,
        paragraphs=tuple(tuple(paragraph.splitlines()) for paragraph in rest),
        drafts=_drafts(facts, request.letters) if facts.kind in DRAFTED else None,
    )


def last_drafts(reference: str) -> Drafts | None:
    """The wording of the last answer for other channels; None before there was one."""
    request = requests.by_reference(reference)
    facts = answers.last_answer(request.id)
    return _drafts(facts, request.letters) if facts else None


def _drafts(facts: MailFacts, letters: Sequence[LetterRow]) -> Drafts:
    return drafts(facts, [AnsweredLetter(each.number, each.date, each.subject) for each in letters])


def _returned(reference: str, sent: Sent, now: datetime) -> MailFacts:
    form, request = read(ReturnForm, sent), requests.by_reference(reference)
    codes, reason = form.codes.data or (), form.reason.data or ""
    found = returned_because(request, codes=codes, reason=reason)
    return mail.facts_of(request, MailKind.RETURNED, reason=reason, problems=found)


def _rejected(reference: str, sent: Sent, now: datetime) -> MailFacts:
    form, request = read(RejectForm, sent), requests.by_reference(reference)
    codes, reason = form.codes.data or (), form.reason.data or ""
    found = rejected_because(request, codes=codes, reason=reason, now=now)
    return mail.facts_of(request, MailKind.REJECTED, reason=reason, problems=found)


def _scheduled(reference: str, sent: Sent, now: datetime) -> MailFacts:
    form, request = read(ScheduleForm, sent), requests.by_reference(reference)
    facts = mail.facts_of(request, MailKind.SCHEDULED)
    link = form.meeting_link.data or request.meeting_link
    return replace(facts, appointment=_appointment(form.chosen(now=now)), meeting_link=link)


def _rescheduled(reference: str, sent: Sent, now: datetime) -> MailFacts:
    form, request = read(RescheduleForm, sent), requests.by_reference(reference)
    before = mail.appointment_of(request)
    reason = form.reason.data or ""
    facts = mail.facts_of(request, MailKind.RESCHEDULED, reason=reason, previous=before)
    return replace(facts, appointment=_appointment(form.chosen(now=now)))


def _cancelled(reference: str, sent: Sent, now: datetime) -> MailFacts:
    form, request = read(CancelForm, sent), requests.by_reference(reference)
    reason = form.reason.data or ""
    if form.who.data == "djpk":
        before = mail.appointment_of(request)
        return mail.facts_of(request, MailKind.CANCELLED_BY_DJPK, reason=reason, previous=before)
    given = request.state == State.SCHEDULED
    kind = MailKind.CANCELLED_BY_REQUESTER if given else MailKind.WITHDRAWN
    return mail.facts_of(request, kind, reason=reason)


def _appointment(slot: Slot) -> Appointment:
    hours = policies.policy_for(slot.on).hours(slot.on, slot.start)
    return Appointment(slot.on, slot.start, hours.end if hours else slot.start)


PREVIEWED: dict[str, Callable[[str, Sent, datetime], MailFacts]] = {
    "perbaikan": _returned,
    "tolak": _rejected,
    "jadwal": _scheduled,
    "pindah": _rescheduled,
    "batal": _cancelled,
}
