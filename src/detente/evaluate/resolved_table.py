"""A file of issues with outcomes, in our own form or that of DEU; all that is wrong, with lines."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from detente.errors import EvaluationError
from detente.evaluate.deu import is_deu, issues_of_deu
from detente.evaluate.files import text_of_file
from detente.evaluate.procedure import Procedure, procedure_of
from detente.evaluate.resolved import (
    MISSING_SALIENCE,
    Form,
    Line,
    ResolvedIssue,
    ResolvedTable,
    Stand,
)
from detente.evaluate.result import Gold

COLUMNS = (
    "dossier", "issue", "party", "position", "salience", "influence", "reference", "outcome",
)  # fmt: skip
"""Columns of our own form; those of `evaluate.procedure` and ``group`` may be added."""
_DECIMAL_COMMA = re.compile(r"\s*-?\d+,\d+\s*")
N_SLIPS = 20
"""At most this many of what is wrong are told."""


def read_resolved(path: Path) -> ResolvedTable:
    """Return the issues of a table; `EvaluationError` names every line that cannot be used."""
    text, sha256 = text_of_file(path)
    lines = _lines(path, text.removeprefix("\ufeff"))
    columns = list(lines[0].cells)
    slips: list[str] = []
    form: Form = "deu" if is_deu(columns) else "plain"
    if form == "deu":
        n_issues = len(lines)
        issues = list(issues_of_deu(lines, slips))
    else:
        _check_columns(path, columns)
        grouped = _by_issue(lines)
        n_issues = len(grouped)
        issues = list(_plain_issues(grouped, slips))
    twice = [key for key, n in Counter((i.dossier, i.issue) for i in issues).items() if n > 1]
    slips += [f"issue {issue!r} of dossier {dossier!r} stands twice" for dossier, issue in twice]
    _refuse(path, slips)
    if not issues:
        msg = f"{path}: no issue has both a position and an outcome; add outcomes"
        raise EvaluationError(msg)
    counts = {
        "issues": len(issues),
        "dossiers": len({issue.dossier for issue in issues}),
        "issues left out": n_issues - len(issues),
    }
    return ResolvedTable(form, Gold(name=path.name, sha256=sha256, counts=counts), tuple(issues))


def _lines(path: Path, text: str) -> list[Line]:
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    reader = csv.reader(text.splitlines(), delimiter=separator, strict=True)
    lines: list[Line] = []
    try:
        columns = [name.strip().lower() for name in next(reader, [])]
        for cells in reader:
            if any(cell.strip() for cell in cells):
                _check_length(path, reader.line_num, cells, columns)
                told = cells if separator == "," else [_with_point(cell) for cell in cells]
                lines.append(Line(reader.line_num, dict(zip(columns, told, strict=True))))
    except csv.Error as error:
        msg = f"{path}: line {reader.line_num} is no line of a table ({error}); repair it"
        raise EvaluationError(msg) from error
    if len(set(columns)) < len(columns):
        msg = f"{path}: line 1 names a column twice; give each column a name of its own"
        raise EvaluationError(msg)
    if not lines:
        msg = f"{path}: holds no table; give a line of column names and a line for each row"
        raise EvaluationError(msg)
    return lines


def _with_point(cell: str) -> str:
    """Return a number with a decimal comma as one with a point; anything else as it is."""
    return cell.replace(",", ".") if _DECIMAL_COMMA.fullmatch(cell) else cell


def _check_length(path: Path, number: int, cells: Sequence[str], columns: Sequence[str]) -> None:
    if len(cells) != len(columns):
        msg = f"{path}: line {number} has {len(cells)} cells, line 1 has {len(columns)}; repair it"
        raise EvaluationError(msg)


def _check_columns(path: Path, columns: Sequence[str]) -> None:
    missing = [name for name in COLUMNS if name not in columns]
    if missing:
        msg = (
            f"{path}: line 1 has no column {', '.join(missing)}; a table has "
            f"{', '.join(COLUMNS)}, or the layout of DEU III"
        )
        raise EvaluationError(msg)


def _by_issue(lines: Sequence[Line]) -> dict[tuple[str, str], list[Line]]:
    grouped: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        grouped.setdefault((line.text("dossier"), line.text("issue")), []).append(line)
    return grouped


def _plain_issues(
    grouped: dict[tuple[str, str], list[Line]], slips: list[str]
) -> Iterator[ResolvedIssue]:
    for (dossier, issue), lines in grouped.items():
        if not dossier or not issue:
            slips.append(f"line {lines[0].number}: dossier or issue is empty; name both")
            continue
        outcome = _said_once(lines, "outcome", slips)
        reference = _said_once(lines, "reference", slips)
        decided = procedure_of(lines, slips)
        stands = tuple(_plain_stands(lines, decided, slips))
        groups = dict.fromkeys(line.text("group") for line in lines if line.text("group"))
        if outcome is None or not stands:
            continue
        yield ResolvedIssue(
            dossier=dossier, issue=issue, stands=stands, outcome=outcome, reference=reference,
            groups=tuple(groups), quota=decided.quota,
        )  # fmt: skip


def _plain_stands(lines: Sequence[Line], decided: Procedure, slips: list[str]) -> Iterator[Stand]:
    seen: dict[str, int] = {}
    for line in lines:
        party = line.text("party")
        if not party or party in seen:
            what = f"stands in line {seen[party]} already" if party else "is empty"
            slips.append(f"line {line.number}: party {party!r} {what}; name each party once")
            continue
        seen[party] = line.number
        position = line.number_in("position", slips)
        salience = line.number_in("salience", slips)
        influence = line.number_in("influence", slips, high=None)
        if position is None:
            continue
        if influence is None:
            if not line.text("influence"):
                slips.append(f"line {line.number}: influence is empty; give a number from 0")
            continue
        yield Stand(
            party=party,
            position=position,
            salience=MISSING_SALIENCE if salience is None else salience,
            influence=influence,
            votes=decided.votes.get(line.number, 1.0),
            role=decided.roles.get(line.number, ""),
        )


def _said_once(lines: Sequence[Line], column: str, slips: list[str]) -> float | None:
    """Return the number of an issue that each of its lines repeats or leaves empty."""
    found: float | None = None
    for line in lines:
        value = line.number_in(column, slips)
        if value is not None and found is not None and value != found:
            slips.append(f"line {line.number}: {column} {value:g} is {found:g} in a line before")
        found = value if found is None else found
    return found


def _refuse(path: Path, slips: Sequence[str]) -> None:
    if not slips:
        return
    told = [f"{path}: {slip}" for slip in slips[:N_SLIPS]]
    if len(slips) > N_SLIPS:
        told.append(f"{path}: and {len(slips) - N_SLIPS} more")
    raise EvaluationError("\n".join(told))
