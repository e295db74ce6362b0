"""Scorable games: a folder with ``config.txt`` and a score table per party.

A table has one line per issue with a number per option; its last line is the least score that the
party accepts. Issues are called A, B, C ... in line order, options A1, A2 ...
"""

from fractions import Fraction
from pathlib import Path
from string import ascii_uppercase

from detente.case.document import read_text
from detente.case.foreign import ForeignCase, ForeignParty, exact
from detente.errors import CaseError

_VETO = ("p1", "p2")
MAX_ISSUES = len(ascii_uppercase)


def read_scorable(folder: Path) -> ForeignCase:
    """Return the game in a folder; `CaseError` names file and line of what cannot be read."""
    parties = []
    shape: tuple[int, ...] | None = None
    for name, stem, role in _config(folder / "config.txt"):
        path = folder / "scores_files" / f"{stem}.txt"
        rows, least = _table(path)
        if shape is None:
            shape = tuple(map(len, rows))
        elif shape != tuple(map(len, rows)):
            msg = (
                f"{path}: has another number of issues or options than the first table; align them"
            )
            raise CaseError(msg)
        parties.append(_party(name, role, rows, least))
    issues = tuple(
        (letter, tuple(f"{letter}{n}" for n in range(1, size + 1)))
        for letter, size in zip(ascii_uppercase, shape or (), strict=False)
    )
    return ForeignCase(folder.name, issues, tuple(parties))


def _config(path: Path) -> list[tuple[str, str, str]]:
    entries = []
    for number, line in enumerate(read_text(path).splitlines(), start=1):
        if not line.strip():
            continue
        fields = [field.strip() for field in line.split(",")]
        if len(fields) < 3 or not fields[0] or Path(fields[1]).name != fields[1]:
            msg = f"{path}:{number}: needs name, file and role, separated by commas"
            raise CaseError(msg)
        entries.append((fields[0], fields[1], fields[2]))
    return entries


def _table(path: Path) -> tuple[list[list[Fraction]], Fraction]:
    rows = [
        _numbers(path, number, line)
        for number, line in enumerate(read_text(path).splitlines(), start=1)
        if line.strip()
    ]
    if len(rows) < 2 or len(rows[-1]) != 1 or len(rows) - 1 > MAX_ISSUES:
        msg = (
            f"{path}: needs one line of scores per issue (at most {MAX_ISSUES}) and a last line "
            "with the least acceptable score"
        )
        raise CaseError(msg)
    return rows[:-1], rows[-1][0]


def _numbers(path: Path, number: int, line: str) -> list[Fraction]:
    try:
        numbers = [exact(field.strip()) for field in line.split(",") if field.strip()]
    except ValueError:
        msg = f"{path}:{number}: {line.strip()!r} is not a list of numbers; separate with commas"
        raise CaseError(msg) from None
    if any(value < 0 for value in numbers):
        msg = f"{path}:{number}: has a score below 0; scores begin at 0"
        raise CaseError(msg)
    return numbers


def _party(name: str, role: str, rows: list[list[Fraction]], least: Fraction) -> ForeignParty:
    best = [max(row) for row in rows]
    veto = " veto party;" if role in _VETO else ""
    return ForeignParty(
        name=name,
        weights=tuple(best),
        shares=tuple(
            tuple(value / top if top else Fraction(0) for value in row)
            for row, top in zip(rows, best, strict=True)
        ),
        least=least,
        assume=(
            f"scorable game, role {role};{veto} the game asks for both veto parties and all but "
            "one of the parties, this case for every seated party"
        ),
    )
