"""A sign-in may bind another authenticator while the old one still counts.

Revision ID: 0013
Revises: 0012
"""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

STAGE = "ck_staff_session_stage"


def upgrade() -> None:
    with op.batch_alter_table("staff_session") as table:
        table.drop_constraint(op.f(STAGE), type_="check")
        table.create_check_constraint(
            op.f(STAGE), "stage IN ('enrol', 'replace', 'code', 'renew', 'in')"
        )


def downgrade() -> None:
    op.execute("DELETE FROM staff_session WHERE stage = 'replace'")
    with op.batch_alter_table("staff_session") as table:
        table.drop_constraint(op.f(STAGE), type_="check")
        table.create_check_constraint(op.f(STAGE), "stage IN ('enrol', 'code', 'renew', 'in')")
