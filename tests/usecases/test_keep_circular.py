"""A future circular is a row of its own; what holds is never changed, nobody loses a session."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from booking.database import db
from booking.domain.policy import SE_2, SessionHours, SessionPlan
from booking.errors import (
    AlreadyDecided,
    ClaimsCut,
    InputRefused,
    MoveNotAllowed,
    NotAllowed,
    NotFound,
)
from booking.models.history import AuditRow
from booking.models.reference import PolicyRow
from booking.store import policies
from booking.usecases.keep_circular import enter_circular, withdraw_circular
from tests.usecases.builders import (
    ADMIN,
    NINE,
    NOW,
    OFFICER,
    SUPERVISOR,
    TEN,
    THURSDAY,
    given,
    scheduled,
    verified,
)

NEW_YEAR = date(2027, 1, 1)
SE_9 = replace(SE_2, name="SE-9/PK.1/2027", valid_from=NEW_YEAR, visits_per_month=3)
MORNINGS = (SessionPlan((SessionHours("09:00", "10:00"),)),)


def entered(policy: object = SE_9, **how: object) -> int:
    return enter_circular(
        policy,  # type: ignore[arg-type]
        legal_basis="SE-9",
        **{"by": SUPERVISOR, "now": NOW, **how},  # type: ignore[arg-type]
    )


def test_a_new_circular_holds_from_its_day_and_the_old_one_until_then(app: Flask) -> None:
    entered()

    assert policies.policy_for(date(2026, 12, 31)).visits_per_month == 2
    assert policies.policy_for(NEW_YEAR) == SE_9


def test_the_row_in_force_stays_untouched(app: Flask) -> None:
    before = [(row.id, row.name, row.numbers) for row in policies.rows()]

    entered()

    assert [(row.id, row.name, row.numbers) for row in policies.rows()][1:] == before


def test_entering_leaves_a_row_of_audit_with_numbers_basis_and_note(app: Flask) -> None:
    number = entered(note="Disetujui rapat pimpinan.")

    act = db.session.scalars(select(AuditRow).where(AuditRow.action == "enter_circular")).one()
    assert (act.subject, act.actor) == (f"policy:{number}", SUPERVISOR.key)
    assert act.fields["note"] == "Disetujui rapat pimpinan."
    assert act.fields["numbers"]["visits_per_month"] == 3


@pytest.mark.parametrize("days", [0, -30])
def test_a_circular_never_begins_today_or_in_the_past(app: Flask, days: int) -> None:
    today = date(2026, 11, 23)

    with pytest.raises(InputRefused):
        entered(replace(SE_9, valid_from=today + timedelta(days=days)))


@pytest.mark.parametrize("by", [OFFICER, ADMIN])
def test_only_a_supervisor_enters_or_withdraws(app: Flask, by: object) -> None:
    with pytest.raises(NotAllowed):
        entered(by=by)
    with pytest.raises(NotAllowed):
        withdraw_circular(1, by=by, now=NOW)  # type: ignore[arg-type]


def test_two_circulars_never_begin_on_one_day(app: Flask) -> None:
    entered()

    with pytest.raises(AlreadyDecided, match="1 Januari 2027"):
        entered(replace(SE_9, name="SE-10"))


def test_decision_10_a_plan_that_would_cut_a_session_lists_it_and_is_refused(app: Flask) -> None:
    reference = scheduled(slot=TEN)

    with pytest.raises(ClaimsCut) as error:
        entered(replace(SE_9, valid_from=THURSDAY, plans=MORNINGS))

    assert [problem.code for problem in error.value.problems] == ["claims_cut"]
    assert reference in error.value.problems[0].detail
    assert "Kamis, 26 November 2026, pukul 10.00 WIB" in error.value.problems[0].detail
    assert len(policies.policies()) == 1


def test_a_plan_that_keeps_every_session_is_taken(app: Flask) -> None:
    scheduled(slot=NINE)

    entered(replace(SE_9, valid_from=THURSDAY, plans=MORNINGS))

    assert len(policies.policies()) == 2


def test_a_circular_is_withdrawn_before_it_holds_and_may_be_entered_again(app: Flask) -> None:
    number = entered()

    withdraw_circular(number, by=SUPERVISOR, now=NOW)

    assert policies.policy_for(NEW_YEAR) == SE_2
    assert db.session.get(PolicyRow, number) is not None
    with pytest.raises(NotFound):
        withdraw_circular(number, by=SUPERVISOR, now=NOW)
    assert entered() != number


def test_a_circular_that_holds_is_never_withdrawn(app: Flask) -> None:
    number = entered()

    with pytest.raises(MoveNotAllowed, match="sudah berlaku"):
        withdraw_circular(number, by=SUPERVISOR, now=NOW + timedelta(days=60))

    assert policies.policy_for(NEW_YEAR) == SE_9


def test_a_circular_on_which_a_session_rests_is_not_withdrawn(app: Flask) -> None:
    eight = SessionPlan((SessionHours("08:00", "09:00"), *SE_2.plans[0].hours))
    number = entered(replace(SE_9, valid_from=THURSDAY, plans=(eight,)))
    given(verified(), replace(NINE, start="08:00"))

    with pytest.raises(ClaimsCut):
        withdraw_circular(number, by=SUPERVISOR, now=NOW)
