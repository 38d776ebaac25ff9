"""At reception: the cap follows who really came, and a scan repeated does no harm."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from booking.database import db
from booking.domain.delegation import Arrival, Guest
from booking.domain.words import CONFERENCE, REGIONAL_HEAD
from booking.errors import InputRefused, MoveNotAllowed, NotAllowed, RuleBroken
from booking.models.door import Attendee, CheckIn
from booking.usecases.check_in import CheckedIn, check_in, preview, undo_check_in
from booking.usecases.close_day import close_day
from tests.usecases.builders import (
    AFTER_HOURS,
    AT_NINE,
    HEAD,
    NINE,
    OFFICER,
    RECEPTION,
    SECOND,
    STAFF,
    UNIT,
    arrivals,
    at,
    codes_of,
    scheduled,
    state,
    submission,
    verified,
    violations,
)

FOUR = submission(guests=(HEAD, STAFF, SECOND, Guest("Joko Susilo", "Kepala Bidang")))
STRANGER = Arrival("Orang Lain", "Kepala Dinas", identity_seen=True)


def scan(
    reference: str, came: list[Arrival] | None = None, *, nonce: str = "scan-1", **how: object
) -> CheckedIn:
    usual = {"by": RECEPTION, "now": AT_NINE}
    came = arrivals(STAFF, SECOND) if came is None else came
    return check_in(reference, came, nonce=nonce, **(usual | how))  # type: ignore[arg-type]


def test_two_guests_on_time_go_in_with_two_sppd(app: Flask) -> None:
    reference = scheduled()

    told = scan(reference)

    assert told == CheckedIn(cap=2, arrived=2, admitted=2, sppd=2, violations=())
    assert state(reference) == "checked_in"
    assert violations() == []


def test_e_3_c_6_a_third_guest_stays_outside_and_is_recorded(app: Flask) -> None:
    reference = scheduled()

    told = scan(reference, [*arrivals(STAFF, SECOND), STRANGER])

    assert (told.cap, told.arrived, told.admitted, told.sppd) == (2, 3, 2, 2)
    assert told.violations == (("guest_cap_exceeded", "E.3.c.6"),)
    assert violations(reference) == ["guest_cap_exceeded"]


def test_e_3_c_6_an_announced_head_who_stays_away_leaves_two_places(app: Flask) -> None:
    reference = scheduled(FOUR)

    told = scan(reference, arrivals(*FOUR.guests[1:]))

    assert (told.cap, told.admitted, told.sppd) == (2, 2, 2)
    assert told.violations == (
        ("guest_cap_exceeded", "E.3.c.6"),
        ("head_claim_invalid", "E.3.c.6"),
    )


def test_e_3_c_6_the_head_without_an_identity_opens_nothing(app: Flask) -> None:
    told = scan(scheduled(FOUR), arrivals(*FOUR.guests, identity_seen=False))

    assert (told.cap, told.admitted) == (2, 2)


def test_e_3_c_6_an_unannounced_head_opens_four(app: Flask) -> None:
    head = Arrival("Sri Wahyuni", "Bupati", REGIONAL_HEAD, identity_seen=True)

    told = scan(scheduled(), [head, *arrivals(STAFF, SECOND)])

    assert (told.cap, told.admitted, told.violations) == (4, 3, ())


def test_e_3_c_7_companions_without_a_name_get_no_sppd(app: Flask) -> None:
    told = scan(scheduled(), extra_count=2)

    assert (told.arrived, told.admitted, told.sppd) == (4, 2, 2)


def test_an_unlisted_guest_within_the_cap_is_a_substitute_and_no_violation(app: Flask) -> None:
    told = scan(scheduled(), [*arrivals(STAFF), STRANGER])

    assert told.violations == ()
    marked = db.session.execute(select(Attendee.name, Attendee.substituted)).all()
    assert dict(marked) == {"Budi Santoso": False, "Orang Lain": True}


def test_a_repeated_scan_is_harmless(app: Flask) -> None:
    reference = scheduled()
    came = [*arrivals(STAFF, SECOND), STRANGER]
    first = scan(reference, came)

    again = scan(reference, came, now=AT_NINE + timedelta(minutes=1))

    assert again == first
    assert violations() == ["guest_cap_exceeded"]
    assert db.session.scalar(select(func.count()).select_from(CheckIn)) == 1


def test_a_second_scan_is_told_that_they_are_in(app: Flask) -> None:
    reference = scheduled()
    scan(reference)

    with pytest.raises(MoveNotAllowed):
        scan(reference, nonce="scan-2")


def test_a_mistaken_check_in_is_taken_back_with_its_violations(app: Flask) -> None:
    reference = scheduled()
    scan(reference, [*arrivals(STAFF, SECOND), STRANGER])

    undo_check_in(reference, reason="Rombongan lain.", by=RECEPTION, now=AT_NINE)

    assert state(reference) == "scheduled"
    assert violations() == []
    assert scan(reference, nonce="scan-2").admitted == 2


def test_e_3_c_11_on_another_day_nobody_goes_in_and_it_is_recorded_once(app: Flask) -> None:
    reference = scheduled()

    for minute in (0, 5):
        with pytest.raises(RuleBroken) as error:
            scan(reference, now=at(25, 9, minute), nonce=f"scan-{minute}")

    assert error.value.clause == "E.3.c.11"
    assert codes_of(error.value.problems) == ["out_of_schedule"]
    assert violations(reference) == ["out_of_schedule"]
    assert state(reference) == "scheduled"


def test_e_3_c_11_after_the_session_nobody_goes_in(app: Flask) -> None:
    reference = scheduled()

    with pytest.raises(RuleBroken):
        scan(reference, now=at(26, 10))

    assert violations(reference) == ["out_of_schedule"]


@pytest.mark.parametrize(("hour", "minute"), [(7, 30), (9, 59)])
def test_e_3_c_11_early_and_late_within_the_session_are_received(
    app: Flask, hour: int, minute: int
) -> None:
    assert scan(scheduled(), now=at(26, hour, minute)).admitted == 2


def test_e_3_c_3_without_a_schedule_nobody_goes_in(app: Flask) -> None:
    reference = verified()

    with pytest.raises(RuleBroken) as error:
        scan(reference)

    assert (error.value.clause, codes_of(error.value.problems)) == ("E.3.c.3", ["no_schedule"])
    assert state(reference) == "verified"


def test_after_the_day_is_closed_a_scan_comes_too_late(app: Flask) -> None:
    reference = scheduled()
    close_day(now=AFTER_HOURS)

    with pytest.raises(MoveNotAllowed):
        scan(reference, now=AFTER_HOURS)


def test_a_conference_has_no_check_in(app: Flask) -> None:
    with pytest.raises(MoveNotAllowed):
        scan(scheduled(submission(mode=CONFERENCE), slot=NINE))


def test_a_unit_does_not_receive_and_an_officer_may(app: Flask) -> None:
    reference = scheduled()

    with pytest.raises(NotAllowed):
        scan(reference, by=UNIT)
    assert scan(reference, by=OFFICER).admitted == 2


@pytest.mark.parametrize(
    ("came", "nonce", "extra"),
    [
        ([], "n", 0),
        ([STRANGER], "", 0),
        ([STRANGER], "n" * 65, 0),
        ([STRANGER], "n", -1),
        ([STRANGER], "n", 201),
        ([Arrival(" ", "Kepala")], "n", 0),
        ([Arrival("Budi", "Kepala", "raja")], "n", 0),
        ([Arrival("B" * 121, "Kepala")], "n", 0),
        ([Arrival("Budi", "K" * 121)], "n", 0),
    ],
)
def test_what_reception_cannot_mean_is_refused(
    app: Flask, came: list[Arrival], nonce: str, extra: int
) -> None:
    reference = scheduled()

    with pytest.raises(InputRefused):
        scan(reference, came, nonce=nonce, extra_count=extra)

    assert state(reference) == "scheduled"


def test_the_preview_says_what_the_door_will_decide_and_writes_nothing(app: Flask) -> None:
    reference = scheduled()

    told = preview(reference, [*arrivals(STAFF, SECOND), STRANGER])

    assert (told.cap, len(told.admitted), told.violations) == (2, 2, ("guest_cap_exceeded",))
    assert told.refused[0].name == "Orang Lain"
    assert violations() == []
