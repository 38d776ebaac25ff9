"""The report of a month from the rows of the month, as they are now; reads only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from booking.domain import months
from booking.domain.compose_report import (
    HeldRow,
    ModeFacts,
    MonthFacts,
    monthly_report,
    open_sessions,
)
from booking.domain.figures import FigureFacts, Flow
from booking.domain.known_months import KnownMonths, Source, first_month_needed
from booking.domain.local_time import jakarta_date, month_key
from booking.domain.month_events import EventKind, by_code
from booking.domain.published_rows import PublishedRow
from booking.domain.report import MonthlyReport
from booking.domain.sessions import VISITING_ROOM, Slot
from booking.domain.words import CONFERENCE, MODES, VISIT
from booking.store import closings, month_counts, month_flow, month_texts
from booking.store import month as month_store
from booking.store.calendar import closures_between, work_calendar
from booking.store.month_dispensed import used_between
from booking.store.policies import policies


def live_report(month: str, *, now: datetime) -> MonthlyReport:
    """The report of a month (YYYY-MM) by what is recorded now, whether it is closed or not."""
    since = month_store.live_since()
    known = known_months(month, month, now=now, but_not=month)
    published = month_store.published_rows(month)
    held = month_store.held_rows(month) if since and since <= month else {}
    modes = {
        mode: _mode(published.get(mode, ()), held.get(mode, ()), known[mode], month)
        for mode in MODES
    }
    circulars = policies()
    calendar = work_calendar()
    working_days = calendar.working_days_of(month)
    is_live = known[VISIT].source(month) is Source.LIVE
    events = month_flow.events(month) if is_live else ()
    first, last = months.first_day(month), months.last_day(month)
    closures = closures_between(first, last)
    return month_texts.said(
        monthly_report(
            MonthFacts(
                month=month,
                policies=circulars,
                visits=modes[VISIT],
                video=modes[CONFERENCE],
                events=by_code(events, EventKind.VIOLATION),
                open_sessions=open_sessions(
                    working_days,
                    circulars,
                    {Slot(c.on, c.start) for c in closures if c.room in ("", VISITING_ROOM)},
                ),
                working_days=frozenset(working_days),
                beside=FigureFacts(
                    calendar,
                    month_flow.places(),
                    Flow(events) if is_live else None,
                    dispensations=used_between(first, last) if is_live else None,
                ),
            )
        )
    )


def _mode(
    published: Sequence[PublishedRow], held: Sequence[HeldRow], known: KnownMonths, month: str
) -> ModeFacts:
    """The rows of this month count themselves."""
    imported = {**known.imported, month: len(published)} if published else known.imported
    here = replace(known, imported=imported, held={**known.held, month: len(held)})
    return ModeFacts(published, held, here)


def known_months(
    first_month: str, last_month: str, *, now: datetime, but_not: str = ""
) -> dict[str, KnownMonths]:
    """What is known of the months that a report up to the last one asks for, by mode.

    What a closed month said holds, except for the one that is reported itself.
    """
    since, this_month = month_store.live_since(), month_key(jakarta_date(now))
    first = min(first_month, first_month_needed(last_month))
    imported = month_counts.counts(month_counts.IMPORTED, first, last_month)
    held = {}
    if since and since <= last_month:
        held = month_counts.counts(month_counts.HELD, max(first, since), last_month)
    totals = month_store.published_totals()
    closed = closings.counts(first, last_month, but_not=but_not)
    return {
        mode: KnownMonths(
            held=held.get(mode, {}),
            imported=imported.get(mode, {}),
            published=totals.get(mode, {}),
            live_since=since,
            this_month=this_month,
            closed=closed[mode],
        )
        for mode in MODES
    }
