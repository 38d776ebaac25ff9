"""What the queue shows: requests by deadline, each with the answer of the clauses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from math import ceil

from booking.domain.delegation import OPENS_FOUR
from booking.domain.findings import Finding
from booking.domain.lifecycle import State
from booking.domain.local_time import day_and_month, jakarta_date, weekday_words
from booking.domain.sessions import Slot
from booking.domain.unit_inquiries import AnswerKind
from booking.domain.words import GUEST_ROLE_WORDS, VISIT
from booking.domain.workdays import WorkCalendar
from booking.store import calendar, dispensations, inquiries, queue, work_claims, worklist
from booking.store.queue import Filters
from booking.web.desk_words import worst_of
from booking.web.stored import RequestRow, WorkClaimRow

TAB_WORDS = {
    "tindakan": "Perlu tindakan",
    "unit": "Menunggu unit",
    "perbaikan": "Perlu perbaikan",
    "terjadwal": "Terjadwal",
    "surel": "Menunggu surel",
    "semua": "Semua",
}
DUE_WORDS = {
    "tindakan": "Jawab paling lambat",
    "unit": "Jawab paling lambat",
    "terjadwal": "Jadwal",
}
JUDGED = ("tindakan", "unit", "perbaikan", "surel")
ANSWER_OWED = ("tindakan", "unit")
UNIT_SAID = {
    (State.AWAITING_UNIT, AnswerKind.ACCEPTED): "{unit} menerima, tinggal dijadwalkan",
    (State.AWAITING_UNIT, None): "tahanan sesi berakhir, {unit} belum menjawab",
    (State.VERIFIED, AnswerKind.PROPOSED): "{unit} mengusulkan sesi lain",
    (State.VERIFIED, AnswerKind.DECLINED): "{unit} tidak dapat menerima",
}
LATE, TODAY = "Lewat tenggat", "Hari ini"


@dataclass(frozen=True)
class Row:
    """A request in the queue; `worst` is None when every clause is met."""

    request: RequestRow
    due: date
    is_late: bool
    worst: Finding | None
    guests: str
    left: str = ""
    worker: str = ""
    waits_for_leave: bool = False
    unit_said: str = ""

    @property
    def units(self) -> str:
        """The units that usually answer for its topics."""
        return ", ".join(dict.fromkeys(t.unit.code for t in self.request.topics if t.unit))


@dataclass(frozen=True)
class QueuePage:
    """A page of one tab, grouped by the day that counts there."""

    tab: str
    groups: tuple[tuple[str, tuple[Row, ...]], ...]
    counts: dict[str, int]
    total: int
    number: int
    pages: int
    leaves: int

    @property
    def due_words(self) -> str:
        """What the first column says on this tab."""
        return DUE_WORDS.get(self.tab, "Surat diterima")

    @property
    def is_judged(self) -> bool:
        """True where the clauses' answer counts; elsewhere the state does."""
        return self.tab in JUDGED


def queue_page(tab: str, filters: Filters, *, reader: str, number: int, now: datetime) -> QueuePage:
    """The queue of a tab as this reader sees it, the nearest deadline first."""
    found = queue.queue(tab, filters, now=now, page=number)
    keys = [request.id for request in found.rows]
    workers, leaves = work_claims.live(keys, now=now), dispensations.waiting()
    asked = inquiries.last_of(keys) if tab == "tindakan" else {}
    days = calendar.work_calendar()
    cases = worklist.cases_of(found.rows, now=now) if tab in JUDGED else {}
    today = jakarta_date(now)
    rows = []
    for request in found.rows:
        case = cases.get(request.id)
        slots = [Slot(wish.date, wish.session) for wish in request.wishes]
        due = _due(request, tab)
        rows.append(
            Row(
                request=request,
                due=due,
                is_late=tab in ANSWER_OWED and due < today,
                worst=worst_of(case, slots) if case else None,
                guests=guests_words(request),
                left=time_left(due, today, days) if tab in ANSWER_OWED else "",
                worker=_worker(workers.get(request.id), reader),
                waits_for_leave=request.id in leaves,
                unit_said=_unit_said(request, asked),
            )
        )
    return QueuePage(
        tab=tab,
        groups=_grouped(rows, tab, today),
        counts=found.counts,
        total=found.total,
        number=number,
        pages=max(1, ceil(found.total / queue.PAGE)),
        leaves=sum(leaves.values()),
    )


def guests_words(request: RequestRow) -> str:
    """ "4 tamu dengan kepala daerah"; nothing for a conference."""
    if request.mode != VISIT:
        return ""
    leads = [GUEST_ROLE_WORDS[g.role] for g in request.guests if g.role in OPENS_FOUR]
    with_lead = f" dengan {' dan '.join(dict.fromkeys(leads))}" if leads else ""
    return f"{len(request.guests)} tamu{with_lead}"


def time_left(due: date, today: date, days: WorkCalendar) -> str:
    """ "sisa 2 hari kerja", "hari ini", "lewat 1 hari kerja"."""
    if due == today:
        return "hari ini"
    first, last = sorted((due, today))
    between = (first + timedelta(number) for number in range(1, (last - first).days + 1))
    count = sum(map(days.is_working_day, between))
    if due < today:
        return f"lewat {count} hari kerja" if count else "lewat tenggat"
    return f"sisa {count} hari kerja"


def _worker(claim: WorkClaimRow | None, reader: str) -> str:
    if claim is None:
        return ""
    return "Saudara" if claim.actor == reader else claim.name


def _unit_said(request: RequestRow, asked: Mapping[int, tuple[str, AnswerKind | None]]) -> str:
    """Why a request that lay with a unit needs the desk again; "" for every other."""
    unit, answer = asked.get(request.id, ("", None))
    words = UNIT_SAID.get((State(request.state), answer), "") if unit else ""
    return words.format(unit=unit)


def _due(request: RequestRow, tab: str) -> date:
    if tab in ANSWER_OWED:
        return request.answer_by
    if tab == "terjadwal" and request.appointment_on:
        return request.appointment_on
    return request.received_on


def _grouped(rows: Sequence[Row], tab: str, today: date) -> tuple[tuple[str, tuple[Row, ...]], ...]:
    if tab not in DUE_WORDS:
        return (("", tuple(rows)),) if rows else ()
    return tuple(
        (heading, tuple(group))
        for heading, group in groupby(rows, lambda row: _heading(row, today))
    )


def _heading(row: Row, today: date) -> str:
    if row.is_late:
        return LATE
    if row.due == today:
        return TODAY
    return f"{weekday_words(row.due)}, {day_and_month(row.due)}"
