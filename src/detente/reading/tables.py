"""Reads the data files that come with the reading stage."""

import csv
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

_FOLDER = files("detente.reading") / "data"


@cache
def load_toml(name: str) -> dict[str, Any]:
    """Return the data file `name`; read once, not to be changed."""
    return tomllib.loads((_FOLDER / name).read_text(encoding="utf-8"))


@cache
def load_csv(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of the data file `name`; lines that open with ``#`` are notes."""
    lines = (_FOLDER / name).read_text(encoding="utf-8").splitlines()
    return tuple(csv.DictReader(line for line in lines if line and not line.startswith("#")))
