"""Dispensation: proposed by one, decided by another, used by a session, counted in the month."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from booking.database import db, transaction
from booking.domain.delegation import Guest
from booking.domain.roles import Actor, Role
from booking.domain.sessions import Slot
from booking.errors import (
    AlreadyDecided,
    InputRefused,
    MoveNotAllowed,
    NotAllowed,
    NotFound,
    RuleBroken,
    SelfApproval,
    SessionTaken,
)
from booking.models.desk import DispensationRow
from booking.models.requests import RequestGuest
from booking.store import audit
from booking.usecases.cancel import cancel_by_djpk, cancel_by_requester
from booking.usecases.check_in import check_in
from booking.usecases.consult_unit import consult_unit
from booking.usecases.dispense import grant, propose, refuse
from booking.usecases.report_month import report_month
from booking.usecases.schedule import reschedule
from booking.usecases.verify_letter import reject
from tests.usecases.builders import (
    AT_NINE,
    CILACAP,
    LINK_KEY,
    NINE,
    NOW,
    OFFICER,
    RECEPTION,
    SECOND,
    STAFF,
    SUPERVISOR,
    TEN,
    THURSDAY,
    TWO,
    UNIT,
    arrivals,
    found,
    given,
    moves_of,
    party,
    places_of,
    scheduled,
    state,
    submission,
    verified,
)

OTHER_SUPERVISOR = Actor("Ratna Dewi", "staff:9", Role.SUPERVISOR)
WEDNESDAY = date(2026, 11, 25)
WHY = "Arahan pimpinan, nota dinas ND-12/PK/2026."
THIRD = Guest("Wawan Setiadi", "Kepala Seksi")


@pytest.fixture(autouse=True)
def _database(app: Flask) -> None:
    """Each test on its own database."""


def rows() -> list[DispensationRow]:
    db.session.rollback()
    return list(db.session.scalars(select(DispensationRow).order_by(DispensationRow.id)))


def third_visit() -> str:
    """A verified request of a region that already comes twice this month."""
    scheduled(slot=NINE)
    scheduled(slot=TEN)
    return verified()


def proposed(reference: str, rule: str = "monthly_quota", on: date | None = THURSDAY) -> int:
    propose(reference, rule, on=on, reason=WHY, by=OFFICER, now=NOW)
    return rows()[-1].id


def granted(reference: str, rule: str = "monthly_quota", on: date | None = THURSDAY) -> str:
    grant(reference, proposed(reference, rule, on), by=SUPERVISOR, now=NOW)
    return reference


def test_a_granted_third_visit_takes_the_third_place_of_its_region() -> None:
    reference = granted(third_visit())

    given(reference, TWO)

    assert state(reference) == "scheduled"
    assert places_of(reference) == [("33.02", "2026-11", 3)]
    assert rows()[0].state == "used"


def test_a_dispensation_keeps_clause_policy_region_reason_and_both_names() -> None:
    granted(third_visit())

    row = rows()[0]

    assert (row.clause, row.policy, row.region_code) == ("E.3.c.5", "SE-2/PK.1/2024", "33.02")
    assert (row.reason, row.proposed_by, row.decided_by) == (WHY, "Nurhayati", "Hendra Wijaya")
    assert row.cause.startswith("Kuota kunjungan Kab. Banyumas bulan November 2026")


def test_a_proposal_alone_opens_nothing() -> None:
    reference = third_visit()
    proposed(reference)

    with pytest.raises(Exception, match="sudah terpakai 2 dari 2"):
        given(reference, TWO)


def test_a_joint_visit_is_dispensed_for_each_full_region_apart() -> None:
    scheduled(slot=NINE)
    scheduled(slot=TEN)
    reference = verified(submission(parties=(party(), party(CILACAP))))

    number = propose(reference, "monthly_quota", on=THURSDAY, reason=WHY, by=OFFICER, now=NOW)

    assert number == 1
    assert [row.region_code for row in rows()] == ["33.02"]


def test_an_earlier_date_is_open_by_dispensation_from_the_lead_time() -> None:
    reference = granted(verified(), "lead_time", WEDNESDAY)

    given(reference, Slot(WEDNESDAY, "09:00"))

    assert state(reference) == "scheduled"


def test_a_larger_delegation_is_received_by_dispensation_from_the_cap() -> None:
    reference = larger_delegation()

    told = check_in(reference, arrivals(STAFF, SECOND, THIRD), nonce="n", by=RECEPTION, now=AT_NINE)

    assert (told.cap, told.admitted, told.sppd, told.violations) == (3, 3, 3, ())


def larger_delegation() -> str:
    """A visit of three guests without a head, dispensed and scheduled."""
    reference = verified()
    key = found(reference).id
    third = {"name": THIRD.name, "position": THIRD.position, "role": THIRD.role}
    with transaction():
        db.session.add(RequestGuest(request_id=key, position_no=3, **third))
    return given(granted(reference, "guest_cap", None), NINE)


def test_a_session_that_is_taken_stays_taken() -> None:
    scheduled(slot=NINE)
    scheduled(slot=TEN)
    reference = granted(verified())

    with pytest.raises(SessionTaken):
        given(reference, NINE)


def test_another_month_needs_its_own_dispensation() -> None:
    reference = granted(third_visit())
    december = Slot(date(2026, 12, 1), "09:00")

    with pytest.raises(InputRefused) as refused:
        propose(reference, "monthly_quota", on=december.on, reason=WHY, by=OFFICER, now=NOW)

    assert refused.value.problems[0].code == "dispensation_needless"


@pytest.mark.parametrize("rule", ["session_taken", "letter_spent", "no_schedule", "letter_missing"])
def test_no_other_clause_can_be_dispensed_from(rule: str) -> None:
    with pytest.raises(InputRefused) as refused:
        propose(verified(), rule, on=THURSDAY, reason=WHY, by=OFFICER, now=NOW)

    assert refused.value.problems[0].code == "not_dispensable"


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_a_dispensation_needs_a_reason(reason: str) -> None:
    with pytest.raises(InputRefused) as refused:
        propose(verified(), "lead_time", on=WEDNESDAY, reason=reason, by=OFFICER, now=NOW)

    assert refused.value.problems[0].code == "reason_missing"


@pytest.mark.parametrize("on", [None, date(2026, 11, 20)])
def test_a_dispensation_for_a_day_needs_a_day_to_come(on: date | None) -> None:
    with pytest.raises(InputRefused) as refused:
        propose(verified(), "lead_time", on=on, reason=WHY, by=OFFICER, now=NOW)

    assert refused.value.problems[0].code == "date_missing"


def test_nobody_approves_an_own_proposal_not_even_a_supervisor() -> None:
    reference = third_visit()
    propose(reference, "monthly_quota", on=THURSDAY, reason=WHY, by=SUPERVISOR, now=NOW)

    with pytest.raises(SelfApproval, match="pengusulnya sendiri"):
        grant(reference, rows()[0].id, by=SUPERVISOR, now=NOW)
    grant(reference, rows()[0].id, by=OTHER_SUPERVISOR, now=NOW)

    assert rows()[0].decided_by == "Ratna Dewi"


def test_an_officer_decides_on_no_dispensation() -> None:
    reference = third_visit()
    key = proposed(reference)

    with pytest.raises(NotAllowed, match="oleh penyelia"):
        grant(reference, key, by=Actor("Lina", "staff:8", Role.OFFICER), now=NOW)


def test_a_unit_proposes_no_dispensation() -> None:
    with pytest.raises(NotAllowed):
        propose(third_visit(), "monthly_quota", on=THURSDAY, reason=WHY, by=UNIT, now=NOW)


def test_the_second_supervisor_is_told_who_decided_and_when() -> None:
    reference = third_visit()
    key = proposed(reference)
    grant(reference, key, by=SUPERVISOR, now=NOW)

    with pytest.raises(AlreadyDecided, match=r"oleh Hendra Wijaya pada .* pukul 09\.12"):
        refuse(reference, key, reason="Tidak perlu.", by=OTHER_SUPERVISOR, now=NOW)


def test_the_same_dispensation_is_proposed_once() -> None:
    reference = third_visit()
    proposed(reference)

    with pytest.raises(AlreadyDecided):
        proposed(reference)

    assert len(rows()) == 1


def test_a_refused_dispensation_says_why_and_may_be_proposed_anew() -> None:
    reference = third_visit()
    refuse(reference, proposed(reference), reason="Cukup konferensi.", by=SUPERVISOR, now=NOW)

    proposed(reference)

    assert [(row.state, row.decision_reason) for row in rows()] == [
        ("refused", "Cukup konferensi."),
        ("proposed", ""),
    ]


def test_a_refusal_needs_a_reason() -> None:
    reference = third_visit()
    key = proposed(reference)

    with pytest.raises(InputRefused):
        refuse(reference, key, reason=" ", by=SUPERVISOR, now=NOW)


def test_a_dispensation_belongs_to_its_own_request() -> None:
    key = proposed(third_visit())

    with pytest.raises(NotFound):
        grant(verified(), key, by=SUPERVISOR, now=NOW)


def test_a_stale_page_proposes_nothing() -> None:
    reference = third_visit()
    seen = found(reference).version
    reject(reference, codes=(), reason="Keliru.", by=OFFICER, now=NOW)

    with pytest.raises(AlreadyDecided):
        propose(
            reference,
            "monthly_quota",
            on=THURSDAY,
            reason=WHY,
            by=OFFICER,
            now=NOW,
            version=seen,
        )


def test_an_ended_request_is_dispensed_from_nothing() -> None:
    reference = third_visit()
    reject(reference, codes=(), reason="Keliru.", by=OFFICER, now=NOW)

    with pytest.raises(MoveNotAllowed):
        proposed(reference)


def end_by_rejection(reference: str) -> None:
    reject(reference, codes=(), reason="Keliru.", by=OFFICER, now=NOW)


def end_by_withdrawal(reference: str) -> None:
    cancel_by_requester(reference, reason="Batal.", by=OFFICER, now=NOW)


@pytest.mark.parametrize("end", [end_by_rejection, end_by_withdrawal])
@pytest.mark.parametrize("begin", [proposed, granted])
def test_what_was_not_used_expires_when_the_request_ends(
    begin: Callable[[str], object], end: Callable[[str], None]
) -> None:
    reference = third_visit()
    begin(reference)

    end(reference)

    assert rows()[0].state == "expired"


def test_a_session_taken_back_by_djpk_leaves_the_dispensation_good() -> None:
    reference = granted(third_visit())
    given(reference, TWO)

    cancel_by_djpk(reference, reason="Rapat pimpinan.", by=OFFICER, now=NOW)

    assert rows()[0].state == "granted"
    given(reference, TWO)
    assert rows()[0].state == "used"


def test_a_visit_that_moves_to_a_free_month_no_longer_uses_its_dispensation() -> None:
    reference = granted(third_visit())
    given(reference, TWO)

    reschedule(reference, Slot(date(2026, 12, 1), "09:00"), reason="Rapat.", by=OFFICER, now=NOW)

    assert rows()[0].state == "granted"
    assert places_of(reference) == [("33.02", "2026-12", 1)]


def test_a_hold_for_the_unit_takes_the_third_place_but_uses_nothing_yet() -> None:
    reference = granted(third_visit())

    consult_unit(reference, TWO, unit_code="DTU", by=OFFICER, now=NOW, link_key=LINK_KEY)

    assert places_of(reference) == [("33.02", "2026-11", 3)]
    assert rows()[0].state == "granted"


def test_the_report_counts_the_violation_and_that_it_was_dispensed() -> None:
    reference = given(granted(verified(), "lead_time", WEDNESDAY), Slot(WEDNESDAY, "09:00"))
    on_wednesday = AT_NINE.replace(day=25)

    before = report_month("2026-11", now=on_wednesday).violations
    check_in(reference, arrivals(STAFF), nonce="n", by=RECEPTION, now=on_wednesday)
    report = report_month("2026-11", now=on_wednesday)

    assert "dispensation" not in before
    assert (report.violations["lead_time_short"], report.violations["dispensation"]) == (1, 1)
    assert report.visits.rows[0].violations == ("lead_time_short", "dispensation")
    assert "1 kunjungan berlangsung dengan dispensasi" in report.narrative.violations


def test_every_step_is_in_the_history_and_in_the_audit() -> None:
    reference = granted(third_visit())

    steps = [step.move for step in moves_of(reference)]

    assert steps[-2:] == ["propose_dispensation", "grant_dispensation"]
    assert list(audit.broken_links()) == []


def test_without_dispensation_the_lead_time_stays_broken() -> None:
    reference = verified()

    with pytest.raises(RuleBroken, match="Jadwal paling cepat Kamis, 26 November 2026"):
        given(reference, Slot(WEDNESDAY, "09:00"))

    assert state(reference) == "verified"
