"""Whose session can still be held, and a proposal that gives no session twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.domain.displacement import Situation, propose
from booking.domain.policy import SE_2, SessionHours, SessionPlan
from booking.domain.sessions import VISITING_ROOM, ClosedBecause, Slot
from booking.domain.workdays import Override, WorkCalendar

THURSDAY = date(2026, 11, 26)
TEN = Slot(THURSDAY, "10:00")
USUAL = Situation(WorkCalendar(), (), (SE_2,))
SLOTS = st.builds(
    Slot, st.dates(date(2026, 12, 1), date(2026, 12, 3)), st.sampled_from(["09:00", "10:00"])
)


def test_a_usual_session_can_be_held() -> None:
    assert USUAL.against(TEN, VISITING_ROOM, "11:00") == ""


@pytest.mark.parametrize(
    ("closure", "is_hit"),
    [
        (ClosedBecause(THURSDAY, "", "Rapat"), True),
        (ClosedBecause(THURSDAY, "10:00", "Rapat"), True),
        (ClosedBecause(THURSDAY, "13:00", "Rapat"), False),
        (ClosedBecause(THURSDAY, "", "Rapat", VISITING_ROOM), True),
        (ClosedBecause(THURSDAY, "", "Rapat", "ruang-virtual-1"), False),
        (ClosedBecause(date(2026, 11, 27), "", "Rapat"), False),
    ],
)
def test_a_closure_hits_its_day_its_session_and_its_room(
    closure: ClosedBecause, is_hit: bool
) -> None:
    assert USUAL.closing(closure).against(TEN, VISITING_ROOM) == ("Ditutup: Rapat" * is_hit)


def test_a_new_holiday_hits_its_day() -> None:
    planned = USUAL.correcting(THURSDAY, Override(False, "Cuti Bersama"))

    assert planned.against(TEN, VISITING_ROOM) == "Hari libur: Cuti Bersama"


@pytest.mark.parametrize(
    ("change", "room", "said"),
    [
        ({"plans": (SessionPlan((SessionHours("09:00", "10:00"),)),)}, VISITING_ROOM, "tidak ada"),
        ({"plans": (SessionPlan((SessionHours("10:00", "10:45"),)),)}, VISITING_ROOM, "berubah"),
        ({"virtual_rooms": 1}, "ruang-virtual-2", "Ruang ini tidak ada"),
    ],
)
def test_a_new_circular_hits_the_sessions_and_rooms_that_it_drops(
    change: dict[str, object], room: str, said: str
) -> None:
    new = replace(SE_2, name="SE-9", valid_from=THURSDAY, **change)  # type: ignore[arg-type]

    assert said in USUAL.governed_by(new).against(TEN, room, "11:00")
    assert USUAL.governed_by(new).against(Slot(date(2026, 11, 25), "10:00"), room, "11:00") == ""


@given(st.lists(st.lists(SLOTS, max_size=4), max_size=6))
def test_no_session_is_proposed_twice_and_none_that_is_not_lawful(
    options: list[list[Slot]],
) -> None:
    proposals = propose(options)

    given_away = [slot for slot in proposals if slot]
    assert len(set(given_away)) == len(given_away)
    assert all(
        slot is None or slot in slots for slot, slots in zip(proposals, options, strict=True)
    )
