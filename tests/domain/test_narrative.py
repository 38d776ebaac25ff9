"""The sentences of the report."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from booking.domain.comparison import Comparison, compare
from booking.domain.known_months import SINCE, Source
from booking.domain.narrative import narrate, percent_words
from booking.domain.policy import SE_2
from booking.domain.report import Cumulative, MonthlyReport, Narrative, ReportRow, Section

NOT_KNOWN = Comparison("2023-01", None, None, None)


def section(
    count: int | None,
    *,
    before: int | None = None,
    year_before: int | None = None,
    cumulative: int | None = None,
    topics: tuple[tuple[str, int], ...] = (),
) -> Section:
    return Section(
        count=count,
        source=Source.IMPORTED,
        published_count=None,
        previous_month=compare(count, "2023-12", before),
        previous_year=compare(count, "2023-01", year_before),
        year_to_date=count,
        cumulative=Cumulative(SINCE, cumulative),
        rows=(),
        topics=topics,
        sessions_used=count,
        sessions_open=88,
    )


def month(
    visits: Section | None = None,
    video: Section | None = None,
    violations: dict[str, int | None] | None = None,
    policy: str | None = "SE-2/PK.1/2024",
) -> MonthlyReport:
    return MonthlyReport(
        "2024-01",
        False,
        policy,
        visits or section(None),
        video or section(None),
        violations or {},
        Narrative("", "", ""),
    )


def test_visits_are_told_with_their_sum_and_both_comparisons() -> None:
    told = narrate(
        month(section(25, before=30, year_before=20, cumulative=1249, topics=(("PDRD", 6),))),
        [SE_2],
    )

    assert told.visits == (
        "Pada bulan Januari 2024, telah dilaksanakan 25 kali konsultasi tatap muka, sehingga "
        "jumlah konsultasi tatap muka yang telah dilaksanakan sejak 2023 sebanyak 1.249 kali. "
        "Jumlah pada bulan tersebut turun 16,7% dibandingkan bulan sebelumnya (30) dan naik 25% "
        "dibandingkan Januari 2023 (20). Topik konsultasi terbanyak adalah mengenai PDRD (6 kali)."
    )


def test_conferences_are_told_as_in_the_published_reports() -> None:
    told = narrate(month(video=section(2, before=5, year_before=3)), [SE_2])

    assert told.video == (
        "Pada bulan Januari 2024, telah dilaksanakan video conference sebanyak 2 kali. "
        "Jumlah pada bulan tersebut turun 60% dibandingkan bulan sebelumnya (5 layanan). "
        "Jika dibandingkan dengan Januari 2023 (3 layanan), jumlah tersebut turun 33,3%."
    )


def test_equal_counts_are_the_same_and_have_no_percentage() -> None:
    told = narrate(month(section(3, before=3), section(3, before=3, year_before=3)), [SE_2])

    assert "sama dengan bulan sebelumnya (3)" in told.visits
    assert told.video.endswith("(3 layanan), jumlah tersebut sama.")
    assert "%" not in told.visits + told.video


def test_a_rise_from_nothing_has_a_direction_and_no_percentage() -> None:
    told = narrate(month(section(3, before=0)), [SE_2])

    assert "naik dibandingkan bulan sebelumnya (0)" in told.visits
    assert "%" not in told.visits


def test_a_month_without_visits_says_so() -> None:
    told = narrate(month(section(0, before=4)), [SE_2])

    assert told.visits == (
        "Pada bulan Januari 2024, tidak ada konsultasi tatap muka yang dilaksanakan. "
        "Jumlah pada bulan tersebut turun 100% dibandingkan bulan sebelumnya (4)."
    )


def test_an_unknown_month_is_never_told_as_zero() -> None:
    told = narrate(month(), [SE_2])

    assert told.visits == (
        "Jumlah konsultasi tatap muka pada bulan Januari 2024 tidak diketahui karena datanya "
        "belum ada."
    )


def test_nothing_earlier_known_means_no_comparison() -> None:
    told = narrate(month(section(1)), [SE_2])

    assert (
        told.visits == "Pada bulan Januari 2024, telah dilaksanakan 1 kali konsultasi tatap muka."
    )


def test_topics_that_tie_share_the_first_place() -> None:
    told = narrate(month(section(9, topics=(("DAU", 4), ("DBH", 4), ("PDRD", 1)))), [SE_2])

    assert "terbanyak adalah mengenai DAU dan DBH (masing-masing 4 kali)." in told.visits


def test_a_published_number_that_differs_is_told() -> None:
    told = narrate(month(replace(section(25), published_count=26)), [SE_2])

    assert told.visits.endswith(
        "Angka yang dipublikasikan 26 kali, sedangkan rinciannya memuat 25 kali."
    )


def test_violations_are_told_with_their_numbers() -> None:
    told = narrate(
        month(
            section(25), violations={"guest_cap_exceeded": 18, "walk_in": 2, "lead_time_short": 0}
        ),
        [SE_2],
    )

    assert told.violations == (
        "Namun, dalam pelaksanaannya masih terdapat ketentuan SE-2/PK.1/2024 yang belum dipatuhi, "
        "yaitu jumlah tamu yang hadir melebihi ketentuan pada 18 dari 25 kunjungan dan kedatangan "
        "tanpa jadwal sebanyak 2 kali."
    )


def test_what_the_rows_cannot_tell_is_said_to_be_unknown() -> None:
    told = narrate(month(section(2), violations={"guest_cap_exceeded": 0, "walk_in": None}), [SE_2])

    assert told.violations == (
        "Tidak ada pelanggaran batas jumlah tamu menurut SE-2/PK.1/2024 yang tercatat pada bulan "
        "Januari 2024. "
        "Pelanggaran lain tidak diketahui karena data bulan ini hanya memuat jumlah tamu "
        "dan daerah."
    )


def test_a_month_before_the_circular_is_not_judged_and_says_why() -> None:
    told = narrate(month(section(30), policy=None), [SE_2])

    assert told.violations == (
        "Kunjungan bulan Januari 2024 tidak dinilai terhadap ketentuan karena SE-2/PK.1/2024 "
        "berlaku mulai 2 Januari 2024."
    )


def test_percentages_have_a_comma_and_drop_a_zero() -> None:
    assert percent_words(Decimal("-16.7")) == "16,7%"
    assert percent_words(Decimal("60.0")) == "60%"
    assert percent_words(Decimal("1234.5")) == "1.234,5%"
    assert percent_words(Decimal("0.0")) == "kurang dari 0,1%"


def test_visits_whose_guests_nobody_wrote_down_are_not_said_to_keep_the_cap() -> None:
    rows = tuple(
        ReportRow(no, date(2024, 1, 10), "Kab. Alor", ("53.05",), ("DAU",), guests, 2, ())
        for no, guests in enumerate((2, None), start=1)
    )

    told = narrate(
        month(
            replace(section(2), rows=rows),
            violations={"guest_cap_exceeded": 0, "monthly_quota_exceeded": 0, "walk_in": None},
        ),
        [SE_2],
    )

    assert told.violations == (
        "Tidak ada pelanggaran batas jumlah tamu dan batas kunjungan sebulan menurut "
        "SE-2/PK.1/2024 yang tercatat pada bulan Januari 2024. Batas jumlah tamu pada 1 kunjungan "
        "tidak dapat dinilai karena jumlah tamunya tidak tercatat. Pelanggaran lain tidak "
        "diketahui karena data bulan ini hanya memuat jumlah tamu dan daerah."
    )
