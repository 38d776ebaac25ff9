"""The monthly report on a page, and as a file in each format."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from booking.domain import months
from booking.domain.comparison import Comparison, Direction
from booking.domain.hour_strip import hour_strip
from booking.domain.known_months import SINCE, Source
from booking.domain.local_time import jakarta_date, month_key
from booking.domain.narrative import number_words, percent_words, share
from booking.domain.roles import DESK, Role
from booking.domain.violations import VIOLATIONS
from booking.renderers.registry import report_format
from booking.renderers.report_charts import Chart, charts
from booking.renderers.report_comparisons import change_words as percent_of
from booking.renderers.report_comparisons import comparisons
from booking.renderers.report_details import details
from booking.renderers.report_lists import chart_list
from booking.renderers.report_shapes import shown
from booking.renderers.report_words import violation_words
from booking.renderers.svg_chart import svg
from booking.services import now
from booking.store import closings
from booking.usecases.report_month import report_month
from booking.web.access import signed_in, staff_only
from booking.web.report_heat import heat
from booking.web.report_readers import READERS, asked_version

blueprint = Blueprint("reports", __name__, url_prefix="/laporan")
staff_only(blueprint, *READERS)

DOWNLOADS = {
    "xlsx": "Excel",
    "pdf": "PDF",
    "pptx": "PowerPoint",
    "csv": "CSV",
    "json": "JSON",
    "md": "Markdown",
}
ARROWS = {
    Direction.UP: "arrow-up-right",
    Direction.DOWN: "arrow-down-right",
    Direction.SAME: "arrow-right",
}
SOURCE_WORDS = {
    Source.LIVE: "Dihitung dari catatan layanan ini.",
    Source.IMPORTED: "Dihitung dari daftar yang diterbitkan DJPK.",
    Source.PUBLISHED: "Hanya jumlah yang diterbitkan DJPK yang diketahui.",
}


@blueprint.get("")
def latest() -> ResponseReturnValue:
    """The month that was asked for, else the month that runs."""
    asked = request.args.get("bulan", "")
    month = asked if months.is_month(asked) else _this_month()
    return redirect(url_for(".month", month=month), 303)


@blueprint.get("/<month>")
def month(month: str) -> ResponseReturnValue:
    """The report of a month."""
    version = asked_version()
    report = report_month(month, now=now(), version=version)
    role = signed_in().role
    this_month = _this_month()
    known = months.months_from(SINCE, max(this_month, month))
    return render_template(
        "report/month.html",
        report=report,
        first=months.first_day(month),
        title=months.words(month),
        before=months.shifted(month, -1),
        after=months.shifted(month, 1) if month < this_month else "",
        listed=[(each, months.words(each)) for each in reversed(known)],
        downloads=DOWNLOADS,
        violations=VIOLATIONS,
        violation_words=violation_words,
        guests=report.visits.guests,
        charts=charts(report),
        drawn=_drawn,
        heat=heat(report),
        details=details(report),
        comparisons=comparisons(report),
        percent_of=percent_of,
        shown=shown,
        arrows=ARROWS,
        change=change_words,
        month_words=months.words,
        number=number_words,
        share=share,
        chart_list=chart_list,
        hours=hour_strip([*report.visits.rows, *report.video.rows]),
        source_words=SOURCE_WORDS,
        is_running=month == this_month,
        is_over=month < this_month,
        version=version,
        versions=closings.versions(month),
        may_edit=role in DESK,
        may_close=role == Role.SUPERVISOR,
        future=month > this_month,
    )


@blueprint.get("/<month>.<any(xlsx,pdf,pptx,csv,json,md):kind>")
def download(month: str, kind: str) -> ResponseReturnValue:
    """The report as a file."""
    shape = report_format(kind)
    report = report_month(month, now=now(), version=asked_version())
    answer = Response(shape.render(report), content_type=shape.media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{shape.file_name(month)}"'
    return answer


def change_words(comparison: Comparison) -> str:
    """ "turun 16,7%", "sama", "naik" from a base of 0, "tidak ada data"."""
    if comparison.direction is None:
        return "tidak ada data"
    if comparison.direction is Direction.SAME or comparison.change_percent is None:
        return str(comparison.direction)
    return f"{comparison.direction} {percent_words(comparison.change_percent)}"


def _drawn(chart: Chart) -> Markup:
    """The chart as SVG; every word in it was escaped where it was drawn."""
    return Markup(svg(chart))  # noqa: S704


def _this_month() -> str:
    return month_key(jakarta_date(now()))
