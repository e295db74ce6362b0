"""The exact account of one settlement: what it is to every party, issue by issue."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from detente.analysis.exact import Amount, Part, PartyAccount
from detente.analysis.problem import CaseProblem
from detente.kernels.condition import Condition, issues_of, true_of
from detente.kernels.problem import accepted_by, worth_in_units


@dataclass(frozen=True)
class Bearings:
    """What an account is measured against."""

    most: tuple[int | None, ...]
    """Most that any settlement is worth to each row, in units; None where there is none."""


def amount(points: Fraction) -> Amount:
    """Return points of 100 for reading and as a fraction."""
    return Amount(points=float(points), exact=str(points))


def accounts(
    ready: CaseProblem, outcome: Sequence[int], bearings: Bearings
) -> tuple[PartyAccount, ...]:
    """Return the account of one outcome.

    Parameters
    ----------
    ready : CaseProblem
        The case with certain values.
    outcome : sequence of int, length n_issues
        Option index of each issue.
    bearings : Bearings
        The best settlement of every party, for the shares of concessions.

    Returns
    -------
    tuple of PartyAccount
        Every party, in the order of the case; points of 100. Parts add up to the totals exactly.
    """
    place = tuple(int(option) for option in outcome)
    conceded = _conceded(ready, place, bearings)
    found = {
        party: _account(ready, row, place, conceded) for row, party in enumerate(ready.parties)
    }
    return tuple(found[party] for party in ready.case.players())


def worth_of(ready: CaseProblem, row: int, outcome: Sequence[int]) -> Fraction:
    """Return what an outcome is worth to one party, in points of 100, exactly."""
    units = worth_in_units(ready.problem, np.array([outcome], dtype=np.intp))[row, 0]
    return int(units) * ready.problem.unit[row]


def status_quo(ready: CaseProblem) -> tuple[int, ...] | None:
    """Return the option in force today of every issue; None where the case does not say."""
    today = [ready.case.issues[issue].status_quo for issue in ready.issues]
    if any(option is None for option in today):
        return None
    return tuple(
        options.index(option)
        for options, option in zip(ready.options, today, strict=True)
        if option is not None
    )


def crossed(ready: CaseProblem, row: int, outcome: Sequence[int]) -> tuple[int, ...]:
    """Return the indices of the red lines of one party that an outcome crosses."""
    party = ready.parties[row]
    found = [
        int(path.rpartition(".")[2])
        for path, line in zip(ready.lines, ready.problem.lines, strict=True)
        if line.party == row and holds(ready, line.never, outcome)
    ]
    worth = worth_of(ready, row, outcome)
    preference = ready.case.preferences.get(party)
    for index, least in enumerate(preference.red_lines if preference else ()):
        if least.at_least is not None and worth < ready.choose(least.at_least):
            found.append(index)
    return tuple(sorted(found))


def holds(ready: CaseProblem, condition: Condition, outcome: Sequence[int]) -> bool:
    """Return whether a condition is true of one outcome."""
    row = np.array([outcome], dtype=np.intp)
    return bool(true_of(condition, row, tuple(range(len(ready.issues))))[0])


def _conceded(
    ready: CaseProblem, outcome: Sequence[int], bearings: Bearings
) -> dict[int, Fraction]:
    """Return what part of its possible gain each party at the table gives up."""
    found = {}
    for row in ready.problem.table:
        most = bearings.most[row]
        possible = 0 if most is None else most - ready.problem.no_deal[row]
        if most is None or possible <= 0:
            found[row] = Fraction(0)
            continue
        missing = most * ready.problem.unit[row] - worth_of(ready, row, outcome)
        found[row] = missing / (possible * ready.problem.unit[row])
    return found


def _account(
    ready: CaseProblem, row: int, outcome: tuple[int, ...], conceded: dict[int, Fraction]
) -> PartyAccount:
    problem = ready.problem
    today = status_quo(ready)
    parts = [*_issue_parts(ready, row, outcome, today), *_pair_parts(ready, row, outcome, today)]
    totals = [sum((part[n] or Fraction(0) for _, part in parts), Fraction(0)) for n in range(3)]
    given = sum(conceded.values(), Fraction(0))
    accepts = accepted_by(problem, np.array([outcome], dtype=np.intp))[row, 0]
    return PartyAccount(
        party=ready.parties[row],
        seated=row in problem.table,
        accepts=bool(accepts),
        worth=amount(worth_of(ready, row, outcome)),
        against_no_deal=amount(totals[0]),
        against_status_quo=None if today is None else amount(totals[1]),
        against_ideal=amount(totals[2]),
        concession_share=float(conceded[row] / given) if row in conceded and given else None,
        red_lines_crossed=crossed(ready, row, outcome),
        parts=tuple(
            Part(
                issues=issues,
                against_no_deal=amount(part[0] or Fraction(0)),
                against_status_quo=None if part[1] is None else amount(part[1]),
                against_ideal=amount(part[2] or Fraction(0)),
            )
            for issues, part in parts
        ),
    )


_Part = tuple[tuple[str, ...], tuple[Fraction, Fraction | None, Fraction]]


def _issue_parts(
    ready: CaseProblem, row: int, outcome: tuple[int, ...], today: tuple[int, ...] | None
) -> list[_Part]:
    """Return the parts of the issues, in the order of the case."""
    problem, unit = ready.problem, ready.problem.unit[row]
    weights = ready.weights[row]
    found = {}
    for i, issue in enumerate(ready.issues):
        column = [int(units) * unit for units in problem.parts[i][row]]
        here = column[outcome[i]]
        against = here - weights[i] * problem.no_deal[row] * unit
        since = None if today is None else here - column[today[i]]
        found[issue] = (against, since, here - max(column))
    return [((issue,), found[issue]) for issue in ready.case.issues]


def _pair_parts(
    ready: CaseProblem, row: int, outcome: tuple[int, ...], today: tuple[int, ...] | None
) -> list[_Part]:
    """Return the parts of the interactions, in the order of the case."""
    unit, found = ready.problem.unit[row], []
    for bonus in ready.problem.bonuses:
        if bonus.party != row:
            continue
        points = bonus.units * unit
        here = points if holds(ready, bonus.when, outcome) else Fraction(0)
        since = None
        if today is not None:
            since = here - (points if holds(ready, bonus.when, today) else Fraction(0))
        about = {ready.issues[i] for i in issues_of([bonus.when])}
        named = tuple(issue for issue in ready.case.issues if issue in about)
        found.append((named, (here, since, here - max(points, Fraction(0)))))
    return found
