"""The draft of the month before, on the first working day, once and without a click."""

from __future__ import annotations

from datetime import datetime

from booking.database import transaction
from booking.domain.local_time import jakarta_date, month_key
from booking.domain.months import shifted
from booking.domain.report_notice import DraftReady
from booking.domain.roles import SYSTEM_ACTOR
from booking.store import audit, closings, month_drafts
from booking.store.calendar import work_calendar
from booking.store.month import live_since
from booking.store.month_report import live_report


def prepare_draft(*, now: datetime) -> str | None:
    """Mail the draft of the month that ended to the management; gives the month, or None.

    A day on which no job ran is made up for later in the month. Months before this product
    recorded everything, and months that are closed already, have no draft.
    """
    today = jakarta_date(now)
    this_month = month_key(today)
    month, since = shifted(this_month, -1), live_since()
    first_days = work_calendar().working_days_of(this_month)[:1]
    if not first_days or today < first_days[0] or since is None or month < since:
        return None
    if month_drafts.is_prepared(month) or closings.newest(month) is not None:
        return None
    said = live_report(month, now=now).narrative
    facts = DraftReady(month, said.visits, said.video, said.violations)
    with transaction():
        if not month_drafts.take(month, now=now):
            return None
        month_drafts.owe(facts, now=now)
        audit.append("prepare_draft", month, by=SYSTEM_ACTOR, now=now)
    return month
