"""A frontier with a proven error where partial outcomes cannot be merged: by optimization.

Links, red lines and interactions may tie all issues together. What the settlements found so far
leave uncovered is a set of zones (`kernels/frontier_zones.py`); HiGHS bounds how far any settlement
can reach into each. The next settlement is always sought where that is farthest.
"""

from dataclasses import dataclass
from fractions import Fraction
from heapq import heappop, heappush
from math import floor, inf

import numpy as np

from detente.kernels.dominance import efficient_distinct, ranked
from detente.kernels.extremes import any_settlement
from detente.kernels.frontier import Frontier
from detente.kernels.frontier_near import Near
from detente.kernels.frontier_reach import Reach
from detente.kernels.frontier_zones import Zones
from detente.kernels.model import settlements
from detente.kernels.outcomes import IntArray
from detente.kernels.problem import Problem, highest, is_settlement, lowest, worth_in_units
from detente.kernels.search import Outcomes

MAX_VECTORS = 2_000
"""Most vectors listed."""
MAX_WORK = 8_000
"""Linear relaxations, of about a third of a millisecond, after which the search ends."""
ENOUGH = 0.5
"""A settlement is taken that reaches so much of the way into its zone that a bound allows."""

_SLACK = 1e-7
"""Added to bounds, in the numbers of a model: more than HiGHS and rounding are off by."""
_RELAXED, _PROVEN = 1, 2


@dataclass(frozen=True, eq=False)
class Listed:
    """One settlement for each vector, from which outcomes are found again."""

    outcomes: IntArray
    """Option indices (n_vectors, n_issues)."""
    worth: IntArray
    """Units of each party at the table (n_table, n_vectors)."""

    @property
    def layers(self) -> tuple[IntArray, ...]:
        """No states were merged."""
        return ()

    def outcomes_of(self, worth: IntArray, most: int) -> IntArray:
        """Return the settlements known to have some worth at the table, at most so many."""
        found = self.outcomes[(self.worth == worth[:, None]).all(axis=0)]
        return np.asarray(found[:most])


def cover(
    problem: Problem,
    known: Outcomes = (),
    *,
    error: Fraction = Fraction(0),
    most: int = MAX_VECTORS,
    max_work: int = MAX_WORK,
) -> Frontier:
    """Return settlements that come near every other one, with a proof of how near.

    Parameters
    ----------
    problem : Problem
        A negotiation of any size with at least one party at the table.
    known : sequence of outcomes
        Settlements to start from, such as the best ones of each party and what rules name.
    error : Fraction
        Points of 100 for any party that are small enough not to matter: with so many or less the
        search ends.
    most : int
        Most vectors found.
    max_work : int
        Linear relaxations, or as much other work, after which the search ends.

    Returns
    -------
    Frontier
        Never `complete`, since the settlements behind a vector are not all looked for: its counts
        are at least 1. Where `error` of the result is all zeros, its vectors are all efficient ones
        and no other; elsewhere none of them beats another, and settlements that are not listed can
        beat them by no more than the error: for every settlement a listed vector has at most so
        much less for any party. It is the same number of points for every party, and proven to
        one part in 10^9 of the largest worth. Empty where there is no settlement.

    Raises
    ------
    AnalysisError
        If the solver can say neither yes nor no.

    Notes
    -----
    How far settlements reach into a zone is the largest least difference to its limits. The linear
    relaxation bounds it; the settlement next to the relaxed one, or one near that, is taken if it
    reaches in far enough, or any that does where none reaches far. Only where none is found a
    mixed-integer problem is solved. Every zone that is left has a bound, and the largest is the
    error. A zone is closed where no settlement can have a whole unit more than its limits.
    """
    return _Cover(problem, error, most, max_work).run(known)


class _Cover:
    def __init__(self, problem: Problem, error: Fraction, most: int, max_work: int) -> None:
        self.problem, self.most, self.max_work = problem, most, max_work
        model = settlements(problem)
        self.scale = model.exact_scale
        self.table = list(problem.table)
        self.unit = np.array([float(problem.unit[party] / self.scale) for party in self.table])
        self.wanted = float(error / self.scale)
        self.reach = Reach(model)
        self.near = Near(model)
        self.zones = Zones(len(self.table))
        self.bounds = [self.widest()]
        self.waiting: list[tuple[float, int, int]] = [(-inf, 0, 0)]
        self.proven: dict[int, IntArray] = {}
        self.outcomes: dict[tuple[int, ...], IntArray] = {}
        self.stuck = -inf

    def run(self, known: Outcomes) -> Frontier:
        given = np.array(known, dtype=np.intp).reshape(len(known), len(self.problem.parts))
        for outcome in given[is_settlement(self.problem, given)]:
            self.add(outcome)
        if not self.outcomes:
            some = any_settlement(self.problem)
            if some is None:
                return self.listed(-inf)
            self.add(np.array(some, dtype=np.intp))
        left = -inf
        while self.waiting:
            bound, state, zone = heappop(self.waiting)
            if not self.zones.is_open(zone):
                continue
            enough = -bound <= self.wanted
            if enough or len(self.outcomes) >= self.most or self.reach.work >= self.max_work:
                left = -bound
                break
            self.look_into(zone, -bound, state)
        return self.listed(max(left, self.stuck))

    def widest(self) -> float:
        """Return by how much the worths of two outcomes can differ for any party at the table."""
        ranges = [highest(self.problem, p) - lowest(self.problem, p) for p in self.table]
        pairs = zip(ranges, self.table, strict=True)
        return max(float(span * self.problem.unit[p] / self.scale) for span, p in pairs)

    def look_into(self, zone: int, bound: float, state: int) -> None:
        """Bound how far settlements reach into a zone, take one, or close it."""
        limits = self.zones.limits(zone)
        if state == _PROVEN:
            self.take(zone, bound, self.proven.pop(zone))
            return
        reached, values = self.reach.relaxed(limits)
        if state != _RELAXED:
            self.put(zone, min(bound, reached), _RELAXED)
            return
        if values is None:
            return
        outcome, value = self.near.reaching(values, limits, ENOUGH * bound)
        if value > 0:
            self.add(outcome)
            return
        reached, found = self.reach.exact(limits)
        if found is not None:
            self.proven[zone] = found
        self.put(zone, min(bound, reached), _PROVEN if found is not None else 0)

    def put(self, zone: int, bound: float, state: int) -> None:
        """Keep a zone for later, or close it where nothing can lie in it."""
        self.bounds[zone] = bound
        least = self.unit[self.zones.limits(zone) > -inf].min(initial=inf)
        if bound + _SLACK < least:
            self.zones.close(zone)
        elif state:
            heappush(self.waiting, (-bound, state, zone))
        else:
            self.give_up(zone, bound)

    def take(self, zone: int, bound: float, outcome: IntArray) -> None:
        """Take the settlement that reaches farthest into a zone."""
        is_right = bool(is_settlement(self.problem, outcome[None])[0])
        if is_right and self.near.value(outcome[None], self.zones.limits(zone))[0] > 0:
            self.add(outcome)
        else:
            self.give_up(zone, bound)

    def give_up(self, zone: int, bound: float) -> None:
        """Leave a zone as it is: its bound stays part of the error."""
        self.stuck = max(self.stuck, bound)
        self.zones.close(zone)

    def add(self, outcome: IntArray) -> None:
        """List a settlement, or a better one near it."""
        outcome = self.near.improved(outcome)
        units = worth_in_units(self.problem, outcome[None])[self.table, 0]
        key = tuple(int(n) for n in units)
        if key in self.outcomes:
            return
        self.outcomes[key] = outcome
        parents, new = self.zones.add(self.near.worth(outcome[None])[:, 0])
        for parent, zone in zip(parents.tolist(), new.tolist(), strict=True):
            self.bounds.append(self.bounds[parent])
            heappush(self.waiting, (-self.bounds[parent], 0, zone))

    def listed(self, left: float) -> Frontier:
        """Return what was found, best for the first party first; `left` bounds the rest."""
        n_issues, absent = len(self.problem.parts), self.absent()
        outcomes = np.array(list(self.outcomes.values()), dtype=np.intp).reshape(-1, n_issues)
        worth = worth_in_units(self.problem, outcomes)
        order = np.lexsort(ranked(worth[self.table])[::-1])[::-1]
        outcomes, worth = outcomes[order], worth[:, order]
        kept = efficient_distinct(ranked(worth[self.table]))
        outcomes, worth = outcomes[kept], worth[:, kept]
        return Frontier(
            table=tuple(self.table),
            absent=absent,
            worth=worth[self.table],
            counts=np.ones(len(outcomes), dtype=np.int64),
            least_absent=worth[list(absent)],
            most_absent=worth[list(absent)],
            complete=False,
            error=self.error(left),
            trail=Listed(outcomes, worth[self.table]),
        )

    def absent(self) -> tuple[int, ...]:
        """Return the rows of the parties that are not at the table."""
        return tuple(p for p in range(self.problem.n_parties) if p not in self.table)

    def error(self, left: float) -> tuple[int, ...]:
        """Return a bound on zones as whole units of each party at the table."""
        if left == -inf:
            return (0,) * len(self.table)
        points = (Fraction(left) + Fraction(_SLACK)) * self.scale
        return tuple(floor(points / self.problem.unit[party]) for party in self.table)
