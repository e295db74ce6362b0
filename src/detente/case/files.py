"""A case on disk: load, write, change in place. A write is whole or does not happen."""

import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from detente.case.check import checked
from detente.case.document import read_text
from detente.case.edit import REMOVE, Change, edit, plain_value
from detente.case.graph_text import is_graph, no_case
from detente.case.layout import Plain, dump_case
from detente.case.model import Case
from detente.errors import CaseError, InvalidCaseError
from detente.sources.frozen import Language

__all__ = ["REMOVE", "dump_case", "load_case", "loads", "set_value", "update_case", "write_case"]


def load_case(path: Path | str) -> Case:
    """Return the case in a file; `InvalidCaseError` with all its problems."""
    path = Path(path)
    return loads(read_text(path), name=str(path))


def loads(text: str, name: str | None = None) -> Case:
    """Return the case in a YAML text; `InvalidCaseError` with all its problems."""
    case, problems = checked(text, name)
    errors = [problem for problem in problems if problem.severity == "error"]
    if case is None or errors:
        raise InvalidCaseError(errors)
    return case


def write_case(path: Path | str, case: Case, language: Language = "en") -> None:
    """Write a case to a file, comments in `language`; an existing file is replaced whole."""
    write_text(Path(path), dump_case(case, language))


def update_case(path: Path | str, changes: Mapping[str, Change]) -> Case:
    """Change values in a case file and return the case; all other text stays as it was.

    Parameters
    ----------
    path
        The file.
    changes
        New value by path: ``{"preferences.russia.no_deal": "30..50"}``. A path ending in ``.+``
        appends to a list; `REMOVE` takes something out. Made in order.

    Raises
    ------
    CaseError
        If a path leads nowhere or the file cannot be written; the file is then unchanged.
    InvalidCaseError
        If the changed case would have errors; the file is then unchanged.
    """
    path = Path(path)
    text = read_text(path)
    if is_graph(text):
        raise InvalidCaseError([no_case(str(path))])
    text = edit(text, changes, str(path))
    case = loads(text, name=str(path))
    write_text(path, text)
    return case


def set_value(
    path: Path | str,
    place: str,
    value: str,
    *,
    because: tuple[str, ...] = (),
    assume: str | None = None,
) -> Case:
    """Set one value, written as in the file (``30..50``, ``true``), and return the case.

    With `because` or `assume` the value gets these reasons of its own. Errors as in `update_case`.
    """
    plain = plain_value(value)
    reasons: dict[str, Plain] = {}
    if because:
        reasons["because"] = list(because)
    if assume is not None:
        reasons["assume"] = assume
    return update_case(path, {place: {"value": plain, **reasons} if reasons else plain})


def write_text(path: Path, text: str) -> None:
    """Write a file whole or not at all; `CaseError` where it cannot be written."""
    path = path.resolve()
    temporary: str | None = None
    try:
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(mode)
        Path(temporary).replace(path)
    except OSError as trouble:
        reason = (trouble.strerror or str(trouble)).lower()
        msg = f"{path}: cannot be written ({reason}); check the folder and the rights"
        raise CaseError(msg) from None
    finally:
        if temporary is not None:
            with suppress(FileNotFoundError):
                Path(temporary).unlink()


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
