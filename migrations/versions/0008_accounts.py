"""Accounts: the second step of signing in, recovery codes, links that choose a password.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("staff") as table:
        table.add_column(sa.Column("password_set_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("totp_seed", sa.String(length=32), nullable=True))
        table.add_column(sa.Column("totp_last_step", sa.BigInteger(), nullable=True))
    with op.batch_alter_table("staff_session") as table:
        table.add_column(
            sa.Column("stage", sa.String(length=8), nullable=False, server_default="in")
        )
        table.add_column(
            sa.Column("browser", sa.String(length=60), nullable=False, server_default="")
        )
        table.add_column(sa.Column("enrol_seed", sa.String(length=32), nullable=True))
        table.create_check_constraint(
            op.f("ck_staff_session_stage"), "stage IN ('enrol', 'code', 'renew', 'in')"
        )
    with op.batch_alter_table("staff_session") as table:
        table.alter_column("stage", server_default=None)
        table.alter_column("browser", server_default=None)

    op.create_table(
        "recovery_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff.id"],
            name=op.f("fk_recovery_code_staff_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_code")),
        sa.UniqueConstraint("hash", name=op.f("uq_recovery_code_hash")),
    )
    with op.batch_alter_table("recovery_code") as table:
        table.create_index(op.f("ix_recovery_code_staff_id"), ["staff_id"], unique=False)

    op.create_table(
        "account_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=8), nullable=False),
        sa.Column("seed", sa.String(length=32), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("purpose IN ('invite', 'reset')", name=op.f("ck_account_link_purpose")),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff.id"],
            name=op.f("fk_account_link_staff_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_link")),
        sa.UniqueConstraint("hash", name=op.f("uq_account_link_hash")),
    )
    with op.batch_alter_table("account_link") as table:
        table.create_index(op.f("ix_account_link_staff_id"), ["staff_id"], unique=False)


def downgrade() -> None:
    op.drop_table("account_link")
    op.drop_table("recovery_code")
    with op.batch_alter_table("staff_session") as table:
        table.drop_constraint(op.f("ck_staff_session_stage"), type_="check")
        table.drop_column("enrol_seed")
        table.drop_column("browser")
        table.drop_column("stage")
    with op.batch_alter_table("staff") as table:
        table.drop_column("totp_last_step")
        table.drop_column("totp_seed")
        table.drop_column("password_set_at")
