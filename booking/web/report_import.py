"""Bringing older months in on the screen: choose, look, confirm, undo."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from booking.domain.import_results import ImportSummary, TotalsSummary
from booking.domain.months import is_month, words
from booking.domain.roles import Role
from booking.errors import AlreadyDecided, BookingError
from booking.services import now
from booking.store import batches, month_flow
from booking.usecases import import_batches
from booking.usecases.import_history import import_history, preview_history
from booking.usecases.import_totals import import_totals, preview_totals
from booking.web.access import actor, staff_only

blueprint = Blueprint("reports_import", __name__, url_prefix="/laporan/impor")
staff_only(blueprint, Role.SUPERVISOR)

OUTCOMES = {
    "new": ("ok", "plus-lg", "Baru"),
    "replaced": ("warn", "pencil-square", "Diganti"),
    "same": ("", "check-lg", "Sudah ada"),
    "refused": ("bad", "x-octagon-fill", "Tidak dimuat"),
}
MOST_ROWS = 500


@blueprint.get("")
def page() -> ResponseReturnValue:
    """Choose a file; below it what was brought in before."""
    return _page()


@blueprint.post("")
def upload() -> ResponseReturnValue:
    """Keep the file and show what it would do."""
    file = request.files.get("berkas")
    try:
        batch_id = import_batches.keep_file(
            file.read() if file else b"",
            kind=request.form.get("jenis", ""),
            file_name=(file.filename if file else "") or "",
            replace=request.form.get("ganti") == "ya",
            by=actor(),
            now=now(),
        )
        _preview(batch_id)
    except BookingError as refused:
        return _page(refused), refused.status
    return redirect(url_for(".look", batch_id=batch_id), 303)


@blueprint.get("/<int:batch_id>")
def look(batch_id: int) -> ResponseReturnValue:
    """What each row of a kept file would become, or what became of a file."""
    batch = batches.by_id(batch_id)
    summary = _preview(batch_id) if batches.is_waiting(batch) else None
    return render_template(
        "report/import_batch.html",
        batch=batch,
        summary=summary,
        results=summary.results[:MOST_ROWS] if summary else (),
        kinds=import_batches.KINDS,
        outcomes=OUTCOMES,
        reasons=_reasons(summary),
        names={code: place.label for code, place in month_flow.places().items()},
        period=_period,
    )


@blueprint.post("/<int:batch_id>/muat")
def bring_in(batch_id: int) -> ResponseReturnValue:
    """Bring the kept file in."""
    batch = batches.by_id(batch_id)
    if batch.content is None:
        raise AlreadyDecided("Berkas ini sudah dimuat. Muat ulang halaman.")
    lines = import_batches.lines_of_file(batch.content)
    by, moment = actor(), now()
    summary: ImportSummary | TotalsSummary
    if batches.of_history(batch):
        summary = import_history(lines, by=by, now=moment, replace=batch.replace, batch_id=batch_id)
    else:
        summary = import_totals(lines, by=by, now=moment, batch_id=batch_id)
    flash(
        f"Dimuat: {summary.added} baru, {summary.replaced} diganti, "
        f"{summary.unchanged} sudah ada, {summary.refused} tidak dimuat.",
        "ok",
    )
    return redirect(url_for(".look", batch_id=batch_id), 303)


@blueprint.post("/<int:batch_id>/batalkan")
def undo(batch_id: int) -> ResponseReturnValue:
    """Take a file back."""
    undone = import_batches.undo_batch(batch_id, by=actor(), now=now())
    kept = f"; {undone.kept} tetap karena diganti berkas lain" if undone.kept else ""
    flash(f"Dibatalkan: {undone.removed} dihapus, {undone.restored} dikembalikan{kept}.", "ok")
    return redirect(url_for(".page"), 303)


def _page(refused: BookingError | None = None) -> str:
    return render_template(
        "report/import.html",
        kinds=import_batches.KINDS,
        chosen=request.form.get("jenis", "history"),
        replace=request.form.get("ganti") == "ya",
        batches=batches.newest(),
        refused=refused,
        problems=refused.problems if refused else (),
    )


def _preview(batch_id: int) -> ImportSummary | TotalsSummary:
    batch = batches.by_id(batch_id)
    lines = import_batches.lines_of_file(batch.content or "")
    if batches.of_history(batch):
        return preview_history(lines, now=now(), replace=batch.replace)
    return preview_totals(lines, now=now())


def _reasons(summary: ImportSummary | TotalsSummary | None) -> dict[int, list[str]]:
    """What is to be said about each line."""
    found: dict[int, list[str]] = {}
    for remark in summary.listed if summary else ():
        found.setdefault(remark.line, []).append(remark.reason)
    return found


def _period(text: str) -> str:
    return words(text) if is_month(text) else text
