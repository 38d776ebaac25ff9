"""The numbers of the circular and the date from which they hold."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

from booking.domain.policy import (
    FOUR_SESSIONS,
    SE_2,
    Policy,
    SessionHours,
    SessionPlan,
    policy_from,
    policy_on,
)

THURSDAY, FRIDAY, SATURDAY = date(2026, 11, 26), date(2026, 11, 27), date(2026, 11, 28)
STRICTER = Policy(name="SE-9/PK/2027", valid_from=date(2027, 1, 4), visits_per_month=1)


def test_the_defaults_are_the_numbers_of_the_circular() -> None:
    assert SE_2.name == "SE-2/PK.1/2024"
    assert SE_2.valid_from == date(2024, 1, 2)
    assert SE_2.lead_working_days == 3
    assert SE_2.visits_per_month == 2
    assert (SE_2.guest_cap, SE_2.guest_cap_with_head) == (2, 4)


def test_a_day_has_four_sessions_and_none_at_noon() -> None:
    starts = [hours.start for hours in SE_2.sessions_on(THURSDAY)]

    assert starts == ["09:00", "10:00", "13:00", "14:00"]


def test_a_saturday_has_no_session() -> None:
    assert SE_2.sessions_on(SATURDAY) == ()


def test_a_session_is_known_by_its_start_only() -> None:
    assert SE_2.hours(THURSDAY, "13:00") == SessionHours("13:00", "14:00")
    assert SE_2.hours(THURSDAY, "12:00") is None
    assert SE_2.hours(SATURDAY, "13:00") is None


def test_no_policy_holds_before_the_second_of_january_2024() -> None:
    assert policy_on([SE_2], date(2024, 1, 1)) is None
    assert policy_on([SE_2], date(2024, 1, 2)) is SE_2


def test_a_later_circular_holds_from_its_date_whatever_the_order() -> None:
    for known in ([SE_2, STRICTER], [STRICTER, SE_2]):
        assert policy_on(known, date(2027, 1, 3)) is SE_2
        assert policy_on(known, date(2027, 1, 4)) is STRICTER


def test_a_plan_in_front_gives_friday_and_ramadan_hours_without_code() -> None:
    friday = SessionPlan(hours=(SessionHours("08:30", "09:30"),), weekdays=(4,))
    ramadan = SessionPlan(
        hours=(SessionHours("08:00", "09:00"),), valid_from="2027-02-08", valid_to="2027-03-09"
    )

    policy = replace(SE_2, plans=(ramadan, friday, FOUR_SESSIONS))

    assert [h.start for h in policy.sessions_on(FRIDAY)] == ["08:30"]
    assert [h.start for h in policy.sessions_on(date(2027, 2, 8))] == ["08:00"]
    assert [h.start for h in policy.sessions_on(date(2027, 3, 9))] == ["08:00"]
    assert len(policy.sessions_on(date(2027, 3, 10))) == 4
    assert len(policy.sessions_on(THURSDAY)) == 4


def test_a_policy_comes_back_from_its_stored_numbers() -> None:
    kept = json.loads(json.dumps(STRICTER.numbers()))

    assert policy_from(STRICTER.name, STRICTER.valid_from, kept) == STRICTER


def test_what_is_not_stored_keeps_the_value_of_the_circular() -> None:
    policy = policy_from("SE-9", date(2027, 1, 4), {"guest_cap": 3})

    assert policy.guest_cap == 3
    assert policy.visits_per_month == 2
    assert policy.plans == (FOUR_SESSIONS,)
