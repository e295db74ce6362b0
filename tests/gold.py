"""Opens the corpus: reports in two languages with acts marked by hand (`corpus/README.md`)."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "corpus"
LANGUAGES = ("de", "en")
PROCESSES = tuple(sorted(path.parent.name for path in FOLDER.glob("*/report.de.txt")))


@dataclass(frozen=True)
class GoldText:
    """One report and its acts."""

    process: str
    language: str

    def __str__(self) -> str:
        return f"{self.process}.{self.language}"

    @cached_property
    def text(self) -> str:
        path = FOLDER / self.process / f"report.{self.language}.txt"
        return path.read_bytes().decode("utf-8")

    @cached_property
    def head(self) -> dict[str, Any]:
        path = FOLDER / self.process / f"gold.{self.language}.toml"
        return tomllib.loads(path.read_text("utf-8"))

    @property
    def acts(self) -> list[dict[str, Any]]:
        return list(self.head["act"])

    @property
    def published(self) -> date:
        published: date = self.head["published"]
        return published


def texts() -> list[GoldText]:
    """Return every text of the corpus."""
    return [GoldText(process, language) for process in PROCESSES for language in LANGUAGES]


def split() -> dict[str, list[str]]:
    """Return which processes are for development and which are kept."""
    return tomllib.loads((FOLDER / "split.toml").read_text("utf-8"))


def starts_of(quote: str, text: str) -> list[int]:
    """Return every place where the quote stands, overlapping ones included."""
    return [found.start() for found in re.finditer(f"(?={re.escape(quote)})", text)]


def quote_start(act: dict[str, Any], text: str) -> int:
    """Return where the quote of an act stands."""
    return starts_of(act["quote"], text)[act.get("occurrence", 1) - 1]


def cue_spans(act: dict[str, Any]) -> list[tuple[int, int]]:
    """Return the places of the cue in the quote: whole words, in order, first match."""
    spans, at = [], 0
    for piece in act["cue"]:
        found = re.compile(rf"(?<!\w){re.escape(piece)}(?!\w)").search(act["quote"], at)
        if found is None:
            msg = f"no {piece!r} from {at} on in {act['quote']!r}"
            raise LookupError(msg)
        spans.append(found.span())
        at = found.end()
    return spans
