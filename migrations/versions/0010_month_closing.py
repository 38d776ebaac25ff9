"""Counts of months, closed months, edited texts, drafts and batches of imports."""

from __future__ import annotations

from collections import Counter

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

HELD = """
SELECT request.appointment_on AS on_day, request.mode AS mode, count(*) AS number
FROM request LEFT JOIN check_in ON check_in.request_id = request.id
WHERE request.appointment_on IS NOT NULL AND (
    (request.mode = 'tatap_muka' AND request.state IN ('checked_in', 'completed')
        AND check_in.admitted >= 1)
    OR (request.mode = 'video_conference' AND request.state = 'completed'))
GROUP BY request.appointment_on, request.mode
"""
IMPORTED = """
SELECT report_month, mode, count(*) AS number FROM imported_row GROUP BY report_month, mode
"""
TEXT = sa.Text()
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """The tables, and the counts of what is there already."""
    counts = op.create_table(
        "month_count",
        sa.Column("month", sa.String(7), primary_key=True),
        sa.Column("mode", sa.String(16), primary_key=True),
        sa.Column("source", sa.String(10), primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
    )
    _reports()
    _batches()
    with op.batch_alter_table("request") as table:
        table.create_index("ix_request_created_at", ["created_at"])
        table.create_index("ix_request_unit_id", ["unit_id"])
    op.bulk_insert(counts, _counted())


def downgrade() -> None:
    """Without them; the imported rows stay."""
    with op.batch_alter_table("request") as table:
        table.drop_index("ix_request_unit_id")
        table.drop_index("ix_request_created_at")
    for name in ("published_total", "imported_row"):
        with op.batch_alter_table(name) as table:
            table.drop_constraint(f"fk_{name}_batch_id", type_="foreignkey")
            table.drop_index(f"ix_{name}_batch_id")
            table.drop_column("batch_id")
    for name in ("import_batch", "month_draft", "month_text", "closed_month", "month_count"):
        op.drop_table(name)


def _reports() -> None:
    op.create_table(
        "closed_month",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("snapshot", TEXT, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("visits", sa.Integer),
        sa.Column("video", sa.Integer),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("closed_by", sa.String(120), nullable=False),
        sa.Column("closed_at", MOMENT, nullable=False),
        sa.UniqueConstraint("month", "version", name="uq_closed_month_month_version"),
    )
    op.create_table(
        "month_text",
        sa.Column("month", sa.String(7), primary_key=True),
        sa.Column("visits", TEXT),
        sa.Column("video", TEXT),
        sa.Column("violations", TEXT),
        sa.Column("generated", sa.JSON, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("edited_by", sa.String(120), nullable=False),
        sa.Column("edited_at", MOMENT, nullable=False),
    )
    op.create_table(
        "month_draft",
        sa.Column("month", sa.String(7), primary_key=True),
        sa.Column("prepared_at", MOMENT, nullable=False),
    )


def _batches() -> None:
    op.create_table(
        "import_batch",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("file_name", sa.String(200), nullable=False),
        sa.Column("content", TEXT),
        sa.Column("replace", sa.Boolean, nullable=False),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("added", "replaced", "refused")),
        sa.Column("before", sa.JSON, nullable=False),
        sa.Column("by", sa.String(120), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("undone_by", sa.String(120), nullable=False),
        sa.Column("undone_at", MOMENT),
        sa.CheckConstraint("kind IN ('history', 'totals')", name="ck_import_batch_kind"),
        sa.CheckConstraint("state IN ('waiting', 'done', 'undone')", name="ck_import_batch_state"),
    )
    for name in ("imported_row", "published_total"):
        with op.batch_alter_table(name) as table:
            table.add_column(sa.Column("batch_id", sa.Integer))
            table.create_foreign_key(
                f"fk_{name}_batch_id", "import_batch", ["batch_id"], ["id"], ondelete="RESTRICT"
            )
            table.create_index(f"ix_{name}_batch_id", ["batch_id"])


def _counted() -> list[dict[str, object]]:
    """What was held and imported until now; the days are added up here, for both databases."""
    connection, found = op.get_bind(), Counter[tuple[str, str, str]]()
    for on, mode, number in connection.execute(sa.text(HELD)):
        found[str(on)[:7], mode, "held"] += number
    for month, mode, number in connection.execute(sa.text(IMPORTED)):
        found[month, mode, "imported"] = number
    return [
        {"month": month, "mode": mode, "source": source, "count": number}
        for (month, mode, source), number in found.items()
    ]
