"""Closing a month and the sentences of its report: for the desk, the closing for the penyelia."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from booking.domain import months
from booking.domain.roles import Role
from booking.errors import BookingError, InputRefused
from booking.services import now
from booking.store import month_texts
from booking.usecases import edit_text as editing
from booking.usecases.close_month import close_month, outlook
from booking.usecases.report_month import report_month
from booking.web.access import actor, only, staff_only

blueprint = Blueprint("reports_closing", __name__, url_prefix="/laporan")
staff_only(blueprint, Role.OFFICER, Role.SUPERVISOR)

LARGEST_VERSION = 10_000


@blueprint.get("/<month>/tutup")
@only(Role.SUPERVISOR)
def close(month: str) -> ResponseReturnValue:
    """What stands against closing the month, and what a new version would change."""
    return _closing_page(month)


@blueprint.post("/<month>/tutup")
@only(Role.SUPERVISOR)
def close_it(month: str) -> ResponseReturnValue:
    """Close the month as the version that the page showed."""
    try:
        closing = close_month(
            month,
            version=_number("version"),
            reason=request.form.get("reason", ""),
            by=actor(),
            now=now(),
        )
    except BookingError as refused:
        if refused.status == 404:
            raise
        return _closing_page(month, refused), refused.status
    flash(f"{months.words(month)} ditutup sebagai versi {closing.version}.", "ok")
    return redirect(url_for("reports.month", month=month), 303)


@blueprint.get("/<month>/uraian")
def texts(month: str) -> ResponseReturnValue:
    """The sentences beside those made from the figures."""
    return _text_page(month)


@blueprint.post("/<month>/uraian")
def keep_texts(month: str) -> ResponseReturnValue:
    """Keep the sentences; "pulihkan" takes the generated ones of a paragraph back."""
    typed = {name: request.form.get(name, "") for name in editing.NAMES}
    restored = request.form.get("pulihkan")
    wanted = {name: "" if name == restored else text for name, text in typed.items()}
    try:
        editing.edit_text(month, wanted, version=_number("version"), by=actor(), now=now())
    except BookingError as refused:
        if refused.status == 404:
            raise
        return _text_page(month, refused, typed), refused.status
    flash("Uraian disimpan dan dipakai pada semua keluaran bulan ini.", "ok")
    to = ".texts" if restored else "reports.month"
    return redirect(url_for(to, month=month), 303)


def _closing_page(month: str, refused: BookingError | None = None) -> str:
    months.checked_month(month)
    return render_template(
        "report/close.html",
        view=outlook(month, now=now()),
        title=months.words(month),
        refused=refused,
        problems=refused.problems if isinstance(refused, InputRefused) else (),
        reason=request.form.get("reason", ""),
    )


def _text_page(
    month: str, refused: BookingError | None = None, typed: dict[str, str] | None = None
) -> str:
    months.checked_month(month)
    row = month_texts.of_month(month)
    written = {name: getattr(row, name, None) for name in editing.NAMES}
    generated = month_texts.plain(editing.generated_text(month, now=now()))
    shown = {name: written[name] or generated[name] for name in editing.NAMES}
    return render_template(
        "report/texts.html",
        month=month,
        title=months.words(month),
        names=editing.NAMES,
        written=written,
        generated=generated,
        texts=typed or shown,
        row=row,
        figures_moved=row is not None and row.generated != generated and any(written.values()),
        is_closed=report_month(month, now=now()).closed,
        longest=editing.LONGEST_TEXT,
        refused=refused,
        problems=refused.problems if isinstance(refused, InputRefused) else (),
    )


def _number(name: str) -> int:
    """A number from a hidden field; a strange one is no version that exists."""
    number = request.form.get(name, type=int)
    return number if number is not None and 0 <= number < LARGEST_VERSION else LARGEST_VERSION
