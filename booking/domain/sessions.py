"""The sessions of a day and why one cannot be had (E.3.c.3, c.8)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from booking.domain.local_time import slot_instant
from booking.domain.policy import Policy, SessionHours
from booking.domain.words import CONFERENCE, VISIT
from booking.domain.workdays import WorkCalendar
from booking.sentences import say

VISITING_ROOM = "ruang-lantai-3"
VIRTUAL_ROOM = "ruang-virtual-"
BEGUN = say("Sesi sudah dimulai")


@dataclass(frozen=True, order=True)
class Slot:
    """A session on a date: never an instant (DECISIONS 10); `start` as HH:MM in WIB."""

    on: date
    start: str


@dataclass(frozen=True)
class ClosedBecause:
    """A closure by DJPK of a whole day (`start` empty) or a session, of all rooms or of one."""

    on: date
    start: str
    reason: str
    room: str = ""

    def covers(self, slot: Slot) -> bool:
        """True when the closure falls on this session; a session without start is the day."""
        return self.on == slot.on and self.start in ("", slot.start)


class SlotState(StrEnum):
    """What a visitor can expect of a session."""

    FREE = "free"
    TAKEN = "taken"
    CLOSED = "closed"
    TOO_SOON = "too_soon"


SLOT_STATE_WORDS = {
    SlotState.FREE: say("Kosong"),
    SlotState.TAKEN: say("Terisi"),
    SlotState.CLOSED: say("Tutup"),
    SlotState.TOO_SOON: say("Belum 3 hari kerja"),
}


@dataclass(frozen=True)
class SessionState:
    """One session of a day as the board shows it."""

    hours: SessionHours
    state: SlotState
    reason: str = ""


@dataclass(frozen=True)
class DayBoard:
    """A day, its sessions, and why it is closed when it is."""

    on: date
    working_day: bool
    reason: str
    sessions: tuple[SessionState, ...]

    @property
    def free(self) -> tuple[SessionHours, ...]:
        """The sessions that can still be had."""
        return tuple(s.hours for s in self.sessions if s.state is SlotState.FREE)


def rooms_for(mode: str, policy: Policy, *, in_visiting_room: bool = False) -> tuple[str, ...]:
    """The rooms of which one session serves one meeting; any one of them will do."""
    if mode == VISIT or in_visiting_room:
        return (VISITING_ROOM,)
    return tuple(f"{VIRTUAL_ROOM}{number}" for number in range(1, policy.virtual_rooms + 1))


def closed_because(slot: Slot, rooms: Collection[str], closures: Iterable[ClosedBecause]) -> str:
    """Why none of these rooms can be had in a session, or "": one closure of all, or each shut."""
    here = [closure for closure in closures if closure.covers(slot)]
    whole = next((closure.reason for closure in here if not closure.room), "")
    if whole:
        return whole
    shut = {closure.room: closure.reason for closure in here}
    return next(iter(shut.values())) if rooms and set(rooms) <= set(shut) else ""


def open_rooms(
    slot: Slot, rooms: Iterable[str], closures: Iterable[ClosedBecause]
) -> tuple[str, ...]:
    """The rooms that no closure of their own shuts in this session."""
    shut = {closure.room for closure in closures if closure.covers(slot)}
    return tuple(room for room in rooms if room not in shut)


def room_words(room: str) -> str:
    """ "Ruang virtual 2", or the visiting room by its name."""
    if room == VISITING_ROOM:
        return "Ruang Video Conference, lantai 3"
    return f"Ruang virtual {room.removeprefix(VIRTUAL_ROOM)}"


def day_board(
    day: date,
    *,
    mode: str,
    policy: Policy,
    calendar: WorkCalendar,
    closures: Iterable[ClosedBecause],
    taken: Mapping[Slot, Collection[str]],
    earliest: date,
    now: datetime | None = None,
) -> DayBoard:
    """The board of one day; `taken` gives the rooms held in each session.

    With `now`, a session that has begun is closed: nobody can still ask for it.
    """
    off = calendar.reason_off(day)
    if off:
        return DayBoard(day, False, off, ())
    rooms, closed = rooms_for(mode, policy), [c for c in closures if c.on == day]
    sessions = []
    for hours in policy.sessions_on(day):
        slot = Slot(day, hours.start)
        reason = closed_because(slot, rooms, closed)
        if not reason and now and slot_instant(day, hours.start) <= now:
            reason = BEGUN
        is_full = set(open_rooms(slot, rooms, closed)) <= set(taken.get(slot, ()))
        sessions.append(_session(hours, reason, is_full, day < earliest))
    return DayBoard(day, True, closed_because(Slot(day, ""), rooms, closed), tuple(sessions))


def _session(hours: SessionHours, closed: str, is_full: bool, is_too_soon: bool) -> SessionState:
    if closed:
        return SessionState(hours, SlotState.CLOSED, closed)
    if is_full:
        return SessionState(hours, SlotState.TAKEN)
    if is_too_soon:
        return SessionState(hours, SlotState.TOO_SOON)
    return SessionState(hours, SlotState.FREE)


def is_day_full(board: DayBoard) -> bool:
    """True when the day has sessions and every one of them is given away (E.3.c.8)."""
    return bool(board.sessions) and all(s.state is SlotState.TAKEN for s in board.sessions)


def mode_needs_quota(mode: str) -> bool:
    """Only visits are counted against a region's two in a month (E.3.c.5, DECISIONS 26)."""
    return mode != CONFERENCE
