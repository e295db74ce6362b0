"""The tables of a project, as the newest migration leaves them; SQL that PostgreSQL knows too.

Rows are only ever added. Times are
ISO 8601 in UTC; records are JSON in the form of their model.
"""

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

sources = Table(
    "sources",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String(65), nullable=False, unique=True),
    Column("sha256", String(64), nullable=False, unique=True),
    Column("added_at", String(40), nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("record", Text, nullable=False),
)

readings = Table(
    "readings",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("source_id", ForeignKey("sources.id"), nullable=False, index=True),
    Column("reader", Text, nullable=False),
    Column("reader_version", Text, nullable=False),
    Column("made_at", String(40), nullable=False),
    Column("record", Text, nullable=False),
)

acts = Table(
    "acts",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("reading", ForeignKey("readings.number"), nullable=False),
    Column("place", Integer, nullable=False),
    Column("act_id", String(65), nullable=False, index=True),
    Column("kind", String(40), nullable=False),
    Column("quote", Text, nullable=False),
    Column("record", Text, nullable=False),
    UniqueConstraint("reading", "place"),
)

decisions = Table(
    "decisions",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("source_id", ForeignKey("sources.id"), nullable=False),
    Column("act_id", String(65), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("quote", Text, nullable=False),
    Column("state", String(20), nullable=False),
    Column("decided_by", Text, nullable=False),
    Column("decided_at", String(40), nullable=False),
    Column("reason", Text),
    Column("corrected", Text),
    Column("undoes", ForeignKey("decisions.number")),
    Index("ix_decisions_act_id", "act_id"),
)

findings = Table(
    "findings",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("question", String(40), nullable=False),
    Column("case_sha256", String(64), nullable=False, index=True),
    Column("made_at", String(40), nullable=False),
    Column("record", Text, nullable=False),
)


def _sealed(name: str) -> Table:
    """Return a table of records that no later change may touch, by the hash of their content."""
    return Table(
        name,
        metadata,
        Column("number", Integer, primary_key=True),
        Column("sha256", String(64), nullable=False, unique=True),
        Column("made_at", String(40), nullable=False),
        Column("record", Text, nullable=False),
    )


seals = _sealed("seals")
resolutions = _sealed("resolutions")
