"""The sessions among which a requester ranks up to three, day by day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from booking.domain.examination import QuotaUse
from booking.domain.local_time import slot_words
from booking.domain.sessions import SLOT_STATE_WORDS, DayBoard, SlotState, mode_needs_quota
from booking.store import claims, regions
from booking.web.availability import WORKING_WEEK, why_closed

DAYS_AT_FIRST = 5
DAYS_MORE = 10


@dataclass(frozen=True)
class Choice:
    """A session of a day: its value in the form when it can be had, else why not."""

    start: str
    end: str
    words: str
    value: str
    why: str


@dataclass(frozen=True)
class ChoiceDay:
    """A day with its sessions, or the reason why it has none to choose."""

    on: date
    icon: str
    why: str
    note: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class RegionMonth:
    """The places of a region in one month (E.3.c.5)."""

    label: str
    month: date
    use: QuotaUse


def choice_days(
    boards: Iterable[DayBoard],
    *,
    earliest: date,
    lead_days: int,
    shown: int,
    wanted: Collection[str],
) -> tuple[tuple[ChoiceDay, ...], bool]:
    """The first days from the earliest date on, as far as any wish; and whether more follow."""
    days = [b for b in boards if b.on >= earliest and b.on.weekday() < WORKING_WEEK]
    farthest = max((value[:10] for value in wanted if value), default="")
    reach = sum(day.on.isoformat() <= farthest for day in days)
    count = max(shown, reach)
    chosen = tuple(_day(day, earliest=earliest, lead_days=lead_days) for day in days[:count])
    return chosen, count < len(days)


def offered(days: Iterable[ChoiceDay]) -> frozenset[str]:
    """The values that can be chosen."""
    return frozenset(choice.value for day in days for choice in day.choices if choice.value)


def region_months(
    mode: str, codes: Sequence[str], days: Sequence[ChoiceDay], *, now: datetime
) -> tuple[RegionMonth, ...]:
    """How many visits the regions have left in the months on the page; none for conferences."""
    if not mode_needs_quota(mode) or not codes or not days:
        return ()
    months = list(dict.fromkeys(day.on.replace(day=1) for day in days))
    used = claims.quota_use(codes, [f"{month:%Y-%m}" for month in months], now=now)
    return tuple(
        RegionMonth(label, month, used.get((code, f"{month:%Y-%m}"), QuotaUse()))
        for code, label in regions.labels(codes).items()
        for month in months
    )


def _day(board: DayBoard, *, earliest: date, lead_days: int) -> ChoiceDay:
    icon, why = why_closed(board, earliest=earliest, lead_days=lead_days)
    note = "tanggal paling cepat" if board.on == earliest and not why else ""
    if not board.working_day or board.reason:
        return ChoiceDay(board.on, icon, why, note, ())
    choices = tuple(
        Choice(
            start=session.hours.start,
            end=session.hours.end,
            words=slot_words(board.on, session.hours.start, session.hours.end),
            value=f"{board.on.isoformat()}T{session.hours.start}"
            if session.state is SlotState.FREE
            else "",
            why=": ".join(filter(None, (SLOT_STATE_WORDS[session.state], session.reason))),
        )
        for session in board.sessions
    )
    return ChoiceDay(board.on, icon, why, note, choices if not why else ())
