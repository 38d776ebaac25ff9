"""What a session must be: one test or more a clause, named after it."""

from __future__ import annotations

from datetime import date

import pytest

from booking.domain import session_rules
from booking.domain.findings import Verdict
from booking.domain.policy import SE_2
from booking.domain.sessions import VISITING_ROOM, ClosedBecause, Slot, day_board
from booking.domain.words import VISIT
from booking.domain.workdays import WorkCalendar

CALENDAR = WorkCalendar()
THURSDAY = date(2026, 11, 26)
SLOT = Slot(THURSDAY, "09:00")


@pytest.mark.parametrize("start", ["08:00", "09:30", "11:00", "12:00", "15:00"])
def test_e_3_c_8_only_the_four_sessions_exist(start: str) -> None:
    finding = session_rules.session_known(Slot(THURSDAY, start), SE_2)

    assert (finding.clause, finding.code) == ("E.3.c.8", "session_unknown")
    assert finding.is_broken
    assert finding.way_on == (
        "Pilih salah satu sesi: pukul 09.00–10.00 WIB, pukul 10.00–11.00 WIB, "
        "pukul 13.00–14.00 WIB, pukul 14.00–15.00 WIB."
    )


@pytest.mark.parametrize("start", ["09:00", "10:00", "13:00", "14:00"])
def test_e_3_c_8_a_session_of_the_plan_is_known(start: str) -> None:
    assert not session_rules.session_known(Slot(THURSDAY, start), SE_2).is_broken


def test_e_3_c_8_a_holiday_is_no_working_day_and_the_next_one_is_named() -> None:
    finding = session_rules.on_working_day(Slot(date(2026, 12, 25), "09:00"), CALENDAR)

    assert (finding.clause, finding.code) == ("E.3.c.8", "not_working_day")
    assert finding.sentence == (
        "Jumat, 25 Desember 2026 bukan hari kerja: Hari Raya Natal (SE-2 E.3.c.8). "
        "Hari kerja berikutnya Senin, 28 Desember 2026."
    )


def test_e_3_c_3_a_closed_day_closes_every_session() -> None:
    closures = [ClosedBecause(THURSDAY, "", "Rapat kerja DJPK")]

    finding = session_rules.session_open(SLOT, closures)

    assert (finding.clause, finding.code) == ("E.3.c.3", "session_closed")
    assert finding.is_broken
    assert finding.facts["reason"] == "Rapat kerja DJPK"


def test_e_3_c_3_a_closed_session_closes_itself_alone() -> None:
    closures = [ClosedBecause(THURSDAY, "10:00", "Perawatan ruang")]

    assert not session_rules.session_open(SLOT, closures).is_broken
    assert session_rules.session_open(Slot(THURSDAY, "10:00"), closures).is_broken


def test_e_3_c_3_a_session_that_is_over_is_not_given() -> None:
    finding = session_rules.session_open(SLOT, [], is_over=True)

    assert (finding.code, finding.verdict) == ("session_closed", Verdict.BROKEN)
    assert finding.sentence == (
        "Sesi Kamis, 26 November 2026 pukul 09.00 WIB sudah lewat (SE-2 E.3.c.3). "
        "Pilih sesi yang akan datang."
    )


def test_e_3_c_8_a_second_visit_of_a_session_is_refused() -> None:
    finding = session_rules.session_free(SLOT, is_taken=True)

    assert (finding.clause, finding.code) == ("E.3.c.8", "session_taken")
    assert finding.sentence == (
        "Sesi Kamis, 26 November 2026 pukul 09.00 WIB sudah terisi (SE-2 E.3.c.8). Pilih sesi lain."
    )


def test_e_3_c_8_a_full_day_moves_to_the_next_working_day() -> None:
    friday = date(2026, 11, 27)
    taken = {Slot(friday, hours.start): {VISITING_ROOM} for hours in SE_2.sessions_on(friday)}
    board = day_board(
        friday,
        mode=VISIT,
        policy=SE_2,
        calendar=CALENDAR,
        closures=(),
        taken=taken,
        earliest=friday,
    )

    finding = session_rules.day_full(board, CALENDAR)

    assert (finding.clause, finding.code, finding.verdict) == (
        "E.3.c.8",
        "day_full",
        Verdict.BROKEN,
    )
    assert finding.facts["next_working_day"] == "2026-11-30"
    assert "Senin, 30 November 2026" in finding.way_on
