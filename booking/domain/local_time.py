"""Instants and dates as the circular means them (Asia/Jakarta) and as Indonesians write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from babel.dates import format_date

JAKARTA = ZoneInfo("Asia/Jakarta")
ZONE_WORDS = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
LOCALE = "id"


def jakarta_date(moment: datetime) -> date:
    """The calendar day in Jakarta at an instant; the day that counts as day of receipt."""
    return moment.astimezone(JAKARTA).date()


def long_date(day: date) -> str:
    """ "Kamis, 26 November 2026"."""
    return format_date(day, "EEEE, d MMMM y", locale=LOCALE)


def date_words(day: date) -> str:
    """ "26 November 2026"."""
    return format_date(day, "d MMMM y", locale=LOCALE)


def short_date(day: date) -> str:
    """ "Kam, 26 Nov"."""
    return format_date(day, "EEE, d MMM", locale=LOCALE)


def day_and_month(day: date) -> str:
    """ "26 November"."""
    return format_date(day, "d MMMM", locale=LOCALE)


def weekday_words(day: date) -> str:
    """ "Kamis"."""
    return format_date(day, "EEEE", locale=LOCALE)


def month_words(day: date) -> str:
    """ "November 2026"."""
    return format_date(day, "MMMM y", locale=LOCALE)


def month_key(day: date) -> str:
    """ "2026-11"."""
    return f"{day:%Y-%m}"


def clock_words(clock: str) -> str:
    """ "09.00" from "09:00"."""
    return clock.replace(":", ".")


def session_words(start: str, end: str) -> str:
    """ "pukul 09.00–10.00 WIB"."""
    return f"pukul {clock_words(start)}–{clock_words(end)} WIB"


def slot_words(day: date, start: str, end: str) -> str:
    """ "Kamis, 26 November 2026, pukul 09.00–10.00 WIB"."""
    return f"{long_date(day)}, {session_words(start, end)}"


def slot_instant(day: date, clock: str) -> datetime:
    """The instant (UTC) at which a Jakarta clock shows HH:MM on that day."""
    return datetime.combine(day, time.fromisoformat(clock), JAKARTA).astimezone(UTC)


def local_session_words(day: date, start: str, end: str, zone: str) -> str:
    """The same session on the clock of an eastern region, "10.00–11.00 WITA"; "" for WIB."""
    if ZONE_WORDS.get(zone, "WIB") == "WIB":
        return ""
    there = ZoneInfo(zone)
    first, last = (slot_instant(day, clock).astimezone(there) for clock in (start, end))
    return f"{first:%H.%M}–{last:%H.%M} {ZONE_WORDS[zone]}"


def moment_words(moment: datetime) -> str:
    """ "Jumat, 20 November 2026, pukul 08.47 WIB"."""
    local = moment.astimezone(JAKARTA)
    return f"{long_date(local.date())}, pukul {local:%H.%M} WIB"


def clock_of(moment: datetime) -> str:
    """ "08.47 WIB"."""
    return f"{moment.astimezone(JAKARTA):%H.%M} WIB"
