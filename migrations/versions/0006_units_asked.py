"""Questions to units with their answers, mailboxes of units, and who wrote a topic answer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The tables of questions and answers; what topic answers lacked."""
    op.create_table(
        "unit_inquiry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("session", sa.String(length=5), nullable=False),
        sa.Column("session_end", sa.String(length=5), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_by", sa.String(length=120), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("link_seed", sa.String(length=32), nullable=False),
        sa.Column("link_hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["request.id"],
            name=op.f("fk_unit_inquiry_request_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_unit_inquiry_unit_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_inquiry")),
        sa.UniqueConstraint("link_hash", name=op.f("uq_unit_inquiry_link_hash")),
    )
    with op.batch_alter_table("unit_inquiry") as table:
        table.create_index("ix_unit_inquiry_sent", ["sent_at", "unit_id"])
        table.create_index(table.f("ix_unit_inquiry_request_id"), ["request_id"])
        table.create_index(table.f("ix_unit_inquiry_unit_id"), ["unit_id"])
    op.create_table(
        "unit_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inquiry_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=120), nullable=False),
        sa.Column("experts", sa.JSON(), nullable=False),
        sa.Column("proposals", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('accepted', 'declined', 'proposed')", name=op.f("ck_unit_answer_kind")
        ),
        sa.ForeignKeyConstraint(
            ["inquiry_id"],
            ["unit_inquiry.id"],
            name=op.f("fk_unit_answer_inquiry_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_answer")),
        sa.UniqueConstraint("inquiry_id", name=op.f("uq_unit_answer_inquiry_id")),
    )
    with op.batch_alter_table("unit") as table:
        table.add_column(sa.Column("email", sa.String(254), nullable=False, server_default=""))
    with op.batch_alter_table("topic_answer") as table:
        table.add_column(sa.Column("unit_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        table.add_column(sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("changed_by", sa.String(120), nullable=False, server_default=""))
        table.create_foreign_key(
            "fk_topic_answer_unit_id", "unit", ["unit_id"], ["id"], ondelete="RESTRICT"
        )
    answers = sa.table("topic_answer", sa.column("changed_at"), sa.column("created_at"))
    op.execute(answers.update().values(changed_at=answers.c.created_at))
    with op.batch_alter_table("topic_answer") as table:
        table.alter_column("changed_at", existing_type=sa.DateTime(timezone=True), nullable=False)


def downgrade() -> None:
    """Without them."""
    with op.batch_alter_table("topic_answer") as table:
        table.drop_constraint("fk_topic_answer_unit_id", type_="foreignkey")
        table.drop_column("changed_by")
        table.drop_column("changed_at")
        table.drop_column("version")
        table.drop_column("unit_id")
    with op.batch_alter_table("unit") as table:
        table.drop_column("email")
    op.drop_table("unit_answer")
    op.drop_table("unit_inquiry")
