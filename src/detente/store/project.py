"""A project on disk: sources, readings, decisions, findings in ``detente.db``, and ``case.yaml``.

Every method that writes does so in one transaction: a kill at any point leaves a project that
opens, with all of a step or nothing of it.
"""

import os
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from detente.analysis.finding import Finding
from detente.analysis.sealed import Resolution, Sealed
from detente.errors import StoreError
from detente.reading.act import Act, Reading
from detente.sources.source import Source
from detente.store import findings, migrate, readings, reviews, seals, sources
from detente.store.database import WAIT_SECONDS, Database
from detente.store.decision import Decision
from detente.store.readings import ReadingNote
from detente.store.reviews import Verdict

FILE = "detente.db"
CASE = "case.yaml"


def create_project(path: str | Path) -> "Project":
    """Make an empty project in a folder (made if missing); `StoreError` where one exists.

    The file appears under its name only when it is whole.
    """
    folder = Path(path)
    file = folder / FILE
    if file.exists():
        msg = f"there is a project in {folder} already; open it, or choose another folder"
        raise StoreError(msg)
    unfinished = folder / f".{FILE}.{os.getpid()}"
    is_new = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        unfinished.unlink(missing_ok=True)
        database = Database(unfinished)
        migrate.upgrade(database)
        database.close()
        unfinished.rename(file)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        msg = f"no project can be made in {folder} ({reason}); choose a folder you may write to"
        raise StoreError(msg) from error
    finally:
        _clear(folder, is_new=is_new)
    return open_project(folder)


def _clear(folder: Path, *, is_new: bool) -> None:
    """Leave nothing of a project that could not be made; a folder made for it goes too."""
    with suppress(OSError):
        for file in folder.glob(f".{FILE}.{os.getpid()}*"):
            file.unlink()
        if is_new and not any(folder.iterdir()):
            folder.rmdir()


def open_project(path: str | Path, *, wait_seconds: float = WAIT_SECONDS) -> "Project":
    """Open the project in a folder and bring its tables up to date; `StoreError` says why not."""
    folder = Path(path)
    file = folder / FILE
    try:
        is_there = file.is_file()
    except OSError as error:
        msg = f"{folder} cannot be looked into ({error}); check its permissions"
        raise StoreError(msg) from error
    if not is_there:
        msg = f"there is no project in {folder} (no file {FILE}); make one with detente init"
        raise StoreError(msg)
    database = Database(file, wait_seconds=wait_seconds)
    try:
        if not migrate.check(database):
            migrate.upgrade(database)
    except BaseException:
        database.close()
        raise
    return Project(folder, database)


class Project:
    """An open project; a context manager that closes it."""

    def __init__(self, path: Path, database: Database) -> None:
        self.path = path
        self._database = database

    @property
    def is_read_only(self) -> bool:
        """True where the project can be looked at but not written."""
        return self._database.is_read_only

    @property
    def case_path(self) -> Path:
        """Where the analyst's case stands; it is a file of its own, outside the database."""
        return self.path / CASE

    def add_source(self, source: Source, data: bytes, *, at: datetime) -> bool:
        """Keep a source with the bytes received; False where the same bytes are kept already."""
        with self._database.write() as connection:
            return sources.add(connection, source, data, at)

    def sources(self) -> tuple[Source, ...]:
        """Return all sources in the order they were added."""
        with self._database.read() as connection:
            return sources.every(connection)

    def source(self, source_id: str) -> Source:
        """Return one source; `StoreError` where there is none with this id."""
        with self._database.read() as connection:
            return sources.one(connection, source_id)

    def source_bytes(self, source_id: str) -> bytes:
        """Return the bytes of a source as received, checked against their hash."""
        with self._database.read() as connection:
            return sources.data_of(connection, source_id)

    def add_reading(self, reading: Reading, *, at: datetime) -> int:
        """Keep a new reading of a kept source and return its number; older ones stay."""
        with self._database.write() as connection:
            return readings.add(connection, reading, at)

    def reading_notes(self) -> tuple[ReadingNote, ...]:
        """Return a note on every reading ever kept, oldest first."""
        with self._database.read() as connection:
            return readings.history(connection)

    def reading(self, number: int) -> Reading:
        """Return any reading, old or new, as its reader made it."""
        with self._database.read() as connection:
            return readings.one(connection, number)

    def current_readings(self) -> tuple[Reading, ...]:
        """Return the newest reading of every source with the decisions that hold applied."""
        with self._database.read() as connection:
            return reviews.current(connection)

    def review(
        self,
        act_ids: Sequence[str],
        state: Verdict,
        *,
        by: str,
        at: datetime,
        reason: str | None = None,
        corrected: Act | None = None,
    ) -> None:
        """Decide about acts of the newest readings; several at once need a reason."""
        with self._database.write() as connection:
            reviews.decide(
                connection, act_ids, state, by=by, at=at, reason=reason, corrected=corrected
            )

    def undo(
        self, act_ids: Sequence[str], *, by: str, at: datetime, reason: str | None = None
    ) -> None:
        """Take back the decision in force about acts; this is a decision of its own."""
        with self._database.write() as connection:
            reviews.undo(connection, act_ids, by=by, at=at, reason=reason)

    def decisions(self) -> tuple[Decision, ...]:
        """Return every decision ever made, oldest first."""
        with self._database.read() as connection:
            return reviews.history(connection)

    def lapsed_decisions(self) -> tuple[Decision, ...]:
        """Return the decisions in force whose act the newest reading does not hold."""
        with self._database.read() as connection:
            return reviews.lapsed(connection)

    def add_finding(self, finding: Finding[Any], *, at: datetime) -> None:
        """Keep a finding."""
        with self._database.write() as connection:
            findings.add(connection, finding, at)

    def findings(self, case_sha256: str | None = None) -> tuple[Finding[Any], ...]:
        """Return all findings, or those on the case with this hash, oldest first."""
        with self._database.read() as connection:
            return findings.every(connection, case_sha256)

    def add_seal(self, sealed: Sealed) -> str:
        """Keep a sealed forecast that follows the newest one, and return its seal."""
        with self._database.write() as connection:
            return seals.add(connection, sealed)

    def seals(self) -> tuple[Sealed, ...]:
        """Return all sealed forecasts, oldest first; `StoreError` where one was tampered with."""
        with self._database.read() as connection:
            return seals.every(connection)

    def sealed(self, start: str) -> Sealed:
        """Return the forecast whose seal begins so; `StoreError` where none or several do."""
        with self._database.read() as connection:
            return seals.one(connection, start)

    def add_resolution(self, resolution: Resolution) -> str:
        """Keep how an issue of a sealed forecast ended, and return its hash."""
        with self._database.write() as connection:
            return seals.add_resolution(connection, resolution)

    def resolutions(self) -> tuple[Resolution, ...]:
        """Return how issues ended, oldest first; `StoreError` where one was tampered with."""
        with self._database.read() as connection:
            return seals.every_resolution(connection)

    def close(self) -> None:
        """Close the project."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
