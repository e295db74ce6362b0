"""A corpus of own reports with acts marked by hand: texts, acts, halves (`corpus/README.md`)."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, get_args

from detente.errors import EvaluationError
from detente.evaluate.files import folder_of, text_of_file
from detente.reading.act import Kind
from detente.sources.frozen import LANGUAGES, Language

Half = Literal["development", "kept", "all"]
NEEDED = ("quote", "cue", "kind", "actors", "targets", "issues", "modality", "voice")


@dataclass(frozen=True)
class GoldText:
    """One report and its acts."""

    folder: Path
    """Folder of the process."""
    language: Language

    def __str__(self) -> str:
        return f"{self.folder.name}.{self.language}"

    @property
    def process(self) -> str:
        """The process it is about."""
        return self.folder.name

    @property
    def files(self) -> tuple[Path, Path]:
        """The report and the file of its acts."""
        return (
            self.folder / f"report.{self.language}.txt",
            self.folder / f"gold.{self.language}.toml",
        )

    @cached_property
    def text(self) -> str:
        """The report, line ends untouched."""
        return text_of_file(self.files[0])[0]

    @cached_property
    def head(self) -> dict[str, Any]:
        """Everything the file of acts says."""
        return toml_of(self.files[1])

    @property
    def acts(self) -> list[dict[str, Any]]:
        """The acts in text order."""
        return list(self.head["act"])

    @property
    def published(self) -> date:
        """The day of the report."""
        published: date = self.head["published"]
        return published

    @property
    def style(self) -> str:
        """The style of the report."""
        return str(self.head["style"])


def toml_of(path: Path) -> dict[str, Any]:
    """Return what a TOML file says."""
    text, _ = text_of_file(path)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        msg = f"{path} is not TOML: {error}; correct that line"
        raise EvaluationError(msg) from error


def texts_of(folder: Path, half: Half) -> tuple[GoldText, ...]:
    """Return the texts of one half of a corpus, as its ``split.toml`` orders the processes."""
    split = toml_of(folder_of(folder, "split.toml") / "split.toml")
    halves = ("development", "kept") if half == "all" else (half,)
    processes = [process for name in halves for process in split.get(name, ())]
    if not processes:
        msg = f"{folder / 'split.toml'} names no process as {half}; name one"
        raise EvaluationError(msg)
    texts = tuple(GoldText(folder / process, lang) for process in processes for lang in LANGUAGES)
    for text in texts:
        check_text(text)
    return texts


def check_text(text: GoldText) -> None:
    """Raise `EvaluationError` where the acts of a text cannot be scored."""
    head, where = text.head, text.files[1]
    for field, form in (("style", str), ("published", date), ("act", list)):
        if not isinstance(head.get(field), form):
            msg = f"{where}: {field} is {head.get(field)!r}; see the form of a gold file"
            raise EvaluationError(msg)
    for number, act in enumerate(text.acts, start=1):
        missing = [field for field in NEEDED if field not in act]
        if missing:
            msg = f"{where}: act {number} has no {', '.join(missing)}; add it"
            raise EvaluationError(msg)
        if act["kind"] not in get_args(Kind):
            kinds = ", ".join(get_args(Kind))
            msg = f"{where}: act {number} has the kind {act['kind']!r}; the kinds are {kinds}"
            raise EvaluationError(msg)
        try:
            cue_places(act, text.text)
        except LookupError as error:
            msg = f"{where}: act {number}: {error.args[0]}; correct quote or cue"
            raise EvaluationError(msg) from error


def starts_of(quote: str, text: str) -> list[int]:
    """Return every place where the quote stands, overlapping ones included."""
    return [found.start() for found in re.finditer(f"(?={re.escape(quote)})", text)]


def quote_start(act: dict[str, Any], text: str) -> int:
    """Return where the quote of an act stands; `LookupError` where it does not."""
    starts, wanted = starts_of(act["quote"], text), act.get("occurrence", 1)
    if not 1 <= wanted <= len(starts):
        msg = f"{act['quote']!r} stands {len(starts)} times in the text, not {wanted}"
        raise LookupError(msg)
    start: int = starts[wanted - 1]
    return start


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


def cue_places(act: dict[str, Any], text: str) -> list[tuple[int, int]]:
    """Return the places of the cue in the text."""
    start = quote_start(act, text)
    return [(start + first, start + last) for first, last in cue_spans(act)]
