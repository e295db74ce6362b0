"""A knowledge file to tables: read, checked whole, every fault named with its line."""

import hashlib
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from detente.errors import KnowledgeError
from detente.reading.act import Reading
from detente.reading.knowledge import Knowledge
from detente.reading.knowledge_check import Fault, Place, faults_of
from detente.reading.knowledge_tables import tables_with
from detente.reading.tables import Tables, current_tables

MAX_BYTES = 5_000_000
_HEADER = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]")
_KEY = re.compile(r"\s*(?:\"([^\"]+)\"|([\w.-]+))\s*=")
_ADVICE = {
    "extra_forbidden": (
        "is not known here",
        "check its spelling; detente schema knowledge lists all",
    ),
    "missing": ("is missing", "add it"),
    "string_pattern_mismatch": ("does not have the right form", "see detente schema knowledge"),
    "literal_error": ("is not one of the allowed values", "see below"),
    "tuple_type": ("is not a list", 'write a list such as ["one", "two"]'),
    "string_type": ("is not text", "put it in quotation marks"),
    "model_type": ("is not a table", "write key = value pairs, or { key = value }"),
    "dict_type": ("is not a table", "write key = value pairs, or { key = value }"),
}


def load_knowledge(path: Path | str) -> Tables:
    """Return the tables with what the file adds; `KnowledgeError` names all its faults."""
    file = Path(path)
    try:
        if file.stat().st_size > MAX_BYTES:
            msg = f"{file}: more than {MAX_BYTES:,} bytes; is it the knowledge file?"
            raise KnowledgeError(msg)
        data = file.read_bytes()
    except OSError as trouble:
        reason = (trouble.strerror or str(trouble)).lower()
        msg = f"{file}: cannot be read ({reason}); check the name and the rights"
        raise KnowledgeError(msg) from None
    try:
        text = data.decode("utf-8-sig")
        content = tomllib.loads(text)
    except UnicodeDecodeError as slip:
        msg = f"{file}: byte {slip.start} is not UTF-8; save the file as UTF-8 text"
        raise KnowledgeError(msg) from None
    except tomllib.TOMLDecodeError as slip:
        msg = f"{file}: is not TOML ({slip}); correct it there"
        raise KnowledgeError(msg) from None
    content.pop("schema", None)
    return tables_with(_checked(content, text, file), hashlib.sha256(data).hexdigest())


def with_knowledge_noted(reading: Reading) -> Reading:
    """Return `reading` with the hash of the knowledge file it was made with in its version."""
    sha256 = current_tables().sha256
    if not sha256:
        return reading
    version = f"{reading.reader_version}+knowledge.{sha256[:12]}"
    acts = tuple(act.model_copy(update={"reader_version": version}) for act in reading.acts)
    return reading.model_copy(update={"reader_version": version, "acts": acts})


def _checked(content: dict[str, object], text: str, file: Path) -> Knowledge:
    try:
        knowledge = Knowledge.model_validate(content)
        faults = list(faults_of(knowledge))
    except ValidationError as error:
        knowledge, faults = Knowledge(), [_fault(detail) for detail in error.errors()]
    if faults:
        lines = text.splitlines()
        named = [(_line(lines, fault.place), fault) for fault in faults]
        named.sort(key=lambda pair: pair[0])
        raise KnowledgeError("\n".join(f"{file}:{line}: {fault}" for line, fault in named))
    return knowledge


def _fault(detail: ErrorDetails) -> Fault:
    # Pydantic puts names of its own between the keys of a file; keys of mappings come as "[key]".
    place = tuple(step for step in detail["loc"] if step != "[key]")
    kind = detail["type"]
    if kind == "value_error":
        what, _, advice = str(detail["ctx"]["error"]).partition("; ")
        return Fault(place, what, advice or "see detente schema knowledge")
    what, advice = _ADVICE.get(kind, (detail["msg"].lower(), "see detente schema knowledge"))
    if kind == "literal_error":
        advice = f"use one of {detail['ctx']['expected']}"
    shown = "" if kind in ("missing", "extra_forbidden") else f"{str(detail['input'])[:60]!r} "
    return Fault(place, shown + what, advice)


def _line(lines: list[str], place: Place) -> int:
    """Return the line, from 1, of the key at `place`, or of the nearest table around it."""
    best, depth = 1, 0
    for number, here in _places(lines):
        shared = 0
        while shared < min(len(here), len(place)) and str(here[shared]) == str(place[shared]):
            shared += 1
        if shared == min(len(here), len(place)) and shared > depth:
            best, depth = number, shared
    return best


def _places(lines: list[str]) -> Iterator[tuple[int, Place]]:
    """Yield the lines of headers and keys with the place that each of them opens."""
    around: Place = ()
    count: dict[str, int] = {}
    for number, line in enumerate(lines, start=1):
        header, key = _HEADER.match(line), _KEY.match(line)
        if header:
            name = header.group(2)
            around = tuple(part.strip().strip('"') for part in name.split("."))
            if header.group(1) == "[[":
                count[name] = count.get(name, -1) + 1
                around = (*around, count[name])
            elif around[0] in count:
                around = (around[0], count[around[0]], *around[1:])
            yield number, around
        elif key:
            words = [key.group(1)] if key.group(1) else key.group(2).split(".")
            yield number, (*around, *words)
