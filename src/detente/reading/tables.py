"""Reads the data files of the reading stage, with what a knowledge file adds to them.

Which tables hold is a matter of the context: `using` puts other tables in place for a stretch of
work, and everything built from tables is kept per set of tables (`cached`).
"""

import csv
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache, lru_cache, wraps
from importlib.resources import files
from typing import Any, ParamSpec, TypeVar

_FOLDER = files("detente.reading") / "data"
_SETS_KEPT = 8
_P = ParamSpec("_P")
_R = TypeVar("_R")


@dataclass(frozen=True, eq=False)
class Tables:
    """A set of tables: those of the product, some of them replaced."""

    sha256: str = ""
    """SHA-256 of the file that changes them; empty for the product's own."""
    replaced: Mapping[str, Any] = field(default_factory=dict)
    """Whole contents in place of a data file, by its name."""


PRODUCT = Tables()
_tables: ContextVar[Tables] = ContextVar("tables", default=PRODUCT)


def current_tables() -> Tables:
    """Return the set of tables that holds here."""
    return _tables.get()


def put(tables: Tables) -> None:
    """Let `tables` hold for the rest of this context."""
    _tables.set(tables)


@contextmanager
def using(tables: Tables) -> Iterator[None]:
    """Let `tables` hold inside the block."""
    token = _tables.set(tables)
    try:
        yield
    finally:
        _tables.reset(token)


def cached(function: Callable[_P, _R]) -> Callable[_P, _R]:
    """Keep what `function` makes of the tables, apart for every set of tables."""

    @lru_cache(maxsize=16 * _SETS_KEPT)
    def kept(_: str, *args: _P.args, **kwargs: _P.kwargs) -> _R:
        return function(*args, **kwargs)

    @wraps(function)
    def call(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        return kept(_tables.get().sha256, *args, **kwargs)  # type: ignore[arg-type]

    return call


def load_toml(name: str) -> dict[str, Any]:
    """Return the data file `name`; read once, not to be changed."""
    content: dict[str, Any] = _tables.get().replaced.get(name) or _toml(name)
    return content


def load_csv(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of the data file `name`; lines that open with ``#`` are notes."""
    rows: tuple[dict[str, str], ...] = _tables.get().replaced.get(name) or _csv(name)
    return rows


@cache
def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / name).read_text(encoding="utf-8"))


@cache
def _csv(name: str) -> tuple[dict[str, str], ...]:
    lines = (_FOLDER / name).read_text(encoding="utf-8").splitlines()
    return tuple(csv.DictReader(line for line in lines if line and not line.startswith("#")))
