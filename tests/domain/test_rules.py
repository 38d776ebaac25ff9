"""The circular before the visit: one test or more a clause, named after it (RULES.md)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.domain import rules, session_rules
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
from booking.domain.sessions import VISITING_ROOM, ClosedBecause, Slot, day_board
from booking.domain.words import CONFERENCE, OTHER, REGIONAL_HEAD, VISIT
from booking.domain.workdays import WorkCalendar

CALENDAR = WorkCalendar()
MONDAY, THURSDAY = date(2026, 11, 23), date(2026, 11, 26)
SLOT = Slot(THURSDAY, "09:00")
BANYUMAS = "Kab. Banyumas"
DIRECTOR_GENERAL = "Direktur Jenderal Perimbangan Keuangan"
STAFF = Guest("Budi Santoso", "Kepala BPKAD")
HEAD = Guest("Sri Wahyuni", "Bupati", REGIONAL_HEAD)


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


def quota(used: int, held: int = 0, on: date = date(2026, 12, 3)) -> Finding:
    next_on = CALENDAR.working_days_from(date(2027, 1, 1), 1)[0]
    return rules.monthly_quota(
        BANYUMAS, on, used=used, held=held, policy=SE_2, next_month_on=next_on
    )


# E.3.b.1, E.3.c.1 the letter


def test_e_3_c_1_a_visit_without_a_letter_is_refused() -> None:
    finding = rules.letter_present(VISIT, has_letter=False)

    assert (finding.clause, finding.code) == ("E.3.c.1", "letter_missing")
    assert finding.verdict is Verdict.BROKEN
    assert finding.sentence == (
        "Surat Permintaan Konsultasi/Audiensi belum dilampirkan (SE-2 E.3.c.1). "
        "Unggah surat dalam bentuk PDF atau foto yang terbaca."
    )


def test_e_3_b_1_a_conference_without_a_letter_is_refused() -> None:
    finding = rules.letter_present(CONFERENCE, has_letter=False)

    assert (finding.clause, finding.code) == ("E.3.b.1", "letter_missing")


@pytest.mark.parametrize("mode", [VISIT, CONFERENCE])
def test_e_3_c_1_a_letter_that_came_is_met(mode: str) -> None:
    assert rules.letter_present(mode, has_letter=True).verdict is Verdict.MET


@pytest.mark.parametrize(
    "addressee",
    [
        DIRECTOR_GENERAL,
        "Yth. Dirjen Perimbangan Keuangan",
        "Menteri Keuangan c.q. Direktur Jenderal Perimbangan Keuangan",
    ],
)
def test_e_3_c_1_a_letter_to_the_director_general_is_met(addressee: str) -> None:
    assert rules.letter_addressee(VISIT, addressee).verdict is Verdict.MET


def test_e_3_c_1_another_addressee_is_decided_by_a_person() -> None:
    finding = rules.letter_addressee(VISIT, "Menteri Keuangan")

    assert (finding.clause, finding.code) == ("E.3.c.1", "letter_addressee")
    assert finding.verdict is Verdict.CHECK
    assert finding.case == (
        "Surat tertulis kepada Menteri Keuangan, bukan kepada "
        "Direktur Jenderal Perimbangan Keuangan"
    )
    assert finding.facts == {"addressee": "Menteri Keuangan", "seen_by_person": False}


def test_e_3_c_1_a_letter_that_names_nobody_says_so() -> None:
    finding = rules.letter_addressee(VISIT, " ")

    assert finding.case == (
        "Surat belum menyebut tujuan, yaitu Direktur Jenderal Perimbangan Keuangan"
    )


def test_e_3_b_1_the_addressee_that_a_person_saw_is_met() -> None:
    finding = rules.letter_addressee(CONFERENCE, "Menteri Keuangan", seen_by_person=True)

    assert (finding.clause, finding.verdict) == ("E.3.b.1", Verdict.MET)


# E.3.b.2, E.3.c.2 lead time


def test_e_3_c_2_the_example_sentence_of_the_rules() -> None:
    finding = rules.lead_time(VISIT, MONDAY, None, SE_2, CALENDAR)

    assert finding.formal == (
        "Jadwal paling cepat Kamis, 26 November 2026, yaitu 3 hari kerja setelah surat diterima "
        "pada Senin, 23 November 2026 (SE-2/PK.1/2024 huruf E angka 3 huruf c angka 2)."
    )


def test_e_3_c_2_the_second_working_day_is_too_soon() -> None:
    finding = rules.lead_time(VISIT, MONDAY, date(2026, 11, 25), SE_2, CALENDAR)

    assert (finding.clause, finding.code) == ("E.3.c.2", "lead_time")
    assert finding.verdict is Verdict.BROKEN
    assert finding.facts == {
        "received_on": "2026-11-23",
        "earliest": "2026-11-26",
        "on": "2026-11-25",
        "working_days": 3,
    }
    assert finding.sentence == (
        "Jadwal paling cepat Kamis, 26 November 2026, yaitu 3 hari kerja setelah surat diterima "
        "pada Senin, 23 November 2026 (SE-2 E.3.c.2). "
        "Pilih tanggal mulai Kamis, 26 November 2026."
    )


def test_e_3_c_2_the_third_working_day_is_the_first_possible() -> None:
    assert rules.lead_time(VISIT, MONDAY, THURSDAY, SE_2, CALENDAR).verdict is Verdict.MET


def test_e_3_b_2_a_conference_waits_as_long() -> None:
    finding = rules.lead_time(CONFERENCE, MONDAY, date(2026, 11, 25), SE_2, CALENDAR)

    assert (finding.clause, finding.code) == ("E.3.b.2", "lead_time")
    assert finding.is_broken
    assert "SE-2/PK.1/2024 huruf E angka 3 huruf b angka 2" in finding.formal


@pytest.mark.parametrize("received", [date(2026, 11, day) for day in (27, 28, 29)])
def test_e_3_c_2_friday_saturday_and_sunday_lead_to_wednesday(received: date) -> None:
    finding = rules.lead_time(VISIT, received, None, SE_2, CALENDAR)

    assert finding.facts["earliest"] == "2026-12-02"


@given(
    received=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    wait=st.integers(0, 40),
)
def test_e_3_c_2_a_date_is_lawful_exactly_when_three_working_days_have_come(
    received: date, wait: int
) -> None:
    on = received + timedelta(wait)

    finding = rules.lead_time(VISIT, received, on, SE_2, CALENDAR)

    come = sum(CALENDAR.is_working_day(received + timedelta(n)) for n in range(1, wait + 1))
    assert finding.is_broken == (come < 3)


# E.3.c.3, c.8 sessions


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


# E.3.c.5 the quota


def test_e_3_c_5_a_third_visit_of_a_region_has_no_place() -> None:
    finding = quota(used=2)

    assert (finding.clause, finding.code) == ("E.3.c.5", "monthly_quota")
    assert finding.verdict is Verdict.BROKEN
    assert finding.facts == {
        "region": "Kab. Banyumas",
        "month": "2026-12",
        "used": 2,
        "held": 0,
        "places": 2,
    }


def test_e_3_c_5_the_example_sentence_of_the_design() -> None:
    assert quota(used=2).sentence == (
        "Kuota kunjungan Kab. Banyumas bulan Desember 2026 sudah terpakai 2 dari 2 (SE-2 E.3.c.5). "
        "Ajukan video conference, atau pilih tanggal mulai 4 Januari 2027."
    )


def test_e_3_c_5_a_second_visit_has_a_place() -> None:
    assert quota(used=1).verdict is Verdict.MET


def test_e_3_c_5_a_held_place_is_taken_and_said_to_be_waiting() -> None:
    finding = quota(used=1, held=1)

    assert finding.is_broken
    assert "sudah terpakai 2 dari 2, 1 di antaranya menunggu keputusan" in finding.sentence


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


# E.3.c.6 guests


def test_e_3_c_6_a_third_guest_needs_the_head_or_the_chair() -> None:
    finding = rules.guest_cap([STAFF] * 3, SE_2)

    assert (finding.clause, finding.code) == ("E.3.c.6", "guest_cap")
    assert finding.facts == {"guests": 3, "cap": 2, "head_or_chair": False}
    assert finding.sentence == (
        "Rombongan 3 orang, sedangkan tamu paling banyak 2 orang, atau 4 orang bila kepala daerah "
        "dan/atau ketua DPRD hadir (SE-2 E.3.c.6). Kurangi rombongan, atau ajukan video conference "
        "yang tidak membatasi jumlah peserta."
    )


def test_e_3_c_6_two_guests_are_met() -> None:
    assert rules.guest_cap([STAFF] * 2, SE_2).verdict is Verdict.MET


def test_e_3_c_6_four_with_the_head_are_to_be_checked_at_the_door() -> None:
    finding = rules.guest_cap([HEAD, *[STAFF] * 3], SE_2)

    assert finding.verdict is Verdict.CHECK
    assert finding.facts["cap"] == 4


def test_e_3_c_6_a_fifth_guest_is_refused_even_with_head_and_chair() -> None:
    finding = rules.guest_cap([HEAD, *[STAFF] * 4], SE_2)

    assert finding.is_broken
    assert "paling banyak 4 orang meskipun kepala daerah atau ketua DPRD hadir" in finding.case


@pytest.mark.parametrize("position", ["Wakil Bupati", "Sekretaris Daerah", "Staf Ahli Bupati"])
def test_e_3_c_6_a_deputy_announced_as_head_does_not_open_the_four(position: str) -> None:
    deputy = Guest("Rina Lestari", position, REGIONAL_HEAD)

    assert rules.guest_cap([deputy, STAFF, STAFF], SE_2).is_broken


def test_e_3_c_6_a_conference_has_no_guest_cap() -> None:
    assert codes(examine_request(case_of(mode=CONFERENCE, guests=(STAFF,) * 9))) == []


# E.3.c.9 the spent letter


def test_e_3_c_9_a_spent_letter_opens_nothing_more() -> None:
    finding = rules.letter_unspent(VISIT, "900/1", used_by="K7M2-4QXD", is_spent=True)

    assert (finding.clause, finding.code) == ("E.3.c.9", "letter_spent")
    assert finding.sentence == (
        "Surat nomor 900/1 sudah terpakai untuk permohonan K7M2-4QXD (SE-2 E.3.c.9). "
        "Ajukan dengan surat permintaan yang baru."
    )


def test_e_3_c_9_a_letter_that_an_open_request_carries_is_refused_with_the_same_code() -> None:
    finding = rules.letter_unspent(VISIT, "900/1", used_by="K7M2-4QXD")

    assert (finding.code, finding.is_broken) == ("letter_spent", True)
    assert "Lanjutkan permohonan tersebut" in finding.way_on


def test_e_3_c_9_a_fresh_letter_is_met() -> None:
    assert rules.letter_unspent(VISIT, "900/1").verdict is Verdict.MET


# all clauses together


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
