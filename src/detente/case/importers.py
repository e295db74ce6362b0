"""Foreign cases to ours: Genius scenarios (XML) and scorable games (folders of tables)."""

from pathlib import Path

from detente.case.foreign import case_of
from detente.case.import_genius import read_genius
from detente.case.import_scorable import read_scorable
from detente.case.model import Case
from detente.errors import CaseError


def import_case(path: Path | str) -> Case:
    """Return our form of a foreign case; worths of outcomes keep their proportions.

    Parameters
    ----------
    path
        A Genius domain file with its profiles beside it, a folder with both, or the folder (or
        ``config.txt``) of a scorable game.

    Raises
    ------
    CaseError
        If it is neither, or cannot be read; the message names file and line.
    """
    path = Path(path)
    if not path.exists():
        msg = f"{path}: there is no such file or folder; check the name"
        raise CaseError(msg)
    folder = path if path.is_dir() else path.parent
    if path.name == "config.txt" or (path.is_dir() and (folder / "config.txt").exists()):
        return case_of(read_scorable(folder))
    if path.suffix.lower() == ".xml" or (path.is_dir() and any(path.glob("*.xml"))):
        return case_of(read_genius(path))
    msg = (
        f"{path}: is neither a Genius scenario (.xml) nor a scorable game (config.txt with "
        "scores_files); give the file or folder of one"
    )
    raise CaseError(msg)
