"""Closures of a room that can be lifted, corrections of days, and policies with a legal basis."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A closure claims what is free; what no longer holds stays as a row."""
    with op.batch_alter_table("closure") as table:
        table.add_column(sa.Column("room", sa.String(20), nullable=False, server_default=""))
        table.add_column(sa.Column("lifted_by", sa.String(120), nullable=False, server_default=""))
        table.add_column(sa.Column("lifted_at", sa.DateTime(timezone=True)))
        table.drop_constraint("uq_closure_date_session", type_="unique")
    _unique_while("uq_closure_held", "closure", ["date", "session", "room"], "lifted_at")
    with op.batch_alter_table("day_override") as table:
        table.add_column(
            sa.Column("joint_leave", sa.Boolean, nullable=False, server_default=sa.false())
        )
        table.add_column(sa.Column("withdrawn_at", sa.DateTime(timezone=True)))
    with op.batch_alter_table("slot_claim") as table:
        table.alter_column("request_id", existing_type=sa.Integer, nullable=True)
        table.add_column(sa.Column("closure_id", sa.Integer))
        table.create_foreign_key(
            "fk_slot_claim_closure_id", "closure", ["closure_id"], ["id"], ondelete="RESTRICT"
        )
        table.create_check_constraint(
            op.f("ck_slot_claim_holder"), "(request_id IS NULL) <> (closure_id IS NULL)"
        )
        table.create_index("ix_slot_claim_closure_id", ["closure_id"])
    with op.batch_alter_table("policy") as table:
        for name, length in (("legal_basis", 200), ("by", 120), ("withdrawn_by", 120)):
            table.add_column(sa.Column(name, sa.String(length), nullable=False, server_default=""))
        table.add_column(sa.Column("at", sa.DateTime(timezone=True)))
        table.add_column(sa.Column("withdrawn_at", sa.DateTime(timezone=True)))
        table.drop_constraint("uq_policy_valid_from", type_="unique")
    _unique_while("uq_policy_held", "policy", ["valid_from"], "withdrawn_at")


def downgrade() -> None:
    """Only what holds, each of it once; claims of closures go."""
    op.execute("DELETE FROM slot_claim WHERE request_id IS NULL")
    op.execute("DELETE FROM closure WHERE lifted_at IS NOT NULL OR room <> ''")
    op.execute("DELETE FROM day_override WHERE withdrawn_at IS NOT NULL")
    op.execute("DELETE FROM policy WHERE withdrawn_at IS NOT NULL")
    op.drop_index("uq_policy_held", "policy")
    with op.batch_alter_table("policy") as table:
        table.create_unique_constraint("uq_policy_valid_from", ["valid_from"])
        for name in ("withdrawn_at", "withdrawn_by", "at", "by", "legal_basis"):
            table.drop_column(name)
    with op.batch_alter_table("slot_claim") as table:
        table.drop_index("ix_slot_claim_closure_id")
        table.drop_constraint(op.f("ck_slot_claim_holder"), type_="check")
        table.drop_constraint("fk_slot_claim_closure_id", type_="foreignkey")
        table.drop_column("closure_id")
        table.alter_column("request_id", existing_type=sa.Integer, nullable=False)
    with op.batch_alter_table("day_override") as table:
        table.drop_column("withdrawn_at")
        table.drop_column("joint_leave")
    op.drop_index("uq_closure_held", "closure")
    with op.batch_alter_table("closure") as table:
        table.create_unique_constraint("uq_closure_date_session", ["date", "session"])
        for name in ("lifted_at", "lifted_by", "room"):
            table.drop_column(name)


def _unique_while(name: str, table: str, columns: list[str], ended: str) -> None:
    """Unique among the rows that still hold."""
    holds = sa.text(f"{ended} IS NULL")
    op.create_index(name, table, columns, unique=True, sqlite_where=holds, postgresql_where=holds)
