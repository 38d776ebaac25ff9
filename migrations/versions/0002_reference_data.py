"""Regions, units, topics, the circular's numbers and the start of the audit chain.

Revision ID: 0002
Revises: 0001
"""

import csv
import json
from datetime import date
from importlib.resources import files

import sqlalchemy as sa
from alembic import op

from booking.domain.policy import SE_2

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def _rows(name: str) -> list[dict[str, str]]:
    with (files("booking.data") / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def upgrade() -> None:
    regions = sa.table(
        "region",
        sa.column("code", sa.String),
        sa.column("kind", sa.String),
        sa.column("name", sa.String),
        sa.column("province_code", sa.String),
        sa.column("timezone", sa.String),
        sa.column("pemda", sa.Boolean),
        sa.column("active", sa.Boolean),
    )
    op.bulk_insert(
        regions,
        [row | {"pemda": row["pemda"] == "true", "active": True} for row in _rows("regions.csv")],
    )

    units = sa.table(
        "unit",
        sa.column("id", sa.Integer),
        sa.column("code", sa.String),
        sa.column("name", sa.String),
        sa.column("active", sa.Boolean),
    )
    unit_rows = [
        row | {"id": number, "active": True} for number, row in enumerate(_rows("units.csv"), 1)
    ]
    op.bulk_insert(units, unit_rows)
    unit_ids = {row["code"]: row["id"] for row in unit_rows}

    topics = sa.table(
        "topic",
        sa.column("code", sa.String),
        sa.column("name", sa.String),
        sa.column("unit_id", sa.Integer),
        sa.column("position", sa.Integer),
        sa.column("active", sa.Boolean),
    )
    op.bulk_insert(
        topics,
        [
            {
                "code": row["code"],
                "name": row["name"],
                "unit_id": unit_ids.get(row["unit"]),
                "position": number,
                "active": True,
            }
            for number, row in enumerate(_rows("topics.csv"), 1)
        ],
    )

    policies = sa.table(
        "policy",
        sa.column("name", sa.String),
        sa.column("valid_from", sa.Date),
        sa.column("numbers", sa.JSON),
    )
    numbers = json.loads(json.dumps(SE_2.numbers()))
    op.bulk_insert(
        policies, [{"name": SE_2.name, "valid_from": date(2024, 1, 2), "numbers": numbers}]
    )

    heads = sa.table(
        "audit_head",
        sa.column("id", sa.Integer),
        sa.column("seq", sa.Integer),
        sa.column("mac", sa.String),
    )
    op.bulk_insert(heads, [{"id": 1, "seq": 0, "mac": "0" * 64}])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "SELECT setval(pg_get_serial_sequence('unit', 'id'), (SELECT max(id) FROM unit))"
        )


def downgrade() -> None:
    for table in ("audit_head", "policy", "topic", "unit", "region"):
        op.execute(sa.table(table).delete())
