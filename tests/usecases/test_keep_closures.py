"""Closing and opening sessions, correcting days, and who then needs another session."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from booking.database import db
from booking.domain.local_time import jakarta_date
from booking.domain.sessions import VISITING_ROOM, ClosedBecause, Slot
from booking.domain.words import CONFERENCE
from booking.errors import (
    AlreadyDecided,
    InputRefused,
    MoveNotAllowed,
    NotAllowed,
    RuleBroken,
)
from booking.models.claims import SlotClaim
from booking.models.history import AuditRow
from booking.store import audit, calendar, displaced
from booking.usecases.correct_calendar import correct_day, withdraw_correction
from booking.usecases.keep_closures import close, reopen
from booking.usecases.schedule import reschedule
from tests.usecases.builders import (
    ADMIN,
    CIAMIS,
    NINE,
    NOW,
    OFFICER,
    SUPERVISOR,
    TEN,
    THURSDAY,
    given,
    mails_of,
    party,
    scheduled,
    sessions_of,
    state,
    submission,
    verified,
)

FRIDAY = date(2026, 11, 27)
WHOLE_DAY = ClosedBecause(THURSDAY, "", "Rapat kerja DJPK")


def hit_now() -> list[tuple[str, str]]:
    db.session.rollback()
    found = displaced.displaced(displaced.situation(now=NOW), now=NOW)
    return [(row.request.reference, row.because) for row in found]


def last_act() -> AuditRow:
    db.session.rollback()
    return db.session.scalars(select(AuditRow).order_by(AuditRow.seq.desc())).first()  # type: ignore[return-value]


def test_a_closed_day_is_given_to_nobody_any_more(app: Flask) -> None:
    waiting = verified()

    closed = close(WHOLE_DAY, by=SUPERVISOR, now=NOW)

    assert closed.hit == ()
    with pytest.raises(RuleBroken) as error:
        given(waiting, NINE)
    assert error.value.problems[0].code == "session_closed"
    assert "Rapat kerja DJPK" in error.value.detail


def test_whom_a_closure_hits_keeps_the_session_until_somebody_moves_it(app: Flask) -> None:
    reference = scheduled(slot=TEN)

    closed = close(WHOLE_DAY, by=SUPERVISOR, now=NOW)

    assert closed.hit == (reference,)
    assert state(reference) == "scheduled"
    assert sessions_of(reference) == [(VISITING_ROOM, TEN)]
    assert mails_of(reference)[-1] == "scheduled"
    assert hit_now() == [(reference, "Ditutup: Rapat kerja DJPK")]


def test_moving_who_was_hit_takes_the_request_off_the_list(app: Flask) -> None:
    reference = scheduled(slot=TEN)
    close(WHOLE_DAY, by=SUPERVISOR, now=NOW)

    reschedule(reference, Slot(FRIDAY, "09:00"), reason="Rapat kerja.", by=OFFICER, now=NOW)

    assert hit_now() == []
    with pytest.raises(RuleBroken):
        given(verified(submission(parties=(party(CIAMIS),))), TEN)


def test_one_closed_session_leaves_the_others(app: Flask) -> None:
    reference = scheduled(slot=TEN)

    closed = close(replace(WHOLE_DAY, start="09:00"), by=SUPERVISOR, now=NOW)

    assert closed.hit == ()
    assert hit_now() == []
    assert state(reference) == "scheduled"


def test_a_closed_visiting_room_leaves_conferences_alone(app: Flask) -> None:
    meeting = scheduled(submission(mode=CONFERENCE, guests=()), slot=TEN)

    closed = close(replace(WHOLE_DAY, room=VISITING_ROOM), by=SUPERVISOR, now=NOW)

    assert closed.hit == ()
    assert hit_now() == []
    assert state(meeting) == "scheduled"


def test_a_conference_is_never_given_the_virtual_room_that_is_closed(app: Flask) -> None:
    close(replace(WHOLE_DAY, room="ruang-virtual-1"), by=SUPERVISOR, now=NOW)

    meeting = scheduled(submission(mode=CONFERENCE, guests=()), slot=TEN)

    assert sessions_of(meeting) == [("ruang-virtual-2", TEN)]


def test_a_conference_moves_out_of_a_closed_room_within_its_session(app: Flask) -> None:
    meeting = scheduled(submission(mode=CONFERENCE, guests=()), slot=TEN)
    closed = close(replace(WHOLE_DAY, room="ruang-virtual-1"), by=SUPERVISOR, now=NOW)

    reschedule(meeting, TEN, reason="Gangguan ruang.", by=OFFICER, now=NOW)

    assert closed.hit == (meeting,)
    assert sessions_of(meeting) == [("ruang-virtual-2", TEN)]
    assert hit_now() == []


def test_a_closure_that_is_lifted_leaves_no_claim_and_the_session_free(app: Flask) -> None:
    closed = close(WHOLE_DAY, by=SUPERVISOR, now=NOW)

    reopen(closed.closure_id, by=SUPERVISOR, now=NOW)

    assert db.session.scalar(select(func.count()).select_from(SlotClaim)) == 0
    assert calendar.closures_between(THURSDAY, THURSDAY) == ()
    assert state(scheduled(slot=NINE)) == "scheduled"


def test_lifting_a_closure_gives_the_session_back_to_whom_it_hit(app: Flask) -> None:
    reference = scheduled(slot=TEN)
    closed = close(WHOLE_DAY, by=SUPERVISOR, now=NOW)

    reopen(closed.closure_id, by=SUPERVISOR, now=NOW)

    assert hit_now() == []
    assert sessions_of(reference) == [(VISITING_ROOM, TEN)]


def test_a_place_is_closed_once_and_may_be_closed_again_after_lifting(app: Flask) -> None:
    first = close(WHOLE_DAY, by=SUPERVISOR, now=NOW)

    with pytest.raises(AlreadyDecided, match="Sudah ditutup oleh Hendra Wijaya"):
        close(WHOLE_DAY, by=SUPERVISOR, now=NOW)
    reopen(first.closure_id, by=SUPERVISOR, now=NOW)
    again = close(WHOLE_DAY, by=SUPERVISOR, now=NOW)

    assert again.closure_id != first.closure_id
    with pytest.raises(AlreadyDecided, match="sudah dibatalkan oleh"):
        reopen(first.closure_id, by=SUPERVISOR, now=NOW)


def test_a_closure_is_lifted_on_its_very_day_but_not_on_the_next(app: Flask) -> None:
    first = close(WHOLE_DAY, by=SUPERVISOR, now=NOW)
    on_the_day = NOW + (THURSDAY - jakarta_date(NOW))

    reopen(first.closure_id, by=SUPERVISOR, now=on_the_day)

    again = close(WHOLE_DAY, by=SUPERVISOR, now=NOW)
    with pytest.raises(MoveNotAllowed):
        reopen(again.closure_id, by=SUPERVISOR, now=on_the_day + timedelta(days=1))


def test_a_closure_gone_by_stays_in_the_figures(app: Flask) -> None:
    closed = close(WHOLE_DAY, by=SUPERVISOR, now=NOW)

    with pytest.raises(MoveNotAllowed):
        reopen(closed.closure_id, by=SUPERVISOR, now=NOW + timedelta(days=10))

    assert calendar.closures_between(THURSDAY, THURSDAY) == (WHOLE_DAY,)


@pytest.mark.parametrize("by", [OFFICER, ADMIN])
def test_only_a_supervisor_keeps_the_calendar(app: Flask, by: object) -> None:
    with pytest.raises(NotAllowed):
        close(WHOLE_DAY, by=by, now=NOW)  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        correct_day(THURSDAY, "libur", name="x", legal_basis="y", by=by, now=NOW)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"on": date(2026, 11, 20)}, "tanggal"),
        ({"on": date(2026, 11, 28)}, "tanggal"),
        ({"on": date(2040, 1, 5)}, "tanggal"),
        ({"start": "08:00"}, "sesi"),
        ({"room": "ruang-virtual-9"}, "ruang"),
        ({"reason": "  "}, "alasan"),
        ({"reason": "x" * 201}, "alasan"),
    ],
)
def test_a_closure_that_closes_nothing_or_says_not_why_is_refused(
    app: Flask, wrong: dict[str, object], field: str
) -> None:
    with pytest.raises(InputRefused) as error:
        close(replace(WHOLE_DAY, **wrong), by=SUPERVISOR, now=NOW)  # type: ignore[arg-type]

    assert [problem.field for problem in error.value.problems] == [field]


def test_closing_leaves_a_row_of_audit_that_tells_whom_it_hit(app: Flask) -> None:
    reference = scheduled(slot=TEN)

    close(WHOLE_DAY, by=SUPERVISOR, now=NOW)

    act = last_act()
    assert (act.action, act.actor, act.fields["hit"]) == ("close", SUPERVISOR.key, [reference])
    assert list(audit.broken_links()) == []


def test_a_day_that_becomes_a_holiday_shows_its_visits_in_the_work_list(app: Flask) -> None:
    reference = scheduled(slot=TEN)

    correct_day(
        THURSDAY, "cuti", name="Cuti Bersama", legal_basis="SKB 1/2026", by=SUPERVISOR, now=NOW
    )

    assert hit_now() == [(reference, "Hari libur: Cuti Bersama")]
    withdraw_correction(THURSDAY, by=SUPERVISOR, now=NOW)
    assert hit_now() == []


def test_a_correction_is_withdrawn_before_another_and_both_are_told(app: Flask) -> None:
    correct_day(THURSDAY, "libur", name="Pilkada", legal_basis="Keppres", by=SUPERVISOR, now=NOW)

    with pytest.raises(AlreadyDecided, match="sudah dikoreksi oleh Hendra Wijaya"):
        correct_day(THURSDAY, "cuti", name="Lain", legal_basis="SKB", by=SUPERVISOR, now=NOW)
    withdraw_correction(THURSDAY, by=SUPERVISOR, now=NOW)
    correct_day(THURSDAY, "cuti", name="Lain", legal_basis="SKB", by=SUPERVISOR, now=NOW)

    assert calendar.work_calendar().reason_off(THURSDAY) == "Lain"
    acts = db.session.scalars(select(AuditRow.action).order_by(AuditRow.seq))
    assert list(acts)[-3:] == ["correct_day", "withdraw_correction", "correct_day"]


def test_a_holiday_may_become_a_working_day(app: Flask) -> None:
    eve = date(2026, 12, 24)

    correct_day(eve, "kerja", name="Tetap masuk", legal_basis="SKB", by=SUPERVISOR, now=NOW)

    assert calendar.work_calendar().is_working_day(eve)


@pytest.mark.parametrize(
    ("on", "kind", "name", "basis", "field"),
    [
        (THURSDAY, "kerja", "x", "y", "tanggal"),
        (THURSDAY, "pesta", "x", "y", "jenis"),
        (THURSDAY, "libur", "", "y", "nama"),
        (THURSDAY, "libur", "x", " ", "dasar"),
        (date(2026, 11, 1), "libur", "x", "y", "tanggal"),
    ],
)
def test_a_correction_without_effect_or_basis_is_refused(
    app: Flask, on: date, kind: str, name: str, basis: str, field: str
) -> None:
    with pytest.raises(InputRefused) as error:
        correct_day(on, kind, name=name, legal_basis=basis, by=SUPERVISOR, now=NOW)

    assert [problem.field for problem in error.value.problems] == [field]


def test_the_planner_offers_only_lawful_sessions_and_none_that_it_closes(app: Flask) -> None:
    scheduled(slot=TEN)
    friday = replace(WHOLE_DAY, on=FRIDAY)
    close(friday, by=SUPERVISOR, now=NOW)
    plan = displaced.situation(now=NOW).closing(WHOLE_DAY)

    hit = displaced.newly_displaced(plan, now=NOW)
    left = displaced.remaining(hit[0].request, plan, now=NOW)

    days = {slot.on for slot in left}
    assert THURSDAY not in days
    assert FRIDAY not in days
    assert min(days) == date(2026, 11, 30)


def test_a_month_whose_quota_is_full_is_not_offered(app: Flask) -> None:
    hit = scheduled(slot=TEN)
    december = [Slot(date(2026, 12, day), "09:00") for day in (1, 2)]
    for slot in december:
        scheduled(slot=slot)
    plan = displaced.situation(now=NOW).closing(WHOLE_DAY)

    row = displaced.newly_displaced(plan, now=NOW)[0]
    left = displaced.remaining(row.request, plan, now=NOW)

    assert row.request.reference == hit
    assert {f"{slot.on:%Y-%m}" for slot in left} == {"2026-11", "2027-01"}
