"""Sources as received, readings with their acts, decisions about acts."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the first four tables."""
    op.create_table(
        "sources",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("id", sa.String(65), nullable=False, unique=True),
        sa.Column("sha256", sa.String(64), nullable=False, unique=True),
        sa.Column("added_at", sa.String(40), nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
    )
    op.create_table(
        "readings",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column(
            "source_id", sa.String(65), sa.ForeignKey("sources.id"), nullable=False, index=True
        ),
        sa.Column("reader", sa.Text, nullable=False),
        sa.Column("reader_version", sa.Text, nullable=False),
        sa.Column("made_at", sa.String(40), nullable=False),
        sa.Column("record", sa.Text, nullable=False),
    )
    op.create_table(
        "acts",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("reading", sa.Integer, sa.ForeignKey("readings.number"), nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("act_id", sa.String(65), nullable=False, index=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("quote", sa.Text, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
        sa.UniqueConstraint("reading", "place"),
    )
    op.create_table(
        "decisions",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("source_id", sa.String(65), sa.ForeignKey("sources.id"), nullable=False),
        sa.Column("act_id", sa.String(65), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("quote", sa.Text, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("decided_by", sa.Text, nullable=False),
        sa.Column("decided_at", sa.String(40), nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("corrected", sa.Text),
        sa.Column("undoes", sa.Integer, sa.ForeignKey("decisions.number")),
    )
    op.create_index("ix_decisions_act_id", "decisions", ["act_id"])
