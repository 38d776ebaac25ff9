"""The audit trail: the newest acts, whether the chain is whole, and the whole of it as a file."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from booking.domain.roles import Role
from booking.errors import InputRefused, Problem
from booking.renderers.audit_csv import render
from booking.store import audit
from booking.web.access import only, staff_only
from booking.web.audit_words import act_words, change_words
from booking.web.row_numbers import LARGEST_KEY

blueprint = Blueprint("audit", __name__, url_prefix="/audit")
staff_only(blueprint, Role.SUPERVISOR, Role.MANAGEMENT, Role.ADMIN, Role.AUDITOR)

PAGE = 50


@blueprint.get("")
def trail() -> ResponseReturnValue:
    """The acts, the newest first; who did them is a key without personal data."""
    before = request.args.get("sebelum", type=int)
    if before is not None:
        before = min(before, LARGEST_KEY)
    rows = audit.newest(before, limit=PAGE + 1)
    return render_template(
        "audit/trail.html",
        rows=rows[:PAGE],
        older=rows[PAGE - 1].seq if len(rows) > PAGE else None,
        is_first=before is None,
        end=audit.end(),
        act_words=act_words,
        change_words=change_words,
        checked=False,
    )


@blueprint.get("/periksa")
@only(Role.AUDITOR)
def check() -> ResponseReturnValue:
    """Recompute the whole chain, also against an end that the auditor kept outside."""
    written, problems = request.args.get("anchor", "").strip()[:200], list[Problem]()
    broken: list[str] = []
    try:
        broken = list(audit.broken_links([audit.read_end(written)] if written else []))
    except InputRefused as refusal:
        problems = list(refusal.problems)
    page = render_template(
        "audit/trail.html",
        rows=audit.newest(None, limit=PAGE),
        older=None,
        is_first=True,
        end=audit.end(),
        act_words=act_words,
        change_words=change_words,
        checked=not problems,
        broken=broken,
        written=written,
        problems=problems,
    )
    return page, 422 if problems else 200


@blueprint.get("/jejak-audit.csv")
@only(Role.AUDITOR)
def export() -> Response:
    """Every act as CSV, as it stands in the chain."""
    answer = Response(render(audit.all_rows()), mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="jejak-audit.csv"'
    return answer
