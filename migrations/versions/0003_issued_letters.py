"""Confirmation letters that DJPK issued, and reports of letters that look forged.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "suspicious_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("contact", sa.String(length=254), nullable=False),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handled_by", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suspicious_report")),
    )
    with op.batch_alter_table("suspicious_report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_suspicious_report_at"), ["at"], unique=False)

    op.create_table(
        "issued_letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("code_seed", sa.String(length=32), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("storage_key", sa.String(length=80), nullable=True),
        sa.Column("pdf_sha256", sa.String(length=64), nullable=True),
        sa.CheckConstraint(
            "status IN ('current', 'changed', 'cancelled')", name=op.f("ck_issued_letter_status")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["request.id"],
            name=op.f("fk_issued_letter_request_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issued_letter")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_issued_letter_code_hash")),
        sa.UniqueConstraint("number", name=op.f("uq_issued_letter_number")),
        sa.UniqueConstraint(
            "request_id", "ordinal", name=op.f("uq_issued_letter_request_id_ordinal")
        ),
        sa.UniqueConstraint("storage_key", name=op.f("uq_issued_letter_storage_key")),
    )
    with op.batch_alter_table("issued_letter", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_issued_letter_pdf_sha256"), ["pdf_sha256"], unique=False
        )
        batch_op.create_index(
            "uq_issued_letter_current",
            ["request_id"],
            unique=True,
            sqlite_where=sa.text("status = 'current'"),
            postgresql_where=sa.text("status = 'current'"),
        )


def downgrade() -> None:
    with op.batch_alter_table("issued_letter", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_issued_letter_current",
            sqlite_where=sa.text("status = 'current'"),
            postgresql_where=sa.text("status = 'current'"),
        )
        batch_op.drop_index(batch_op.f("ix_issued_letter_pdf_sha256"))

    op.drop_table("issued_letter")
    with op.batch_alter_table("suspicious_report", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_suspicious_report_at"))

    op.drop_table("suspicious_report")
