"""What the desk sees of forged letters: reports from the public, and codes asked for in vain."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from booking.domain.local_time import jakarta_date
from booking.domain.roles import Role
from booking.services import now, services
from booking.store import suspicious_reports
from booking.usecases.verify_code import mark_report_handled, misses
from booking.web.access import actor, staff_only
from booking.web.confirmation import letter_download

blueprint = Blueprint("suspicious", __name__, url_prefix="/petugas")
staff_only(blueprint, Role.OFFICER, Role.SUPERVISOR)

DAYS_SHOWN = 14


@blueprint.get("/permohonan/<reference>/surat-konfirmasi.pdf")
def letter(reference: str) -> ResponseReturnValue:
    """The confirmation letter of a request, for the desk."""
    return letter_download(reference)


@blueprint.get("/surat-mencurigakan")
def reports() -> ResponseReturnValue:
    """Reports that wait come first; beside them how often unknown codes were asked for."""
    today = jakarta_date(now())
    days = [today - timedelta(days=back) for back in range(DAYS_SHOWN)]
    return render_template(
        "verification/reports.html",
        reports=suspicious_reports.newest(),
        misses=misses(days, counter=services().limiter.storage),
    )


@blueprint.post("/surat-mencurigakan/<int:report_id>/selesai")
def handled(report_id: int) -> ResponseReturnValue:
    """Note who looked at a report."""
    mark_report_handled(report_id, by=actor().name, now=now())
    flash("Laporan dicatat sudah ditangani.", "ok")
    return redirect(url_for(".reports"), 303)
