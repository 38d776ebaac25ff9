"""S14: the audit chain under load. One thousand acts of eight threads make one whole chain."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from booking.database import audit_key, db, transaction
from booking.models.history import AuditRow
from booking.store import audit
from tests.usecases.builders import NOW, OFFICER

pytestmark = pytest.mark.races

THREADS, ACTS = 8, 1000
Act = Callable[[str], None]


def append(subject: str) -> None:
    """One act as every use case writes it."""
    with transaction():
        audit.append("verify", subject, by=OFFICER, now=NOW)


def append_without_lock(subject: str) -> None:
    """The same with the fault this test is about: the end is read before the row is written."""
    before = audit.end()
    db.session.rollback()
    time.sleep(0.001)  # what a use case does between reading and writing
    row = AuditRow(
        seq=before.seq + 1,
        at=NOW,
        actor=OFFICER.key,
        role=OFFICER.role,
        action="verify",
        subject=subject,
        fields={},
        prev=before.mac,
    )
    row.mac = audit.seal(row, audit_key())
    with transaction():
        db.session.add(row)


def act_in_threads(app: Flask, act: Act, *, times: int) -> int:
    """How many of the acts were written."""

    def work(number: int) -> int:
        written = 0
        with app.app_context():
            for turn in range(times // THREADS):
                try:
                    act(f"{number}-{turn}")
                except IntegrityError:
                    db.session.rollback()
                else:
                    written += 1
        return written

    with ThreadPoolExecutor(THREADS) as threads:
        return sum(threads.map(work, range(THREADS)))


def test_a_thousand_acts_of_eight_threads_make_one_whole_chain(app: Flask) -> None:
    assert act_in_threads(app, append, times=ACTS) == ACTS

    assert audit.end().seq == ACTS
    assert list(audit.broken_links()) == []


def test_without_the_lock_on_the_end_acts_get_lost(app: Flask) -> None:
    assert act_in_threads(app, append_without_lock, times=80) < 80
