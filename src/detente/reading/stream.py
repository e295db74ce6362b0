"""Many or huge texts in bounded memory on all cores: what is read leaves at once, in order.

A text longer than `PART` is read part by part: every span counts from the begin of the whole text,
names and pronouns are resolved inside the part. The result does not depend on how many processes
work, nor does the order.
"""

import gc
import hashlib
import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from detente.errors import DetenteError, SourceError
from detente.reading.act import Reading, Span
from detente.reading.knowledge_file import with_knowledge_noted
from detente.reading.read_part import ReadPart
from detente.reading.reader import language_of_rules
from detente.reading.rules import RulesReader
from detente.reading.tables import Tables, current_tables, put
from detente.sources.frozen import Frozen, Language
from detente.sources.language import detect
from detente.sources.parts import PART, TextPart, decoded, parts_of
from detente.sources.receive import read_bytes, receive, shown
from detente.sources.source import Source

SMALL = 1_000_000
"""Bytes up to which a file is received whole, in any format; a longer one is plain text."""
AHEAD = 3
"""Pieces of work that wait for each process."""


@dataclass(frozen=True, slots=True)
class _Work:
    path: str
    encoding: str | None
    language: Language | None
    part: TextPart | None = None
    """None where the worker receives the whole file itself."""
    otherwise: Language | None = None
    """Language where the part does not show its own."""
    trained: bool = True
    """Whether the trained model joins the tables."""


def stream(
    paths: Iterable[Path | str],
    *,
    processes: int | None = None,
    encoding: str | None = None,
    language: Language | None = None,
    reader: Literal["rules", "tables"] = "rules",
) -> Iterator[ReadPart]:
    """Yield what is found in the files, file by file and part by part.

    Parameters
    ----------
    paths : iterable of Path or str
        Files; a folder stands for the files in it, sorted by name, folders in it included.
    processes : int, optional
        How many processes work; all cores without it, 1 starts none.
    encoding, language
        As for a source that is received.
    reader : {"rules", "tables"}
        ``tables`` reads without the trained model, two to three times as fast.

    Yields
    ------
    ReadPart
        A file that cannot be read has one part, with its error.
    """
    work = (replace(item, trained=reader == "rules") for item in _works(paths, encoding, language))
    n = processes or len(os.sched_getaffinity(0))
    if n == 1:
        for item in work:
            yield from _do(item)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(n, context, _begin, (current_tables(), gc.get_threshold())) as pool:
        waiting: deque[Future[list[ReadPart]]] = deque()
        for item in work:
            waiting.append(pool.submit(_do, item))
            if len(waiting) >= AHEAD * n:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def _begin(tables: Tables, threshold: tuple[int, int, int]) -> None:
    """Let a process work as the one that started it: with its tables, collecting as seldom."""
    put(tables)
    gc.set_threshold(*threshold)


def files_of(paths: Iterable[Path | str]) -> Iterator[Path]:
    """Yield the files named, and those in the folders named, sorted."""
    for path in map(Path, paths):
        if path.is_dir():
            yield from sorted(file for file in path.rglob("*") if file.is_file())
        else:
            yield path


def _works(
    paths: Iterable[Path | str], encoding: str | None, language: Language | None
) -> Iterator[_Work]:
    for file in files_of(paths):
        whole = _Work(str(file), encoding, language)
        if not _is_huge(file):
            yield whole
            continue
        otherwise = language
        try:
            for part in parts_of(decoded(file, encoding)):
                otherwise = otherwise or _language(part.text, str(file))
                yield _Work(str(file), encoding, language, part, otherwise)
        except (SourceError, OSError) as error:
            yield _Work(str(file), encoding, language, TextPart(0, 0, str(error)))


def _is_huge(file: Path) -> bool:
    try:
        return file.is_file() and file.stat().st_size > SMALL
    except OSError:
        return False


def _language(text: str, name: str) -> Language | None:
    try:
        found = detect(text, name)
    except SourceError:
        return None
    return "de" if found == "de" else "en"


def _do(work: _Work) -> list[ReadPart]:
    if work.part is not None:
        if not work.part.number:
            return [_failed(work.path, work.part.text)]
        return [_read_part(work, work.part)]
    given: dict[str, Any] = {"encoding": work.encoding, "language": work.language}
    try:
        data = read_bytes(work.path)
        source = receive(data, shown(work.path), **{k: v for k, v in given.items() if v})
        language = language_of_rules(source)
    except DetenteError as error:
        return [_failed(work.path, str(error))]
    if len(source.text) <= PART:
        return [_found(source, TextPart(1, 0, source.text), trained=work.trained)]
    parts = parts_of([source.text])
    own = replace(work, encoding=None, otherwise=language)
    return [_read_part(replace(own, part=part), part) for part in parts]


def _read_part(work: _Work, part: TextPart) -> ReadPart:
    name = shown(work.path)
    language = work.language or _language(part.text, name) or work.otherwise
    if language is None:
        return _failed(work.path, f"part {part.number} shows no language", part)
    sha256 = hashlib.sha256(f"{part.start}\n{part.text}".encode()).hexdigest()
    source = Source(
        id=f"s{sha256[:8]}", name=name, language=language, text=part.text, sha256=sha256
    )
    return _found(source, part, trained=work.trained)


def _found(source: Source, part: TextPart, *, trained: bool) -> ReadPart:
    read = RulesReader(trained=trained).read(source)
    reading = _moved(with_knowledge_noted(read), part.start)
    return ReadPart(
        name=source.name,
        part=part.number,
        start=part.start,
        end=part.start + len(part.text),
        language=source.language,
        sha256=source.sha256,
        actors=reading.actors,
        acts=reading.acts,
        reader=reading.reader,
        reader_version=reading.reader_version,
        warnings=reading.warnings,
    )


def _failed(path: str, error: str, part: TextPart | None = None) -> ReadPart:
    number, start = (part.number, part.start) if part else (1, 0)
    end = start + len(part.text) if part else 0
    return ReadPart(
        name=shown(path),
        part=number,
        start=start,
        end=end,
        language=None,
        sha256=None,
        error=error,
    )


def _moved(reading: Reading, by: int) -> Reading:
    """Return a reading whose spans count from `by` code points earlier."""
    if not by:
        return reading
    moved: Reading = _move(reading, by)
    return moved


def _move(value: Any, by: int) -> Any:
    if isinstance(value, Span):
        return value.model_copy(update={"start": value.start + by, "end": value.end + by})
    if isinstance(value, tuple):
        return tuple(_move(item, by) for item in value)
    if isinstance(value, Frozen) and not isinstance(value, Source):
        fields = {name: _move(getattr(value, name), by) for name in type(value).model_fields}
        return value.model_copy(update=fields)
    return value
