"""A closed month as text: these bytes are kept and hashed, and the report is read from them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

from booking.domain.report import MonthlyReport
from booking.domain.report_data import report_data, report_from


def snapshot(report: MonthlyReport) -> tuple[str, str]:
    """A closed month as text, and the SHA-256 of exactly this text."""
    text = json.dumps(report_data(report), ensure_ascii=False, indent=1)
    return text, fingerprint(text)


def fingerprint(text: str) -> str:
    """The SHA-256 of a snapshot."""
    return hashlib.sha256(text.encode()).hexdigest()


def from_snapshot(text: str) -> MonthlyReport:
    """A closed month from its text, with the hash of this text."""
    report = report_from(json.loads(text))
    closing = report.closing and replace(report.closing, sha256=fingerprint(text))
    return replace(report, closing=closing)
