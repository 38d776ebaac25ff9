"""What the page of one request shows: its data, the clauses' answers, quota, history, choices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from booking.domain.examination import Case, examine_request, examine_slot
from booking.domain.findings import Finding, Verdict, broken, clause_short, worst_first
from booking.domain.lifecycle import BEFORE_SCHEDULE, State, moves_from
from booking.domain.local_time import jakarta_date, long_date, month_key, slot_instant
from booking.domain.months import first_day
from booking.domain.policy import SessionHours
from booking.domain.sessions import Slot, mode_needs_quota
from booking.domain.workdays import CountedDay
from booking.errors import FreeSession
from booking.store import board, cases, moves, regions, requests, worklist
from booking.usecases.verify_letter import reasons_against
from booking.web.desk_words import in_short
from booking.web.stored import MoveRow, RequestRow

QUIET_WHEN_MET = ("letter_missing", "not_working_day", "session_unknown", "session_closed")
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
    }
)
OFFERED = 4
LOOKED_THROUGH = 160  # four sessions on forty days: a full quota can hide a whole month


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

    @property
    def value(self) -> str:
        """What the form sends."""
        return f"{self.slot.on.isoformat()} {self.slot.start}"


@dataclass(frozen=True)
class Quota:
    """A region's places in one month."""

    label: str
    month: date
    used: int
    held: int
    notes: tuple[str, ...]


@dataclass(frozen=True)
class RequestPage:
    """Everything about one request that a person needs in order to decide."""

    request: RequestRow
    case: Case
    findings: tuple[FindingRow, ...]
    judged_now: bool
    clock: tuple[CountedDay, ...]
    quotas: tuple[Quota, ...]
    duplicates: tuple[RequestRow, ...]
    history: tuple[MoveRow, ...]
    steps: frozenset[str]
    wishes: tuple[Choice, ...]
    free: tuple[Choice, ...]
    against: tuple[Finding, ...]
    zones: tuple[str, ...]
    has_begun: bool

    @property
    def is_answer_owed(self) -> bool:
        """True while the requester waits for DJPK and not DJPK for the requester."""
        return self.request.state in (State.SUBMITTED, State.VERIFIED, State.AWAITING_UNIT)

    @property
    def can_decide(self) -> bool:
        """True when this page offers a step."""
        return bool(self.steps & OFFERED_STEPS)

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
    reference: str, *, role: str, now: datetime, offered: Sequence[FreeSession] = ()
) -> RequestPage:
    """The page of a request for this role. Raises `NotFound`.

    `offered` are free sessions that a refusal named; they stand among the choices.
    """
    request = requests.by_reference(reference)
    steps = frozenset(moves_from(request.state, mode=request.mode, role=role))
    wished = [Slot(wish.date, wish.session) for wish in request.wishes]
    candidates = _candidates(request, offered, now) if steps & {"schedule", "reschedule"} else []
    case = cases.case_of(request, now=now, slots=[*wished, *candidates])
    history = moves.of_request(request.id)
    judged_now = request.state in UNDECIDED
    return RequestPage(
        request=request,
        case=case,
        findings=_judged(case, wished) if judged_now else _kept(history, case),
        judged_now=judged_now,
        clock=tuple(case.calendar.count_from(request.received_on, case.policy.lead_working_days)),
        quotas=_quotas(request, case, wished, now),
        duplicates=_duplicates(request),
        history=tuple(reversed(history)),
        steps=steps,
        wishes=tuple(_wish(case, slot, rank) for rank, slot in enumerate(wished, 1)),
        free=_free(request, case, wished, candidates),
        against=tuple(reasons_against(request, now=now)) if "reject" in steps else (),
        zones=regions.zones(request.region_codes),
        has_begun=_has_begun(request, now),
    )


def _candidates(request: RequestRow, offered: Sequence[FreeSession], now: datetime) -> list[Slot]:
    found = board.next_free(
        mode=request.mode, received_on=request.received_on, now=now, most=LOOKED_THROUGH
    )
    return list(
        dict.fromkeys(Slot(date.fromisoformat(s.date), s.start) for s in [*offered, *found])
    )


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
    request: RequestRow, case: Case, wished: Sequence[Slot], candidates: Sequence[Slot]
) -> tuple[Choice, ...]:
    present = (request.appointment_on, request.appointment_start)
    fit = [
        Choice(slot, _end(case, slot))
        for slot in sorted(candidates)
        if slot not in wished
        and (slot.on, slot.start) != present
        and not broken(examine_slot(case, slot))
    ]
    return tuple(fit[:OFFERED])


def _end(case: Case, slot: Slot) -> str:
    hours = case.policy.hours(slot.on, slot.start)
    return hours.end if hours else slot.start


def _quotas(
    request: RequestRow, case: Case, wished: Sequence[Slot], now: datetime
) -> tuple[Quota, ...]:
    if not mode_needs_quota(request.mode) or not case.regions:
        return ()
    days = [slot.on for slot in wished] or [max(case.earliest, jakarta_date(now))]
    if request.appointment_on:
        days.append(request.appointment_on)
    months = sorted({month_key(day) for day in days})
    taken = worklist.places_taken(case.regions, months, now=now)
    found = []
    for code, label in case.regions.items():
        for month in months:
            here = [p for p in taken if (p.region, p.month) == (code, month)]
            used = [p for p in here if not p.is_hold]
            found.append(
                Quota(
                    label=label,
                    month=first_day(month),
                    used=len(used),
                    held=len(here) - len(used),
                    notes=tuple(_note(place) for place in used),
                )
            )
    return tuple(found)


def _note(place: worklist.Place) -> str:
    return ", ".join([*([long_date(place.on)] if place.on else []), *place.topics])


def _has_begun(request: RequestRow, now: datetime) -> bool:
    on, start = request.appointment_on, request.appointment_start
    return bool(on and start and slot_instant(on, start) <= now)


def _duplicates(request: RequestRow) -> tuple[RequestRow, ...]:
    file = request.letter.file if request.letter else None
    return tuple(requests.same_file(file.original_sha256, but_not=request.id)) if file else ()
