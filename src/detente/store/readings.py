"""Readings in a project: every one is kept, the newest of each source is current."""

import json
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, Select, func, select
from sqlalchemy.engine import Row

from detente.errors import StoreError
from detente.reading.act import Act, Reading, Review
from detente.sources.frozen import Frozen
from detente.store import clock, sources, tables
from detente.store.decision import ActKey
from detente.store.tables import acts, readings


class ReadingNote(Frozen):
    """One reading in the history of a source, without its acts."""

    number: int
    """Number of the reading in the project, from 1."""
    source_id: str
    """The source read."""
    reader: str
    """Which reader."""
    reader_version: str
    """Its version."""
    made_at: datetime
    """When."""
    n_acts: int
    """Acts it found."""


def add(connection: Connection, reading: Reading, at: datetime) -> int:
    """Keep a reading beside the older ones and return its number; the source must be kept."""
    source = sources.one(connection, reading.source.id)
    if (source.sha256, source.text) != (reading.source.sha256, reading.source.text):
        msg = (
            f"the reading of {reading.source.name} is of another text than the one kept; "
            "read the source of the project"
        )
        raise StoreError(msg)
    done = connection.execute(
        readings.insert().values(
            source_id=source.id,
            reader=reading.reader,
            reader_version=reading.reader_version,
            made_at=clock.kept(at),
            record=reading.model_dump_json(include={"actors", "warnings"}),
        )
    )
    number = int(done.inserted_primary_key[0]) if done.inserted_primary_key else 0
    rows = [
        {
            "reading": number,
            "place": place,
            "act_id": act.id,
            "kind": act.kind,
            "quote": act.span.quote,
            "record": _as_found(act),
        }
        for place, act in enumerate(reading.acts)
    ]
    if rows:
        connection.execute(acts.insert(), rows)
    return number


def _as_found(act: Act) -> str:
    """Return an act as its reader made it: decisions are kept in their own table."""
    return act.model_copy(update={"review": Review()}).model_dump_json()


def history(connection: Connection) -> tuple[ReadingNote, ...]:
    """Return a note on every reading, oldest first."""
    n_acts = select(func.count()).where(acts.c.reading == readings.c.number).scalar_subquery()
    rows = connection.execute(
        select(readings, n_acts.label("n_acts")).order_by(readings.c.number)
    ).mappings()
    fields = ReadingNote.model_fields
    return tuple(ReadingNote(**{name: row[name] for name in fields}) for row in rows)


def one(connection: Connection, number: int) -> Reading:
    """Return the reading with this number as its reader made it."""
    row = connection.execute(select(readings).where(readings.c.number == number)).first()
    if row is None:
        msg = f"the project has no reading {number}; run detente read"
        raise StoreError(msg)
    return _load(connection, row)


def current(connection: Connection) -> tuple[Reading, ...]:
    """Return the newest reading of every source, in the order the sources were added."""
    return tuple(_load(connection, row) for row in _newest(connection))


def current_keys(connection: Connection) -> tuple[ActKey, ...]:
    """Return what ties decisions to the acts of the newest readings, without loading them."""
    rows = connection.execute(
        select(readings.c.source_id, acts.c.act_id, acts.c.kind, acts.c.quote)
        .join(readings, readings.c.number == acts.c.reading)
        .where(readings.c.number.in_(_newest_numbers()))
        .order_by(acts.c.number)
    )
    return tuple(ActKey(*row) for row in rows)


def _newest(connection: Connection) -> Iterable[Row[tuple[object, ...]]]:
    return connection.execute(
        select(readings)
        .join(tables.sources, tables.sources.c.id == readings.c.source_id)
        .where(readings.c.number.in_(_newest_numbers()))
        .order_by(tables.sources.c.number)
    ).all()


def _newest_numbers() -> Select[tuple[int]]:
    return select(func.max(readings.c.number)).group_by(readings.c.source_id)


def _load(connection: Connection, row: Row[tuple[object, ...]]) -> Reading:
    """Build a reading again; the model checks every quote against the text of the source."""
    found = connection.execute(
        select(acts.c.record).where(acts.c.reading == row.number).order_by(acts.c.place)
    )
    return Reading.model_validate(
        {
            **json.loads(row.record),
            "source": sources.one(connection, row.source_id),
            "acts": [Act.model_validate_json(act.record) for act in found],
            "reader": row.reader,
            "reader_version": row.reader_version,
        }
    )
