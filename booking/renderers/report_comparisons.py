"""The month beside the one before and that of a year before, in all and by working day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from booking.domain.comparison import Comparison, compare_daily
from booking.domain.figures import rate_of
from booking.domain.months import words
from booking.domain.narrative import percent_words
from booking.domain.report import MonthlyReport, Section
from booking.renderers.report_shapes import Cell, Column, Kind, Table
from booking.renderers.report_words import NO_DATA

Amount = int | Decimal | None


@dataclass(frozen=True)
class Beside:
    """One count or rate of the month beside an earlier one; `key` is the list behind ours."""

    title: str
    key: str
    now: Amount
    earlier: Amount
    change: Comparison
    is_listed: bool

    @property
    def difference(self) -> Amount:
        """How many more or fewer; None where one of them is not known."""
        return None if self.now is None or self.earlier is None else self.now - self.earlier


def comparisons(report: MonthlyReport) -> tuple[Beside, ...]:
    """Both kinds of consultation, each beside both months."""
    return tuple(
        line
        for title, key, section in (
            ("Konsultasi tatap muka", "tatap-muka", report.visits),
            ("Video conference", "video-conference", report.video),
        )
        for each in (section.previous_month, section.previous_year)
        for line in _lines(report, title, key, section, each)
    )


def _lines(
    report: MonthlyReport, title: str, key: str, section: Section, each: Comparison
) -> Iterable[Beside]:
    is_listed = section.count == len(section.rows)
    yield Beside(title, key, section.count, each.count, each, is_listed)
    days = {rate.month: rate.working_days for rate in report.figures.rates}
    if report.month not in days or each.month not in days:
        return
    here, there = days[report.month], days[each.month]
    yield Beside(
        f"{title} per hari kerja",
        "hari" if section is report.visits else key,
        rate_of(section.count, here),
        rate_of(each.count, there),
        compare_daily(section.count, here, each, there),
        is_listed,
    )


def table(report: MonthlyReport) -> Table:
    """The comparisons as a table of the files."""
    return Table(
        "Perbandingan",
        "Perbandingan",
        (
            Column("Layanan", width=38),
            Column(words(report.month), Kind.NUMBER, 15),
            Column("Dibandingkan dengan", width=21),
            Column("Jumlah saat itu", Kind.NUMBER, 15),
            Column("Selisih", Kind.NUMBER, 15),
            Column("Perubahan", width=18),
            Column("Arah", width=18),
        ),
        tuple(_row(each) for each in comparisons(report)),
        NO_DATA,
    )


def _row(each: Beside) -> tuple[Cell, ...]:
    return (
        each.title,
        _known(each.now),
        words(each.change.month),
        _known(each.earlier),
        _known(each.difference),
        change_words(each.change),
        NO_DATA if each.change.direction is None else str(each.change.direction),
    )


def change_words(change: Comparison) -> str:
    """ "16,7%"; "0%" when equal; nothing to divide by is said, not left as unknown."""
    if change.direction is None:
        return NO_DATA
    if change.change_percent is None:
        return "–"
    return percent_words(change.change_percent) if change.direction != "sama" else "0%"


def _known(amount: Amount) -> int | Decimal | str:
    return NO_DATA if amount is None else amount
