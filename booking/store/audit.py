"""The audit chain: each row sealed with the one before it, so that a change shows (TRUST 1.5)."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from booking.database import audit_key, db
from booking.domain.roles import Actor
from booking.models.history import AuditHead, AuditRow

GENESIS = "0" * 64


def is_ready() -> bool:
    """True when the database answers and its chain has begun; readiness asks for no more."""
    try:
        return db.session.scalar(select(AuditHead.id)) is not None
    except SQLAlchemyError:
        return False


def append(action: str, subject: str, *, by: Actor, now: datetime, **fields: Any) -> None:
    """Add one act; takes the head row, so it comes last in a transaction. No personal data."""
    head = db.session.scalars(select(AuditHead).with_for_update()).one()
    row = AuditRow(
        seq=head.seq + 1,
        at=now,
        actor=by.key,
        role=by.role,
        action=action,
        subject=subject,
        fields=fields,
        prev=head.mac,
    )
    row.mac = seal(row, audit_key())
    head.seq, head.mac = row.seq, row.mac
    db.session.add(row)
    db.session.flush()  # the next append of this transaction reads the new head


def seal(row: AuditRow, key: bytes) -> str:
    """The keyed hash of a row and of its predecessor."""
    content = json.dumps(
        [
            row.seq,
            row.at.astimezone(UTC).isoformat(),
            row.actor,
            row.role,
            row.action,
            row.subject,
            row.fields,
            row.prev,
        ],
        sort_keys=True,
        ensure_ascii=False,
    )
    return hmac.new(key, content.encode(), hashlib.sha256).hexdigest()


def broken_links() -> Iterator[str]:
    """What is wrong with the chain, one sentence each; nothing when it is whole."""
    key, prev, seq = audit_key(), GENESIS, 0
    for row in db.session.scalars(
        select(AuditRow).order_by(AuditRow.seq).execution_options(yield_per=1000)
    ):
        seq += 1
        if row.seq != seq:
            yield f"Baris {seq} hilang."
            seq = row.seq
        if row.prev != prev:
            yield f"Baris {row.seq} tidak menyambung ke baris sebelumnya."
        if not hmac.compare_digest(row.mac, seal(row, key)):
            yield f"Isi baris {row.seq} tidak sesuai dengan segelnya."
        prev = row.mac
    head = db.session.scalars(select(AuditHead)).one()
    if (head.seq, head.mac) != (seq, prev):
        yield "Ujung rantai tidak sesuai dengan baris terakhir."
