"""Sealed forecasts in a project: a chain that only grows, checked whenever it is read."""

from typing import TypeVar

from pydantic import ValidationError
from sqlalchemy import Connection, Table, select

from detente.analysis.sealed import Resolution, Sealed, canonical
from detente.errors import StoreError
from detente.store import clock
from detente.store.tables import resolutions, seals

RecordT = TypeVar("RecordT", Sealed, Resolution)
CHANGED = "do not rely on it; take the project from a copy"


def add(connection: Connection, sealed: Sealed) -> str:
    """Keep a sealed forecast and return its seal; it must follow the newest one."""
    kept = every(connection)
    _must_follow(sealed.before, kept[-1].seal if kept else None)
    return _insert(connection, seals, sealed)


def every(connection: Connection) -> tuple[Sealed, ...]:
    """Return all sealed forecasts, oldest first; `StoreError` where one was tampered with."""
    found = _read(connection, seals, Sealed)
    before = None
    for sealed in found:
        if sealed.before != before:
            msg = f"a sealed forecast before {sealed.seal[:12]} is gone; {CHANGED}"
            raise StoreError(msg)
        before = sealed.seal
    return found


def one(connection: Connection, start: str) -> Sealed:
    """Return the forecast whose seal begins so; `StoreError` where none or several do."""
    kept = every(connection)
    found = [sealed for sealed in kept if sealed.seal.startswith(start)]
    if len(found) != 1:
        known = ", ".join(sealed.seal[:12] for sealed in kept) or "none"
        several = f"{len(found)} seals of the project begin"
        number = several if found else "no seal of the project begins"
        msg = f"{number} with {start!r}; there is {known}"
        raise StoreError(msg)
    return found[0]


def newest(connection: Connection) -> str | None:
    """Return the newest seal; None where nothing is sealed."""
    kept = every(connection)
    return kept[-1].seal if kept else None


def add_resolution(connection: Connection, resolution: Resolution) -> str:
    """Keep how an issue ended and return its hash; it must follow the newest one."""
    kept = every_resolution(connection)
    _must_follow(resolution.before, kept[-1].seal if kept else resolution.sealed)
    if resolution.sealed not in {sealed.seal for sealed in every(connection)}:
        msg = f"no forecast with the seal {resolution.sealed[:12]} is in the project"
        raise StoreError(msg)
    return _insert(connection, resolutions, resolution)


def every_resolution(connection: Connection) -> tuple[Resolution, ...]:
    """Return how issues ended, oldest first; `StoreError` where one was tampered with."""
    found = _read(connection, resolutions, Resolution)
    before = found[0].sealed if found else None
    for resolution in found:
        if resolution.before != before:
            msg = f"a resolution before {resolution.seal[:12]} is gone; {CHANGED}"
            raise StoreError(msg)
        before = resolution.seal
    return found


def _must_follow(before: str | None, newest_seal: str | None) -> None:
    if before != newest_seal:
        msg = "another one was kept in between; repeat the command"
        raise StoreError(msg)


def _insert(connection: Connection, table: Table, record: RecordT) -> str:
    connection.execute(
        table.insert().values(
            sha256=record.seal,
            made_at=clock.kept(record.at),
            record=canonical(record),
        )
    )
    return record.seal


def _read(connection: Connection, table: Table, form: type[RecordT]) -> tuple[RecordT, ...]:
    found = []
    for row in connection.execute(select(table).order_by(table.c.number)):
        try:
            record = form.model_validate_json(row.record)
        except ValidationError as error:
            msg = f"{table.name} number {row.number} cannot be read any more; {CHANGED}"
            raise StoreError(msg) from error
        if (record.seal, clock.kept(record.at)) != (row.sha256, row.made_at):
            msg = (
                f"{table.name} number {row.number} does not match its hash {row.sha256[:12]}: it "
                f"was changed after it was kept; {CHANGED}"
            )
            raise StoreError(msg)
        found.append(record)
    return tuple(found)
