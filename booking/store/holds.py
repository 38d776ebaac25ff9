"""How long a session is held while a unit answers (DECISIONS 18)."""

from __future__ import annotations

from datetime import datetime, time

from booking.domain.local_time import JAKARTA, jakarta_date
from booking.store import calendar, policies


def end_of_hold(now: datetime) -> datetime:
    """The end of the last working day on which the unit may still answer."""
    today = jakarta_date(now)
    policy = policies.policy_for(today)
    last = calendar.work_calendar().working_day_after(today, policy.hold_working_days)
    return datetime.combine(last, time(23, 59, 59), JAKARTA)
