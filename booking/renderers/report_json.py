"""The monthly report as JSON, the contract of DESIGN 6.3."""

from __future__ import annotations

import json

from booking.domain.report import MonthlyReport
from booking.domain.report_data import report_data


def render(report: MonthlyReport) -> bytes:
    """The report as a JSON file."""
    return (json.dumps(report_data(report), ensure_ascii=False, indent=2) + "\n").encode()
