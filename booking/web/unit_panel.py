"""What the desk sees of the coordination with a unit on the page of a request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from booking.domain.examination import examine_slot
from booking.domain.findings import broken
from booking.domain.sessions import Slot
from booking.domain.unit_inquiries import (
    ANSWER_WORDS,
    MOST_EXPERTS,
    AnswerKind,
    Inquiry,
    consulted_words,
    suggested_unit,
)
from booking.store import cases, inquiries, requests, units
from booking.web.desk_words import in_short
from booking.web.stored import RequestRow


@dataclass(frozen=True)
class Offered:
    """A session that the unit proposed; `why_not` says what stands against it by now."""

    slot: Slot
    end: str
    why_not: str

    @property
    def value(self) -> str:
        """What the form sends."""
        return f"{self.slot.on.isoformat()} {self.slot.start}"


@dataclass(frozen=True)
class UnitChoice:
    """A unit that can be asked; one without a mailbox sees the request on its screen only."""

    code: str
    name: str
    has_mailbox: bool


@dataclass(frozen=True)
class UnitPanel:
    """The last question about a request with its answer, and what the desk can do about it."""

    inquiry: Inquiry | None
    has_expired: bool
    offered: tuple[Offered, ...]
    consulted: str
    units: tuple[UnitChoice, ...]
    suggested: str
    answer_words: dict[AnswerKind, str]
    most_experts: int


def unit_panel(request: RequestRow, *, now: datetime) -> UnitPanel:
    """The panel of a request; proposed sessions are judged anew, as things stand."""
    asked = inquiries.of_request(request.reference)
    newest = asked[0] if asked else None
    with_mailbox = units.with_mailbox()
    return UnitPanel(
        inquiry=newest,
        has_expired=bool(newest and newest.has_expired(now)),
        offered=_offered(newest, now=now) if newest and newest.is_back else (),
        consulted=_consulted(newest),
        units=tuple(
            UnitChoice(unit.code, unit.name, unit.code in with_mailbox)
            for unit in units.active_units()
        ),
        suggested=suggested_unit(t.unit.code if t.unit else None for t in request.topics),
        answer_words=ANSWER_WORDS,
        most_experts=MOST_EXPERTS,
    )


def _offered(inquiry: Inquiry, *, now: datetime) -> tuple[Offered, ...]:
    proposals = inquiry.answer.proposals if inquiry.answer else ()
    slots = [proposal.slot for proposal in proposals]
    case = cases.case_of(requests.by_reference(inquiry.reference), now=now, slots=slots)
    found = []
    for proposal in proposals:
        against = broken(examine_slot(case, proposal.slot))
        found.append(Offered(proposal.slot, proposal.end, in_short(against[0]) if against else ""))
    return tuple(found)


def _consulted(inquiry: Inquiry | None) -> str:
    """How the unit was consulted, ready for the schedule."""
    answer = inquiry.answer if inquiry else None
    if inquiry is None or answer is None or answer.kind is AnswerKind.DECLINED:
        return ""
    if answer.experts:
        return consulted_words(inquiry.unit, answer.experts)
    return f"{inquiry.unit}: sesi diusulkan {answer.by}"
