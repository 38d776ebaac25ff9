"""The audit chain: each row sealed with the one before it, so that a change shows (TRUST 1.5)."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from booking.database import audit_key, db
from booking.domain.roles import Actor
from booking.errors import InputRefused, Problem
from booking.models.history import AuditAnchor, AuditHead, AuditRow

GENESIS = "0" * 64


class End(NamedTuple):
    """Where the chain ends: the number of its last row and that row's keyed hash."""

    seq: int
    mac: str


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
    head.seal = seal_of_end(End(row.seq, row.mac), audit_key())
    db.session.add(row)
    db.session.flush()  # the next append of this transaction reads the new head


def end() -> End:
    """Where the chain ends now."""
    head = db.session.scalars(select(AuditHead)).one()
    return End(head.seq, head.mac)


def read_end(words: str) -> End:
    """An end as the auditor's mail writes it, number and hash. Raises `InputRefused`."""
    number, _, mac = words.strip().partition(":")
    if not (number.isascii() and number.isdigit() and re.fullmatch(r"[0-9a-f]{64}", mac.strip())):
        raise InputRefused.of(
            Problem(
                "anchor_unreadable",
                "Catatan audit terdiri atas nomor baris, titik dua, dan 64 huruf atau angka. Salin "
                "seluruhnya dari surel Ujung rantai audit.",
                "anchor",
            )
        )
    return End(int(number), mac.strip())


def anchor(day: date, *, now: datetime) -> End | None:
    """Keep where the chain ends on this day; None when that was done before."""
    if db.session.get(AuditAnchor, day) is not None:
        return None
    found = end()
    try:
        with db.session.begin_nested():
            db.session.add(AuditAnchor(day=day, seq=found.seq, mac=found.mac, at=now))
    except IntegrityError:  # another process kept it between the question and the insert
        return None
    return found


def newest(before: int | None, *, limit: int) -> list[AuditRow]:
    """The latest acts, or those before a number, the newest first."""
    rows = select(AuditRow).order_by(AuditRow.seq.desc()).limit(limit)
    return list(db.session.scalars(rows.where(AuditRow.seq < before) if before else rows))


def all_rows() -> Iterator[AuditRow]:
    """Every act in the order of the chain, read in portions."""
    yield from db.session.scalars(
        select(AuditRow).order_by(AuditRow.seq).execution_options(yield_per=1000)
    )


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


def seal_of_end(at: End, key: bytes) -> str:
    """The keyed hash of the chain's end, so that nobody can cut it and point the head back."""
    return hmac.new(key, f"end {at.seq} {at.mac}".encode(), hashlib.sha256).hexdigest()


def broken_links(witnesses: Iterable[End] = ()) -> Iterator[str]:
    """What is wrong with the chain, one sentence each; nothing when it is whole.

    `witnesses` are ends that the auditor was told by mail; those of the table are read here.
    """
    key, prev, seq = audit_key(), GENESIS, 0
    anchors = {anchor.seq: anchor.mac for anchor in db.session.scalars(select(AuditAnchor))}
    expected = list(anchors.items()) + [(at.seq, at.mac) for at in witnesses]
    found = {0: GENESIS}
    wanted = {number for number, _ in expected}
    for row in all_rows():
        seq += 1
        if row.seq != seq:
            yield f"Baris {seq} hilang."
            seq = row.seq
        if row.prev != prev:
            yield f"Baris {row.seq} tidak menyambung ke baris sebelumnya."
        if not hmac.compare_digest(row.mac, seal(row, key)):
            yield f"Isi baris {row.seq} tidak sesuai dengan segelnya."
        prev = row.mac
        if seq in wanted:
            found[seq] = prev
    yield from _broken_end(End(seq, prev), key)
    for number, mac in expected:
        if found.get(number) != mac:
            yield f"Baris {number} tidak sesuai dengan catatan harian auditor."


def _broken_end(last: End, key: bytes) -> Iterator[str]:
    head = db.session.scalars(select(AuditHead)).one()
    if (head.seq, head.mac) != last:
        yield "Ujung rantai tidak sesuai dengan baris terakhir."
    elif last.seq and not hmac.compare_digest(head.seal, seal_of_end(last, key)):
        yield "Ujung rantai tidak sesuai dengan segelnya."
