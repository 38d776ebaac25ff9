"""A new circular as a supervisor enters it: checked, and compared with the one before."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

from booking.domain.local_time import clock_words, date_words, long_date
from booking.domain.policy import Policy, SessionHours, SessionPlan
from booking.errors import InputRefused, Problem

FARTHEST = timedelta(days=3 * 366)
LONGEST_NAME, LONGEST_BASIS = 60, 200
MOST_SESSIONS = 12
WEEKDAY_WORDS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_HOURS = re.compile(r"(\d{1,2})[.:](\d\d)\s*[-–]\s*(\d{1,2})[.:](\d\d)", re.ASCII)


class Number(NamedTuple):
    """A number of the circular: how it reads, its clause, and what is possible."""

    words: str
    clause: str
    least: int
    most: int


NUMBERS = {
    "lead_working_days": Number("Jadwal paling cepat, hari kerja setelah surat", "E.3.c.2", 0, 30),
    "visits_per_month": Number("Kunjungan setiap daerah dalam sebulan", "E.3.c.5", 1, 31),
    "guest_cap": Number("Tamu paling banyak", "E.3.c.6", 1, 50),
    "guest_cap_with_head": Number("Tamu bila dipimpin kepala daerah", "E.3.c.6", 1, 50),
    "virtual_rooms": Number("Ruang virtual", "", 1, 20),
    "answer_working_days": Number("Batas menjawab, hari kerja", "", 1, 30),
    "hold_working_days": Number("Sesi ditahan untuk unit, hari kerja", "", 1, 30),
    "bookable_working_days": Number("Sesi dapat diminta, hari kerja ke depan", "", 5, 250),
    "backdate_working_days": Number("Tanggal terima mundur tanpa alasan, hari kerja", "", 0, 60),
    "open_requests_per_mailbox": Number("Permohonan berjalan setiap alamat surel", "", 1, 50),
}
WEEKDAYS = tuple("0123456")  # Monday is 0
FLAGS = {
    "no_show_returns_quota": "Tidak hadir mengembalikan kuota",
    "conference_uses_visiting_room": "Video conference memakai ruang lantai 3",
    "cancelled_conference_spends_letter": "Video conference yang dibatalkan menghabiskan surat",
    "acting_heads_count": "Pj., Pjs., Plt., dan Plh. dihitung sebagai kepala daerah",
}


@dataclass(frozen=True)
class Entry:
    """What was typed for one plan: hours in words, weekdays, and dates from and to."""

    hours: str
    weekdays: tuple[str, ...] = ()
    valid_from: str = ""
    valid_to: str = ""


@dataclass(frozen=True)
class Difference:
    """One thing that a new circular changes."""

    words: str
    clause: str
    before: str
    after: str


def hours_words(hours: Sequence[SessionHours]) -> str:
    """ "09.00–10.00, 10.00–11.00"."""
    return ", ".join(f"{clock_words(h.start)}–{clock_words(h.end)}" for h in hours)


def plan_words(plan: SessionPlan) -> str:
    """ "Jumat, 1 Februari 2027 sampai 2 Maret 2027: 09.00–10.00"."""
    days = ", ".join(WEEKDAY_WORDS[day] for day in plan.weekdays)
    first, last = (_day_words(text) for text in (plan.valid_from, plan.valid_to))
    span = f", {first or 'sejak awal'} sampai {last or 'seterusnya'}" if first or last else ""
    return f"{days}{span}: {hours_words(plan.hours)}"


def differences(before: Policy, after: Policy) -> tuple[Difference, ...]:
    """What changes from one circular to the next, in the words of the page."""
    found = [
        Difference(number.words, number.clause, str(old), str(new))
        for name, number in NUMBERS.items()
        if (old := getattr(before, name)) != (new := getattr(after, name))
    ]
    found += [
        Difference(words, "", _yes(getattr(before, name)), _yes(getattr(after, name)))
        for name, words in FLAGS.items()
        if getattr(before, name) != getattr(after, name)
    ]
    if before.plans != after.plans:
        old, new = ("\n".join(plan_words(p) for p in each.plans) for each in (before, after))
        found.append(Difference("Sesi", "E.3.c.8", old, new))
    return tuple(found)


def checked_circular(
    name: str,
    legal_basis: str,
    valid_from: str,
    numbers: Mapping[str, str],
    flags: Sequence[str],
    plans: Sequence[Entry],
    *,
    before: Policy,
    today: date,
) -> Policy:
    """The circular as entered. Raises `InputRefused` with every field that cannot be taken.

    It holds from tomorrow on at the earliest: what was judged stays as it was judged.
    """
    problems: list[Problem] = []
    _check_text(name, "nama", "Tuliskan nama surat edaran.", LONGEST_NAME, problems)
    _check_text(legal_basis, "dasar", "Tuliskan dasar hukumnya.", LONGEST_BASIS, problems)
    first = _first_day(valid_from, today, problems)
    known = {key: _number(key, numbers.get(key, ""), problems) for key in NUMBERS}
    if not problems and known["guest_cap_with_head"] < known["guest_cap"]:
        said = "Batas dengan kepala daerah tidak boleh di bawah batas biasa."
        problems.append(Problem("number", said, "guest_cap_with_head"))
    kept = [_plan(entry, f"jam-{at}", problems) for at, entry in enumerate(plans)]
    if problems:
        raise InputRefused.of(*problems)
    changes: dict[str, Any] = {**known, **{key: key in flags for key in FLAGS}}
    return replace(before, name=name, valid_from=first, plans=tuple(kept), **changes)


def _check_text(text: str, field: str, missing: str, most: int, problems: list[Problem]) -> None:
    if not text.strip():
        problems.append(Problem("text_missing", missing, field))
    elif len(text) > most:
        problems.append(Problem("too_long", f"Paling banyak {most} karakter.", field))


def _first_day(text: str, today: date, problems: list[Problem]) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = today
    if not today < day <= today + FARTHEST:
        said = f"Pilih tanggal berlaku setelah {long_date(today)}, paling jauh tiga tahun."
        problems.append(Problem("date_out_of_range", said, "berlaku"))
    return day


def _number(key: str, text: str, problems: list[Problem]) -> int:
    number = NUMBERS[key]
    value = int(text) if re.fullmatch(r"\d{1,3}", text, re.ASCII) else -1
    if not number.least <= value <= number.most:
        said = f"{number.words}: isi angka {number.least} sampai {number.most}."
        problems.append(Problem("number", said, key))
    return value


def _plan(entry: Entry, field: str, problems: list[Problem]) -> SessionPlan:
    hours = _hours(entry.hours, field, problems)
    weekdays = tuple(sorted({int(day) for day in entry.weekdays if day in WEEKDAYS}))
    dates = [entry.valid_from, entry.valid_to]
    if not weekdays:
        problems.append(Problem("weekdays", "Pilih paling sedikit satu hari.", field))
    if any(text and not _is_date(text) for text in dates) or (all(dates) and dates[0] > dates[1]):
        problems.append(Problem("dates", "Periksa tanggal mulai dan sampai.", field))
    return SessionPlan(hours, entry.valid_from, entry.valid_to, weekdays)


def _hours(text: str, field: str, problems: list[Problem]) -> tuple[SessionHours, ...]:
    """Sessions as people write them: "09.00–10.00, 10.00–11.00"."""
    said = "Tulis jam sesi berurutan dan tidak bertumpuk, misalnya 09.00–10.00, 10.00–11.00."
    parts = [part.strip() for part in re.split(r"[,;\n]", text) if part.strip()]
    hours = [each for part in parts if (each := _session(part))]
    is_ordered = all(a.end <= b.start for a, b in pairwise(hours))
    if not hours or len(hours) != len(parts) or len(hours) > MOST_SESSIONS or not is_ordered:
        problems.append(Problem("hours", said, field))
    return tuple(hours)


def _session(text: str) -> SessionHours | None:
    found = _HOURS.fullmatch(text)
    if found is None:
        return None
    first, first_minute, last, last_minute = (int(part) for part in found.groups())
    try:
        start, end = time(first, first_minute), time(last, last_minute)
    except ValueError:
        return None
    return SessionHours(f"{start:%H:%M}", f"{end:%H:%M}") if start < end else None


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _day_words(text: str) -> str:
    return date_words(date.fromisoformat(text)) if text else ""


def _yes(value: bool) -> str:
    return "ya" if value else "tidak"
