"""The monthly report from the rows of the month; reads only."""

from __future__ import annotations

from datetime import datetime

from booking.domain import months
from booking.domain.compose_report import ModeFacts, MonthFacts, monthly_report, open_sessions
from booking.domain.figures import FigureFacts
from booking.domain.known_months import KnownMonths, Source, first_month_needed
from booking.domain.local_time import jakarta_date, month_key
from booking.domain.report import MonthlyReport
from booking.domain.sessions import VISITING_ROOM, Slot
from booking.domain.words import CONFERENCE, MODES, VISIT
from booking.store import month as month_store
from booking.store import month_flow as flow
from booking.store.calendar import closures_between, work_calendar
from booking.store.policies import policies


def report_month(month: str, *, now: datetime) -> MonthlyReport:
    """The report of a month (YYYY-MM). Raises `InputRefused` where it is written otherwise."""
    months.checked_month(month)
    since = month_store.live_since()
    known = _known_months(month, since, now)
    published = month_store.published_rows(month)
    held = month_store.held_rows(month) if since and since <= month else {}
    modes = {
        mode: ModeFacts(published.get(mode, ()), held.get(mode, ()), known[mode]) for mode in MODES
    }
    circulars = policies()
    calendar = work_calendar()
    working_days = calendar.working_days_of(month)
    is_live = known[VISIT].source(month) is Source.LIVE
    closures = closures_between(months.first_day(month), months.last_day(month))
    return monthly_report(
        MonthFacts(
            month=month,
            policies=circulars,
            visits=modes[VISIT],
            video=modes[CONFERENCE],
            events=month_store.violation_counts(month),
            open_sessions=open_sessions(
                working_days,
                circulars,
                {Slot(c.on, c.start) for c in closures if c.room in ("", VISITING_ROOM)},
            ),
            working_days=frozenset(working_days),
            beside=FigureFacts(calendar, flow.places(), flow.flow(month) if is_live else None),
        )
    )


def _known_months(month: str, since: str | None, now: datetime) -> dict[str, KnownMonths]:
    first, this_month = first_month_needed(month), month_key(jakarta_date(now))
    imported = month_store.imported_counts(first, month)
    held = month_store.held_counts(max(first, since), month) if since and since <= month else {}
    totals = month_store.published_totals()
    return {
        mode: KnownMonths(
            held=held.get(mode, {}),
            imported=imported.get(mode, {}),
            published=totals.get(mode, {}),
            live_since=since,
            this_month=this_month,
        )
        for mode in MODES
    }
