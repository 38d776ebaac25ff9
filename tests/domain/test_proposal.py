"""The automatic proposal: wishes first, then the next working days, with every rule asked again."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from booking.domain.delegation import Guest
from booking.domain.dispensation import Dispensation
from booking.domain.examination import Case, LetterFacts, QuotaUse, examine_slot
from booking.domain.findings import broken
from booking.domain.policy import SE_2, Policy, SessionHours, SessionPlan
from booking.domain.proposal import Proposals, lawful_from, propose
from booking.domain.sessions import VISITING_ROOM, ClosedBecause, Slot
from booking.domain.words import CONFERENCE, VISIT
from booking.domain.workdays import WorkCalendar

NOW = datetime(2026, 11, 23, 2, 12, tzinfo=UTC)  # Senin, pukul 09.12 WIB
MONDAY, THURSDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 26), date(2026, 11, 27)
NEXT_MONDAY, TUESDAY = date(2026, 11, 30), date(2026, 12, 1)
HOURS = ("09:00", "10:00", "13:00", "14:00")
ROOM = frozenset({VISITING_ROOM})


def case_of(**changes: Any) -> Case:
    """A visit of Kab. Banyumas whose letter came on Monday; nothing is taken."""
    usual: dict[str, Any] = {
        "mode": VISIT,
        "received_on": MONDAY,
        "guests": (Guest("Budi Santoso", "Kepala BPKAD"),),
        "letters": (LetterFacts("900/1/2026", "Direktur Jenderal Perimbangan Keuangan"),),
        "regions": {"33.02": "Kab. Banyumas"},
        "policy": SE_2,
        "calendar": WorkCalendar(),
        "now": NOW,
    }
    return Case(**(usual | changes))


def full(*days: date) -> dict[Slot, frozenset[str]]:
    return {Slot(day, start): ROOM for day in days for start in HOURS}


def slots(found: Proposals) -> list[Slot]:
    return [proposal.slot for proposal in found.sessions]


def test_the_first_lawful_wish_is_the_best() -> None:
    wishes = [Slot(THURSDAY, "10:00"), Slot(FRIDAY, "09:00")]
    taken = {Slot(THURSDAY, "10:00"): ROOM}

    found = propose(case_of(taken=taken), wishes, [SE_2])

    assert found.best is not None
    assert (found.best.slot, found.best.rank) == (Slot(FRIDAY, "09:00"), 2)
    assert found.best.why == "Pilihan ke-2 pemohon"
    assert [(p.start, p.why.code) for p in found.passed] == [("10:00", "session_taken")]


def test_the_wished_day_offers_its_nearest_hour_first() -> None:
    taken = {Slot(THURSDAY, "13:00"): ROOM}

    found = propose(case_of(taken=taken), [Slot(THURSDAY, "13:00")], [SE_2])

    assert slots(found)[:3] == [Slot(THURSDAY, start) for start in ("14:00", "10:00", "09:00")]


def test_e_3_c_8_a_full_day_moves_on_to_the_next_working_day_in_order() -> None:
    case = case_of(taken=full(FRIDAY))

    found = propose(case, [Slot(FRIDAY, "10:00")], [SE_2])

    assert slots(found) == [Slot(NEXT_MONDAY, start) for start in HOURS]
    assert found.passed[-1].words == "Jumat, 27 November 2026"
    assert found.sessions[0].why == "Hari kerja berikutnya yang masih kosong (SE-2 E.3.c.8)"


def test_a_quota_that_is_full_in_november_moves_on_across_the_month_end() -> None:
    case = case_of(quotas={("33.02", "2026-11"): QuotaUse(used=2)})

    found = propose(case, [Slot(FRIDAY, "10:00")], [SE_2])

    assert slots(found)[0] == Slot(TUESDAY, "09:00")
    assert [p.why.code for p in found.passed] == ["monthly_quota", "monthly_quota"]
    assert found.passed[-1].words == "Jumat, 27 November 2026 sampai Senin, 30 November 2026"


def test_a_full_day_before_a_month_end_does_not_move_into_a_month_without_quota() -> None:
    december = {("33.02", "2026-12"): QuotaUse(used=1, held=1)}
    case = case_of(taken=full(NEXT_MONDAY), quotas=december)

    found = propose(case, [Slot(NEXT_MONDAY, "09:00")], [SE_2])

    assert {slot.on.month for slot in slots(found)} == {1}
    assert slots(found)[0].on == date(2027, 1, 4)


def test_a_wish_before_the_lead_time_moves_on_to_the_earliest_day() -> None:
    found = propose(case_of(), [Slot(date(2026, 11, 24), "13:00")], [SE_2])

    assert slots(found)[0] == Slot(THURSDAY, "09:00")
    assert [p.why.code for p in found.passed] == ["lead_time", "lead_time"]


def test_a_dispensation_from_the_lead_time_opens_the_wished_day() -> None:
    granted = (Dispensation(1, "lead_time", "", "2026-11-24"),)

    found = propose(case_of(dispensations=granted), [Slot(date(2026, 11, 24), "13:00")], [SE_2])

    assert slots(found)[0] == Slot(date(2026, 11, 24), "13:00")


def test_without_wishes_the_earliest_free_sessions_are_proposed() -> None:
    found = propose(case_of(taken=full(THURSDAY)), [], [SE_2])

    assert slots(found) == [Slot(FRIDAY, start) for start in HOURS]
    assert found.sessions[0].why == "Sesi kosong berikutnya"


def test_closed_days_weekends_and_holidays_are_stepped_over() -> None:
    shut = (ClosedBecause(NEXT_MONDAY, "", "Rapat kerja"),)

    found = propose(case_of(taken=full(FRIDAY), closures=shut), [Slot(FRIDAY, "09:00")], [SE_2])

    assert slots(found)[0] == Slot(TUESDAY, "09:00")
    assert [p.why.code for p in found.passed[-2:]] == ["session_taken", "session_closed"]


def test_nothing_is_proposed_beyond_the_horizon() -> None:
    near = Policy("SE-2", date(2024, 1, 2), bookable_working_days=4)
    case = case_of(policy=near, taken=full(THURSDAY))

    found = propose(case, [], [near])

    assert {slot.on for slot in slots(found)} == {FRIDAY}
    assert propose(case_of(policy=near, taken=full(THURSDAY, FRIDAY)), [], [near]).best is None


def test_a_conference_moves_on_only_when_every_virtual_room_is_taken() -> None:
    rooms = frozenset(f"ruang-virtual-{number}" for number in (1, 2, 3))
    taken = {
        Slot(THURSDAY, "09:00"): rooms,
        Slot(THURSDAY, "10:00"): frozenset({"ruang-virtual-1"}),
    }
    case = case_of(mode=CONFERENCE, taken=taken, quotas={("33.02", "2026-11"): QuotaUse(used=2)})

    found = propose(case, [], [SE_2])

    assert slots(found)[0] == Slot(THURSDAY, "10:00")


def test_a_new_circular_is_asked_for_the_dates_on_which_it_holds() -> None:
    ramadan = SessionPlan(hours=(SessionHours("08:00", "09:00"),))
    later = Policy("SE-9", TUESDAY, plans=(ramadan,))

    found = propose(case_of(taken=full(NEXT_MONDAY)), [Slot(NEXT_MONDAY, "09:00")], [SE_2, later])

    assert slots(found)[0] == Slot(TUESDAY, "08:00")


busy = st.sets(
    st.tuples(st.dates(MONDAY, date(2027, 1, 20)), st.sampled_from(HOURS)).map(lambda t: Slot(*t)),
    max_size=60,
)
used = st.dictionaries(
    st.sampled_from([("33.02", month) for month in ("2026-11", "2026-12", "2027-01")]),
    st.builds(QuotaUse, used=st.integers(0, 2)),
)


@given(busy, used, st.lists(st.sampled_from(sorted(full(THURSDAY, FRIDAY, TUESDAY))), max_size=3))
def test_whatever_is_proposed_is_lawful_and_nothing_earlier_was_missed(
    taken: set[Slot], quotas: dict[tuple[str, str], QuotaUse], wishes: list[Slot]
) -> None:
    case = case_of(taken=dict.fromkeys(taken, ROOM), quotas=quotas)

    found = propose(case, wishes, [SE_2], most=6)

    assert all(not broken(examine_slot(case, slot)) for slot in slots(found))
    first = wishes[0].on if wishes else case.earliest
    following = [p.slot for p in found.sessions if not p.rank and p.slot.on > first]
    lawful = [s for s in lawful_from(case, first, [SE_2]) if s.on > first and s not in wishes]
    assert following == lawful[: len(following)]
