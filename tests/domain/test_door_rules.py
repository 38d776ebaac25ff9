"""The circular at the door and after the visit: one test or more a clause, named after it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from booking.domain import door_rules
from booking.domain.findings import Verdict
from booking.domain.policy import SessionHours
from booking.domain.violations import VIOLATION_OF_FINDING, VIOLATIONS

DAY = date(2026, 11, 26)
NINE = SessionHours("09:00", "10:00")


def at(hour: int, minute: int = 0, day: int = 26) -> datetime:
    """A Jakarta clock time in November 2026."""
    return datetime(2026, 11, day, hour - 7, minute, tzinfo=UTC)


def test_e_3_c_3_a_guest_without_a_schedule_is_not_served() -> None:
    finding = door_rules.schedule_given(None)

    assert (finding.clause, finding.code, finding.is_broken) == ("E.3.c.3", "no_schedule", True)
    assert finding.sentence == (
        "Permohonan ini belum memiliki jadwal (SE-2 E.3.c.3). "
        "Tamu belum dapat dilayani; tunggu jadwal dari Contact Center DJPK."
    )
    assert not door_rules.schedule_given(DAY).is_broken


def test_e_3_c_11_another_day_is_out_of_schedule() -> None:
    finding = door_rules.within_schedule(DAY, NINE, at(9, day=27))

    assert (finding.clause, finding.code) == ("E.3.c.11", "out_of_schedule")
    assert finding.is_broken
    assert finding.case == (
        "Jadwal surat ini Kamis, 26 November 2026, pukul 09.00–10.00 WIB, "
        "bukan Jumat, 27 November 2026"
    )


def test_e_3_c_11_after_the_end_of_the_session_is_out_of_schedule() -> None:
    finding = door_rules.within_schedule(DAY, NINE, at(10))

    assert finding.is_broken
    assert "sudah berakhir; tamu tiba pukul 10.00 WIB" in finding.case


@pytest.mark.parametrize(
    ("moment", "case"),
    [
        (at(8, 15), "Tiba lebih awal, menunggu sampai pukul 09.00 WIB"),
        (at(9), "Sesuai jadwal"),
        (at(9, 25), "Terlambat 25 menit, dilayani sampai sesi berakhir"),
        (at(9, 59), "Terlambat 59 menit, dilayani sampai sesi berakhir"),
    ],
)
def test_e_3_c_11_early_waits_and_late_is_served_for_what_is_left(
    moment: datetime, case: str
) -> None:
    finding = door_rules.within_schedule(DAY, NINE, moment)

    assert finding.verdict is Verdict.MET
    assert finding.case == case


def test_e_3_c_11_the_day_is_that_of_jakarta_not_of_greenwich() -> None:
    at_night = datetime(2026, 11, 25, 17, 30, tzinfo=UTC)  # 00.30 WIB on the 26th

    assert not door_rules.within_schedule(DAY, NINE, at_night).is_broken


def test_e_3_c_11_a_walk_in_is_refused_and_told_how_to_ask() -> None:
    finding = door_rules.walk_in("Kab. Banyumas")

    assert (finding.clause, finding.code, finding.is_broken) == ("E.3.c.11", "walk_in", True)
    assert finding.sentence.startswith("Kab. Banyumas datang tanpa jadwal")


@pytest.mark.parametrize(("signed", "is_broken"), [(0, False), (2, False), (3, True)])
def test_e_3_c_7_no_more_sppd_than_guests_received(signed: int, is_broken: bool) -> None:
    finding = door_rules.sppd_within(signed, 2)

    assert (finding.clause, finding.code) == ("E.3.c.7", "sppd_cap")
    assert finding.is_broken == is_broken
    assert finding.facts == {"signed": signed, "admitted": 2}


def test_e_3_c_10_a_visit_without_minutes_stays_outstanding() -> None:
    finding = door_rules.documented("E.3.c.10", is_filed=False, completed_on=DAY)

    assert (finding.clause, finding.code) == ("E.3.c.10", "minutes_outstanding")
    assert finding.verdict is Verdict.CHECK
    assert "Berita Acara Konsultasi dan Daftar Hadir" in finding.way_on
    assert door_rules.documented("E.3.c.10", is_filed=True, completed_on=DAY).verdict is Verdict.MET


def test_e_3_b_3_a_conference_is_documented_by_recording_or_minutes() -> None:
    finding = door_rules.documented("E.3.b.3", is_filed=False, completed_on=DAY)

    assert finding.way_on == "Unit teknis mengunggah rekaman atau Berita Acara Konsultasi."


def test_a_violation_names_an_event_and_a_finding_names_its_rule() -> None:
    assert {code: kind.clause for code, kind in VIOLATIONS.items()} == {
        "guest_cap_exceeded": "E.3.c.6",
        "monthly_quota_exceeded": "E.3.c.5",
        "head_claim_invalid": "E.3.c.6",
        "walk_in": "E.3.c.11",
        "out_of_schedule": "E.3.c.11",
        "lead_time_short": "E.3.c.2",
    }
    assert VIOLATION_OF_FINDING["guest_cap"] == "guest_cap_exceeded"
    assert VIOLATION_OF_FINDING["monthly_quota"] == "monthly_quota_exceeded"
    assert VIOLATION_OF_FINDING["lead_time"] == "lead_time_short"
