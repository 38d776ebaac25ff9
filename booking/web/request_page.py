"""What the page of one request shows: its data, the clauses' answers, quota, history, choices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from booking.domain.dispensation import PROPOSABLE
from booking.domain.examination import Case, examine_request, examine_slot
from booking.domain.findings import Finding, Verdict, broken, clause_short, worst_first
from booking.domain.lifecycle import BEFORE_SCHEDULE, State, moves_from
from booking.domain.local_time import slot_instant
from booking.domain.policy import SessionHours
from booking.domain.proposal import Proposals
from booking.domain.roles import Actor
from booking.domain.sessions import Slot, mode_needs_quota
from booking.domain.workdays import CountedDay
from booking.errors import FreeSession
from booking.store import cases, moves, regions, requests
from booking.usecases.verify_letter import reasons_against
from booking.web.desk_words import in_short
from booking.web.quota_months import Quota, quotas_of
from booking.web.request_context import Context, context_of
from booking.web.stored import MoveRow, RequestRow

QUIET_WHEN_MET = (
    "letter_missing",
    "not_working_day",
    "session_unknown",
    "session_closed",
    "date_out_of_range",
)
UNDECIDED = (State.UNVERIFIED, *BEFORE_SCHEDULE)
OFFERED_STEPS = frozenset(
    {
        "verify",
        "return",
        "reject",
        "schedule",
        "reschedule",
        "withdraw",
        "cancel_by_requester",
        "cancel_by_djpk",
        "hold_conference",
        "consult_unit",
        "decline",
    }
)
ANSWERED = ("schedule", "reschedule", "return", "reject", "cancel_by_djpk")
OFFERED = 4


@dataclass(frozen=True)
class FindingRow:
    """A finding as the page lists it, judged now or kept from a decision."""

    verdict: str
    subject: str
    clause: str
    plain: str


@dataclass(frozen=True)
class Choice:
    """A session that can be given; `why_not` says what stands against a wish."""

    slot: Slot
    end: str
    rank: int = 0
    why_not: str = ""
    why: str = ""

    @property
    def value(self) -> str:
        """What the form sends."""
        return f"{self.slot.on.isoformat()} {self.slot.start}"


@dataclass(frozen=True)
class RequestPage:
    """Everything about one request that a person needs in order to decide."""

    request: RequestRow
    case: Case
    findings: tuple[FindingRow, ...]
    judged_now: bool
    clock: tuple[CountedDay, ...]
    quotas: tuple[Quota, ...]
    history: tuple[MoveRow, ...]
    steps: frozenset[str]
    wishes: tuple[Choice, ...]
    free: tuple[Choice, ...]
    against: tuple[Finding, ...]
    zones: tuple[str, ...]
    has_begun: bool
    beside: Context

    @property
    def is_answer_owed(self) -> bool:
        """True while the requester waits for DJPK and not DJPK for the requester."""
        return self.request.state in (State.SUBMITTED, State.VERIFIED, State.AWAITING_UNIT)

    @property
    def can_decide(self) -> bool:
        """True when this page offers a step."""
        return bool(self.steps & OFFERED_STEPS)

    @property
    def has_answer(self) -> bool:
        """True when the requester was answered, so that the answer has a draft for other ways."""
        return any(step.move in ANSWERED for step in self.history)

    @property
    def can_propose_dispensation(self) -> bool:
        """True while a session is still to be given or moved."""
        return self.request.state in PROPOSABLE

    @property
    def can_refuse_guest(self) -> bool:
        """True where one guest can be refused and others still come."""
        open_states = (*BEFORE_SCHEDULE, State.SCHEDULED)
        return self.request.state in open_states and len(self.request.guests) > 1

    @property
    def is_cancellable_by_requester(self) -> bool:
        """True when the requester may still give it up, before or after a schedule."""
        return bool(self.steps & {"withdraw", "cancel_by_requester"})

    @property
    def is_cancellable_by_djpk(self) -> bool:
        """True when there is a session that DJPK can take back."""
        return "cancel_by_djpk" in self.steps

    @property
    def letter_after_cancelling(self) -> str:
        """What becomes of the letter when the requester gives up (E.3.c.9)."""
        spends = self.is_cancellable_by_djpk and (
            mode_needs_quota(self.request.mode)
            or self.case.policy.cancelled_conference_spends_letter
        )
        if spends:
            return "surat terpakai; jadwal baru memerlukan surat baru (SE-2 E.3.c.9)"
        return "surat dapat dipakai kembali"

    @property
    def rest_words(self) -> str:
        """Why nothing is to be decided here."""
        if self.request.state == State.UNVERIFIED:
            return (
                "Menunggu pemohon mengonfirmasi alamat surel. Tanpa konfirmasi, permohonan ini "
                "dihapus setelah 24 jam."
            )
        if self.request.state == State.CHECKED_IN:
            return "Tamu sudah diterima. Kunjungan tercatat selesai setelah hari ini ditutup."
        return "Permohonan ini sudah berakhir; tidak ada keputusan yang menunggu."

    @property
    def hours(self) -> tuple[SessionHours, ...]:
        """The sessions of a day, for giving one on another date."""
        day = self.case.calendar.working_days_from(self.case.earliest, 1)[0]
        return self.case.policy.sessions_on(day)


def request_page(
    reference: str, *, reader: Actor, now: datetime, offered: Sequence[FreeSession] = ()
) -> RequestPage:
    """The page of a request for this reader. Raises `NotFound`.

    `offered` are free sessions that a refusal named; they stand among the choices.
    """
    request = requests.by_reference(reference)
    steps = frozenset(moves_from(request.state, mode=request.mode, role=reader.role))
    wished = [Slot(wish.date, wish.session) for wish in request.wishes]
    named = _offered(offered)
    case = cases.case_of(request, now=now, slots=[*wished, *named])
    gives = bool(steps & {"schedule", "reschedule"})
    beside = context_of(reference, case, wished, reader=reader.key, gives=gives, now=now)
    history = moves.of_request(request.id)
    judged_now = request.state in UNDECIDED
    return RequestPage(
        request=request,
        case=case,
        findings=_judged(case, wished) if judged_now else _kept(history, case),
        judged_now=judged_now,
        clock=tuple(case.calendar.count_from(request.received_on, case.policy.lead_working_days)),
        quotas=quotas_of(request, case, wished, now),
        history=tuple(reversed(history)),
        steps=steps,
        wishes=tuple(_wish(case, slot, rank) for rank, slot in enumerate(wished, 1)),
        free=_free(case, wished, named, beside.proposals),
        against=tuple(reasons_against(request, now=now)) if "reject" in steps else (),
        zones=regions.zones(request.region_codes),
        has_begun=_has_begun(request, now),
        beside=beside,
    )


def _offered(offered: Sequence[FreeSession]) -> list[Slot]:
    return [Slot(date.fromisoformat(each.date), each.start) for each in offered]


def _judged(case: Case, wished: Sequence[Slot]) -> tuple[FindingRow, ...]:
    found = [*examine_request(case), *(f for slot in wished for f in examine_slot(case, slot))]
    unmet = {f.code for f in found if f.verdict is not Verdict.MET}
    rows: dict[tuple[str, str], Finding] = {}
    for finding in worst_first(found):
        if finding.verdict is Verdict.MET:
            if finding.code in unmet or finding.code in QUIET_WHEN_MET:
                continue
            by = finding.case if finding.code == "monthly_quota" else ""
            rows.setdefault((finding.code, by), finding)
        else:
            rows.setdefault((finding.code, finding.case), finding)
    return tuple(FindingRow(str(f.verdict), f.subject, f.clause, f.plain) for f in rows.values())


def _kept(history: Sequence[MoveRow], case: Case) -> tuple[FindingRow, ...]:
    """What the last decision rested on; a request decided without any is judged by its letter."""
    for step in reversed(history):
        kept = step.facts.get("findings")
        if kept:
            return tuple(
                _kept_row(f)
                for f in kept
                if f["verdict"] != Verdict.MET or f["code"] not in QUIET_WHEN_MET
            )
    return _judged(case, ())


def _kept_row(kept: dict[str, str]) -> FindingRow:
    """The clause stands beside the sentence, so it need not stand within it."""
    clause = kept["clause"]
    plain = kept["sentence"].replace(f" ({clause_short(clause)})", "")
    return FindingRow(kept["verdict"], kept["subject"], clause, plain)


def _wish(case: Case, slot: Slot, rank: int) -> Choice:
    against = broken(examine_slot(case, slot))
    return Choice(slot, _end(case, slot), rank, in_short(against[0]) if against else "")


def _free(
    case: Case, wished: Sequence[Slot], offered: Sequence[Slot], found: Proposals | None
) -> tuple[Choice, ...]:
    """What a refusal offered, then what is proposed beside the wishes, each with its reason."""
    proposed = found.sessions if found else ()
    named = [
        Choice(slot, _end(case, slot))
        for slot in offered
        if slot not in wished and not broken(examine_slot(case, slot))
    ]
    known = {choice.slot for choice in named}
    others = [
        Choice(each.slot, each.end, why=each.why)
        for each in proposed
        if each.slot not in wished and each.slot not in known
    ]
    return tuple([*named, *others][:OFFERED])


def _end(case: Case, slot: Slot) -> str:
    hours = case.policy.hours(slot.on, slot.start)
    return hours.end if hours else slot.start


def _has_begun(request: RequestRow, now: datetime) -> bool:
    on, start = request.appointment_on, request.appointment_start
    return bool(on and start and slot_instant(on, start) <= now)
