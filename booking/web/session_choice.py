"""The sessions among which a requester ranks up to three, day by day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from booking.domain.examination import QuotaUse
from booking.domain.local_time import month_key, month_words, slot_words
from booking.domain.sessions import SLOT_STATE_WORDS, DayBoard, SlotState, mode_needs_quota
from booking.sentences import joined, say
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
    full_months: Mapping[str, str],
) -> tuple[tuple[ChoiceDay, ...], bool]:
    """The first days from the earliest date on, as far as any wish; and whether more follow."""
    days = [b for b in boards if b.on >= earliest and b.on.weekday() < WORKING_WEEK]
    farthest = max((value[:10] for value in wanted if value), default="")
    reach = sum(day.on.isoformat() <= farthest for day in days)
    count = max(shown, reach)
    chosen = tuple(
        _day(day, earliest=earliest, lead_days=lead_days, full_months=full_months)
        for day in days[:count]
    )
    return chosen, count < len(days)


def offered(days: Iterable[ChoiceDay]) -> frozenset[str]:
    """The values that can be chosen."""
    return frozenset(choice.value for day in days for choice in day.choices if choice.value)


def region_months(
    mode: str, codes: Sequence[str], days: Iterable[date], *, now: datetime
) -> tuple[RegionMonth, ...]:
    """The places of each region in the months of these days; none for conferences."""
    months = list(dict.fromkeys(day.replace(day=1) for day in days))
    if not mode_needs_quota(mode) or not codes or not months:
        return ()
    used = claims.quota_use(codes, [month_key(month) for month in months], now=now)
    return tuple(
        RegionMonth(label, month, used.get((code, month_key(month)), QuotaUse()))
        for code, label in regions.labels(codes).items()
        for month in months
    )


def full_months(rows: Iterable[RegionMonth], places: int) -> dict[str, str]:
    """The months in which a region has no place left, each with the sentence that says so."""
    return {
        month_key(row.month): say(
            "Kuota {label} bulan {month} sudah terpakai {used} dari {places} (SE-2 E.3.c.5)",
            label=row.label,
            month=month_words(row.month),
            used=row.use.used + row.use.held,
            places=places,
        )
        for row in rows
        if row.use.used + row.use.held >= places
    }


def _day(
    board: DayBoard, *, earliest: date, lead_days: int, full_months: Mapping[str, str]
) -> ChoiceDay:
    icon, why = why_closed(board, earliest=earliest, lead_days=lead_days)
    if not why and month_key(board.on) in full_months:
        icon, why = "slash-circle", full_months[month_key(board.on)]
    note = say("tanggal paling cepat") if board.on == earliest and not why else ""
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
            why=joined([w for w in (SLOT_STATE_WORDS[session.state], session.reason) if w], ": "),
        )
        for session in board.sessions
    )
    return ChoiceDay(board.on, icon, why, note, choices if not why else ())
