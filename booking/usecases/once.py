"""Answering a repeated call with the answer that was already given (DECISIONS 11)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from booking.database import transaction
from booking.errors import InputRefused, Problem, StillRunning
from booking.store import idempotency

KEPT_FOR = timedelta(hours=24)
CRASHED_AFTER = timedelta(seconds=60)


@dataclass(frozen=True)
class Answer:
    """What a program is told: HTTP status and body."""

    status: int
    body: dict[str, Any]
    replayed: bool = False


@dataclass(frozen=True)
class KeyedCall:
    """A call under a key: whose it is (`scope`), the key, and the hash of what was sent."""

    scope: str
    key: str
    body_hash: str

    @property
    def submission_key(self) -> str:
        """The key under which a request of this very call can exist only once."""
        whole = f"{self.scope}\n{self.key}\n{self.body_hash}"
        return f"api:{sha256(whole.encode()).hexdigest()}"


def once(call: KeyedCall, work: Callable[[], Answer], *, now: datetime) -> Answer:
    """Do the work and keep its answer for 24 hours, or give the answer that was kept.

    `now` is real time. A failure (an exception, a status from 500) is not kept. Raises
    `InputRefused` for a key that came with another body and `StillRunning` during the first call.
    """
    earlier = _reserved(call, now=now)
    if earlier is not None:
        return earlier
    try:
        answer = work()
    except BaseException:
        _let_go(call, begun=now)
        raise
    if answer.status >= 500:
        _let_go(call, begun=now)
        return answer
    with transaction():
        idempotency.keep(call.scope, call.key, begun=now, status=answer.status, answer=answer.body)
    return answer


def _reserved(call: KeyedCall, *, now: datetime) -> Answer | None:
    """None when this call shall work; committed before the work begins, so that others see it."""
    with transaction():
        idempotency.forget_before(now - KEPT_FOR)
        if idempotency.reserve(call.scope, call.key, call.body_hash, now=now):
            return None
        row = idempotency.kept(call.scope, call.key)
        if row is not None and row.body_hash != call.body_hash:
            raise InputRefused.of(
                Problem(
                    "idempotency_key_reused",
                    "Idempotency-Key ini sudah dipakai untuk data yang berbeda. "
                    "Pakai kunci baru untuk data baru.",
                    "Idempotency-Key",
                )
            )
        if row is not None and row.status is not None:
            return Answer(row.status, row.answer, replayed=True)
        if idempotency.take_over(call.scope, call.key, begun_before=now - CRASHED_AFTER, now=now):
            return None
    raise StillRunning(
        "Permintaan yang sama sedang dikerjakan. Ulangi beberapa saat lagi dengan kunci yang sama."
    )


def _let_go(call: KeyedCall, *, begun: datetime) -> None:
    with transaction():
        idempotency.let_go(call.scope, call.key, begun=begun)
