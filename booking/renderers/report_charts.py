"""The charts of the report as numbers with labels; each format draws them in its own way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from booking.domain.local_time import date_words
from booking.domain.mail_facts import one_line
from booking.domain.months import first_day, words
from booking.domain.report import MonthlyReport, Section
from booking.renderers.report_words import count_words

MOST_BARS = 8
GROUPS = ((1, 2, "1–2 tamu"), (3, 4, "3–4 tamu"), (5, None, "5 tamu atau lebih"))
MONTHS_SHORT = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")


@dataclass(frozen=True)
class Chart:
    """One series: `values` where None is not known; `shown` are the labels with room to spare."""

    key: str
    title: str
    caption: str
    label_title: str
    value_title: str
    labels: tuple[str, ...]
    values: tuple[int | None, ...]
    is_lying: bool = False
    shown: tuple[str, ...] = ()
    muted: tuple[bool, ...] = ()
    limit: int | None = None
    strong: int | None = None
    keys: tuple[str, ...] = ()

    @property
    def ticks(self) -> tuple[str, ...]:
        """The labels below the columns; some of them empty where all would not fit."""
        return self.shown or self.labels

    @property
    def sentence(self) -> str:
        """The chart told to those who do not see it; a day without visits goes without saying."""
        told = [
            f"{label} {count_words(value)}"
            for label, value, muted in zip(
                self.labels, self.values, self.muted or [False] * len(self.labels), strict=True
            )
            if value != 0 or not self.shown
            if not muted or value
        ]
        return f"{self.title}: {', '.join(told) or 'tidak ada'}."


def charts(report: MonthlyReport) -> tuple[Chart, ...]:
    """The charts that the month can fill."""
    return tuple(
        chart
        for chart in (
            _topics(report.visits),
            _days(report),
            _trend("trend-visits", "Konsultasi tatap muka 13 bulan", report.visits),
            _trend("trend-video", "Video conference 13 bulan", report.video),
            _guests(report.visits),
        )
        if any(value is not None for value in chart.values)
    )


def _topics(section: Section) -> Chart:
    top = section.topics[:MOST_BARS]
    return Chart(
        "topics",
        "Topik terbanyak",
        "Satu kunjungan dapat memuat beberapa topik.",
        "Topik",
        "Kunjungan",
        tuple(one_line(name) for name, _ in top),
        tuple(count for _, count in top),
        is_lying=True,
    )


def _days(report: MonthlyReport) -> Chart:
    days = report.days
    is_any = bool(report.visits.rows)
    return Chart(
        "days",
        "Kunjungan setiap hari",
        "Kolom abu-abu: bukan hari kerja.",
        "Tanggal",
        "Kunjungan",
        tuple(date_words(day.on) for day in days),
        tuple(day.visits if is_any else None for day in days),
        shown=tuple(str(day.on.day) if day.on.weekday() == 0 else "" for day in days),
        muted=tuple(not day.is_working for day in days),
        keys=tuple(day.on.isoformat() for day in days),
    )


def _guests(section: Section) -> Chart:
    known = [row.guests for row in section.rows if row.guests is not None]

    def within(least: int, most: int | None) -> int | None:
        fitting = [n for n in known if n >= least and (most is None or n <= most)]
        return len(fitting) if known else None

    return Chart(
        "guests",
        "Tamu dalam satu kunjungan",
        "Jumlah kunjungan menurut banyaknya tamu.",
        "Banyaknya tamu",
        "Kunjungan",
        tuple(label for _, _, label in GROUPS),
        tuple(within(least, most) for least, most, _ in GROUPS),
        is_lying=True,
    )


def _trend(key: str, title: str, section: Section) -> Chart:
    months = [month for month, _ in section.trend]
    return Chart(
        key,
        title,
        "Bulan tanpa angka: jumlahnya tidak diketahui."
        if any(count is None for _, count in section.trend)
        else "Menurut bulan pelaksanaan.",
        "Bulan",
        "Jumlah",
        tuple(words(month) for month in months),
        tuple(count for _, count in section.trend),
        shown=tuple(_short(months)),
        strong=len(months) - 1,
    )


def _short(months: Iterable[str]) -> Iterable[str]:
    """ "Jan", and the year with the first month and every January."""
    for place, month in enumerate(months):
        day = first_day(month)
        name = MONTHS_SHORT[day.month - 1]
        yield f"{name} {day:%y}" if place == 0 or day.month == 1 else name
