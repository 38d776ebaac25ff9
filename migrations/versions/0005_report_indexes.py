"""Indexes by which the month's report reads only its own month."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What was received in a month, and what was moved in it."""
    with op.batch_alter_table("request") as table:
        table.create_index("ix_request_received_on", ["received_on"])
    with op.batch_alter_table("request_move") as table:
        table.create_index("ix_request_move_at", ["at", "move"])


def downgrade() -> None:
    """Without them."""
    with op.batch_alter_table("request_move") as table:
        table.drop_index("ix_request_move_at")
    with op.batch_alter_table("request") as table:
        table.drop_index("ix_request_received_on")
