"""Which clauses may yield, for whom, and how far."""

from __future__ import annotations

from datetime import date

import pytest

from booking.domain.delegation import Guest
from booking.domain.dispensation import (
    Dispensation,
    dispensed,
    dispensed_cap,
    dispensed_regions,
    scope_of,
    used_in,
)
from booking.domain.examination import Case, LetterFacts, QuotaUse, examine_request, examine_slot
from booking.domain.findings import Finding, Verdict, broken
from booking.domain.policy import SE_2
from booking.domain.sessions import VISITING_ROOM, Slot
from booking.domain.violations import violations_dispensed
from booking.domain.words import VISIT
from booking.domain.workdays import WorkCalendar

MONDAY, WEDNESDAY, THURSDAY = date(2026, 11, 23), date(2026, 11, 25), date(2026, 11, 26)
THREE = tuple(Guest(f"Tamu {number}", "Staf") for number in range(3))


def case_of(*granted: Dispensation, used: int = 2) -> Case:
    """A third visit of the month, of three guests, against which quota and cap stand."""
    return Case(
        mode=VISIT,
        received_on=MONDAY,
        guests=THREE,
        letters=(LetterFacts("900/1/2026", "Direktur Jenderal Perimbangan Keuangan"),),
        regions={"33.02": "Kab. Banyumas"},
        policy=SE_2,
        calendar=WorkCalendar(),
        quotas={("33.02", "2026-11"): QuotaUse(used=used)},
        taken={Slot(THURSDAY, "10:00"): frozenset({VISITING_ROOM})},
        dispensations=granted,
    )


def found(case: Case, on: date = THURSDAY, start: str = "09:00") -> dict[str, Finding]:
    return {f.code: f for f in [*examine_request(case), *examine_slot(case, Slot(on, start))]}


def for_quota(scope: str = "2026-11", region: str = "33.02") -> Dispensation:
    return Dispensation(1, "monthly_quota", region, scope, "Hendra Wijaya")


def test_a_dispensed_clause_is_neither_met_nor_broken() -> None:
    finding = found(case_of(for_quota()))["monthly_quota"]

    assert finding.verdict is Verdict.DISPENSED
    assert not finding.is_broken
    assert finding.sentence.endswith("Dispensasi disetujui oleh Hendra Wijaya.")


@pytest.mark.parametrize(
    "other",
    [for_quota("2026-12"), for_quota(region="33.01"), Dispensation(1, "guest_cap", "", "2")],
)
def test_a_dispensation_covers_its_own_month_region_and_number_only(other: Dispensation) -> None:
    case = case_of(other)

    assert {f.code for f in broken(found(case).values())} == {"monthly_quota", "guest_cap"}


def test_a_dispensation_from_the_lead_time_holds_from_its_date_on() -> None:
    granted = Dispensation(7, "lead_time", "", "2026-11-25", "Hendra Wijaya")

    verdicts = [found(case_of(granted), on)["lead_time"].verdict for on in (WEDNESDAY, THURSDAY)]
    earlier = found(case_of(granted), date(2026, 11, 24))["lead_time"]

    assert verdicts == [Verdict.DISPENSED, Verdict.MET]
    assert earlier.is_broken


def test_a_dispensation_never_opens_a_taken_session() -> None:
    granted = Dispensation(1, "session_taken", "", "2026-11-26")

    finding = found(case_of(granted), start="10:00")["session_taken"]

    assert finding.is_broken


def test_what_a_session_rests_on_is_named_once() -> None:
    case = case_of(for_quota(), Dispensation(2, "guest_cap", "", "3"))

    findings = list(found(case).values())

    assert sorted(used_in([*findings, *findings])) == [1, 2]
    assert broken(findings) == []


def test_the_reach_is_the_date_the_month_or_the_number_of_guests() -> None:
    findings = found(case_of(), WEDNESDAY)

    reach = {code: scope_of(findings[code]) for code in ("lead_time", "monthly_quota", "guest_cap")}

    assert reach == {"lead_time": "2026-11-25", "monthly_quota": "2026-11", "guest_cap": "3"}


def test_only_the_dispensed_region_may_come_once_more() -> None:
    granted = [for_quota(), for_quota("2026-12", "33.01")]

    assert dispensed_regions(granted, THURSDAY) == {"33.02"}
    assert dispensed_cap(granted) is None
    assert dispensed_cap([Dispensation(2, "guest_cap", "", "5")]) == 5


def test_a_finding_without_dispensation_stays_as_it_is() -> None:
    finding = found(case_of())["monthly_quota"]

    assert dispensed(finding, ()) is finding


@pytest.mark.parametrize(
    ("arrived", "codes"),
    [(3, ("guest_cap_exceeded", "dispensation")), (2, ("dispensation",))],
)
def test_more_guests_by_dispensation_count_when_they_really_came(
    arrived: int, codes: tuple[str, ...]
) -> None:
    counted = violations_dispensed("guest_cap", {"guests": 3, "cap": 2}, arrived)

    assert counted == codes
