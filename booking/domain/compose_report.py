"""From the month's rows and counts to the report; no database, no clock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from booking.domain import narrative
from booking.domain.comparison import compare
from booking.domain.figures import FigureFacts, Figures, by_region, by_zone, rate, share_of, spread
from booking.domain.known_months import SINCE, KnownMonths, Source
from booking.domain.months import first_day, last_day, months_from, shifted
from booking.domain.policy import Policy, policy_on
from booking.domain.published_rows import JUDGED, PublishedRow, conferences, judged_visits
from booking.domain.report import (
    Cumulative,
    DayCount,
    MonthlyReport,
    Narrative,
    ReportRow,
    Section,
)
from booking.domain.sessions import Slot
from booking.domain.violations import VIOLATIONS


@dataclass(frozen=True)
class HeldRow:
    """A consultation that this product saw: a visit with a guest admitted, or a conference held."""

    date: date
    session: str
    institution: str
    regions: tuple[str, ...]
    topics: tuple[str, ...]
    guests: int | None
    guest_cap: int | None
    violations: tuple[str, ...]
    reference: str = ""


@dataclass(frozen=True)
class ModeFacts:
    """What is known of one mode."""

    published: Sequence[PublishedRow]
    held: Sequence[HeldRow]
    known: KnownMonths


@dataclass(frozen=True)
class MonthFacts:
    """All that the report of a month is made from; `events` counts the recorded violations."""

    month: str
    policies: Sequence[Policy]
    visits: ModeFacts
    video: ModeFacts
    events: Mapping[str, int]
    open_sessions: int
    working_days: Collection[date] = ()
    beside: FigureFacts = field(default_factory=FigureFacts)


def monthly_report(facts: MonthFacts) -> MonthlyReport:
    """The report of the month."""
    month = facts.month
    policy = policy_on(facts.policies, last_day(month))
    sessions_open = facts.open_sessions if policy else None
    visit_rows = tuple(judged_visits(facts.visits.published, month, facts.policies))
    visits = _section(month, facts.visits, visit_rows, sessions_open)
    video = _section(month, facts.video, tuple(conferences(facts.video.published)), sessions_open)
    report = MonthlyReport(
        month=month,
        closed=False,
        policy=policy.name if policy else None,
        visits=visits,
        video=video,
        days=_days(month, visits.rows, facts.working_days),
        violations=_violations(visits.source, visit_rows, facts.events) if policy else {},
        narrative=Narrative("", "", ""),
        figures=_figures(visits, video, facts),
    )
    return replace(report, narrative=narrative.narrate(report, facts.policies))


def open_sessions(
    working_days: Iterable[date], policies: Sequence[Policy], closed: Collection[Slot]
) -> int:
    """How many sessions the month offers: those of its working days, less what DJPK closed.

    A closure with an empty start shuts the whole day.
    """
    return sum(
        Slot(day, hours.start) not in closed
        for day in working_days
        if Slot(day, "") not in closed and (policy := policy_on(policies, day))
        for hours in policy.sessions_on(day)
    )


def _figures(visits: Section, video: Section, facts: MonthFacts) -> Figures:
    """Regions and zones from the rows, where all rows are there; the rest from own records."""
    beside, month = facts.beside, facts.month
    counts = {
        month: visits.count,
        visits.previous_month.month: visits.previous_month.count,
        visits.previous_year.month: visits.previous_year.count,
    }
    rows = [row.regions for section in (visits, video) for row in section.rows]
    is_whole = all(section.count == len(section.rows) for section in (visits, video))
    flow = beside.flow
    return Figures(
        rates=tuple(rate(each, count, beside.calendar) for each, count in counts.items()),
        conference_share=share_of(video.count, visits.count),
        regions=by_region(rows, beside.places) if is_whole else None,
        zones=by_zone(rows, beside.places) if is_whole else None,
        flow=flow,
        lead_time=spread(flow.leads, beside.calendar) if flow else None,
        answer_time=spread(flow.answers, beside.calendar) if flow else None,
        documents_outstanding=beside.documents_outstanding,
        dispensations=beside.dispensations,
        satisfaction=beside.satisfaction,
    )


def _section(
    month: str, facts: ModeFacts, published: tuple[ReportRow, ...], sessions_open: int | None
) -> Section:
    known = facts.known
    count = known.count(month)
    rows = published + tuple(_numbered(facts.held, max((row.no for row in published), default=0)))
    before, year_before = shifted(month, -1), shifted(month, -12)
    return Section(
        count=count,
        source=known.source(month),
        published_count=known.differing_total(month),
        previous_month=compare(count, before, known.count(before)),
        previous_year=compare(count, year_before, known.count(year_before)),
        year_to_date=known.year_to(month),
        cumulative=Cumulative(SINCE, known.cumulative(month)),
        rows=rows,
        topics=_topics(rows),
        sessions_used=None if sessions_open is None else count,
        sessions_open=sessions_open,
        trend=tuple((each, known.count(each)) for each in months_from(year_before, month)),
    )


def _days(
    month: str, rows: Iterable[ReportRow], working_days: Collection[date]
) -> tuple[DayCount, ...]:
    visits = Counter(row.date for row in rows)
    first = first_day(month)
    days = [first + timedelta(days=number) for number in range(last_day(month).day)]
    return tuple(DayCount(day, day in working_days, visits[day]) for day in days)


def _numbered(held: Iterable[HeldRow], last_no: int) -> Iterable[ReportRow]:
    in_order = sorted(held, key=lambda row: (row.date, row.session))
    for no, row in enumerate(in_order, start=last_no + 1):
        yield ReportRow(
            no=no,
            date=row.date,
            institution=row.institution,
            regions=row.regions,
            topics=row.topics,
            guests=row.guests,
            guest_cap=row.guest_cap,
            violations=row.violations,
            session=row.session,
            reference=row.reference,
        )


def _topics(rows: Iterable[ReportRow]) -> tuple[tuple[str, int], ...]:
    counted = Counter(topic for row in rows for topic in row.topics)
    return tuple(sorted(counted.items(), key=lambda item: (-item[1], item[0])))


def _violations(
    source: Source | None, published: Iterable[ReportRow], events: Mapping[str, int]
) -> dict[str, int | None]:
    """All codes; None where the source cannot know: rows by hand tell guests and region only.

    Where no row tells its guests, nobody knows whether the cap was kept.
    """
    rows = tuple(published)
    judged = Counter(code for row in rows for code in row.violations)
    if source is Source.LIVE:
        codes = dict.fromkeys([*VIOLATIONS, *events])
        return {code: events.get(code, 0) + judged[code] for code in codes}
    tells = set(JUDGED) if source is Source.IMPORTED else set()
    if all(row.guests is None for row in rows):
        tells.discard("guest_cap_exceeded")
    return {code: judged[code] if code in tells else None for code in VIOLATIONS}
