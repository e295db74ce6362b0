"""What commands print and write: JSON documents, whole files, progress after a second."""

import errno
import importlib
import io
import json
import os
import sys
import tempfile
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import typer
from pydantic import BaseModel
from rich.console import Console
from rich.status import Status

from detente.errors import CaseError
from detente.pipeline import Step

PATIENCE = 1.0
"""Seconds of silence before progress is shown."""
STEPS = {
    "receive": "receiving",
    "read": "reading",
    "record": "building the record",
    "case": "drafting the case",
    "analyze": "analyzing",
    "brief": "writing the brief",
    "evaluate": "evaluating",
    "score": "scoring",
}


def print_json(name: str, model: BaseModel) -> None:
    """Print the document called `name`, its schema named first."""
    schemas = importlib.import_module("detente.schemas")  # loads every stage, so only now
    print_document(schemas.document(name, model))


def print_document(content: dict[str, Any]) -> None:
    """Print JSON: indented on a terminal, one line where piped; UTF-8 in every locale."""
    terminal = sys.stdout is not None and sys.stdout.isatty()
    print_whole(json.dumps(content, ensure_ascii=False, indent=2 if terminal else None) + "\n")


def json_line(content: dict[str, Any]) -> str:
    """Return JSON on one line, as for files of many documents."""
    return json.dumps(content, ensure_ascii=False) + "\n"


def json_text(content: dict[str, Any]) -> str:
    """Return JSON as the text of a file."""
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def print_whole(content: str) -> None:
    """Print a document for programs: UTF-8 in every locale."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="strict")
    typer.echo(content, nl=False)


def printable(words: str) -> str:
    """Return words on one line without anything that could steer a terminal."""
    plain = "".join(char if char.isprintable() else " " for char in words)
    return " ".join(plain.split())


def write_whole(path: Path | str, content: str) -> None:
    """Write a file whole or not at all; ``-`` is standard output."""
    write_all({str(path): content})


def write_all(contents: Mapping[str, str]) -> None:
    """Write files by name, all or none: they get their names once each is on the disk.

    ``-`` is standard output; a device or pipe is written to, never replaced. `OSError` names the
    file that could not be written.
    """
    ready: list[tuple[Path, Path]] = []
    try:
        for name, content in contents.items():
            target = Path(name).resolve()
            if name != "-" and not _is_special(target):
                with _about(name):
                    ready.append((_beside(target, content), target))
        for temporary, target in ready:
            with _about(str(target)):
                temporary.replace(target)
    finally:
        for temporary, _ in ready:
            temporary.unlink(missing_ok=True)
    for name, content in contents.items():
        if name == "-":
            print_whole(content)
        elif _is_special(Path(name)):
            with _about(name):
                Path(name).write_text(content, encoding="utf-8", newline="")


def check_outputs(names: Iterable[str | Path | None], inputs: Iterable[str | Path | None]) -> None:
    """Refuse, before any work is done, outputs that cannot be written or would destroy an input.

    Raises
    ------
    typer.BadParameter
        Where two outputs share a name, or an output is one of the inputs.
    OSError
        Where a folder is missing, may not be written to, or a name is that of a folder.
    """
    given = [str(name) for name in inputs if name is not None]
    taken = {Path(name).resolve(): name for name in given if name != "-"}
    seen: dict[object, str] = {}
    for name in (str(name) for name in names if name is not None):
        place = "-" if name == "-" else Path(name).resolve()
        if place in seen:
            msg = f"two outputs go to {name}; name another file for one of them"
            raise typer.BadParameter(msg)
        if place in taken:
            msg = f"{name} is read by this command and would be overwritten; name another file"
            raise typer.BadParameter(msg)
        seen[place] = name
        if isinstance(place, Path):
            _check_writable(place, name)


def _check_writable(target: Path, name: str) -> None:
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), name)
    if not target.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, "there is no such folder", name)
    if not os.access(target if _is_special(target) else target.parent, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), name)


def _is_special(path: Path) -> bool:
    return path.exists() and not path.is_file() and not path.is_dir()


def _beside(target: Path, content: str) -> Path:
    """Write `content` to a file beside its target and return it."""
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".detente-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


@contextmanager
def _about(name: str) -> Iterator[None]:
    """Let an error name the file asked for, not the one written beside it."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror or str(error), name) from error


def refuse_to_overwrite(path: Path | None, force: bool) -> None:
    """Raise `CaseError` before work is lost: a case that exists may hold an analyst's edits."""
    if path is not None and str(path) != "-" and path.exists() and not force:
        msg = f"{path} exists and may hold edits; name another file or give --force"
        raise CaseError(msg)


@contextmanager
def progress(quiet: bool = False) -> Iterator[Step]:
    """Yield a function that is told each step; shown on standard error after a second."""
    console = Console(stderr=True, quiet=quiet)
    status = Status("working", console=console)
    timer = threading.Timer(PATIENCE, status.start)
    timer.daemon = True
    timer.start()

    def tell(stage: str, number: int, of: int) -> None:
        count = f" {number} of {of}" if of > 1 else ""
        status.update(f"{STEPS.get(stage, stage)}{count}")

    try:
        yield tell
    finally:
        timer.cancel()
        timer.join()
        status.stop()
