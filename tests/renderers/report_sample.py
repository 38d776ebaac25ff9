"""A small report with everything that can go wrong in a file: unknown numbers and hostile names."""

from __future__ import annotations

from datetime import date

from booking.domain.compose_report import ModeFacts, MonthFacts, monthly_report
from booking.domain.known_months import KnownMonths
from booking.domain.policy import SE_2
from booking.domain.published_rows import PublishedRow
from booking.domain.report import MonthlyReport


def sample(
    *names: str, month: str = "2024-01", topics: tuple[str, ...] = ("DAU", "DBH")
) -> MonthlyReport:
    """A month with a visit of three guests from each of these institutions, and one conference."""
    year, number = (int(part) for part in month.split("-"))
    visits = [
        PublishedRow(no, date(year, number, 10), name, ("32.18", "32.07"), topics, 3)
        for no, name in enumerate(names or ("Kab. Pangandaran, Kab. Ciamis dan BJB",), start=1)
    ]
    video = [PublishedRow(1, date(year, number, 12), "Kab. Banyumas", ("33.02",), ("PDRD",), None)]
    return monthly_report(
        MonthFacts(
            month,
            (SE_2,),
            ModeFacts(visits, (), _known(month, len(visits))),
            ModeFacts(video, (), _known(month, 1)),
            {},
            88,
        )
    )


def empty(*, known: bool = True) -> MonthlyReport:
    """A month in which nothing happened, or of which nothing is known."""
    counts = KnownMonths({}, {}, {}, "2024-01" if known else None, "2024-01")
    nothing = ModeFacts((), (), counts)
    return monthly_report(MonthFacts("2024-01", (SE_2,), nothing, nothing, {}, 88))


def _known(month: str, count: int) -> KnownMonths:
    return KnownMonths({}, {month: count, "2023-12": 30}, {"2023": 224}, None, "2026-11")
