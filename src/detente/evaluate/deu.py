"""The layout of Decision-Making in the European Union III (doi:10.34810/data53), a line an issue.

Columns ``p`` and ``s`` with a party's letters hold position and salience. Influence is not in the
table: it is the votes of a state in the Council, by the year of the proposal.
"""

import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from detente.evaluate.resolved import MISSING_SALIENCE, Line, ResolvedIssue, Stand

NEEDED = ("prnr", "isnr", "pcom", "pep", "scom", "sep", "out")
INSTITUTIONS = ("com", "ep")
"""Commission and Parliament; each has the influence of the largest state."""


@cache
def votes() -> dict[str, dict[str, float]]:
    """Return the influence of each state by period, in the order of the periods."""
    text = files("detente.evaluate").joinpath("data/deu_votes.toml").read_text(encoding="utf-8")
    tables: dict[str, dict[str, float]] = tomllib.loads(text)["period"]
    return tables


def is_deu(columns: Sequence[str]) -> bool:
    """Return whether a table with these columns has this layout."""
    return set(NEEDED) <= set(columns)


def issues_of_deu(lines: Sequence[Line], slips: list[str]) -> Iterator[ResolvedIssue]:
    """Yield the issues with an outcome on the scale and a position; slips go to `slips`.

    Some outcomes and reference points of the data set lie outside 0 to 100, as experts placed
    them there; such an issue is left out, such a reference point counts as not known.
    """
    for line in lines:
        outcome = _on_scale(line, "out", slips)
        if outcome is None:
            continue
        period = _period(line, slips)
        if period is None:
            continue
        stands = tuple(_stands(line, votes()[period], slips))
        if not stands:
            continue
        yield ResolvedIssue(
            dossier=line.text("prnr"),
            issue=line.text("isnr"),
            stands=stands,
            outcome=outcome,
            reference=_on_scale(line, "rp", slips),
            groups=tuple(filter(None, (period, line.text("counvte").partition("(")[0]))),
        )


def _on_scale(line: Line, column: str, slips: list[str]) -> float | None:
    value = line.number_in(column, slips, low=None, high=None)
    return value if value is not None and 0 <= value <= 100 else None


def _period(line: Line, slips: list[str]) -> str | None:
    known = line.text("period")
    if known in votes():
        return known
    digits = line.text("isnr")[1:3]
    if not (digits.isascii() and digits.isdigit()):
        slips.append(
            f"line {line.number}: isnr {line.text('isnr')!r} names no year; "
            "begin it with a letter and two digits"
        )
        return None
    year = int(digits) + (1900 if int(digits) > 50 else 2000)
    ends = (("EU15", 2003), ("EU25_27", 2008))
    return next((name for name, last in ends if year <= last), "EU28")


def _stands(line: Line, table: dict[str, float], slips: list[str]) -> Iterator[Stand]:
    for column in line.cells:
        party = column[1:]
        if column[:1] != "p" or f"s{party}" not in line.cells:
            continue
        if party not in INSTITUTIONS and party not in _states():
            continue
        position = line.number_in(column, slips)
        if position is None:
            continue
        salience = line.number_in(f"s{party}", slips)
        least, most = min(table.values()), max(table.values())
        yield Stand(
            party=party,
            position=position,
            salience=MISSING_SALIENCE if salience is None else salience,
            influence=most if party in INSTITUTIONS else table.get(party, least),
        )


@cache
def _states() -> frozenset[str]:
    return frozenset(state for table in votes().values() for state in table)
