"""From rows and counts to the report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from booking.domain.compose_report import (
    HeldRow,
    ModeFacts,
    MonthFacts,
    monthly_report,
    open_sessions,
)
from booking.domain.known_months import KnownMonths, Source
from booking.domain.policy import SE_2
from booking.domain.published_rows import PublishedRow
from booking.domain.report import MonthlyReport
from booking.domain.sessions import Slot
from booking.domain.violations import VIOLATIONS
from booking.domain.workdays import WorkCalendar


def known(
    *,
    held: Mapping[str, int] | None = None,
    imported: Mapping[str, int] | None = None,
    published: Mapping[str, int] | None = None,
    live_since: str | None = None,
) -> KnownMonths:
    return KnownMonths(held or {}, imported or {}, published or {}, live_since, "2026-11")


def report(
    month: str, visits: ModeFacts, *, events: Mapping[str, int] | None = None
) -> MonthlyReport:
    video = ModeFacts((), (), visits.known)
    return monthly_report(MonthFacts(month, (SE_2,), visits, video, events or {}, 88))


def published(no: int, topics: tuple[str, ...] = ("DAU",)) -> PublishedRow:
    return PublishedRow(no, date(2024, 1, 10), "Kab. Contoh", ("33.02",), topics, 3)


def held(day: int, session: str = "09:00", violations: tuple[str, ...] = ()) -> HeldRow:
    on = date(2026, 11, day)
    return HeldRow(on, session, "Kab. Contoh", ("33.02",), ("DAU",), 3, 2, violations)


def test_a_month_is_live_before_imported_before_published() -> None:
    months = known(
        held={"2026-10": 4},
        imported={"2024-01": 25},
        published={"2024-01": 24, "2023-12": 30},
        live_since="2026-09",
    )

    sources = [months.source(month) for month in ("2026-10", "2024-01", "2023-12", "2023-11")]

    assert sources == [Source.LIVE, Source.IMPORTED, Source.PUBLISHED, None]


def test_an_empty_month_is_zero_once_the_product_sees_everything_and_unknown_before() -> None:
    months = known(live_since="2026-09")

    assert months.count("2026-10") == 0
    assert months.count("2026-08") is None


def test_a_month_that_has_not_begun_is_not_known() -> None:
    assert known(live_since="2026-09").count("2026-12") is None


def test_rows_brought_in_before_the_product_went_live_still_count_in_that_month() -> None:
    months = known(held={"2026-11": 2}, imported={"2026-11": 3}, live_since="2026-11")

    assert months.count("2026-11") == 5


def test_a_whole_year_may_rest_on_its_published_total() -> None:
    months = known(imported={"2023-12": 30, "2024-01": 25}, published={"2023": 224})

    assert months.year_to("2023-12") == 224
    assert months.year_to("2023-11") is None
    assert months.cumulative("2024-01") == 249
    assert months.cumulative("2024-02") is None


def test_known_months_of_a_year_win_over_its_total() -> None:
    months = known(
        imported={f"2023-{number:02d}": 10 for number in range(1, 13)}, published={"2023": 224}
    )

    assert months.cumulative("2023-12") == 120


def test_nothing_is_accumulated_before_2023() -> None:
    assert known(imported={"2022-12": 5}).cumulative("2022-12") is None


def test_a_published_total_that_differs_from_the_rows_is_shown_beside_them() -> None:
    facts = ModeFacts(
        (published(1),), (), known(imported={"2024-01": 1}, published={"2024-01": 25})
    )

    section = report("2024-01", facts).visits

    assert (section.count, section.published_count) == (1, 25)


def test_a_published_total_that_agrees_is_not_repeated() -> None:
    facts = ModeFacts((published(1),), (), known(imported={"2024-01": 1}, published={"2024-01": 1}))

    assert report("2024-01", facts).visits.published_count is None


def test_topics_stand_by_number_and_then_by_name() -> None:
    rows = (published(1, ("PDRD", "DBH")), published(2, ("PDRD",)), published(3, ("DAU",)))

    section = report("2024-01", ModeFacts(rows, (), known(imported={"2024-01": 3}))).visits

    assert section.topics == (("PDRD", 2), ("DAU", 1), ("DBH", 1))


def test_a_month_before_the_circular_is_not_judged() -> None:
    row = PublishedRow(1, date(2023, 12, 4), "Kab. Contoh", ("33.02",), (), 5)

    made = report("2023-12", ModeFacts((row,), (), known(imported={"2023-12": 1})))

    assert (made.policy, made.violations) == (None, {})
    assert made.visits.rows[0].guest_cap is None
    assert (made.visits.sessions_used, made.visits.sessions_open) == (None, None)


def test_imported_rows_know_two_violations_and_no_others() -> None:
    made = report("2024-01", ModeFacts((published(1),), (), known(imported={"2024-01": 1})))

    assert list(made.violations) == list(VIOLATIONS)
    known_ones = {code: count for code, count in made.violations.items() if count is not None}
    assert known_ones == {"guest_cap_exceeded": 1, "monthly_quota_exceeded": 0}


def test_a_month_whose_rows_tell_no_guests_does_not_know_the_cap_was_kept() -> None:
    rows = [replace(published(no), guests=None) for no in (1, 2, 3)]

    month = report("2024-01", ModeFacts(rows, (), known(imported={"2024-01": 3})))

    assert month.violations["guest_cap_exceeded"] is None
    assert month.violations["monthly_quota_exceeded"] == 1


def test_a_total_alone_knows_no_violation() -> None:
    made = report("2024-03", ModeFacts((), (), known(published={"2024-03": 31})))

    assert made.visits.count == 31
    assert set(made.violations.values()) == {None}


def test_a_live_month_counts_what_was_recorded_and_has_no_unknown() -> None:
    facts = ModeFacts((), (held(3),), known(held={"2026-11": 1}, live_since="2026-11"))

    made = report("2026-11", facts, events={"walk_in": 2})

    assert made.violations == dict.fromkeys(VIOLATIONS, 0) | {"walk_in": 2}


def test_own_rows_are_numbered_by_date_and_session() -> None:
    rows = (held(4), held(3, "13:00"), held(3, "09:00"))
    facts = ModeFacts((), rows, known(held={"2026-11": 3}, live_since="2026-11"))

    made = report("2026-11", facts).visits.rows

    assert [(row.no, row.date.day) for row in made] == [(1, 3), (2, 3), (3, 4)]


def test_sessions_open_are_those_of_working_days_less_closures() -> None:
    days = WorkCalendar().working_days_of("2024-01")
    closed = {
        Slot(date(2024, 1, 8), ""),
        Slot(date(2024, 1, 8), "09:00"),  # within the closed day: counted once
        Slot(date(2024, 1, 9), "13:00"),
        Slot(date(2024, 1, 6), ""),  # a Saturday takes nothing away
    }

    assert open_sessions(days, (SE_2,), set()) == 88
    assert open_sessions(days, (SE_2,), closed) == 83
