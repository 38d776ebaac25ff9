"""The circular before the visit: one test or more a clause, named after it (RULES.md)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.domain import rules
from booking.domain.delegation import Guest
from booking.domain.findings import Finding, Verdict
from booking.domain.policy import SE_2
from booking.domain.words import CONFERENCE, REGIONAL_HEAD, VISIT
from booking.domain.workdays import WorkCalendar

CALENDAR = WorkCalendar()
MONDAY, THURSDAY = date(2026, 11, 23), date(2026, 11, 26)
BANYUMAS = "Kab. Banyumas"
DIRECTOR_GENERAL = "Direktur Jenderal Perimbangan Keuangan"
STAFF = Guest("Budi Santoso", "Kepala BPKAD")
HEAD = Guest("Sri Wahyuni", "Bupati", REGIONAL_HEAD)


def quota(used: int, held: int = 0, on: date = date(2026, 12, 3)) -> Finding:
    next_on = CALENDAR.working_days_from(date(2027, 1, 1), 1)[0]
    return rules.monthly_quota(
        BANYUMAS, on, used=used, held=held, policy=SE_2, next_month_on=next_on
    )


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
