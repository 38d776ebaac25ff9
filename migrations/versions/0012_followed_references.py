"""References that pages and reports follow backwards get their index.

Revision ID: 0012
Revises: 0011
"""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

FOLLOWED = (
    ("dispensation", "request_id"),
    ("draft", "letter_file_id"),
    ("request_letter", "file_id"),
    ("violation", "walk_in_id"),
)


def upgrade() -> None:
    for table, column in FOLLOWED:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def downgrade() -> None:
    for table, column in FOLLOWED:
        op.drop_index(op.f(f"ix_{table}_{column}"), table_name=table)
