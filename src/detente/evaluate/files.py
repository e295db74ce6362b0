"""Gold files as bytes, text and hash; whatever is wrong with one is said with its place."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from detente.errors import EvaluationError
from detente.sources.frozen import Language
from detente.sources.source import Source


def text_of_file(path: Path) -> tuple[str, str]:
    """Return the text of a file, line ends untouched, and the SHA-256 of its bytes."""
    if path.is_dir():
        msg = f"{path} is a folder; name a file of gold data"
        raise EvaluationError(msg)
    if not path.exists():
        msg = f"{path} does not exist; name a file of gold data"
        raise EvaluationError(msg)
    data = path.read_bytes()
    try:
        return data.decode("utf-8"), hashlib.sha256(data).hexdigest()
    except UnicodeDecodeError as error:
        msg = f"{path}: byte {error.start} is not UTF-8; convert the file to UTF-8"
        raise EvaluationError(msg) from error


def digest_of(files: Iterable[tuple[str, str]]) -> str:
    """Return one hash for several files: of the lines ``sha256  name``, sorted by name."""
    lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(files))
    return hashlib.sha256(lines.encode()).hexdigest()


def json_of(text: str, place: str) -> Any:
    """Return what a JSON text says."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        line = f"line {error.lineno}, " if "\n" in text else ""
        msg = (
            f"{place}: is not JSON ({error.msg.lower()}, {line}column {error.colno}); "
            "check that the file is complete and of this format"
        )
        raise EvaluationError(msg) from error
    except RecursionError as error:
        msg = f"{place}: is nested too deeply; check that the file is of this format"
        raise EvaluationError(msg) from error


def folder_of(path: Path, *parts: str) -> Path:
    """Return a folder that must exist and hold `parts`."""
    if not path.is_dir():
        msg = f"{path} is no folder; name the folder that holds {' and '.join(parts)}"
        raise EvaluationError(msg)
    for part in parts:
        if not (path / part).exists():
            msg = f"{path} holds no {part}; name the folder that holds {' and '.join(parts)}"
            raise EvaluationError(msg)
    return path


def source_of(text: str, name: str, language: Language, **known: Any) -> Source:
    """Return a text of gold data as a source; its offsets are those of the data."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Source(
        id=f"s{digest[:8]}", name=name, language=language, text=text, sha256=digest, **known
    )
