"""The unit's answer: it accepts with named narasumber, declines, or proposes other sessions.

The answer comes from the unit's own screen, from the one-use link of its mail, or is noted by the
desk after a call. The first one counts; a second is told who was first, and when.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from booking.database import transaction
from booking.domain.examination import examine_slot
from booking.domain.findings import broken
from booking.domain.lifecycle import Move, State
from booking.domain.roles import DESK, Actor, Role
from booking.domain.sessions import Slot
from booking.domain.unit_inquiries import (
    MOST_PROPOSALS,
    Answer,
    AnswerKind,
    Expert,
    Inquiry,
    Proposal,
    expert_problems,
    reason_problems,
)
from booking.errors import AlreadyDecided, InputRefused, NotAllowed, NotFound, Problem
from booking.models.requests import Request
from booking.store import appointments, cases, holds, inquiries, inquiry_writing, moves, requests

OVER = "Tautan ini sudah tidak berlaku karena batas waktu menjawab telah lewat."
SUPERSEDED = (
    "Pertanyaan ini sudah tidak menunggu jawaban karena ditarik atau diganti oleh contact center. "
    "Muat ulang halaman untuk melihat keadaan terakhir."
)


@dataclass(frozen=True)
class Question:
    """Which question is answered: by its key, seen by `unit` or the desk, or by a mail's link."""

    inquiry_id: int = 0
    unit: str = ""
    token: str = ""


def accept(question: Question, experts: Sequence[Expert], *, by: Actor, now: datetime) -> str:
    """The unit agrees and names who will speak; the hold runs anew until the desk schedules.

    Gives the reference. Raises `SessionTaken` or `QuotaFull` when an expired hold was lost.
    """
    _refuse(expert_problems(experts))
    answer = Answer(AnswerKind.ACCEPTED, now, by.name, experts=tuple(experts))
    with transaction():
        asked, request, row = _take(question, "agree", answer, by=by, now=now)
        until = holds.end_of_hold(now)
        given = appointments.give(request, asked.slot, now=now, until=until)
        inquiry_writing.hold_until(asked.id, until)
        named = {"experts": [expert.words for expert in experts], "held_until": until.isoformat()}
        moves.make(request, row, by=by, now=now, facts=given.facts | named)
        return request.reference


def decline(question: Question, reason: str, *, by: Actor, now: datetime) -> str:
    """The unit cannot: session and quota are given back, the request is with the desk again."""
    _refuse(reason_problems(reason, "Tuliskan alasan unit tidak dapat menerima."))
    answer = Answer(AnswerKind.DECLINED, now, by.name, reason=reason)
    with transaction():
        asked, request, row = _take(question, "decline", answer, by=by, now=now)
        moves.make(request, row, by=by, now=now, reason=reason, facts={"unit": asked.unit})
        appointments.forget(request)
        return request.reference


def propose(
    question: Question,
    slots: Sequence[Slot],
    reason: str = "",
    experts: Sequence[Expert] = (),
    *,
    by: Actor,
    now: datetime,
) -> str:
    """The unit would rather have other sessions: the hold ends, the desk is offered those.

    Raises `InputRefused` for a session that could not be given today.
    """
    chosen = list(dict.fromkeys(slots))
    _refuse(_proposal_problems(chosen) + reason_problems(reason))
    _refuse(expert_problems(experts) if experts else [])
    with transaction():
        held, request = _asked(question, by=by, now=now)
        proposals = _possible(request, held, chosen, now=now)
        answer = Answer(AnswerKind.PROPOSED, now, by.name, tuple(experts), proposals, reason)
        inquiry_writing.keep_answer(held.id, answer)
        row = _allowed(held, request, "propose", by=by)
        moves.make(request, row, by=by, now=now, reason=reason, facts={"unit": held.unit})
        appointments.forget(request)
        return request.reference


def _take(
    question: Question, name: str, answer: Answer, *, by: Actor, now: datetime
) -> tuple[Inquiry, Request, Move]:
    """The question, its request and the move, after the answer went in as the first one."""
    asked, request = _asked(question, by=by, now=now)
    inquiry_writing.keep_answer(asked.id, answer)
    return asked, request, _allowed(asked, request, name, by=by)


def _asked(question: Question, *, by: Actor, now: datetime) -> tuple[Inquiry, Request]:
    """The question as this person may see it, and its request, locked."""
    knows = by.role in DESK or (by.role == Role.UNIT and (question.unit or question.token))
    if not knows:
        raise NotAllowed("Jawaban ini hanya dapat diberikan oleh unit yang ditanya.")
    key, reference = inquiries.locate(question.inquiry_id, unit=question.unit, token=question.token)
    request = requests.by_reference(reference, lock=True)
    asked = inquiries.by_id(key)
    if question.token and asked.answer is None and asked.has_expired(now):
        raise NotFound(OVER)
    return asked, request


def _allowed(asked: Inquiry, request: Request, name: str, *, by: Actor) -> Move:
    moves.refuse_unless(request, State.AWAITING_UNIT)
    row = moves.allowed(request, name, by=by)
    if not asked.is_newest:
        raise AlreadyDecided(SUPERSEDED)
    return row


def _possible(
    request: Request, held: Inquiry, slots: Sequence[Slot], *, now: datetime
) -> tuple[Proposal, ...]:
    case = cases.case_of(request, now=now, slots=slots)
    found, proposals = [], []
    for slot in slots:
        against = broken(examine_slot(case, slot))
        hours = case.policy.hours(slot.on, slot.start)
        if slot == held.slot:
            words = "Sesi itu sedang ditahan untuk permohonan ini. Pilih Terima bila sesuai."
            found.append(Problem("session_held", words, "slots"))
        elif against or hours is None:
            found += [Problem(f.code, f.sentence, "slots", f.clause) for f in against[:1]]
        else:
            proposals.append(Proposal(slot, hours.end))
    _refuse(found)
    return tuple(proposals)


def _proposal_problems(slots: Sequence[Slot]) -> list[Problem]:
    if not slots:
        return [Problem("session_missing", "Pilih paling sedikit satu sesi lain.", "slots")]
    if len(slots) > MOST_PROPOSALS:
        words = f"Usulkan paling banyak {MOST_PROPOSALS} sesi."
        return [Problem("too_many_sessions", words, "slots")]
    return []


def _refuse(problems: Sequence[Problem]) -> None:
    if problems:
        raise InputRefused.of(*problems)
