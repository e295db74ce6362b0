"""One SQLite file: connections, and transactions that are whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import ValidationError
from sqlalchemy import URL, Connection, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from detente.errors import StoreError
from detente.store.faults import store_error

WAIT_SECONDS = 30.0
"""How long a writer waits for another one to finish."""


class Database:
    """The file of a project; every block of `write` is one transaction."""

    def __init__(self, file: Path, *, wait_seconds: float = WAIT_SECONDS) -> None:
        self.file = file
        self._engine = create_engine(
            URL.create("sqlite", database=str(file)), connect_args={"timeout": wait_seconds}
        )
        event.listen(self._engine, "connect", _set_up)
        event.listen(self._engine, "begin", _begin)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the project throughout."""
        with self._connect("BEGIN") as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give a connection whose changes are kept together, or not at all on an error."""
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


def _set_up(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    """Leave transactions to us; the driver would begin them too late to be safe."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))
