"""Which clauses are asked about a request and about a session for it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.domain.delegation import Guest
from booking.domain.examination import (
    Case,
    LetterFacts,
    QuotaUse,
    examine_request,
    examine_slot,
    quota_findings,
)
from booking.domain.findings import Finding, Verdict, broken, clause_long, clause_short, worst_first
from booking.domain.policy import SE_2
from booking.domain.sessions import VISITING_ROOM, Slot
from booking.domain.words import CONFERENCE, OTHER, VISIT
from booking.domain.workdays import WorkCalendar

CALENDAR = WorkCalendar()
MONDAY, THURSDAY = date(2026, 11, 23), date(2026, 11, 26)
SLOT = Slot(THURSDAY, "09:00")
BANYUMAS = "Kab. Banyumas"
DIRECTOR_GENERAL = "Direktur Jenderal Perimbangan Keuangan"
STAFF = Guest("Budi Santoso", "Kepala BPKAD")


def case_of(**changes: Any) -> Case:
    """A visit of Kab. Banyumas whose letter came on Monday and against which nothing stands."""
    usual: dict[str, Any] = {
        "mode": VISIT,
        "received_on": MONDAY,
        "guests": (STAFF,),
        "letters": (LetterFacts("900/123/BPKAD/2026", DIRECTOR_GENERAL),),
        "regions": {"33.02": BANYUMAS},
        "policy": SE_2,
        "calendar": CALENDAR,
    }
    return Case(**(usual | changes))


def codes(findings: list[Finding]) -> list[str]:
    return [finding.code for finding in broken(findings)]


def test_e_3_c_5_the_month_of_the_visit_is_charged_across_a_month_end() -> None:
    november, december = ("33.02", "2026-11"), ("33.02", "2026-12")
    case = case_of(quotas={november: QuotaUse(used=2), december: QuotaUse(used=1)})

    assert codes(quota_findings(case, date(2026, 11, 30))) == ["monthly_quota"]
    assert codes(quota_findings(case, date(2026, 12, 1))) == []


def test_e_3_c_5_a_joint_visit_counts_for_every_region_and_names_the_full_one() -> None:
    case = case_of(
        regions={"32.18": "Kab. Pangandaran", "32.07": "Kab. Ciamis"},
        quotas={("32.07", "2026-11"): QuotaUse(used=2)},
    )

    findings = quota_findings(case, THURSDAY)

    assert [finding.is_broken for finding in findings] == [False, True]
    assert findings[1].facts["region"] == "Kab. Ciamis"


def test_e_3_c_5_an_institution_without_a_region_is_not_counted() -> None:
    assert quota_findings(case_of(regions={}), THURSDAY) == []


def test_e_3_c_5_a_conference_is_not_counted() -> None:
    case = case_of(mode=CONFERENCE, quotas={("33.02", "2026-11"): QuotaUse(used=2)})

    assert codes(examine_slot(case, SLOT)) == []


def test_e_3_c_5_in_december_the_way_on_is_the_first_working_day_of_january() -> None:
    case = case_of(quotas={("33.02", "2026-12"): QuotaUse(used=2)})

    finding = quota_findings(case, date(2026, 12, 31))[0]

    assert "pilih tanggal mulai 4 Januari 2027" in finding.sentence


def test_e_3_c_6_a_conference_has_no_guest_cap() -> None:
    assert codes(examine_request(case_of(mode=CONFERENCE, guests=(STAFF,) * 9))) == []


def test_nothing_stands_against_a_usual_visit() -> None:
    case = case_of()

    assert codes([*examine_request(case), *examine_slot(case, SLOT)]) == []


def test_a_visit_is_asked_about_every_clause_that_governs_it() -> None:
    case = case_of()

    asked = {finding.code for finding in [*examine_request(case), *examine_slot(case, SLOT)]}

    assert asked == {
        "letter_missing",
        "letter_addressee",
        "letter_spent",
        "guest_cap",
        "not_working_day",
        "session_unknown",
        "lead_time",
        "session_closed",
        "session_taken",
        "monthly_quota",
    }


def test_a_conference_is_not_asked_about_guests_and_quota() -> None:
    case = case_of(mode=CONFERENCE)

    asked = {finding.code for finding in [*examine_request(case), *examine_slot(case, SLOT)]}

    assert not asked & {"guest_cap", "monthly_quota"}


def test_every_letter_of_a_joint_visit_is_looked_at() -> None:
    letters = (
        LetterFacts("900/1", DIRECTOR_GENERAL),
        LetterFacts("170/2", DIRECTOR_GENERAL, used_by="K7M2-4QXD", is_spent=True),
    )

    assert codes(examine_request(case_of(letters=letters))) == ["letter_spent"]


def test_a_taken_session_of_the_visiting_room_does_not_stop_a_conference() -> None:
    taken = {SLOT: frozenset({VISITING_ROOM})}

    assert codes(examine_slot(case_of(taken=taken), SLOT)) == ["session_taken"]
    assert codes(examine_slot(case_of(taken=taken, mode=CONFERENCE), SLOT)) == []


@pytest.mark.parametrize(
    ("moment", "is_over"),
    [
        (datetime(2026, 11, 26, 2, 59, tzinfo=UTC), False),  # 09.59 WIB, the session still runs
        (datetime(2026, 11, 26, 3, 0, tzinfo=UTC), True),
        (datetime(2026, 12, 1, 2, 0, tzinfo=UTC), True),
    ],
)
def test_a_session_in_the_past_is_never_given(moment: datetime, is_over: bool) -> None:
    found = codes(examine_slot(case_of(now=moment), SLOT))

    assert found == (["session_closed"] if is_over else [])


@given(
    st.dates(date(2026, 11, 1), date(2027, 1, 31)),
    st.sampled_from(["08:00", "09:00", "10:00", "13:00", "14:00"]),
    st.sampled_from([VISIT, CONFERENCE]),
    st.integers(0, 3),
)
def test_every_refusal_has_clause_code_case_and_a_way_on(
    on: date, start: str, mode: str, used: int
) -> None:
    uses = {("33.02", f"{on:%Y-%m}"): QuotaUse(used=used)}
    case = case_of(mode=mode, quotas=uses, guests=(STAFF,) * (used + 1), letters=())

    for finding in broken([*examine_request(case), *examine_slot(case, Slot(on, start))]):
        problem = finding.as_problem("preferred")
        assert finding.way_on.endswith(".")
        assert finding.case
        assert f"(SE-2 {finding.clause})" in finding.sentence
        assert (problem.code, problem.clause) == (finding.code, finding.clause)
        assert problem.detail == finding.sentence
        assert finding.as_json()["verdict"] == "broken"


def test_a_clause_is_written_short_on_screens_and_long_in_letters() -> None:
    assert clause_short("E.3.c.5") == "SE-2 E.3.c.5"
    assert clause_long("E.3.c.5") == "SE-2/PK.1/2024 huruf E angka 3 huruf c angka 5"


def test_what_is_broken_comes_first() -> None:
    verdicts = (Verdict.MET, Verdict.CHECK, Verdict.BROKEN)
    findings = [Finding("E.3.c.1", "x", "x", verdict, "x") for verdict in verdicts]

    assert [f.verdict for f in worst_first(findings)] == list(reversed(verdicts))


def test_a_guest_without_a_role_is_some_other_guest() -> None:
    assert STAFF.role == OTHER
