"""One process leads a job at a time; the lease is also the sign that it is alive."""

from __future__ import annotations

from datetime import datetime, timedelta

from booking.database import transaction
from booking.store import leases


def lead_job(name: str, owner: str, *, now: datetime, ttl: timedelta) -> bool:
    """True when this process may do the job now; `now` is real time."""
    with transaction():
        return leases.take(name, owner, now=now, until=now + ttl)


def step_down(owner: str) -> None:
    """Hand every job of this process to whoever comes next."""
    with transaction():
        leases.release(owner)
