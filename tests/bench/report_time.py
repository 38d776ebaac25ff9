"""How long the month's report takes with a small and with a large past, and how it is read.

`make bench` runs this on SQLite in a folder of its own; nothing of it is kept.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from statistics import median
from time import perf_counter

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import event, insert, text

from booking.app import create_app
from booking.database import db, transaction
from booking.domain.lifecycle import State
from booking.domain.months import months_from
from booking.domain.words import VISIT
from booking.models.door import CheckIn
from booking.models.reference import ProductSetting
from booking.models.requests import Request, RequestParty
from booking.settings import from_environment
from booking.store.month_counts import recount_held
from booking.usecases.report_month import report_month

SIZES = (1_000, 100_000)
ROUNDS = 9
OF_THE_MONTH = 30
NOW = datetime(2026, 11, 23, 2, 12, tzinfo=UTC)
MONTH = "2026-11"
BATCH = 5_000


def main() -> None:
    """Print the time and the plans for each size."""
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            settings = from_environment(
                {"DATABASE_URL": f"sqlite:///{folder}/bench.db", "BOOKING_INSTANCE": folder}
            )
            app = create_app(settings)
            with app.app_context():
                upgrade()
                _fill(size)
                _tell(app, size)
                db.session.remove()
                db.engine.dispose()


def _fill(size: int) -> None:
    """Past visits on the days from 2023 to October 2026, and thirty in the month of the report."""
    first, last = date(2023, 1, 2), date(2026, 10, 30)
    span = (last - first).days
    past = [first + timedelta(days=number * span // size) for number in range(size)]
    days = [*past, *(date(2026, 11, 2 + number % 20) for number in range(OF_THE_MONTH))]
    with transaction():
        db.session.add(ProductSetting(key="live_since", value="2023-01"))
        for start in range(0, len(days), BATCH):
            numbers = range(start, min(start + BATCH, len(days)))
            db.session.execute(insert(Request), [_request(n, days[n]) for n in numbers])
            db.session.execute(insert(CheckIn), [_check_in(n) for n in numbers])
            db.session.execute(
                insert(RequestParty),
                [
                    {
                        "request_id": n + 1,
                        "position": 1,
                        "kind": "pemda",
                        "name": "Kab. Banyumas",
                        "region_code": "33.02",
                    }
                    for n in numbers
                ],
            )
        for month in months_from("2023-01", MONTH):
            recount_held(month)
        db.session.execute(text("ANALYZE"))


def _request(number: int, on: date) -> dict[str, object]:
    at = datetime(on.year, on.month, on.day, 2, 0, tzinfo=UTC) - timedelta(days=7)
    return {
        "id": number + 1,
        "reference": f"B{number:08d}",
        "mode": VISIT,
        "state": State.COMPLETED,
        "channel": "web",
        "institution": "Kab. Banyumas",
        "created_at": at,
        "received_at": at,
        "received_on": at.date(),
        "answer_by": at.date(),
        "contact_name": "Sari Wulandari",
        "contact_position": "Kepala Bidang",
        "contact_email": "sari@banyumas.example",
        "contact_phone": "081200000000",
        "question": "Penyaluran DAU",
        "link_seed": f"s{number}",
        "link_hash": f"h{number}",
        "appointment_on": on,
        "appointment_start": "09:00",
        "appointment_end": "10:00",
    }


def _check_in(number: int) -> dict[str, object]:
    return {
        "request_id": number + 1,
        "nonce": str(number),
        "at": NOW,
        "by": "Dewi",
        "cap": 2,
        "arrived": 2,
        "admitted": 2,
        "sppd": 2,
    }


def _tell(app: Flask, size: int) -> None:
    asked: list[tuple[str, object]] = []

    def note(*args: object) -> None:
        asked.append((str(args[2]), args[3]))

    took = []
    for _ in range(ROUNDS):
        db.session.remove()
        start = perf_counter()
        report = report_month(MONTH, now=NOW)
        took.append(perf_counter() - start)
    assert report.visits.count == OF_THE_MONTH
    sys.stdout.write(f"report of a month, {size:,} past visits: {median(took) * 1000:.1f} ms\n")
    if size == SIZES[-1]:
        event.listen(db.engine, "before_cursor_execute", note)
        report_month(MONTH, now=NOW)
        event.remove(db.engine, "before_cursor_execute", note)
        for line in _plans(asked):
            sys.stdout.write(f"  {line}\n")


def _plans(asked: list[tuple[str, object]]) -> Iterator[str]:
    raw = db.engine.raw_connection()
    try:
        for statement, parameters in asked:
            if statement.lstrip().upper().startswith("SELECT"):
                told = raw.cursor().execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
                yield "; ".join(str(row[3]) for row in told.fetchall())
    finally:
        raw.close()


if __name__ == "__main__":
    main()
