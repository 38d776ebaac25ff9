"""Keeping what a requester typed, step by step, so that nothing is lost for a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from booking.database import db, transaction
from booking.domain.links import fingerprint, new_token
from booking.models.drafts import Draft
from booking.store import drafts

KEPT_FOR = timedelta(hours=24)


@dataclass(frozen=True)
class DraftChange:
    """What one step adds: fields as typed, notes of the form itself, a letter, how far it is."""

    fields: Mapping[str, Sequence[str]] = field(default_factory=dict)
    notes: Mapping[str, Any] = field(default_factory=dict)
    letter_file_id: int | None = None
    reached: int = 0


def keep_draft(token: str | None, change: DraftChange, *, now: datetime) -> str:
    """Write a step into the draft; gives the id that the browser carries from now on.

    Without a draft, or with one that is over, a new one begins. A draft that was sent stays as it
    is: who goes back and changes something works on a copy.
    """
    with transaction():
        known = drafts.by_token(token, since=now - KEPT_FOR, lock=True) if token else None
        kept = known if known and known.sent is None else None
        if kept is None or token is None:
            token = new_token()
            kept = _begin(token, known, now)
        data = kept.data
        kept.data = {
            "fields": {**data["fields"], **{k: list(v) for k, v in change.fields.items()}},
            "notes": {**data["notes"], **change.notes},
        }
        kept.letter_file_id = change.letter_file_id or kept.letter_file_id
        kept.reached = max(kept.reached, change.reached)
        kept.updated_at = now
        return token


def _begin(token: str, sent: Draft | None, now: datetime) -> Draft:
    draft = Draft(
        hash=fingerprint(token),
        data=sent.data if sent else {"fields": {}, "notes": {}},
        letter_file_id=sent.letter_file_id if sent else None,
        reached=sent.reached if sent else 0,
        created_at=now,
        updated_at=now,
    )
    db.session.add(draft)
    return draft


def mark_sent(token: str, told: Mapping[str, Any], *, now: datetime) -> None:
    """Remember what the requester was told, so that a second press tells the same."""
    with transaction():
        draft = drafts.by_token(token, since=now - KEPT_FOR, lock=True)
        if draft is not None:
            draft.sent = dict(told)


def discard_draft(token: str) -> None:
    """Begin anew: forget everything that was typed."""
    with transaction():
        drafts.drop(token)


def drop_old_drafts(*, now: datetime) -> int:
    """Remove drafts that nobody wrote to for a day; gives how many."""
    with transaction():
        return drafts.drop_before(now - KEPT_FOR)
