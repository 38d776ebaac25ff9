"""A year, or any months, on one page."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from booking.domain import months
from booking.domain.known_months import SINCE
from booking.domain.local_time import jakarta_date, month_key
from booking.domain.narrative import number_words
from booking.domain.report_range import RangeReport
from booking.errors import BookingError, InputRefused, NotFound
from booking.renderers.report_range import months_table, together_tables
from booking.renderers.report_shapes import shown
from booking.services import now
from booking.usecases.report_range import report_range
from booking.web.access import staff_only
from booking.web.report_lists import table_answer
from booking.web.report_readers import READERS

blueprint = Blueprint("reports_range", __name__, url_prefix="/laporan")
staff_only(blueprint, *READERS)


@blueprint.get("/tahun/<year>")
def year(year: str) -> ResponseReturnValue:
    """The twelve months of a year, of the running one those that have begun."""
    first, last = _year(year)
    return _page(report_range(first, last, now=now()), f"Tahun {year}", year=int(year))


@blueprint.get("/rentang")
def span() -> ResponseReturnValue:
    """The months between two, both included; what was typed stays where it cannot be read."""
    first, last = _asked()
    try:
        report = report_range(first, last, now=now())
    except InputRefused as refused:
        this_month = month_key(jakarta_date(now()))
        report = report_range(this_month, this_month, now=now())
        return _page(report, "Rentang bulan", typed=(first, last), refused=refused), refused.status
    return _page(report, f"{months.words(first)} sampai {months.words(last)}", typed=(first, last))


@blueprint.get("/rentang.<any(csv,xlsx):kind>")
def download(kind: str) -> ResponseReturnValue:
    """The months as a file."""
    first, last = _asked()
    report = report_range(first, last, now=now())
    return table_answer(months_table(report), kind, f"laporan-konsultasi-{first}-{last}")


def _page(
    report: RangeReport,
    title: str,
    *,
    year: int | None = None,
    typed: tuple[str, str] | None = None,
    refused: BookingError | None = None,
) -> str:
    this_month = month_key(jakarta_date(now()))
    return render_template(
        "report/range.html",
        report=report,
        title=title,
        year=year,
        this_year=int(this_month[:4]),
        first_year=int(SINCE[:4]),
        typed=typed or (report.first, report.last),
        refused=refused,
        problems=refused.problems if refused else (),
        part=months_table(report),
        tables=together_tables(report),
        hours=report.together.hours if report.together else None,
        number=number_words,
        month_words=months.words,
        shown=shown,
    )


def _year(text: str) -> tuple[str, str]:
    if not months.is_year(text):
        raise NotFound(f"Tahun “{text[:20]}” tidak dikenal. Tulis empat angka, misalnya 2024.")
    this_month = month_key(jakarta_date(now()))
    first, last = f"{text}-01", f"{text}-12"
    return first, max(first, min(last, this_month))


def _asked() -> tuple[str, str]:
    this_month = month_key(jakarta_date(now()))
    first = request.args.get("dari", "").strip() or f"{this_month[:4]}-01"
    return first[:20], (request.args.get("sampai", "").strip() or this_month)[:20]
