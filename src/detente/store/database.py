"""One SQLite file: connections, and transactions that are whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from pydantic import ValidationError
from sqlalchemy import URL, Connection, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from detente.errors import StoreError
from detente.store.faults import READ_ONLY, store_error

WAIT_SECONDS = 30.0
"""How long a writer waits for another one to finish."""


class Database:
    """The file of a project; every block of `write` is one transaction."""

    def __init__(self, file: Path, *, wait_seconds: float = WAIT_SECONDS) -> None:
        self.file = file
        self.is_read_only = file.exists() and not _may_write(file)
        url = URL.create("sqlite", database=str(file))
        if self.is_read_only:
            _check_log(file)
            # No other program can write here either, so no log and no lock is needed.
            place = f"file:{quote(str(file.resolve()))}"
            url = URL.create("sqlite", database=place, query={"immutable": "1", "uri": "true"})
        self._engine = create_engine(url, connect_args={"timeout": wait_seconds})
        event.listen(self._engine, "connect", _look if self.is_read_only else _set_up)
        event.listen(self._engine, "begin", _begin)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the project throughout."""
        with self._connect("BEGIN") as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give a connection whose changes are kept together, or not at all on an error."""
        if self.is_read_only:
            msg = f"the project file {self.file} {READ_ONLY}"
            raise StoreError(msg)
        with self._connect("BEGIN IMMEDIATE") as connection:
            yield connection

    @contextmanager
    def _connect(self, begin: str) -> Iterator[Connection]:
        try:
            with (
                self._engine.connect().execution_options(begin=begin) as connection,
                connection.begin(),
            ):
                yield connection
        except DBAPIError as error:
            raise store_error(error, self.file) from error
        except ValidationError as error:
            msg = f"a record in the project file {self.file} is damaged; restore it from a copy"
            raise StoreError(msg) from error

    def close(self) -> None:
        """Close the file; the last one to close it folds the write-ahead log into it."""
        self._engine.dispose()


def _may_write(file: Path) -> bool:
    return os.access(file, os.W_OK) and os.access(file.parent, os.W_OK)


def _check_log(file: Path) -> None:
    """Refuse a read-only project whose last steps still stand in the log beside it."""
    log = file.with_name(f"{file.name}-wal")
    if log.exists() and log.stat().st_size:
        msg = (
            f"the project file {file} may not be written and was not closed; "
            "copy the folder to a place where you may write"
        )
        raise StoreError(msg)


def _look(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    connection.isolation_level = None


def _set_up(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    """Leave transactions to us; the driver would begin them too late to be safe."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))
