"""Which sessions can still be had, day by day."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from booking.domain.local_time import jakarta_date, slot_words
from booking.domain.policy import SE_2, policy_on
from booking.domain.sessions import DayBoard, day_board
from booking.errors import FreeSession
from booking.store import calendar, policies

NEXT_FREE = 4


def boards(
    first: date, last: date, *, mode: str, received_on: date, now: datetime
) -> list[DayBoard]:
    """The board of each date from first to last, for a letter received on a day."""
    days = calendar.work_calendar()
    closures = calendar.closures_between(first, last)
    taken = calendar.taken_between(first, last, now=now)
    known = policies.policies()
    judged = policy_on(known, last) or SE_2
    earliest = days.working_day_after(received_on, judged.lead_working_days)
    return [
        day_board(
            day,
            mode=mode,
            policy=policy_on(known, day) or SE_2,
            calendar=days,
            closures=closures,
            taken=taken,
            earliest=earliest,
            now=now,
        )
        for day in (first + timedelta(n) for n in range((last - first).days + 1))
    ]


def bookable(*, mode: str, received_on: date, now: datetime) -> list[DayBoard]:
    """The boards of every day on which a session can be asked for: today and 40 working days on."""
    today, last = horizon(now=now)
    return boards(today, last, mode=mode, received_on=received_on, now=now)


def horizon(*, now: datetime) -> tuple[date, date]:
    """The first and the last day on which a session can be asked for."""
    today = jakarta_date(now)
    policy = policies.policy_for(today)
    return today, calendar.work_calendar().working_day_after(today, policy.bookable_working_days)


def next_free(
    *,
    mode: str,
    received_on: date,
    now: datetime,
    after: date | None = None,
    most: int = NEXT_FREE,
) -> list[FreeSession]:
    """The next free sessions in order, from a date on, for anybody with a letter of that day."""
    found: list[FreeSession] = []
    for board in bookable(mode=mode, received_on=received_on, now=now):
        if after is not None and board.on < after:
            continue
        for hours in board.free:
            words = slot_words(board.on, hours.start, hours.end)
            found.append(FreeSession(board.on.isoformat(), hours.start, words))
            if len(found) == most:
                return found
    return found
