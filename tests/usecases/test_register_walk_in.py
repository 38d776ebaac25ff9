"""Guests without a schedule: turned away, recorded, never approvable (E.3.c.11)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from booking.database import db
from booking.errors import InputRefused
from booking.models.door import Violation, WalkIn
from booking.models.history import AuditRow
from booking.usecases.register_walk_in import register_walk_in
from tests.usecases.builders import (
    AT_NINE,
    BANYUMAS,
    RECEPTION,
    THURSDAY,
    at,
    codes_of,
    violations,
)


def turn_away(institution: str = "Kab. Banyumas", **how: Any) -> int:
    usual: dict[str, Any] = {
        "codes": [BANYUMAS],
        "count": 3,
        "reason": "no_letter",
        "at": AT_NINE,
        "by": RECEPTION,
        "now": AT_NINE,
    }
    return register_walk_in(institution, **(usual | how))


@pytest.mark.parametrize(
    ("reason", "violation"),
    [
        ("no_letter", "walk_in"),
        ("no_schedule", "walk_in"),
        ("wrong_time", "out_of_schedule"),
    ],
)
def test_e_3_c_11_who_was_turned_away_is_recorded_with_the_clause(
    app: Flask, reason: str, violation: str
) -> None:
    key = turn_away(reason=reason)

    row = db.session.get_one(WalkIn, key)
    kept = db.session.scalars(select(Violation)).one()
    assert (row.date, row.institution, row.regions, row.count) == (
        THURSDAY,
        "Kab. Banyumas",
        [BANYUMAS],
        3,
    )
    assert (kept.code, kept.clause, kept.walk_in_id) == (violation, "E.3.c.11", key)


def test_the_day_is_that_of_the_arrival_in_jakarta(app: Flask) -> None:
    key = turn_away(at=at(26, 7, 30), now=at(27, 9))

    assert db.session.get_one(WalkIn, key).date == THURSDAY


def test_guests_of_no_region_are_recorded_too(app: Flask) -> None:
    key = turn_away("Bank BJB", codes=[])

    assert db.session.get_one(WalkIn, key).regions == []


def test_the_audit_knows_the_record_and_no_name(app: Flask) -> None:
    key = turn_away()

    row = db.session.scalars(select(AuditRow)).one()
    assert (row.action, row.subject) == ("walk_in", f"walk_in:{key}")
    assert "Banyumas" not in str(row.fields)


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ({"institution": " "}, "institution_missing"),
        ({"institution": "x" * 201}, "institution_missing"),
        ({"codes": ["99.99"]}, "region_unknown"),
        ({"count": 0}, "count"),
        ({"count": 501}, "count"),
        ({"reason": "lupa"}, "reason_unknown"),
        ({"at": AT_NINE + timedelta(minutes=1)}, "at_future"),
    ],
)
def test_what_reception_cannot_mean_is_refused(app: Flask, how: dict[str, Any], code: str) -> None:
    with pytest.raises(InputRefused) as error:
        turn_away(**how)

    assert codes_of(error.value.problems) == [code]
    assert violations() == []
