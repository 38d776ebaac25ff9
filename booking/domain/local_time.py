"""Instants and dates as the circular means them (Asia/Jakarta) and as a reader writes them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from babel.dates import format_date

from booking.sentences import Words, in_each, say

JAKARTA = ZoneInfo("Asia/Jakarta")
ZONE_WORDS = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
CLOCK_MARKS = {"id": ".", "en": ":"}


def jakarta_date(moment: datetime) -> date:
    """The calendar day in Jakarta at an instant; the day that counts as day of receipt."""
    return moment.astimezone(JAKARTA).date()


def long_date(day: date) -> str:
    """ "Kamis, 26 November 2026"."""
    return _dated(day, "EEEE, d MMMM y")


def date_words(day: date) -> str:
    """ "26 November 2026"."""
    return _dated(day, "d MMMM y")


def short_date(day: date) -> str:
    """ "Kam, 26 Nov"."""
    return _dated(day, "EEE, d MMM")


def day_and_month(day: date) -> str:
    """ "26 November"."""
    return _dated(day, "d MMMM")


def weekday_words(day: date) -> str:
    """ "Kamis"."""
    return _dated(day, "EEEE")


def month_words(day: date) -> str:
    """ "November 2026"."""
    return _dated(day, "MMMM y")


def month_key(day: date) -> str:
    """ "2026-11"."""
    return f"{day:%Y-%m}"


def clock_words(clock: str) -> Words:
    """ "09.00" from "09:00"."""
    return in_each(lambda language: clock.replace(":", CLOCK_MARKS[language]))


def session_words(start: str, end: str) -> str:
    """ "pukul 09.00–10.00 WIB"; by its start alone where no plan says when it ends."""
    if start == end:
        return say("pukul {start} WIB", start=clock_words(start))
    return say("pukul {start}–{end} WIB", start=clock_words(start), end=clock_words(end))


def slot_words(day: date, start: str, end: str) -> str:
    """ "Kamis, 26 November 2026, pukul 09.00–10.00 WIB"."""
    return say("{day}, {hours}", day=long_date(day), hours=session_words(start, end))


def slot_instant(day: date, clock: str) -> datetime:
    """The instant (UTC) at which a Jakarta clock shows HH:MM on that day."""
    return datetime.combine(day, time.fromisoformat(clock), JAKARTA).astimezone(UTC)


def local_session_words(day: date, start: str, end: str, zone: str) -> str:
    """The same session on the clock of an eastern region, "10.00–11.00 WITA"; "" for WIB."""
    if ZONE_WORDS.get(zone, "WIB") == "WIB":
        return ""
    there = ZoneInfo(zone)
    first, last = (_shown(slot_instant(day, clock).astimezone(there)) for clock in (start, end))
    return say("{first}–{last} {zone}", first=first, last=last, zone=ZONE_WORDS[zone])


def moment_words(moment: datetime) -> str:
    """ "Jumat, 20 November 2026, pukul 08.47 WIB"."""
    local = moment.astimezone(JAKARTA)
    return say("{day}, pukul {clock} WIB", day=long_date(local.date()), clock=_shown(local))


def clock_of(moment: datetime) -> str:
    """ "08.47 WIB"."""
    return say("{clock} WIB", clock=_shown(moment.astimezone(JAKARTA)))


def _dated(day: date, pattern: str) -> Words:
    return in_each(lambda language: format_date(day, pattern, locale=language))


def _shown(local: datetime) -> Words:
    return clock_words(f"{local:%H:%M}")
