"""Why there is no settlement, and what giving up which demands would open."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from detente.analysis.account import Bearings, accounts
from detente.analysis.exact import Blocked, Relaxation
from detente.analysis.problem import CaseProblem
from detente.kernels.optimum import points
from detente.kernels.problem import Problem, worth_in_units
from detente.kernels.relaxation import Demand, relaxations, without

MAX_LISTED = 12
"""Most sets of demands to give up that are shown with an account."""
RULE = "egalitarian_leximin"


def blocked(ready: CaseProblem, most: int | None = None) -> Blocked:
    """Return which demands exclude each other and what giving up which of them would open.

    Parameters
    ----------
    ready : CaseProblem
        A case with certain values and without a settlement.
    most : int, optional
        Most sets to give up that are searched for, however long it takes; without it as many as
        can be found in some ten seconds, from 200 to 2,000.

    Returns
    -------
    Blocked
        Sets of paths into the case, fewest members first; `MAX_LISTED` with an account at most. The
        settlement shown for each is the one that leaves the owners of the demands given up most:
        their smallest gain is largest, then their second smallest, and so on, in points of 100; of
        several the one whose smallest gain among the others at the table is largest.

    Raises
    ------
    AnalysisError
        If the solver can say neither yes nor no.
    """
    found = relaxations(ready.problem, most)
    paths = [_path(ready, demand) for demand in found.demands]
    shown = found.openings[:MAX_LISTED]
    return Blocked(
        conflicts=tuple(tuple(paths[n] for n in members) for members in found.conflicts),
        relaxations=tuple(
            _relaxation(ready, [found.demands[n] for n in members]) for members in shown
        ),
        complete=found.complete,
        openings=tuple(tuple(paths[n] for n in members) for members in found.openings),
    )


def _path(ready: CaseProblem, demand: Demand) -> str:
    return ready.floors[demand.party] if demand.line is None else ready.lines[demand.line]


def _relaxation(ready: CaseProblem, given_up: Sequence[Demand]) -> Relaxation:
    problem = without(ready.problem, given_up)
    outcome = _cheapest(problem, sorted({demand.party for demand in given_up}))
    nobody = Bearings(most=(None,) * len(ready.parties))
    return Relaxation(
        demands=tuple(_path(ready, demand) for demand in given_up),
        outcome=ready.outcome(outcome),
        parties=accounts(ready, outcome, nobody),
    )


def _cheapest(problem: Problem, owners: Sequence[int]) -> tuple[int, ...]:
    """Return the settlement that leaves the owners most, then the others at the table."""
    found = points(replace(problem, table=tuple(owners)), (RULE,))
    if found is None:  # pragma: no cover - an opening opens one
        msg = "a set of demands that opens a settlement opened none"
        raise AssertionError(msg)
    tied = np.array([found[RULE].outcome, *found[RULE].ties], dtype=np.intp)
    others = [row for row in problem.table if row not in owners] or list(problem.table)
    worth = worth_in_units(problem, tied)
    least = [
        min((worth[row, n] - problem.no_deal[row]) * problem.unit[row] for row in others)
        for n in range(len(tied))
    ]
    return tuple(int(option) for option in tied[least.index(max(least))])
