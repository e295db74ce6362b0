"""The layout of Decision-Making in the European Union III (doi:10.34810/data53), a line an issue.

Columns ``p`` and ``s`` with a party's letters hold position and salience. Influence is not in the
table: it is the votes of a state in the Council, by the year of the proposal. The Commission
proposes, the Council decides by the rule given, and Parliament must agree in co-decision.
"""

import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from detente.evaluate.resolved import MISSING_SALIENCE, Line, ResolvedIssue, Role, Stand

NEEDED = ("prnr", "isnr", "pcom", "pep", "scom", "sep", "out")
INSTITUTIONS = ("com", "ep")
"""Commission and Parliament; each has the influence of the largest state, and no vote."""
CODECISION, CONSULTATION = "COD", "CNS"
"""Procedures in which Parliament must agree, and in which it is only heard."""


@cache
def votes() -> dict[str, dict[str, float]]:
    """Return the influence of each state by period, in the order of the periods."""
    tables: dict[str, dict[str, float]] = _data()["period"]
    return tables


@cache
def qualified_majority() -> dict[str, float]:
    """Return the share of the votes that a qualified majority needs, by period."""
    return {period: needed / of for period, (needed, of) in _data()["qualified_majority"].items()}


@cache
def _data() -> dict[str, Any]:
    text = files("detente.evaluate").joinpath("data/deu_votes.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


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
        parliament: Role = "veto" if line.text("proc") == CODECISION else ""
        stands = tuple(_stands(line, votes()[period], parliament, slips))
        if not stands:
            continue
        yield ResolvedIssue(
            dossier=line.text("prnr"),
            issue=line.text("isnr"),
            stands=stands,
            outcome=outcome,
            reference=_on_scale(line, "rp", slips),
            groups=tuple(filter(None, (period, _rule(line)))),
            quota=_quota(line, period) if any(stand.votes for stand in stands) else None,
        )


def _rule(line: Line) -> str:
    """Return the voting rule of the Council without the least number of states, as in QMV(10)."""
    return line.text("counvte").partition("(")[0]


def _quota(line: Line, period: str) -> float | None:
    """Return the share of votes in the Council that is needed, None where the rule is unknown."""
    if line.text("proc") not in (CODECISION, CONSULTATION):
        return None
    return {"QMV": qualified_majority()[period], "Unan": 1.0}.get(_rule(line))


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


def _stands(
    line: Line, table: dict[str, float], parliament: Role, slips: list[str]
) -> Iterator[Stand]:
    roles: dict[str, Role] = {"com": "setter", "ep": parliament}
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
            votes=0.0 if party in INSTITUTIONS else table.get(party, least),
            role=roles.get(party, ""),
        )


@cache
def _states() -> frozenset[str]:
    return frozenset(state for table in votes().values() for state in table)
