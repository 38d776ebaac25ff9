"""The monthly report from the database."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count

import pytest

from booking.database import db, transaction
from booking.domain.lifecycle import State
from booking.domain.local_time import month_key
from booking.domain.roles import SYSTEM_ACTOR
from booking.domain.words import CONFERENCE, VISIT
from booking.errors import InputRefused
from booking.models.calendar import Closure
from booking.models.door import CheckIn, Violation
from booking.models.history import RequestMove
from booking.models.reference import ProductSetting
from booking.models.requests import Request, RequestParty
from booking.store.month_counts import recount_held
from booking.usecases.import_history import import_history
from booking.usecases.import_totals import import_totals
from booking.usecases.report_month import report_month
from tests.published_past import history_lines, rows, totals_lines, visit

pytestmark = pytest.mark.usefixtures("app")
numbers = count(1)


@pytest.fixture
def published_past(app: object, now: datetime) -> None:
    """The two reports and the totals that were published."""
    import_history(history_lines(), by=SYSTEM_ACTOR, now=now)
    import_totals(totals_lines(), by=SYSTEM_ACTOR, now=now)


def held(
    on: date = date(2026, 11, 5),
    *,
    mode: str = VISIT,
    state: State = State.COMPLETED,
    start: str = "09:00",
    arrived: int = 2,
    admitted: int | None = 2,
    created_at: datetime = datetime(2026, 11, 2, 3, 0, tzinfo=UTC),
) -> Request:
    """A request of Kab. Banyumas that came so far; `admitted` None: nobody at the desk."""
    number = next(numbers)
    request = Request(
        reference=f"AAAA-{number:04d}",
        mode=mode,
        state=state,
        channel="web",
        institution="Kab. Banyumas",
        created_at=created_at,
        received_at=created_at,
        received_on=created_at.date(),
        answer_by=created_at.date(),
        contact_name="Sari Wulandari",
        contact_position="Kepala Bidang",
        contact_email="sari@banyumas.example",
        contact_phone="081200000000",
        question="Penyaluran DAU",
        link_seed=f"seed-{number}",
        link_hash=f"hash-{number}",
        appointment_on=on,
        appointment_start=start,
        appointment_end="10:00",
        parties=[RequestParty(position=1, kind="pemda", name="Kab. Banyumas", region_code="33.02")],
    )
    db.session.add(request)
    db.session.flush()
    if admitted is not None:
        check_in = CheckIn(
            request_id=request.id,
            nonce=f"nonce-{number}",
            at=created_at,
            by="Resepsionis",
            cap=2,
            arrived=arrived,
            admitted=admitted,
            sppd=admitted,
        )
        db.session.add(check_in)
    db.session.flush()
    recount_held(month_key(on))
    return request


@pytest.mark.usefixtures("published_past")
def test_january_2024_is_as_published_and_rightly_compared(now: datetime) -> None:
    report = report_month("2024-01", now=now)

    visits, video = report.visits, report.video
    assert (visits.count, visits.year_to_date, visits.cumulative.count) == (25, 25, 249)
    assert f"{visits.previous_month.change_percent}" == "-16.7"
    assert visits.previous_year.count is None
    assert (video.count, video.cumulative.count) == (2, 91)
    assert f"{video.previous_month.change_percent}" == "-60.0"
    assert f"{video.previous_year.change_percent}" == "-33.3"
    assert visits.topics[:4] == (("PDRD", 6), ("DAU", 5), ("DBH", 5), ("JF AKPD", 3))
    assert (visits.sessions_used, visits.sessions_open) == (25, 88)
    assert (report.policy, report.closed) == ("SE-2/PK.1/2024", False)


@pytest.mark.usefixtures("published_past")
def test_eighteen_visits_of_january_2024_were_over_the_cap(now: datetime) -> None:
    report = report_month("2024-01", now=now)

    over = [row.no for row in report.visits.rows if row.violations]
    assert over == [1, 2, 5, 6, 7, 8, 9, 10, 13, 16, 17, 18, 19, 20, 21, 23, 24, 25]
    assert report.violations["guest_cap_exceeded"] == 18
    assert report.violations["monthly_quota_exceeded"] == 0
    assert report.violations["walk_in"] is None


@pytest.mark.usefixtures("published_past")
def test_december_2023_is_counted_and_not_judged(now: datetime) -> None:
    report = report_month("2023-12", now=now)

    assert (report.visits.count, report.visits.cumulative.count) == (30, 224)
    assert (report.visits.year_to_date, report.video.count) == (224, 5)
    assert (report.policy, dict(report.violations)) == (None, {})
    assert {row.guest_cap for row in report.visits.rows} == {None}


@pytest.mark.usefixtures("published_past")
def test_a_month_of_which_nothing_is_known_is_not_zero(now: datetime) -> None:
    report = report_month("2024-02", now=now)

    assert (report.visits.count, report.visits.cumulative.count) == (None, None)
    assert (report.visits.previous_month.count, report.visits.rows) == (25, ())


def test_a_month_written_otherwise_is_refused(now: datetime) -> None:
    with pytest.raises(InputRefused):
        report_month("2024-13", now=now)


def test_a_live_month_counts_only_visits_at_which_somebody_was_admitted(now: datetime) -> None:
    with transaction():
        held(arrived=3, admitted=2)
        held(start="10:00", state=State.CHECKED_IN, arrived=1, admitted=1)
        held(start="13:00", arrived=2, admitted=0)
        held(start="14:00", state=State.NO_SHOW, admitted=None)
        held(date(2026, 11, 26), state=State.SCHEDULED, admitted=None)

    visits = report_month("2026-11", now=now).visits

    assert visits.count == 2
    assert [(row.no, row.guests, row.guest_cap) for row in visits.rows] == [(1, 3, 2), (2, 1, 2)]
    assert visits.rows[0].regions == ("33.02",)


def test_a_conference_counts_when_it_was_held(now: datetime) -> None:
    with transaction():
        held(mode=CONFERENCE, admitted=None)
        held(mode=CONFERENCE, state=State.SCHEDULED, admitted=None)

    report = report_month("2026-11", now=now)

    assert (report.video.count, report.visits.count) == (1, 0)


def test_the_month_before_the_first_request_is_not_known(now: datetime) -> None:
    with transaction():
        held()

    report = report_month("2026-11", now=now)

    assert report.visits.previous_month.count is None
    assert report.visits.year_to_date is None


def test_a_setting_says_from_when_empty_months_are_zero(now: datetime) -> None:
    with transaction():
        db.session.add(ProductSetting(key="live_since", value="2026-09"))
        held()

    report = report_month("2026-11", now=now)

    assert report.visits.previous_month.count == 0
    assert report.visits.previous_month.change_percent is None
    assert report_month("2026-12", now=now).visits.count is None


def test_violations_of_a_live_month_are_those_recorded_in_it(now: datetime) -> None:
    with transaction():
        request = held()
        for on, code, request_id in (
            (date(2026, 11, 5), "guest_cap_exceeded", request.id),
            (date(2026, 11, 9), "walk_in", None),
            (date(2026, 10, 30), "walk_in", None),
        ):
            db.session.add(
                Violation(code=code, clause="E.3", date=on, at=now, request_id=request_id, facts={})
            )

    report = report_month("2026-11", now=now)

    assert report.violations["guest_cap_exceeded"] == 1
    assert report.violations["walk_in"] == 1
    assert report.violations["lead_time_short"] == 0
    assert report.visits.rows[0].violations == ("guest_cap_exceeded",)


def test_rows_brought_in_before_going_live_stand_before_the_own_ones(now: datetime) -> None:
    import_history(rows(visit(4, month="2026-11")), by=SYSTEM_ACTOR, now=now)
    with transaction():
        held()

    visits = report_month("2026-11", now=now).visits

    assert (visits.count, [row.no for row in visits.rows]) == (2, [4, 5])


def test_a_closure_takes_its_sessions_from_the_month(now: datetime) -> None:
    with transaction():
        for on, session in ((date(2024, 1, 8), ""), (date(2024, 1, 9), "13:00")):
            db.session.add(Closure(date=on, session=session, reason="Rapat", by="Penyelia", at=now))

    assert report_month("2024-01", now=now).visits.sessions_open == 83


def moved(request: Request, name: str, at: datetime, **facts: object) -> None:
    """A move in the history of a request."""
    db.session.add(
        RequestMove(
            request_id=request.id,
            move=name,
            from_state="",
            to_state="",
            at=at,
            by="Rina Astuti",
            role="petugas",
            facts=facts,
        )
    )


@pytest.mark.usefixtures("published_past")
def test_the_published_rows_tell_where_the_visitors_came_from(now: datetime) -> None:
    figures = report_month("2023-12", now=now).figures

    assert figures.zones == (("WIB", 16), ("WITA", 12), ("WIT", 6))
    assert figures.conference_share == Decimal("14.3")
    assert [each.per_day for each in figures.rates] == [Decimal("1.58"), None, None]


@pytest.mark.usefixtures("published_past")
def test_a_month_made_by_hand_knows_nothing_of_answers_and_refusals(now: datetime) -> None:
    figures = report_month("2024-01", now=now).figures

    assert figures.flow is None
    assert figures.lead_time is None
    assert figures.answer_time is None


def test_own_records_tell_how_the_requests_of_the_month_went(now: datetime) -> None:
    with transaction():
        came = held()
        moved(came, "schedule", datetime(2026, 11, 3, 3, 0, tzinfo=UTC))
        moved(came, "reschedule", datetime(2026, 11, 4, 3, 0, tzinfo=UTC))
        refused = held(state=State.REJECTED, admitted=None)
        late_on_the_last_day = datetime(2026, 11, 30, 16, 30, tzinfo=UTC)  # 23.30 WIB
        moved(refused, "reject", late_on_the_last_day, codes=["guest_cap", "lead_time"])
        moved(refused, "reject", datetime(2026, 11, 30, 17, 30, tzinfo=UTC), codes=["guest_cap"])
        held(state=State.NO_SHOW, admitted=None)

    figures = report_month("2026-11", now=now).figures

    assert figures.flow is not None
    assert figures.flow.channels[0] == ("formulir web", 3)
    assert (figures.flow.refused, figures.flow.no_shows) == (1, 1)
    assert figures.flow.refusals == (("guest_cap", 1), ("lead_time", 1))
    assert figures.lead_time is not None
    assert figures.lead_time.median == 3
    assert figures.answer_time is not None
    assert (figures.answer_time.count, figures.answer_time.ninetieth) == (2, 20)


def test_an_answer_of_an_earlier_month_is_not_counted_again(now: datetime) -> None:
    with transaction():
        request = held(created_at=datetime(2026, 10, 20, 3, 0, tzinfo=UTC))
        moved(request, "return", datetime(2026, 10, 21, 3, 0, tzinfo=UTC))
        moved(request, "schedule", datetime(2026, 11, 3, 3, 0, tzinfo=UTC))

    assert report_month("2026-11", now=now).figures.answer_time is None
    assert report_month("2026-10", now=now).figures.answer_time is not None
