"""What commands print and write: JSON documents, whole files, progress after a second."""

import json
import os
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import typer
from pydantic import BaseModel
from rich.console import Console
from rich.status import Status

from detente.errors import CaseError
from detente.pipeline import Step
from detente.schemas import document

PATIENCE = 1.0
"""Seconds of silence before progress is shown."""
STEPS = {
    "receive": "receiving",
    "read": "reading",
    "record": "building the record",
    "case": "drafting the case",
    "analyze": "analyzing",
    "brief": "writing the brief",
}


def print_json(name: str, model: BaseModel) -> None:
    """Print the document called `name`, its schema named first."""
    print_document(document(name, model))


def print_document(content: dict[str, Any]) -> None:
    """Print JSON: indented on a terminal, one line where piped."""
    indent = 2 if sys.stdout.isatty() else None
    typer.echo(json.dumps(content, ensure_ascii=False, indent=indent))


def json_text(content: dict[str, Any]) -> str:
    """Return JSON as the text of a file."""
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def write_whole(path: Path | str, content: str) -> None:
    """Write a file whole or not at all; ``-`` is standard output."""
    if str(path) == "-":
        typer.echo(content, nl=False)
        return
    target = Path(path)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


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
