"""The sentences of a month as a person wrote them."""

from __future__ import annotations

from dataclasses import asdict, replace

from booking.database import db
from booking.domain.report import MonthlyReport, Narrative
from booking.models.reports import MonthText

PARAGRAPHS = ("visits", "video", "violations")


def of_month(month: str) -> MonthText | None:
    """What a person wrote, or None where nobody did."""
    return db.session.get(MonthText, month)


def said(report: MonthlyReport) -> MonthlyReport:
    """The report with the sentences of the person, the generated ones kept beside."""
    row = of_month(report.month)
    written = {
        name: text
        for name in PARAGRAPHS
        if row is not None and (text := getattr(row, name)) is not None
    }
    if not written:
        return report
    generated = report.narrative
    return replace(report, narrative=replace(generated, **written), generated=generated)


def is_older(report: MonthlyReport) -> bool:
    """True where a person wrote sentences beside figures that are others now."""
    row = of_month(report.month)
    return bool(row and report.generated and row.generated != plain(report.generated))


def plain(narrative: Narrative) -> dict[str, str]:
    """The paragraphs as data."""
    return asdict(narrative)
