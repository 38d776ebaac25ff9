"""The one place that reads the clock."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime

from booking.errors import SettingsRefused

Clock = Callable[[], datetime]


def real_now() -> datetime:
    """The moment as the machine knows it; for sessions, leases, limits and TOTP."""
    return datetime.now(UTC)


def domain_clock(fixed: str | None) -> Clock:
    """The clock of the rules: real, or started at `BOOKING_CLOCK` for demonstrations and tests."""
    if fixed is None:
        return real_now
    try:
        moment = datetime.fromisoformat(fixed)
    except ValueError as error:
        raise SettingsRefused("BOOKING_CLOCK harus seperti 2026-11-23T09:00+07:00.") from error
    if moment.tzinfo is None:
        raise SettingsRefused("BOOKING_CLOCK harus menyebut zona waktu, misalnya +07:00.")
    return lambda: moment.astimezone(UTC)


def monotonic() -> float:
    """Seconds that never run backwards, for measuring how long something took."""
    return time.monotonic()
