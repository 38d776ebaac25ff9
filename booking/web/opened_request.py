"""Which request this browser has open: by its secret link, for half an hour (TRUST 1.5)."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from booking import clock
from booking.domain.local_time import jakarta_date
from booking.errors import NotFound
from booking.services import now
from booking.store import requests

OPENED = "pemohon"
OPEN_FOR = timedelta(minutes=30)
LINK_DAYS_AFTER_MEETING = 90
NO_VERSION = -1  # a request never has it, so whoever sends none decides on nothing


def version_seen() -> int:
    """The version of the request that the page showed; a forged or a missing one is no version."""
    sent = request.form.get("version", "")
    return int(sent) if re.fullmatch(r"[0-9]{1,9}", sent) else NO_VERSION


def open_request(reference: str, link_hash: str) -> ResponseReturnValue:
    """Let this browser see the request, and lead to it."""
    until: datetime = clock.real_now() + OPEN_FOR
    session[OPENED] = {
        "reference": reference,
        "link": link_hash,
        "until": until.isoformat(),
    }
    return redirect(url_for("tracking.show", reference=reference), 303)


def may_open(reference: str) -> bool:
    """True while this browser holds the request's present link and used it in the last minutes."""
    opened = session.get(OPENED)
    if not opened or opened["reference"] != reference:
        return False
    if datetime.fromisoformat(opened["until"]) < clock.real_now():
        return False
    try:
        return bool(requests.by_reference(reference).link_hash == opened["link"])
    except NotFound:
        return False


def is_over(met_on: date | None) -> bool:
    """True when the meeting lies so far back that its link has ended (TRUST 1.5)."""
    if met_on is None:
        return False
    return jakarta_date(now()) > met_on + timedelta(days=LINK_DAYS_AFTER_MEETING)


def link_over(reference: str = "") -> ResponseReturnValue:
    """The same page for every link that opens nothing."""
    return render_template("public/link_over.html", reference=reference), 404
