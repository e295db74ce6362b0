"""Findings, each with the hash of the case it answers."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the table of findings."""
    op.create_table(
        "findings",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("question", sa.String(40), nullable=False),
        sa.Column("case_sha256", sa.String(64), nullable=False, index=True),
        sa.Column("made_at", sa.String(40), nullable=False),
        sa.Column("record", sa.Text, nullable=False),
    )
