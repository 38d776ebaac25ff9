"""Dates as letters write them: '5 Januari 2026', '05-01-2026', '17 Nop. 2026', '5 January 2026'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari pebruari february feb peb",
            "maret march mar",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "agustus august aug agu agt agust ags",
            "september sept sep",
            "oktober october oct okt",
            "november nopember nov nop",
            "desember december dec des",
        ),
        start=1,
    )
    for name in names.split()
}
WRITTEN = re.compile(
    r"(?<![\d/])(?P<day>\d{1,2})\s*(?P<month>[A-Za-z](?:[A-Za-z]|\s(?=[A-Za-z])){1,14}?)"
    r"\.?\s*(?P<year>20\d\d)(?!\d)"
)
NUMERIC = re.compile(
    r"(?<![\w/.\-])(?P<day>\d{1,2})(?P<mark>\s?[-/.]\s?)(?P<month>\d{1,2})(?P=mark)"
    r"(?P<year>20\d\d)(?![\w/])"
)
SHORT = re.compile(NUMERIC.pattern.replace(r"20\d\d", r"\d\d"))  # 5/1/26, as many write by hand
PLACE = r"[A-Z][^\W\d]*(?:\s[A-Z][^\W\d]*)?"


def dates_in(text: str, *, short_years: bool = False) -> Iterator[date]:
    """The dates in a text in the order in which they stand; an impossible one is passed over.

    Years of two digits count only where nothing but a date can stand: a number looks like them.
    """
    found = [*WRITTEN.finditer(text), *NUMERIC.finditer(text)]
    found += SHORT.finditer(text) if short_years else ()
    for match in sorted(found, key=lambda match: match.start()):
        month = "".join(match["month"].split()).casefold()
        number = int(month) if month.isdecimal() else MONTHS.get(month)
        if number is None:
            continue
        try:
            yield date(int(match["year"]) % 2000 + 2000, number, int(match["day"]))
        except ValueError:
            continue


def without_dates(text: str) -> str:
    """The text without its dates and the places before them, as in 'Purwokerto, 5 Januari 2026'."""
    for pattern in (WRITTEN, NUMERIC):
        text = re.sub(rf"(?:(?<!\S){PLACE},\s*)?{pattern.pattern}.*", "", text)
    return text.strip()
