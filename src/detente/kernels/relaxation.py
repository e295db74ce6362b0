"""Smallest sets of demands that exclude each other, and smallest sets to give up, at any size."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np

from detente.kernels.extremes import Effort, any_settlement, any_values
from detente.kernels.hitting import MAX_SETS as MAX_KEPT
from detente.kernels.hitting import HittingSets
from detente.kernels.model import Linear, Model
from detente.kernels.outcomes import BoolArray, IntArray
from detente.kernels.problem import Problem, is_settlement, lowest

MAX_SETS = 2_000
"""Most smallest sets to give up that are searched for, unless told otherwise."""
MAX_STEPS = 120_000
"""Steps of the simplex method, about ten seconds, after which the search ends, unless told, ..."""
FEW_SETS = 200
"""... once so many are found."""


@dataclass(frozen=True, slots=True)
class Demand:
    """What a party whose consent counts insists on."""

    party: int
    """Row of its owner."""
    line: int | None
    """Place among the lines of the problem; None: its floor."""


@dataclass(frozen=True)
class Relaxations:
    """Two answers to why there is no settlement; members are places in `demands`, ascending."""

    demands: tuple[Demand, ...]
    """Every demand, lines first."""
    conflicts: tuple[tuple[int, ...], ...]
    """Smallest sets that no outcome meets together, fewest members first."""
    openings: tuple[tuple[int, ...], ...]
    """Smallest sets without which there is a settlement, fewest members first."""
    complete: bool
    """Whether all sets of both kinds are listed."""


def demands_of(problem: Problem) -> tuple[Demand, ...]:
    """Return the demands of the parties whose consent counts: red lines first, then floors."""
    asked = {member for quota in problem.consent for member in quota.members}
    lines = [Demand(line.party, n) for n, line in enumerate(problem.lines) if line.party in asked]
    return (*lines, *(Demand(party, None) for party in sorted(asked)))


def without(problem: Problem, dropped: Collection[Demand]) -> Problem:
    """Return a problem in which some demands are given up: their owners accept in spite of them."""
    lines = {demand.line for demand in dropped if demand.line is not None}
    free = {demand.party for demand in dropped if demand.line is None}
    return replace(
        problem,
        lines=tuple(line for n, line in enumerate(problem.lines) if n not in lines),
        floor=tuple(
            min(lowest(problem, party), floor) if party in free else floor
            for party, floor in enumerate(problem.floor)
        ),
    )


def relaxations(problem: Problem, most: int | None = None) -> Relaxations:
    """Return which demands exclude each other, and which to give up for a settlement.

    Parameters
    ----------
    problem : Problem
        A negotiation of any size.
    most : int, optional
        Most sets to give up that are searched for, however long it takes. Without it `MAX_SETS`,
        and fewer, but `FEW_SETS`, where they take more than `MAX_STEPS`; the same for the same
        negotiation.

    Returns
    -------
    Relaxations
        Without any set where there is a settlement, and without openings where the links alone
        leave no outcome (then the empty set is the conflict).

    Raises
    ------
    AnalysisError
        If the solver can say neither yes nor no.

    Notes
    -----
    The smallest conflicts are the smallest sets that hit every smallest opening, and the reverse
    [Reiter1987]_. Each round keeps such a set of demands and asks for an outcome that meets as many
    of the others as possible: if there is none, the set is a conflict; if there is one, what it
    leaves unmet is a further smallest opening, which the set does not hit. The search ends when
    every set is a conflict. One mixed-integer problem per set of either kind. Where it ends before,
    at least one conflict is found, by leaving out one demand after the other.

    References
    ----------
    .. [Reiter1987] Reiter, R. (1987). A theory of diagnosis from first principles. Artificial
       Intelligence 32(1), 57-95. https://doi.org/10.1016/0004-3702(87)90062-2
    """
    demands = demands_of(problem)
    openings: list[int] = []
    conflicts: set[int] = set()
    complete = False
    effort = Effort()

    def is_long() -> bool:
        enough = most is None and len(openings) >= FEW_SETS
        return enough and effort.steps > MAX_STEPS

    candidates = HittingSets(len(demands))
    while len(openings) < (most or MAX_SETS) and len(candidates) <= MAX_KEPT:
        for kept in (mask for mask in candidates if mask not in conflicts):
            if is_long():
                break
            unmet = _fewest_unmet(problem, demands, kept, effort)
            if unmet is not None:
                openings.append(unmet)
                candidates.hit(unmet)
                break
            conflicts.add(kept)
        else:
            complete = True
            break
        if is_long():
            break
        if openings[-1] == 0:
            return Relaxations(demands, (), (), complete=True)
    if not conflicts:
        conflicts.add(_one_conflict(problem, demands))
    return Relaxations(demands, _listed(conflicts), _listed(openings), complete)


def _one_conflict(problem: Problem, demands: Sequence[Demand]) -> int:
    """Return a smallest set of demands that exclude each other: what can be left out is."""
    kept = list(range(len(demands)))
    for place in range(len(demands)):
        fewer = [other for other in kept if other != place]
        dropped = [demand for other, demand in enumerate(demands) if other not in fewer]
        if any_settlement(without(problem, dropped)) is None:
            kept = fewer
    return sum(1 << place for place in kept)


def _fewest_unmet(
    problem: Problem, demands: Sequence[Demand], kept: int, effort: Effort
) -> int | None:
    """Return the fewest demands an outcome leaves unmet that meets those kept; None: no outcome."""
    model = Model(problem)
    met = [model.switch() for _ in demands]
    for place, column in enumerate(met):
        if kept >> place & 1:
            model.require(Linear({column: 1.0}), least=1.0)
    _ask_consent(model, demands, met)
    wanted = dict.fromkeys(met, 1.0)
    while (values := any_values(model, wanted, _anything, effort)) is not None:
        unmet = sum(1 << place for place, column in enumerate(met) if values[column] < 0.5)
        outcome = model.chosen(values)
        dropped = [demand for place, demand in enumerate(demands) if unmet >> place & 1]
        if is_settlement(without(problem, dropped), outcome)[0]:
            return unmet
        model.exclude(outcome[0].tolist())
    return None


def _ask_consent(model: Model, demands: Sequence[Demand], met: Sequence[int]) -> None:
    """Have as many parties accept as consent asks for; a switch says which demands they keep."""
    problem = model.problem
    accepts: dict[int, Linear] = {}
    for quota in problem.consent:
        for party in quota.members:
            if party not in accepts:
                accepts[party] = Linear({model.switch(): 1.0})
        total = sum((accepts[party] for party in quota.members), Linear())
        model.require(total, least=float(quota.least))
    for demand, column in zip(demands, met, strict=True):
        when = accepts[demand.party] + Linear({column: 1.0}, -1.0)
        if demand.line is None:
            model.reach_floor(demand.party, when)
        else:
            model.respect(problem.lines[demand.line], when)


def _anything(outcomes: IntArray) -> BoolArray:
    return np.ones(len(outcomes), dtype=np.bool_)


def _listed(masks: Collection[int]) -> tuple[tuple[int, ...], ...]:
    sets = [tuple(bit for bit in range(mask.bit_length()) if mask >> bit & 1) for mask in masks]
    return tuple(sorted(sets, key=lambda members: (len(members), members)))
