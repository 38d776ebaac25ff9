"""The board of a day: what is free, taken, closed, too soon, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from booking.domain.policy import SE_2
from booking.domain.sessions import (
    VISITING_ROOM,
    ClosedBecause,
    DayBoard,
    Slot,
    SlotState,
    day_board,
    is_day_full,
    mode_needs_quota,
    rooms_for,
)
from booking.domain.words import CONFERENCE, VISIT
from booking.domain.workdays import Override, WorkCalendar

DAY = date(2026, 11, 26)
STARTS = ("09:00", "10:00", "13:00", "14:00")


def board_of(
    day: date = DAY,
    *,
    mode: str = VISIT,
    closures: Iterable[ClosedBecause] = (),
    taken: Mapping[Slot, set[str]] | None = None,
    earliest: date = DAY,
    calendar: WorkCalendar | None = None,
    now: datetime | None = None,
) -> DayBoard:
    return day_board(
        day,
        mode=mode,
        policy=SE_2,
        calendar=calendar or WorkCalendar(),
        closures=closures,
        taken=taken or {},
        earliest=earliest,
        now=now,
    )


def states(board: DayBoard) -> list[str]:
    return [str(session.state) for session in board.sessions]


def test_an_empty_day_has_four_free_sessions() -> None:
    board = board_of()

    assert states(board) == ["free"] * 4
    assert [hours.start for hours in board.free] == list(STARTS)


def test_one_visit_takes_one_session() -> None:
    board = board_of(taken={Slot(DAY, "10:00"): {VISITING_ROOM}})

    assert states(board) == ["free", "taken", "free", "free"]


def test_a_conference_in_a_virtual_room_leaves_the_visiting_room_free() -> None:
    board = board_of(taken={Slot(DAY, "09:00"): {"ruang-virtual-1"}})

    assert states(board) == ["free"] * 4


def test_conferences_find_the_session_taken_when_the_last_virtual_room_is() -> None:
    rooms = set(rooms_for(CONFERENCE, SE_2))
    two, three = {Slot(DAY, "09:00"): rooms - {min(rooms)}}, {Slot(DAY, "09:00"): rooms}

    assert states(board_of(mode=CONFERENCE, taken=two))[0] == "free"
    assert states(board_of(mode=CONFERENCE, taken=three))[0] == "taken"


def test_four_visits_make_a_day_full() -> None:
    three = {Slot(DAY, start): {VISITING_ROOM} for start in STARTS[:3]}
    four = {Slot(DAY, start): {VISITING_ROOM} for start in STARTS}

    assert not is_day_full(board_of(taken=three))
    assert is_day_full(board_of(taken=four))


def test_a_day_without_sessions_is_not_full() -> None:
    assert not is_day_full(board_of(date(2026, 11, 28)))


def test_before_the_earliest_date_a_session_is_too_soon() -> None:
    assert states(board_of(earliest=date(2026, 11, 27))) == ["too_soon"] * 4


def test_taken_says_more_than_too_soon() -> None:
    taken = {Slot(DAY, "09:00"): {VISITING_ROOM}}

    board = board_of(taken=taken, earliest=date(2026, 11, 27))

    assert states(board) == ["taken", "too_soon", "too_soon", "too_soon"]


def test_a_closed_session_says_why_and_leaves_the_others() -> None:
    board = board_of(closures=[ClosedBecause(DAY, "13:00", "Perawatan ruang")])

    assert states(board) == ["free", "free", "closed", "free"]
    assert board.sessions[2].reason == "Perawatan ruang"
    assert board.reason == ""


def test_a_closed_day_says_why_at_the_day_and_at_each_session() -> None:
    board = board_of(closures=[ClosedBecause(DAY, "", "Rapat kerja DJPK")])

    assert board.reason == "Rapat kerja DJPK"
    assert {session.reason for session in board.sessions} == {"Rapat kerja DJPK"}


def test_a_closure_of_another_day_closes_nothing_here() -> None:
    assert states(board_of(closures=[ClosedBecause(date(2026, 11, 27), "", "x")])) == ["free"] * 4


@pytest.mark.parametrize(
    ("day", "reason"),
    [(date(2026, 11, 28), "Akhir pekan"), (date(2026, 12, 25), "Hari Raya Natal")],
)
def test_a_day_off_has_no_sessions_and_says_why(day: date, reason: str) -> None:
    board = board_of(day)

    assert not board.working_day
    assert board.reason == reason
    assert board.sessions == ()


def test_a_saturday_made_a_working_day_still_has_no_plan() -> None:
    saturday = date(2026, 11, 28)

    board = board_of(saturday, calendar=WorkCalendar({saturday: Override(True, "Pengganti")}))

    assert board.working_day
    assert board.sessions == ()


def test_a_session_that_has_begun_can_no_longer_be_asked_for() -> None:
    at_ten = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)

    board = board_of(now=at_ten)

    assert states(board) == ["closed", "closed", "free", "free"]
    assert board.sessions[0].reason == "Sesi sudah dimulai"


def test_a_visit_uses_the_visiting_room_and_a_conference_any_virtual_one() -> None:
    assert rooms_for(VISIT, SE_2) == (VISITING_ROOM,)
    assert len(rooms_for(CONFERENCE, SE_2)) == 3
    assert len(rooms_for(CONFERENCE, replace(SE_2, virtual_rooms=1))) == 1
    assert rooms_for(CONFERENCE, SE_2, in_visiting_room=True) == (VISITING_ROOM,)


def test_only_visits_are_counted_against_the_quota() -> None:
    assert mode_needs_quota(VISIT)
    assert not mode_needs_quota(CONFERENCE)


def test_every_state_has_its_letters_from_the_contract() -> None:
    assert {str(state) for state in SlotState} == {"free", "taken", "closed", "too_soon"}


def test_a_closed_visiting_room_closes_visits_and_leaves_conferences() -> None:
    closures = [ClosedBecause(DAY, "10:00", "Perawatan ruang", VISITING_ROOM)]

    assert states(board_of(closures=closures)) == ["free", "closed", "free", "free"]
    assert states(board_of(mode=CONFERENCE, closures=closures)) == ["free"] * 4


def test_a_closed_virtual_room_leaves_the_others() -> None:
    closures = [ClosedBecause(DAY, "", "Gangguan", "ruang-virtual-1")]
    others = {"ruang-virtual-2", "ruang-virtual-3"}

    board = board_of(mode=CONFERENCE, closures=closures, taken={Slot(DAY, "09:00"): others})

    assert states(board) == ["taken", "free", "free", "free"]
