"""Cases of other tools to ours: Genius, GeniusWeb, score tables, scorable games."""

from collections.abc import Callable
from pathlib import Path

from detente.case.foreign import ForeignCase, case_of
from detente.case.import_genius import Rule, read_genius
from detente.case.import_geniusweb import read_geniusweb
from detente.case.import_scorable import read_scorable
from detente.case.import_table import read_table
from detente.case.model import Case
from detente.errors import CaseError
from detente.sources.frozen import Language

__all__ = ["Rule", "import_case"]
_KINDS = {
    "config.txt": "scorable",
    ".xml": "genius",
    ".json": "geniusweb",
    ".csv": "table",
    ".tsv": "table",
}
"""Kind by name or ending; of a folder, the first that it holds."""


def import_case(path: Path | str, *, rule: Rule | None = None, language: Language = "en") -> Case:
    """Return our form of a case of another tool; worths keep their proportions exactly.

    Parameters
    ----------
    path
        A Genius domain file (.xml) or GeniusWeb profile (.json) with the profiles beside it, a
        folder with them, a score table (.csv, .tsv), or the folder (or ``config.txt``) of a
        scorable game.
    rule
        How a Genius profile is read: ``genius`` (default) divides each evaluation by the largest
        of its issue, as Genius does; ``raw`` does not.
    language
        Language of the assumptions that say how it was read.

    Raises
    ------
    CaseError
        If it is none of these, or cannot be read; the message names file and line or place.
    """
    path = Path(path)
    kind = _kind(path)
    if rule is not None and kind != "genius":
        msg = f"{path}: a rule is only for Genius profiles (.xml), not for {kind}; leave it out"
        raise CaseError(msg)
    if kind == "table":
        return read_table(path, language)
    read: dict[str, Callable[[], ForeignCase]] = {
        "genius": lambda: read_genius(path, rule or "genius"),
        "geniusweb": lambda: read_geniusweb(path),
        "scorable": lambda: read_scorable(path if path.is_dir() else path.parent),
    }
    return case_of(read[kind](), language)


def _kind(path: Path) -> str:
    if not path.exists():
        msg = f"{path}: there is no such file or folder; check the name"
        raise CaseError(msg)
    if path.is_dir():
        kind = next((kind for name, kind in _KINDS.items() if _holds(path, name)), None)
    else:
        kind = _KINDS.get("config.txt" if path.name == "config.txt" else path.suffix.lower())
    if kind is None:
        msg = (
            f"{path}: is neither a Genius scenario (.xml), a GeniusWeb profile (.json), a score "
            "table (.csv) nor a scorable game (config.txt with scores_files); give the file or "
            "folder of one"
        )
        raise CaseError(msg)
    return kind


def _holds(folder: Path, name: str) -> bool:
    """Whether a folder holds a file of this name, or with this ending."""
    return any(folder.glob(f"*{name}" if name.startswith(".") else name))
