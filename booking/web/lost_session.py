"""A form that came after its session had ended: nothing is done, and what was typed comes back."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from booking.web.local_address import local_address

# What people write in sentences; passwords and codes are never shown again.
WRITTEN = (
    "reason",
    "consulted",
    "note",
    "late_reason",
    "question",
    "answer",
    "told",
    "alasan",
    "catatan",
)


def answer_without_session() -> Response:
    """To the sign-in page and back from there; written sentences are handed back first."""
    if request.method != "POST":
        return redirect(url_for("sign_in.page", lanjut=request.full_path), 303)
    onward = _where_it_was_written()
    written = [words for name in WRITTEN if (words := request.form.get(name, "").strip()[:5000])]
    if not written:
        return redirect(url_for("sign_in.page", lanjut=onward), 303)
    html = render_template("session_over.html", written=written, onward=onward)
    return Response(html, 401, {"Cache-Control": "no-store"}, mimetype="text/html")


def _where_it_was_written() -> str | None:
    """The page with the form; an address that only takes forms leads to the page above it."""
    sent_from = urlsplit(request.referrer or "")
    path = local_address(sent_from.path) if sent_from.netloc == request.host else None
    pages = current_app.url_map.bind_to_environ(request.environ)
    for address in (path, (path or "").rpartition("/")[0]):
        if address and pages.test(address, method="GET"):
            return address
    return None
