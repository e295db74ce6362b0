"""The worked processes under ``examples/``: their reports and what is known about them."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from detente import pipeline
from detente.reading.act import Reading

FOLDER = Path(__file__).parent.parent / "examples"
NAMES = sorted(path.parent.name for path in FOLDER.glob("*/outcome.toml"))
LANGUAGES = ("de", "en")


@dataclass(frozen=True)
class Report:
    """One report of a process in one language, with what is known about it."""

    process: str
    """Folder of the example."""
    name: str
    """File name without language and ending."""
    language: str
    """``de`` or ``en``."""
    known: dict[str, object] = field(compare=False)
    """Its table in ``outcome.toml``."""

    @property
    def path(self) -> Path:
        """Return the file."""
        (found,) = (FOLDER / self.process / "sources").glob(f"{self.name}.{self.language}.*")
        return found

    def __str__(self) -> str:
        return f"{self.process}/{self.name}.{self.language}"

    def ids(self, key: str) -> set[str]:
        """Return a list of actor ids of ``outcome.toml``."""
        value = self.known[key]
        assert isinstance(value, list)
        return set(value)


def outcome(process: str) -> dict[str, object]:
    """Return what is known about a process."""
    return tomllib.loads((FOLDER / process / "outcome.toml").read_text(encoding="utf-8"))


def reports(process: str | None = None, language: str | None = None) -> Iterator[Report]:
    """Yield the reports of a process (all), in a language (both), in order of publication."""
    for name in NAMES if process is None else [process]:
        tables = outcome(name)["report"]
        assert isinstance(tables, list)
        for table in tables:
            for each in LANGUAGES if language is None else [language]:
                yield Report(name, table["name"], each, table)


@cache
def reading_of(path: Path) -> Reading:
    """Return the reading of a report; read once for all tests."""
    name, data = pipeline.take(path)
    return pipeline.read(pipeline.receive(data, name))
