"""Sealed forecasts, and how their issues ended."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the tables of seals and resolutions."""
    for name in ("seals", "resolutions"):
        op.create_table(
            name,
            sa.Column("number", sa.Integer, primary_key=True),
            sa.Column("sha256", sa.String(64), nullable=False, unique=True),
            sa.Column("made_at", sa.String(40), nullable=False),
            sa.Column("record", sa.Text, nullable=False),
        )
