"""What renders what; the one place that loads a heavy library late (DECISIONS 5)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from booking.domain.confirmation import Confirmation
from booking.domain.report import MonthlyReport
from booking.errors import InputRefused, Problem
from booking.renderers import report_csv, report_json, report_md
from booking.renderers.report_shapes import Table


@dataclass(frozen=True)
class ReportFormat:
    """How a report becomes a file of this kind."""

    name: str
    media_type: str
    render: Callable[[MonthlyReport], bytes]

    def file_name(self, month: str) -> str:
        """ "laporan-konsultasi-2024-01.csv"."""
        return f"laporan-konsultasi-{month}.{self.name}"


def _xlsx(report: MonthlyReport) -> bytes:
    from booking.renderers import report_xlsx  # noqa: PLC0415  late on purpose

    return report_xlsx.render(report)


def _pdf(report: MonthlyReport) -> bytes:
    from booking.renderers import report_pdf  # noqa: PLC0415  late on purpose

    return report_pdf.render(report)


def _pptx(report: MonthlyReport) -> bytes:
    from booking.renderers import report_pptx  # noqa: PLC0415  late on purpose

    return report_pptx.render(report)


OFFICE = "application/vnd.openxmlformats-officedocument"
_READY = {
    each.name: each
    for each in (
        ReportFormat("json", "application/json", report_json.render),
        ReportFormat("csv", "text/csv; charset=utf-8", report_csv.render),
        ReportFormat("xlsx", f"{OFFICE}.spreadsheetml.sheet", _xlsx),
        ReportFormat("pdf", "application/pdf", _pdf),
        ReportFormat("pptx", f"{OFFICE}.presentationml.presentation", _pptx),
        ReportFormat("md", "text/markdown; charset=utf-8", report_md.render),
    )
}
FORMATS = tuple(_READY)


def report_format(name: str) -> ReportFormat:
    """The format of this name. Raises `InputRefused` where there is none (yet)."""
    if name not in _READY:
        sentence = f"Format {name} belum tersedia; yang tersedia {', '.join(_READY)}."
        raise InputRefused.of(Problem("format_unknown", sentence, "format"))
    return _READY[name]


def table_file(kind: str, part: Table) -> tuple[bytes, str]:
    """One table as a file, "csv" or "xlsx", with its media type."""
    if kind == "csv":
        return report_csv.table(part), _READY["csv"].media_type
    from booking.renderers import report_xlsx  # noqa: PLC0415  late on purpose

    return report_xlsx.table(part), _READY["xlsx"].media_type


def confirmation_letter(facts: Confirmation, *, code: str, base_url: str) -> bytes:
    """The confirmation letter as PDF; Typst is loaded with the first one."""
    from booking.renderers import confirmation_letter as letter  # noqa: PLC0415  late on purpose

    return letter.render(facts, code=code, base_url=base_url)
