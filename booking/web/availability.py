"""The board as visitors read it: weeks of days, and one line with the reason for closed ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from booking.domain.local_time import date_words, day_and_month, long_date, session_words
from booking.domain.sessions import DayBoard, SlotState, is_day_full
from booking.domain.workdays import WorkCalendar
from booking.sentences import joined, say

WORKING_WEEK = 5
FEW = 1
LOOK_AHEAD_DAYS = 75
NEXT_HOLIDAYS = 2
STRIP_WORDS = {
    "calendar3": say("libur"),
    "door-closed": say("tutup"),
    "clock": say("belum"),
    "slash-circle": say("penuh"),
    "": say("kosong"),
}


@dataclass(frozen=True)
class OpenDay:
    """A day with at least one session that can be had."""

    board: DayBoard
    is_earliest: bool

    @property
    def free(self) -> int:
        """How many sessions can be had."""
        return len(self.board.free)

    @property
    def is_nearly_full(self) -> bool:
        """True when only one of several sessions is left."""
        return self.free <= FEW < len(self.board.sessions)


@dataclass(frozen=True)
class ClosedDays:
    """Days in a row on which nothing can be had, for one reason."""

    first: date
    last: date
    icon: str
    reason: str


@dataclass(frozen=True)
class StripDay:
    """A day of the month strip: how many sessions can be had, or why none."""

    on: date
    free: int
    word: str
    reason: str


@dataclass(frozen=True)
class StripMonth:
    """Monday to Friday of one month, as far as sessions can be asked for."""

    first: date
    days: tuple[StripDay, ...]

    @property
    def starts_in(self) -> int:
        """The column of the first day: 1 for Monday."""
        return self.days[0].on.weekday() + 1


@dataclass(frozen=True)
class Week:
    """Monday to Friday under one heading."""

    monday: date
    title: str
    rows: tuple[OpenDay | ClosedDays, ...]

    @property
    def has_free(self) -> bool:
        """True when some day of the week has a session that can be had."""
        return any(isinstance(row, OpenDay) for row in self.rows)


def weeks(
    boards: Iterable[DayBoard], *, today: date, earliest: date, lead_days: int
) -> tuple[Week, ...]:
    """The boards week by week; weekends are left out, closed days that follow are one line."""
    working = [board for board in boards if board.on.weekday() < WORKING_WEEK]
    return tuple(
        Week(
            monday,
            _title(monday, today),
            tuple(_rows(list(days), earliest=earliest, lead_days=lead_days)),
        )
        for monday, days in groupby(working, key=lambda board: _monday(board.on))
    )


def months(boards: Iterable[DayBoard], *, earliest: date, lead_days: int) -> tuple[StripMonth, ...]:
    """The working weeks of each month at a glance."""
    days = [
        _strip_day(board, earliest, lead_days)
        for board in boards
        if board.on.weekday() < WORKING_WEEK
    ]
    return tuple(
        StripMonth(first, tuple(group))
        for first, group in groupby(days, key=lambda day: day.on.replace(day=1))
    )


def _strip_day(board: DayBoard, earliest: date, lead_days: int) -> StripDay:
    icon, reason = why_closed(board, earliest=earliest, lead_days=lead_days)
    return StripDay(board.on, 0 if reason else len(board.free), STRIP_WORDS[icon], reason)


def why_closed(board: DayBoard, *, earliest: date, lead_days: int) -> tuple[str, str]:
    """Icon and reason of a day without a session to be had, or two empty texts."""
    if not board.working_day:
        return "calendar3", say("Libur: {reason}", reason=board.reason)
    if board.reason:
        return "door-closed", say("Tutup: {reason}", reason=board.reason)
    if board.on < earliest:
        return "clock", say(
            "Belum genap {lead_days} hari kerja sejak surat diterima", lead_days=lead_days
        )
    if not board.sessions:
        return "door-closed", say("Tidak ada sesi pada hari ini")
    if is_day_full(board):
        return "slash-circle", say("Penuh, semua sesi sudah terisi")
    if not board.free:
        return "slash-circle", say("Semua sesi terisi atau ditutup")
    return "", ""


def closed_sessions(boards: Iterable[DayBoard], *, earliest: date) -> list[str]:
    """Single sessions that DJPK closed on an open day, each day and reason in one sentence."""
    said: list[str] = []
    for board in boards:
        if not board.working_day or board.reason or board.on < earliest:
            continue
        shut = [s for s in board.sessions if s.state is SlotState.CLOSED]
        for reason, sessions in groupby(shut, key=lambda session: session.reason):
            hours = joined([session_words(s.hours.start, s.hours.end) for s in sessions])
            said.append(
                say(
                    "{on}, {hours} ditutup: {reason}.",
                    on=long_date(board.on),
                    hours=hours,
                    reason=reason,
                )
            )
    return said


def next_holidays(calendar: WorkCalendar, after: date) -> list[tuple[date, str]]:
    """The next holidays on a day from Monday to Friday, to plan around."""
    days = (after + timedelta(n) for n in range(1, LOOK_AHEAD_DAYS))
    named = ((day, calendar.reason_off(day)) for day in days if day.weekday() < WORKING_WEEK)
    return [(day, name) for day, name in named if name][:NEXT_HOLIDAYS]


def _rows(
    days: Sequence[DayBoard], *, earliest: date, lead_days: int
) -> Iterable[OpenDay | ClosedDays]:
    def why(board: DayBoard) -> tuple[str, str]:
        return why_closed(board, earliest=earliest, lead_days=lead_days)

    for (icon, reason), group in groupby(days, key=why):
        together = list(group)
        if reason:
            yield ClosedDays(together[0].on, together[-1].on, icon, reason)
        else:
            yield from (OpenDay(board, board.on == earliest) for board in together)


def _monday(day: date) -> date:
    return day - timedelta(day.weekday())


def _title(monday: date, today: date) -> str:
    away = (monday - _monday(today)).days // 7
    if away in (0, 1):
        return (say("Minggu ini"), say("Minggu depan"))[away]
    friday = monday + timedelta(WORKING_WEEK - 1)
    first = str(monday.day) if monday.month == friday.month else day_and_month(monday)
    return joined([first, date_words(friday)], "–")
