"""Why a settlement is what it is: trades between issues, parties that gain nothing."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations, permutations

import numpy as np

from detente.analysis.account import amount, holds, worth_of
from detente.analysis.exact import Trade
from detente.analysis.problem import CaseProblem
from detente.kernels.outcomes import IntArray

MAX_TRADES = 5
"""Most trades told of one settlement, besides those as large as the last of them."""


def trades(ready: CaseProblem, outcome: Sequence[int]) -> tuple[Trade, ...]:
    """Return the exchanges between two parties at the table that a settlement rests on.

    One has its way on one issue, the other on another, and settling both issues the other way
    round would leave neither better and one worse off.

    Parameters
    ----------
    ready : CaseProblem
        The case with certain values.
    outcome : sequence of int, length n_issues
        Option index of each issue.

    Returns
    -------
    tuple of Trade
        The largest sum of losses if reversed first, then by the ids of the issues; `MAX_TRADES` and
        those tied with the last of them. Losses in points of 100.

    Notes
    -----
    To have one's way on an issue is to have the option that one likes best there (any of them,
    where several are worth the same) while the other would like another better. In the reversed
    outcome each of the two issues is settled by the option the other party likes best, of several
    the one that is better for the first; reversals that break a link are left out. Giving each the
    issue it cares more about is what makes bargaining over several issues possible [Raiffa1982]_.
    """
    place = tuple(int(option) for option in outcome)
    found = sorted(_all(ready, place), key=lambda item: (-item[0], item[1:3]))
    if len(found) > MAX_TRADES:
        least = found[MAX_TRADES - 1][0]
        found = [item for item in found if item[0] >= least]
    return tuple(trade for *_, trade in found)


def indifferent(ready: CaseProblem, outcome: Sequence[int]) -> tuple[str, ...]:
    """Return the parties at the table to which an outcome is worth exactly what no deal is."""
    gains = _gains(ready, outcome)
    return tuple(p for p in ready.case.players() if gains.get(p) == 0)


def least_gaining(
    ready: CaseProblem, outcome: Sequence[int], most: Sequence[int | None]
) -> str | None:
    """Return who at the table gains least of what it could gain; None where several do.

    Parameters
    ----------
    ready : CaseProblem
        The case with certain values.
    outcome : sequence of int, length n_issues
        Option index of each issue.
    most : sequence of int or None, length n_parties
        Most that any settlement is worth to each row, in units.

    Returns
    -------
    str or None
        Id of the party; parties that no settlement gives a gain are left out.
    """
    problem, gains = ready.problem, _gains(ready, outcome)
    relative = {}
    for row in problem.table:
        best = most[row]
        if best is not None and best > problem.no_deal[row]:
            possible = (best - problem.no_deal[row]) * problem.unit[row]
            relative[ready.parties[row]] = gains[ready.parties[row]] / possible
    if not relative:
        return None
    least = min(relative.values())
    who = [party for party, gain in relative.items() if gain == least]
    return who[0] if len(who) == 1 else None


def _gains(ready: CaseProblem, outcome: Sequence[int]) -> dict[str, Fraction]:
    problem = ready.problem
    return {
        ready.parties[row]: worth_of(ready, row, outcome) - problem.no_deal[row] * problem.unit[row]
        for row in problem.table
    }


def _all(
    ready: CaseProblem, outcome: tuple[int, ...]
) -> Iterator[tuple[Fraction, str, str, Trade]]:
    best = [_best(part) for part in ready.problem.parts]
    for first, second in combinations(ready.problem.table, 2):
        for x, y in permutations(range(len(ready.issues)), 2):
            if not (
                _has_its_way(best[x], first, second, outcome[x])
                and _has_its_way(best[y], second, first, outcome[y])
            ):
                continue
            trade = _reversed(ready, (first, second), (x, y), outcome, best)
            if trade is not None:
                yield trade


def _best(part: IntArray) -> list[frozenset[int]]:
    """Return the options that each party likes best on one issue."""
    return [frozenset(np.flatnonzero(row == row.max()).tolist()) for row in part]


def _has_its_way(best: list[frozenset[int]], one: int, other: int, option: int) -> bool:
    return option in best[one] and option not in best[other]


def _reversed(
    ready: CaseProblem,
    pair: tuple[int, int],
    issues: tuple[int, int],
    outcome: tuple[int, ...],
    best: list[list[frozenset[int]]],
) -> tuple[Fraction, str, str, Trade] | None:
    first, second = pair
    other = list(outcome)
    for issue, winner, loser in ((issues[0], second, first), (issues[1], first, second)):
        part = ready.problem.parts[issue]
        other[issue] = min(best[issue][winner], key=lambda o: (-int(part[loser][o]), o))
    if not all(holds(ready, link, other) for link in ready.problem.links):
        return None
    losses = [worth_of(ready, row, outcome) - worth_of(ready, row, other) for row in pair]
    if min(losses) < 0 or not any(losses):
        return None
    names = ready.issues[issues[0]], ready.issues[issues[1]]
    trade = Trade(
        first=ready.parties[first],
        first_issue=names[0],
        second=ready.parties[second],
        second_issue=names[1],
        first_loses=amount(losses[0]),
        second_loses=amount(losses[1]),
    )
    return sum(losses, Fraction(0)), names[0], names[1], trade
