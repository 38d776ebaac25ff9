"""The list behind each number of a report, on a page and as a file."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from booking.domain import months
from booking.domain.report import MonthlyReport
from booking.domain.roles import DESK
from booking.renderers.registry import table_file
from booking.renderers.report_list_rows import Around
from booking.renderers.report_lists import FILTER_WORDS, listing
from booking.renderers.report_shapes import Table, shown
from booking.services import now
from booking.store import calendar, month_flow
from booking.usecases.report_month import report_month
from booking.web.access import signed_in, staff_only
from booking.web.report_readers import READERS, asked_version

blueprint = Blueprint("reports_lists", __name__, url_prefix="/laporan")
staff_only(blueprint, *READERS)


@blueprint.get("/<month>/daftar/<key>")
def page(month: str, key: str) -> ResponseReturnValue:
    """The rows behind a number, narrowed by the address."""
    report = report_month(month, now=now(), version=asked_version())
    part = _part(report, key)
    return render_template(
        "report/list.html",
        part=part,
        key=key,
        month=month,
        title=months.words(month),
        chosen={name: request.args[name] for name in FILTER_WORDS if request.args.get(name)},
        version=asked_version(),
        report=report,
        shown=shown,
        opens_requests=signed_in().role in DESK,
    )


@blueprint.get("/<month>/daftar/<key>.<any(csv,xlsx):kind>")
def download(month: str, key: str, kind: str) -> ResponseReturnValue:
    """The same rows as a file."""
    part = _part(report_month(month, now=now(), version=asked_version()), key)
    return table_answer(part, kind, f"{key}-{month}")


def table_answer(part: Table, kind: str, name: str) -> Response:
    """A table as a download."""
    content, media = table_file(kind, part)
    answer = Response(content, content_type=media)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return answer


def _part(report: MonthlyReport, key: str) -> Table:
    around = Around(month_flow.places(), calendar.work_calendar())
    return listing(report, key, request.args, around)
