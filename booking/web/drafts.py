"""The draft of this browser: the cookie carries a random id, the database what was typed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import session
from werkzeug.datastructures import MultiDict

from booking import clock
from booking.domain.links import fingerprint
from booking.store import drafts
from booking.usecases.keep_draft import (
    KEPT_FOR,
    DraftChange,
    discard_draft,
    keep_draft,
    mark_sent,
)
from booking.web.letter_upload import KeptLetter, kept_letter
from booking.web.limits import DRAFT, address_block, count_try

COOKIE = "draf"


@dataclass(frozen=True)
class OpenDraft:
    """What this browser typed so far; `sent` is what was told when it was sent."""

    fields: MultiDict[str, str] = field(default_factory=MultiDict)
    notes: dict[str, Any] = field(default_factory=dict)
    letter: KeptLetter | None = None
    reached: int = 0
    sent: dict[str, Any] | None = None
    begun_at: datetime | None = None
    kept_until: datetime | None = None
    form_key: str = ""


def opened() -> OpenDraft:
    """The draft of this browser, or an empty one."""
    token = session.get(COOKIE)
    row = drafts.by_token(token, since=clock.real_now() - KEPT_FOR) if token else None
    if token is None or row is None:
        return OpenDraft()
    return OpenDraft(
        fields=MultiDict(row.data["fields"]),
        notes=row.data["notes"],
        letter=kept_letter(row.letter_file_id) if row.letter_file_id else None,
        reached=row.reached,
        sent=row.sent,
        begun_at=row.created_at,
        kept_until=row.updated_at + KEPT_FOR,
        form_key=f"web:{fingerprint(token)}",
    )


def keep(change: DraftChange) -> OpenDraft:
    """Write a step into the draft of this browser; a new draft counts against the limit."""
    token = session.get(COOKIE)
    if token is None:
        count_try("draft", DRAFT, address_block())
    session[COOKIE] = keep_draft(token, change, now=clock.real_now())
    session.permanent = True  # a telephone closes its browser whenever it likes
    return opened()


def close(told: dict[str, Any]) -> None:
    """The draft was sent; it stays for a second press and for corrections."""
    mark_sent(session[COOKIE], told, now=clock.real_now())


def forget_sent() -> None:
    """A new request begins; what was sent from this browser is left behind."""
    if opened().sent is not None:
        session.pop(COOKIE)


def discard() -> None:
    """Begin anew."""
    token = session.pop(COOKIE, None)
    if token:
        discard_draft(token)
