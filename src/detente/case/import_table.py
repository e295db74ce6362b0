"""Score tables (CSV): one line per party, issue and option, or one column per party.

With a column (or lines) of salience, scores run from 0 to 100 as in a case file and may be ranges;
without, they are points that are simply added up. Column names are English or German.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

from detente.case.decimals import decimal
from detente.case.foreign import (
    NO_REASON,
    ForeignCase,
    ForeignIssue,
    ForeignParty,
    case_of,
    exact_value,
    party_of_points,
)
from detente.case.model import Case, IssuePreference, Preference, Value
from detente.case.table_file import Row, Table, read_table_file
from detente.errors import CaseError
from detente.sources.frozen import Label, Language

COLUMNS = {
    "party": ("party", "partei"),
    "issue": ("issue", "thema"),
    "option": ("option",),
    "score": ("score", "wert", "punkte", "points"),
    "salience": ("salience", "gewicht", "weight"),
    "no_deal": ("no_deal", "ohne_einigung", "no deal", "ohne einigung"),
    "seat": ("seat", "sitz"),
}
UNKNOWN = Value(low=0, high=100)
_YES = ("yes", "ja", "true", "wahr", "1", "x")
_NO = ("no", "nein", "false", "falsch", "0", "")
Cell = tuple[Row, str]
_Key = TypeVar("_Key", str, tuple[str, str])


@dataclass
class _Wanted:
    """What the cells of a table say about one party."""

    scores: dict[tuple[str, str], Cell] = field(default_factory=dict)
    salience: dict[str, Cell] = field(default_factory=dict)
    no_deal: Cell | None = None
    seat: Cell | None = None


def read_table(path: Path, language: Language = "en") -> Case:
    """Return the case in a score table, or in the only one of a folder."""
    table = read_table_file(_only(path))
    columns = _columns(table)
    wanted = _long(table, columns) if "party" in columns else _wide(table, columns)
    issues: dict[str, dict[str, None]] = {}
    for party in wanted.values():
        for issue, option in party.scores:
            issues.setdefault(issue, {})[option] = None
    shape = tuple(ForeignIssue(name, tuple(options)) for name, options in issues.items())
    points = not any(party.salience for party in wanted.values())
    parties = tuple(_foreign(table, name, party, shape, points) for name, party in wanted.items())
    case = case_of(ForeignCase(table.path.stem, shape, parties), language)
    if points:
        return case
    assume = NO_REASON.in_language(language)
    return _with_values(case, table, list(wanted.values()), shape, assume)


def _only(path: Path) -> Path:
    if not path.is_dir():
        return path
    found = sorted([*path.glob("*.csv"), *path.glob("*.tsv")])
    if len(found) != 1:
        msg = f"{path}: holds {len(found)} score tables; name the one to import"
        raise CaseError(msg)
    return found[0]


def _columns(table: Table) -> dict[str, int]:
    names = [name.casefold() for name in table.header]
    found = {
        key: names.index(word) for key, words in COLUMNS.items() for word in words if word in names
    }
    needed = ("issue", "option", "score") if "party" in found else ("issue", "option")
    missing = [key for key in needed if key not in found]
    if missing:
        msg = (
            f"{table.rows[0].place.rpartition(':')[0]}: has no column {missing[0]!r}; begin with "
            "party, issue, option, score (and salience, no_deal, seat), or with issue, option and "
            "a column for each party"
        )
        raise CaseError(msg)
    return found


def _cell(row: Row, index: int | None) -> str:
    return row.cells[index] if index is not None and index < len(row.cells) else ""


def _long(table: Table, columns: dict[str, int]) -> dict[str, _Wanted]:
    parties: dict[str, _Wanted] = {}
    for row in table.rows:
        name, issue, option = (_cell(row, columns[key]) for key in ("party", "issue", "option"))
        if not (name and issue and option):
            msg = f"{row.place}: lacks party, issue or option; fill the line"
            raise CaseError(msg)
        party = parties.setdefault(name, _Wanted())
        _put(party.scores, (issue, option), (row, _cell(row, columns["score"])))
        salience, no_deal, seat = (
            _cell(row, columns.get(k)) for k in ("salience", "no_deal", "seat")
        )
        if salience:
            _same(party.salience.setdefault(issue, (row, salience)), (row, salience), "salience")
        if no_deal:
            party.no_deal = _same(party.no_deal or (row, no_deal), (row, no_deal), "no_deal")
        if seat:
            party.seat = _same(party.seat or (row, seat), (row, seat), "seat")
    return parties


def _wide(table: Table, columns: dict[str, int]) -> dict[str, _Wanted]:
    fixed = (columns["issue"], columns["option"])
    names = {i: name for i, name in enumerate(table.header) if i not in fixed and name}
    if len(set(names.values())) < len(names):
        msg = f"{table.path}: two columns have the same name; give each party its own"
        raise CaseError(msg)
    parties = {name: _Wanted() for name in names.values()}
    issue = ""
    for row in table.rows:
        issue = _cell(row, fixed[0]) or issue
        option = _cell(row, fixed[1])
        for index, name in names.items():
            cell = (row, _cell(row, index))
            party = parties[name]
            if issue.casefold() in COLUMNS["no_deal"]:
                party.no_deal = cell if cell[1] else None
            elif issue.casefold() in COLUMNS["seat"]:
                party.seat = cell
            elif option.casefold() in COLUMNS["salience"]:
                _put(party.salience, issue, cell)
            elif issue and option:
                _put(party.scores, (issue, option), cell)
            else:
                msg = f"{row.place}: lacks issue or option; fill the line"
                raise CaseError(msg)
    return parties


def _put(cells: dict[_Key, Cell], key: _Key, cell: Cell) -> None:
    if key in cells:
        words = " ".join(key) if isinstance(key, tuple) else key
        msg = f"{cell[0].place}: {words!r} stands in {cells[key][0].place} already; keep one line"
        raise CaseError(msg)
    cells[key] = cell


def _same(first: Cell, other: Cell, what: str) -> Cell:
    if first[1] != other[1]:
        msg = (
            f"{other[0].place}: {what} {other[1]!r} differs from {first[1]!r} of the same party in "
            "an earlier line; write one of them"
        )
        raise CaseError(msg)
    return first


def _foreign(
    table: Table, name: str, party: _Wanted, shape: Sequence[ForeignIssue], points: bool
) -> ForeignParty:
    """Return a party whose scores are points; where they are not, only what it is called."""
    seat = _seat(party)
    if not points:
        ones = (Fraction(1),) * len(shape)
        shares = tuple((Fraction(0),) * len(issue.options) for issue in shape)
        return ForeignParty(name, ones, shares, None, _assume(table, points), seat)
    rows = [[_point(table, name, party, i.name, option) for option in i.options] for i in shape]
    # nothing is worth less than 0 in a case: points below move up, and no deal moves with them
    moves = [min(Fraction(0), *row) for row in rows]
    least = None
    if party.no_deal is not None and party.no_deal[1]:
        least = table.number(*party.no_deal) - sum(moves)
        moves[0] += min(Fraction(0), least)
        least = max(Fraction(0), least)
    moved = [[value - move for value in row] for row, move in zip(rows, moves, strict=True)]
    assume = _assume(table, points, moved=-sum(moves, Fraction(0)))
    return party_of_points(name, moved, least, assume, seat=seat)


def _point(table: Table, name: str, party: _Wanted, issue: str, option: str) -> Fraction:
    cell = party.scores.get((issue, option))
    if cell is None or not cell[1]:
        place = cell[0].place if cell else str(table.path)
        msg = (
            f"{place}: party {name!r} has no points for {issue!r}, {option!r}; fill them in, or "
            "add a salience so that the score may stay unknown"
        )
        raise CaseError(msg)
    return table.number(*cell)


def _seat(party: _Wanted) -> bool:
    if party.seat is None:
        return True
    word = party.seat[1].casefold()
    if word not in (*_YES, *_NO):
        msg = f"{party.seat[0].place}: seat {party.seat[1]!r} is neither yes nor no; write one"
        raise CaseError(msg)
    return word in _YES


def _with_values(
    case: Case,
    table: Table,
    wanted: Sequence[_Wanted],
    shape: Sequence[ForeignIssue],
    assume: str,
) -> Case:
    """Return the case with scores, salience and no-deal values as written, ranges included."""
    preferences = {}
    for name, party in zip(case.parties, wanted, strict=True):
        issues = {}
        for (key, issue), foreign in zip(case.issues.items(), shape, strict=True):
            cells = {
                option: party.scores.get((foreign.name, text))
                for option, text in zip(issue.options, foreign.options, strict=True)
            }
            issues[key] = IssuePreference(
                salience=_value(table, party.salience.get(foreign.name), assume) or UNKNOWN,
                scores={
                    option: value
                    for option, cell in cells.items()
                    if (value := _value(table, cell, assume)) is not None
                },
                assume=assume,
            )
        preferences[name] = Preference(
            no_deal=_value(table, party.no_deal, assume) or UNKNOWN, issues=issues, assume=assume
        )
    return case.model_copy(update={"preferences": preferences})


def _value(table: Table, cell: Cell | None, assume: str) -> Value | None:
    """Return the value in a cell; None where it is empty."""
    if cell is None or not cell[1]:
        return None
    row, text = cell
    low_text, dots, high_text = text.partition("..")
    low = table.number(row, low_text.strip())
    high = table.number(row, high_text.strip()) if dots else low
    if not 0 <= low <= high <= 100:
        msg = (
            f"{row.place}: {text!r} is not within 0 to 100, lower end first; with a salience, "
            "scores and no-deal values run from 0 to 100"
        )
        raise CaseError(msg)
    if not dots:
        return exact_value(low, assume)
    return Value(low=float(low), high=float(high), assume=assume)


def _assume(table: Table, points: bool, moved: Fraction = Fraction(0)) -> Label:
    name = table.path.name
    if not points:
        return Label(
            de=f"Punktetabelle {name}, Werte von 0 bis 100 mit Gewicht",
            en=f"score table {name}, scores from 0 to 100 with salience",
        )
    german, english = (
        f"Punktetabelle {name}, Punkte addiert",
        f"score table {name}, points added up",
    )
    if moved:
        german += f"; alle Ergebnisse und ohne Einigung um {decimal(moved)} Punkte angehoben"
        english += f"; all outcomes and no deal raised by {decimal(moved)} points"
    return Label(de=german, en=english)
