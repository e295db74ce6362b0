"""What settlements are worth at the least and the most to each party; whether there are any."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from detente.errors import AnalysisError
from detente.kernels import goals
from detente.kernels.model import Model, settlements
from detente.kernels.outcomes import BoolArray, FloatArray, IntArray
from detente.kernels.problem import Problem, is_settlement, worth_in_units
from detente.kernels.search import MAX_WORK as SEARCH_WORK
from detente.kernels.search import Outcomes, search
from detente.kernels.solver import solved, solver_of

MAX_BEST = 256
"""Most best outcomes of a single party that are compared exactly."""
MAX_WORK = 3_000_000
"""Choices after which the least worth is no longer searched exactly."""
PROBLEM_STEPS = 100
"""Steps that setting up a mixed-integer problem takes as long as."""
ENOUGH = 1e-3
"""To which it is proven then, in hundredths of the largest worth: points of 100 as a rule."""


@dataclass
class Effort:
    """How much HiGHS has worked."""

    steps: int = 0
    """Steps of the simplex method; each mixed-integer problem counts `PROBLEM_STEPS` besides."""


@dataclass(frozen=True)
class Extreme:
    """The least or the most that any settlement is worth to a party."""

    outcome: tuple[int, ...]
    """A settlement that is worth so much to it."""
    units: int
    """Worth."""
    bound: float
    """What no settlement exceeds (or goes below), points of 100."""


@dataclass(frozen=True)
class Extremes:
    """Range of the worth of settlements, per party."""

    least: tuple[Extreme, ...]
    """Of every party, at the table or not."""
    most: tuple[Extreme, ...]
    """Of every party, at the table or not."""


def any_settlement(problem: Problem) -> tuple[int, ...] | None:
    """Return one settlement, or None where it is proven that there is none.

    Parameters
    ----------
    problem : Problem
        The negotiation.

    Returns
    -------
    tuple of int, length n_issues, or None
        Option of each issue.

    Raises
    ------
    AnalysisError
        If the solver can say neither.
    """
    model = settlements(problem)
    values = any_values(model)
    return None if values is None else tuple(model.chosen(values)[0].tolist())


def any_values(
    model: Model,
    objective: Mapping[int, float] | None = None,
    holds: Callable[[IntArray], BoolArray] | None = None,
    effort: Effort | None = None,
) -> FloatArray | None:
    """Return values of the columns of some outcome that is confirmed exactly.

    Parameters
    ----------
    model : Model
        Outcomes with their rows; outcomes that hold in floating point only are excluded in it.
    objective : mapping of int to float, optional
        Weight of columns whose sum is made as large as possible.
    holds : callable, optional
        Takes outcomes (n_outcomes, n_issues), returns which of them are right; without it those
        that are settlements.
    effort : Effort, optional
        What this takes is added to it.

    Returns
    -------
    float64 array, shape (n_columns,), each in the unit of its column, or None
        None where it is proven that there is no such outcome.

    Raises
    ------
    AnalysisError
        If the solver can say neither.
    """
    found = _confirmed(model, objective or {}, holds, 0.0, effort)
    return found[0] if found else None


def _confirmed(
    model: Model,
    objective: Mapping[int, float],
    holds: Callable[[IntArray], BoolArray] | None,
    gap: float,
    effort: Effort | None = None,
) -> tuple[FloatArray, float] | None:
    """Return values that are confirmed, and what the objective of no others exceeds."""
    while True:
        rows = [(row.terms, row.least, row.most) for row in model.rows]
        lower, upper = np.array(model.lower), np.array(model.upper)
        solver = solver_of(rows, lower, upper, objective, np.array(model.is_whole))
        if gap:
            solver.setOptionValue("mip_abs_gap", gap)
        is_solved = solved(solver)
        if effort is not None:
            effort.steps += PROBLEM_STEPS + max(0, int(solver.getInfo().simplex_iteration_count))
        if not is_solved:
            return None
        values = np.array(solver.getSolution().col_value)
        found = model.chosen(values)
        if (is_settlement(model.problem, found) if holds is None else holds(found))[0]:
            return values, float(solver.getInfo().mip_dual_bound)
        model.exclude(found[0].tolist())


def extremes(problem: Problem) -> Extremes | None:
    """Return the least and the most that any settlement is worth to each party.

    Parameters
    ----------
    problem : Problem
        The negotiation.

    Returns
    -------
    Extremes or None
        None where there is no settlement.
    """
    some = any_settlement(problem)
    if some is None:
        return None
    parties = range(problem.n_parties)
    most = best_of_each(problem, parties, [some])
    known = [some, *(each.outcome for each in most)]
    return Extremes(tuple(extreme(problem, party, -1, known) for party in parties), most)


def best_of_each(problem: Problem, parties: Sequence[int], known: Outcomes) -> tuple[Extreme, ...]:
    """Return the most that any settlement is worth to each of some parties.

    Parameters
    ----------
    problem : Problem
        A negotiation that has settlements.
    parties : sequence of int
        Rows.
    known : sequence of outcomes
        Some settlements; from there the search for each party also starts from what was found for
        those before it.

    Returns
    -------
    tuple of Extreme
        In the order of `parties`.
    """
    found: list[Extreme] = []
    tried = [tuple(outcome) for outcome in known]
    for party in parties:
        found.append(extreme(problem, party, 1, tried))
        tried.append(found[-1].outcome)
    return tuple(found)


def extreme(problem: Problem, party: int, sign: int, known: Outcomes = ()) -> Extreme:
    """Return the most (sign 1) or the least (sign -1) that any settlement is worth to a party.

    Parameters
    ----------
    problem : Problem
        A negotiation that has settlements.
    party : int
        Row of the party.
    sign : int
        1 or -1.
    known : sequence of outcomes
        Tried first.

    Returns
    -------
    Extreme
        Exact, unless more than `MAX_BEST` settlements lie within `search.CLOSE` of the best, or
        there is too much to look at: then proven to `ENOUGH`, as the bound says.
    """
    exact = _exact(problem, party, sign, known)
    outcomes, bound = exact if exact else _near(problem, party, sign)
    worth = [sign * int(units) for units in worth_in_units(problem, outcomes)[party]]
    best = worth.index(max(worth))
    no_deal = float(problem.unit[party] * problem.no_deal[party])
    outcome = tuple(outcomes[best].tolist())
    return Extreme(outcome, sign * worth[best], no_deal + sign * bound)


def _exact(
    problem: Problem, party: int, sign: int, known: Outcomes
) -> tuple[IntArray, float] | None:
    """Return the best settlements for a party and its gain; None where that is too much work."""
    model = settlements(problem)
    goal = goals.sum_of_gains(model, [party], [float(sign)])
    try:
        found = search(model, goal, MAX_BEST, MAX_WORK if sign < 0 else SEARCH_WORK, known)
    except AnalysisError:
        return None
    is_near = found.bound - found.value <= ENOUGH
    return (found.outcomes, found.bound * model.scale) if is_near else None


def _near(problem: Problem, party: int, sign: int) -> tuple[IntArray, float]:
    """Return a settlement within `ENOUGH` of the best for a party, and what none exceeds.

    Just above a floor that binds lie more settlements than can be looked at.
    """
    model = settlements(problem)
    gain = float(sign) * model.gain(party)
    found = _confirmed(model, gain.terms, None, ENOUGH)
    if found is None:
        msg = "a problem without settlements has no extremes; ask for `any_settlement` first"
        raise AnalysisError(msg)
    return model.chosen(found[0]), (gain.constant + found[1]) * model.scale
