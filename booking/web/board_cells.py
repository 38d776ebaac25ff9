"""The cells of the week board: what stands in a room and session, and which cells run together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from booking.domain.local_time import slot_instant
from booking.domain.policy import SE_2, Policy, SessionHours, policy_on
from booking.domain.sessions import (
    VISITING_ROOM,
    ClosedBecause,
    Slot,
    closed_because,
    open_rooms,
    rooms_for,
)
from booking.domain.words import VISIT
from booking.domain.workdays import WorkCalendar
from booking.web.stored import MeetingRow

HOLIDAY, JOINT_LEAVE, CLOSED, WEEKEND = "Libur", "Cuti bersama", "Ditutup DJPK", "Akhir pekan"
NO_SESSION = "Tidak ada sesi"


@dataclass(frozen=True)
class WeekFacts:
    """All that the board of some days rests on."""

    days: tuple[date, ...]
    calendar: WorkCalendar
    policies: tuple[Policy, ...]
    closures: tuple[ClosedBecause, ...]
    meetings: tuple[MeetingRow, ...]
    now: datetime

    def policy(self, day: date) -> Policy:
        """The circular that holds on a day."""
        return policy_on(self.policies, day) or SE_2


@dataclass(frozen=True)
class Cell:
    """A session of a day: who is there, how many rooms are free, or why it is shut."""

    slot: Slot
    meetings: tuple[MeetingRow, ...] = ()
    free: int = 0
    heading: str = ""
    reason: str = ""
    is_over: bool = False
    span: int = 1

    @property
    def is_shut(self) -> bool:
        """True where nobody can be received and nobody is."""
        return bool(self.heading) and not self.meetings

    @property
    def is_displaced(self) -> bool:
        """True where somebody holds a session that is shut and needs another one."""
        return bool(self.heading and self.meetings) and not self.is_over

    @property
    def look(self) -> str:
        """The class by which the stylesheet knows the cell."""
        if self.is_shut:
            return "shut"
        if self.meetings:
            return "hold" if self.is_displaced or self._is_held else "busy"
        return "gone" if self.is_over else "free"

    @property
    def _is_held(self) -> bool:
        return all(m.request.state == "awaiting_unit" for m in self.meetings)


@dataclass(frozen=True)
class Line:
    """A row of the board: its hours, and the cells that begin in it."""

    hours: SessionHours
    cells: tuple[Cell, ...]


def day_off(day: date, calendar: WorkCalendar) -> tuple[str, str]:
    """What kind of day off it is and its name; two empty texts on a working day."""
    reason = calendar.reason_off(day)
    if not reason:
        return "", ""
    holiday = calendar.holiday(day)
    if holiday is None:
        return WEEKEND, ""
    return (JOINT_LEAVE if holiday.joint_leave else HOLIDAY), holiday.name


def lines(mode: str, facts: WeekFacts) -> tuple[Line, ...]:
    """The rows of one band, visits or conferences; shut cells of one reason run together."""
    hours = _hours(facts)
    columns = [_run_together(_column(mode, day, hours, facts)) for day in facts.days]
    return tuple(
        Line(each, tuple(cell for column in columns if (cell := column[row])))
        for row, each in enumerate(hours)
    )


def _hours(facts: WeekFacts) -> list[SessionHours]:
    """Every session that a day of the week has, and every one that somebody still holds."""
    found: dict[str, SessionHours] = {}
    for day in facts.days:
        for hours in facts.policy(day).sessions_on(day):
            found.setdefault(hours.start, hours)
    for meeting in facts.meetings:
        request, start = meeting.request, meeting.slot.start
        found.setdefault(start, SessionHours(start, request.appointment_end or start))
    return sorted(found.values())


def _column(mode: str, day: date, hours: Iterable[SessionHours], facts: WeekFacts) -> list[Cell]:
    policy, off = facts.policy(day), day_off(day, facts.calendar)
    rooms = rooms_for(mode, policy)
    held = _by_start(mode, day, facts.meetings)
    cells = []
    for each in hours:
        slot = Slot(day, each.start)
        there = held.get(each.start, ())
        heading, reason = off
        closed = closed_because(slot, rooms, facts.closures)
        if not heading and closed:
            heading, reason = CLOSED, closed
        if not heading and policy.hours(day, each.start) is None:
            heading = NO_SESSION
        usable = set(open_rooms(slot, rooms, facts.closures)) - {m.room for m in there}
        cells.append(
            Cell(
                slot,
                there,
                free=0 if heading else len(usable),
                heading=heading,
                reason=reason,
                is_over=slot_instant(day, each.start) <= facts.now,
            )
        )
    return cells


def _by_start(
    mode: str, day: date, meetings: Iterable[MeetingRow]
) -> Mapping[str, tuple[MeetingRow, ...]]:
    found: dict[str, tuple[MeetingRow, ...]] = {}
    for meeting in meetings:
        in_band = (meeting.room == VISITING_ROOM) == (mode == VISIT)
        if meeting.slot.on == day and in_band:
            found[meeting.slot.start] = (*found.get(meeting.slot.start, ()), meeting)
    return found


def _run_together(cells: Sequence[Cell]) -> list[Cell | None]:
    """A shut cell spans those below it that are shut for the same reason."""
    column: list[Cell | None] = []
    top = 0
    for row, cell in enumerate(cells):
        above = column[top] if column else None
        same = above and (above.heading, above.reason) == (cell.heading, cell.reason)
        if above and same and cell.is_shut and above.is_shut:
            column[top] = replace(above, span=above.span + 1)
            column.append(None)
        else:
            column.append(cell)
            top = row
    return column


def counted(rows: Iterable[Line]) -> tuple[int, int, int]:
    """How many sessions of a band are held, free and shut."""
    cells = [cell for row in rows for cell in row.cells]
    return (
        sum(bool(cell.meetings) for cell in cells),
        sum(cell.free and not cell.is_over for cell in cells if not cell.meetings),
        sum(cell.span for cell in cells if cell.is_shut),
    )
