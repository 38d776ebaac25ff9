"""What stands beside one request: its doubles, its region's past, rivals, dispensations, worker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from booking.domain.dispensation import DISPENSABLE, DispensationState
from booking.domain.examination import Case, examine_request, examine_slot
from booking.domain.findings import broken
from booking.domain.local_time import long_date, month_words
from booking.domain.months import first_day
from booking.domain.proposal import Proposals
from booking.domain.sessions import Slot
from booking.store import dispensations, proposals, requests, track_record, work_claims
from booking.store.track_record import Double, PastEvent, Rival

PAST_WORDS = {
    "no_show": "Tidak hadir tanpa keterangan",
    "head_claim_invalid": "Kehadiran kepala daerah atau ketua DPRD tidak terbukti",
}


@dataclass(frozen=True)
class Leave:
    """A dispensation as the page tells of it; `is_mine` where the reader proposed it."""

    id: int
    words: str
    reach: str
    cause: str
    clause: str
    state: str
    reason: str
    proposed_by: str
    proposed_at: datetime
    decided_by: str
    decided_at: datetime | None
    decision_reason: str
    is_mine: bool

    @property
    def is_waiting(self) -> bool:
        """True while a supervisor has to decide."""
        return self.state == DispensationState.PROPOSED


def reach_words(rule: str, scope: str) -> str:
    """ "untuk kunjungan mulai …", "untuk kunjungan bulan …", "untuk 3 tamu"."""
    if rule == "lead_time":
        return f"untuk kunjungan mulai {long_date(date.fromisoformat(scope))}"
    if rule == "monthly_quota":
        return f"untuk kunjungan bulan {month_words(first_day(scope))}"
    return f"untuk {scope} tamu"


@dataclass(frozen=True)
class Worker:
    """Who works on the request now, and until when."""

    name: str
    until: datetime
    is_me: bool


@dataclass(frozen=True)
class Context:
    """What an officer would otherwise have to remember."""

    doubles: tuple[Double, ...]
    past: tuple[PastEvent, ...]
    rivals: Mapping[Slot, Sequence[Rival]]
    proposals: Proposals | None
    leaves: tuple[Leave, ...]
    dispensable: Mapping[str, str]
    day_to_dispense: date | None
    worker: Worker | None


def context_of(
    reference: str, case: Case, wished: Sequence[Slot], *, reader: str, gives: bool, now: datetime
) -> Context:
    """The context of a request for this reader; `gives` where a session may be given."""
    request = requests.by_reference(reference)
    claim = work_claims.live([request.id], now=now).get(request.id)
    against = [
        f
        for found in (examine_request(case), *(examine_slot(case, slot) for slot in wished))
        for f in broken(found)
        if f.code in DISPENSABLE
    ]
    days = [slot.on for slot in wished]
    return Context(
        doubles=tuple(track_record.doubles(request)),
        past=tuple(track_record.past_of(list(case.regions), but_not=request.id)),
        rivals=track_record.rivals(request, wished),
        proposals=proposals.for_request(request, now=now) if gives else None,
        leaves=_leaves(request.id, reader),
        dispensable={f.code: f.case for f in against},
        day_to_dispense=days[0] if days else None,
        worker=Worker(claim.name, claim.until, claim.actor == reader) if claim else None,
    )


def _leaves(request_id: int, reader: str) -> tuple[Leave, ...]:
    return tuple(
        Leave(
            id=row.id,
            words=DISPENSABLE[row.rule],
            reach=reach_words(row.rule, row.scope),
            cause=row.cause,
            clause=row.clause,
            state=row.state,
            reason=row.reason,
            proposed_by=row.proposed_by,
            proposed_at=row.proposed_at,
            decided_by=row.decided_by,
            decided_at=row.decided_at,
            decision_reason=row.decision_reason,
            is_mine=row.proposed_key == reader,
        )
        for row in dispensations.of_request(request_id)
    )
