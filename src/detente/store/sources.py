"""Sources in a project: the bytes as received and the record made of them, never changed."""

import hashlib
from datetime import datetime

from sqlalchemy import Connection, select

from detente.errors import StoreError
from detente.sources.source import Source
from detente.store import clock
from detente.store.tables import sources


def add(connection: Connection, source: Source, data: bytes, at: datetime) -> bool:
    """Keep a source; False where the same bytes are kept already, which changes nothing."""
    if hashlib.sha256(data).hexdigest() != source.sha256:
        msg = f"the bytes given for {source.name} are not those it was made of; receive it again"
        raise StoreError(msg)
    row = connection.execute(
        select(sources.c.sha256).where(
            (sources.c.sha256 == source.sha256) | (sources.c.id == source.id)
        )
    ).first()
    if row is not None and row.sha256 != source.sha256:
        msg = f"another source in the project has the id {source.id}; use a project of its own"
        raise StoreError(msg)
    if row is not None:
        return False
    connection.execute(
        sources.insert().values(
            id=source.id,
            sha256=source.sha256,
            added_at=clock.kept(at),
            data=data,
            record=source.model_dump_json(),
        )
    )
    return True


def every(connection: Connection) -> tuple[Source, ...]:
    """Return all sources in the order they were added."""
    rows = connection.execute(select(sources.c.record).order_by(sources.c.number))
    return tuple(Source.model_validate_json(row.record) for row in rows)


def one(connection: Connection, source_id: str) -> Source:
    """Return the source with this id; `StoreError` where there is none."""
    row = connection.execute(select(sources.c.record).where(sources.c.id == source_id)).first()
    if row is None:
        raise StoreError(_unknown(source_id))
    return Source.model_validate_json(row.record)


def data_of(connection: Connection, source_id: str) -> bytes:
    """Return the bytes of a source as received; `StoreError` where they have changed."""
    row = connection.execute(
        select(sources.c.data, sources.c.sha256).where(sources.c.id == source_id)
    ).first()
    if row is None:
        raise StoreError(_unknown(source_id))
    data = bytes(row.data)
    if hashlib.sha256(data).hexdigest() != row.sha256:
        msg = f"the bytes of source {source_id} have changed on disk; restore the project"
        raise StoreError(msg)
    return data


def _unknown(source_id: str) -> str:
    return f"the project has no source {source_id}; run detente add REPORT"
