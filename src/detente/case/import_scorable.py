"""Scorable games: a folder with ``config.txt`` and a score table per party.

A table has one line per issue with a number per option; its last line is the least score that the
party accepts. Issues are called A, B, C ... in line order, options A1, A2 ... A settlement needs
the parties with the roles ``p1`` and ``p2`` and all but one of the parties.
"""

from fractions import Fraction
from pathlib import Path
from string import ascii_uppercase

from detente.case.decimals import exact
from detente.case.document import read_text
from detente.case.foreign import (
    MAX_FILES,
    ForeignCase,
    ForeignIssue,
    ForeignParty,
    party_of_points,
)
from detente.errors import CaseError
from detente.sources.frozen import Label

VETO = ("p1", "p2")
_RULE = Label(
    de="Regel des Spiels: beide Vetoparteien (p1, p2) und alle Parteien bis auf eine",
    en="rule of the game: both veto parties (p1, p2) and all but one of the parties",
)
MAX_ISSUES = len(ascii_uppercase)


def read_scorable(folder: Path) -> ForeignCase:
    """Return the game in a folder; `CaseError` names file and line of what cannot be read."""
    parties = []
    shape: tuple[int, ...] | None = None
    config = _config(folder / "config.txt")
    for name, stem, role in config:
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
        ForeignIssue(letter, tuple(f"{letter}{n}" for n in range(1, size + 1)))
        for letter, size in zip(ascii_uppercase, shape or (), strict=False)
    )
    return ForeignCase(
        title=folder.resolve().name,
        issues=issues,
        parties=tuple(parties),
        veto=tuple(index for index, (_, _, role) in enumerate(config) if role in VETO),
        quota=max(1, len(parties) - 1),
        consent=_RULE,
    )


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
        if len(entries) > MAX_FILES:
            msg = f"{path}:{number}: more than {MAX_FILES} parties; is it the right file?"
            raise CaseError(msg)
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
    beyond = least > sum(max(row) for row in rows)
    return party_of_points(name, rows, least, _assume(role, veto=role in VETO, beyond=beyond))


def _assume(role: str, *, veto: bool, beyond: bool) -> Label:
    german, english = [f"Punktespiel, Rolle {role}"], [f"scorable game, role {role}"]
    if veto:
        german.append("hat ein Veto")
        english.append("has a veto")
    if beyond:
        german.append("kein Ergebnis erreicht die Mindestpunktzahl")
        english.append("no outcome reaches its least acceptable score")
    return Label(de="; ".join(german), en="; ".join(english))
