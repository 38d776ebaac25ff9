"""Giving a session: one visit a session, two places a month, nothing before its day."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from booking.database import db, transaction
from booking.domain.sessions import VISITING_ROOM, Slot
from booking.domain.submission import Party
from booking.domain.words import CONFERENCE
from booking.errors import (
    AlreadyDecided,
    InputRefused,
    MoveNotAllowed,
    NotAllowed,
    QuotaFull,
    RuleBroken,
    SessionTaken,
)
from booking.models.calendar import Closure
from booking.usecases.cancel import cancel_by_requester
from booking.usecases.schedule import schedule
from tests.usecases.builders import (
    BANYUMAS,
    CIAMIS,
    NINE,
    NOW,
    OFFICER,
    ONE,
    PANGANDARAN,
    RECEPTION,
    TEN,
    THURSDAY,
    TWO,
    at,
    codes_of,
    found,
    given,
    letter_of,
    mails_of,
    moves_of,
    party,
    places_of,
    scheduled,
    sessions_of,
    state,
    submission,
    submitted,
    verified,
)

FRIDAY = date(2026, 11, 27)
DECEMBER = Slot(date(2026, 12, 1), "09:00")


def close(on: date, session: str = "") -> None:
    with transaction():
        db.session.add(
            Closure(date=on, session=session, reason="Rapat kerja DJPK", by="Hendra", at=NOW)
        )


def test_a_scheduled_visit_has_session_place_letter_history_and_mail(app: Flask) -> None:
    reference = scheduled(slot=NINE)

    request = found(reference)
    assert (request.appointment_on, request.appointment_start, request.appointment_end) == (
        THURSDAY,
        "09:00",
        "10:00",
    )
    assert sessions_of(reference) == [(VISITING_ROOM, NINE)]
    assert places_of(reference) == [(BANYUMAS, "2026-11", 1)]
    assert letter_of(reference) == "carried"
    assert mails_of(reference)[-1] == "scheduled"
    move = moves_of(reference)[-1]
    assert (move.move, move.reason) == ("schedule", "Disepakati unit.")
    assert move.facts["policy"] == "SE-2/PK.1/2024"


def test_e_3_c_8_a_taken_session_is_refused_with_the_next_free_ones(app: Flask) -> None:
    first = scheduled(slot=NINE)
    second = verified(submission(parties=(party(CIAMIS),)))

    with pytest.raises(SessionTaken) as error:
        given(second, NINE)

    assert error.value.clause == "E.3.c.8"
    assert error.value.detail == (
        f"Sesi Kamis, 26 November 2026 pukul 09.00 WIB sudah terisi oleh pemda 33.02, {first} "
        "(SE-2 E.3.c.8). "
        "Sesi kosong berikutnya: Kamis, 26 November 2026, pukul 10.00–11.00 WIB."
    )
    assert [(free.date, free.start) for free in error.value.free] == [
        ("2026-11-26", "10:00"),
        ("2026-11-26", "13:00"),
        ("2026-11-26", "14:00"),
        ("2026-11-27", "09:00"),
    ]
    assert state(second) == "verified"
    assert places_of(second) == []


def test_e_3_c_8_a_full_day_offers_the_next_working_day(app: Flask) -> None:
    for slot, code in zip((NINE, TEN, ONE, TWO), ("33.01", "33.02", "33.03", "33.04"), strict=True):
        scheduled(submission(parties=(party(code),)), slot=slot)
    late = verified(submission(parties=(party(CIAMIS),)))

    with pytest.raises(SessionTaken) as error:
        given(late, TWO)

    assert error.value.free[0].date == "2026-11-27"


def test_e_3_c_5_what_is_offered_instead_is_not_in_a_month_that_is_full(app: Flask) -> None:
    scheduled(slot=NINE)
    scheduled(slot=TEN)
    third = verified()
    scheduled(submission(parties=(party(CIAMIS),)), slot=DECEMBER)

    with pytest.raises(SessionTaken) as error:
        given(third, DECEMBER)
    assert error.value.free[0].date == "2026-12-01"

    with pytest.raises((SessionTaken, QuotaFull)) as error:
        given(third, NINE)
    assert all(free.date >= "2026-12-01" for free in error.value.free)


def test_e_3_c_5_a_third_visit_of_a_region_has_no_place(app: Flask) -> None:
    scheduled(slot=NINE)
    scheduled(submission(parties=(party(BANYUMAS, "dprd"),)), slot=TEN)
    third = verified()

    with pytest.raises(QuotaFull) as error:
        given(third, ONE)

    assert error.value.clause == "E.3.c.5"
    assert error.value.detail == (
        "Kuota kunjungan Kab. Banyumas bulan November 2026 sudah terpakai 2 dari 2 "
        "(SE-2 E.3.c.5). Ajukan video conference, atau pilih tanggal mulai 1 Desember 2026."
    )
    assert sessions_of(third) == []


def test_e_3_c_5_the_month_of_the_visit_is_charged(app: Flask) -> None:
    scheduled(slot=NINE)
    scheduled(slot=TEN)

    third = given(verified(), DECEMBER)

    assert places_of(third) == [(BANYUMAS, "2026-12", 1)]


def test_e_3_c_5_a_joint_visit_takes_a_place_of_every_region_or_of_none(app: Flask) -> None:
    scheduled(submission(parties=(party(CIAMIS),)), slot=NINE)
    scheduled(submission(parties=(party(CIAMIS),)), slot=TEN)
    joint = verified(submission(parties=(party(PANGANDARAN), party(CIAMIS))))

    with pytest.raises(QuotaFull) as error:
        given(joint, ONE)
    assert "Kab. Ciamis" in error.value.detail
    assert sessions_of(joint) == []
    assert places_of(joint) == []

    given(joint, DECEMBER)
    assert places_of(joint) == [(CIAMIS, "2026-12", 1), (PANGANDARAN, "2026-12", 1)]


def test_e_3_c_5_a_bank_uses_no_place(app: Flask) -> None:
    reference = scheduled(submission(parties=(Party("bank", "Bank BJB"),)))

    assert places_of(reference) == []
    assert len(sessions_of(reference)) == 1


def test_e_3_c_5_a_conference_uses_no_place_and_leaves_the_visiting_room(app: Flask) -> None:
    conferences = [scheduled(submission(mode=CONFERENCE), slot=NINE) for _ in range(3)]
    visit = scheduled(submission(parties=(party(CIAMIS),)), slot=NINE)

    rooms = {sessions_of(reference)[0][0] for reference in (*conferences, visit)}
    assert len(rooms) == 4
    assert [places_of(reference) for reference in conferences] == [[], [], []]
    with pytest.raises(SessionTaken):
        scheduled(submission(mode=CONFERENCE), slot=NINE)


def test_e_3_c_2_the_second_working_day_is_refused(app: Flask) -> None:
    reference = verified()

    with pytest.raises(RuleBroken) as error:
        given(reference, Slot(date(2026, 11, 25), "09:00"))

    assert codes_of(error.value.problems) == ["lead_time"]
    assert error.value.clause == "E.3.c.2"


@pytest.mark.parametrize(
    ("slot", "code"),
    [
        (Slot(THURSDAY, "12:00"), "session_unknown"),
        (Slot(date(2026, 11, 28), "09:00"), "not_working_day"),
        (Slot(date(2026, 12, 25), "09:00"), "not_working_day"),
    ],
)
def test_e_3_c_8_outside_the_board_nothing_is_given(app: Flask, slot: Slot, code: str) -> None:
    with pytest.raises(RuleBroken) as error:
        given(verified(), slot)

    assert codes_of(error.value.problems) == [code]


def test_e_3_c_3_a_closed_day_and_a_closed_session_are_not_given(app: Flask) -> None:
    close(FRIDAY)
    close(THURSDAY, "09:00")
    reference = verified()

    for slot in (NINE, Slot(FRIDAY, "13:00")):
        with pytest.raises(RuleBroken) as error:
            given(reference, slot)
        assert codes_of(error.value.problems) == ["session_closed"]
    assert state(given(reference, TEN)) == "scheduled"


def test_a_session_that_is_over_is_not_given(app: Flask) -> None:
    reference = verified()

    with pytest.raises(RuleBroken) as error:
        given(reference, NINE, now=at(26, 10))

    assert codes_of(error.value.problems) == ["session_closed"]
    assert "sudah lewat" in error.value.detail
    assert state(given(reference, NINE, now=at(26, 9, 30))) == "scheduled"


def test_only_a_verified_request_is_scheduled(app: Flask) -> None:
    with pytest.raises(MoveNotAllowed):
        given(submitted())


def test_reception_gives_no_sessions(app: Flask) -> None:
    with pytest.raises(NotAllowed):
        given(verified(), by=RECEPTION)


def test_a_second_approval_finds_the_first(app: Flask) -> None:
    reference = verified()
    seen = found(reference).version
    schedule(reference, NINE, consulted="DTU", by=OFFICER, now=NOW, version=seen)

    with pytest.raises(AlreadyDecided):
        schedule(reference, TEN, consulted="DTU", by=OFFICER, now=NOW, version=seen)

    assert sessions_of(reference) == [(VISITING_ROOM, NINE)]


def test_a_word_too_long_for_the_table_is_refused_before_the_database_does(app: Flask) -> None:
    with pytest.raises(InputRefused):
        schedule(verified(), NINE, consulted="x" * 301, by=OFFICER, now=NOW)


def test_after_a_cancellation_by_the_requester_the_session_is_free_again(app: Flask) -> None:
    reference = scheduled(slot=NINE)
    cancel_by_requester(reference, reason="Paripurna.", by=OFFICER, now=NOW)

    assert state(scheduled(slot=NINE)) == "scheduled"
