"""Single solution points of a problem of any size, each with a proof that it is the best.

The rules are those of `kernels/solutions.py`; there they are read off a complete frontier, here
they are found without one. Gains are worth minus no deal of the parties at the table.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import exp, inf

import numpy as np

from detente.errors import AnalysisError
from detente.kernels import goals, solutions
from detente.kernels.dominance import efficient
from detente.kernels.extremes import (
    MAX_BEST,
    Extreme,
    Extremes,
    any_settlement,
    any_values,
    best_of_each,
)
from detente.kernels.model import Linear, Model, settlements
from detente.kernels.outcomes import BoolArray, FloatArray, IntArray
from detente.kernels.problem import Problem, highest, worth_in_units
from detente.kernels.search import CLOSE, MAX_CANDIDATES, Found, Goal, search

MAX_TIES = 20
"""Most outcomes listed beside the first one of a rule."""

_SMALL = 1e-7

Rule = Callable[[IntArray], BoolArray]
"""Marks columns of gains in units, as the functions of `kernels/solutions.py` do."""


@dataclass(frozen=True)
class Point:
    """One solution: an efficient settlement that is the best by some rule."""

    outcome: tuple[int, ...]
    """Option of each issue, the first of those that tie."""
    worth: tuple[int, ...]
    """Units of every party, at the table or not."""
    value: float
    """What the rule makes as large as possible, see the function."""
    bound: float
    """What no settlement exceeds."""
    ties: tuple[tuple[int, ...], ...]
    """Further outcomes the rule names, at most `MAX_TIES`, in the order of their options."""
    has_more: bool
    """Whether there may be ties that are not listed."""

    @property
    def gap(self) -> float:
        """Return how far the bound lies above the value, as a fraction (of 1 below 1)."""
        return (self.bound - self.value) / max(1.0, abs(self.bound))


def points(
    problem: Problem, rules: Sequence[str] = (), reach: Extremes | None = None
) -> dict[str, Point] | None:
    """Return the solution of each rule.

    Parameters
    ----------
    problem : Problem
        The negotiation, of any size.
    rules : sequence of str, optional
        Some of `RULES`; all without it.
    reach : Extremes, optional
        What `extremes` returns for the problem, where it is known already.

    Returns
    -------
    dict of str to Point, or None
        None where there is no settlement. Values are the weighted geometric mean of the gains of
        the gaining parties in points of 100 (``nash``, ``nash_influence``), the least relative gain
        (``kalai_smorodinsky`` and its leximin), the least gain in points of 100 (``egalitarian``
        and its leximin), the sum of relative gains (``utilitarian``).

    Raises
    ------
    AnalysisError
        If the solver fails, or finds no settlement within its limits, or if relative gains are
        asked for and the most a party can gain is above zero by less than one part in 10^9 of the
        largest worth.
    ValueError
        If a rule has another name.

    Notes
    -----
    Every outcome within one part in 10^9 of the best value is found and compared exactly, so a
    solution is exact, and its ties are all there are, unless `has_more` says otherwise: with very
    many ties one efficient settlement among the best is returned, the best within two parts in
    10^9. A gain above zero by less than one part in 10^9 of the largest worth counts as none for
    the Nash rules. Nash: tangents of the logarithm from above [Kelley1960]_.

    References
    ----------
    .. [Kelley1960] Kelley, J. E. (1960). The Cutting-Plane Method for Solving Convex Programs.
       Journal of the SIAM 8(4), 703-712. https://doi.org/10.1137/0108053
    """
    wanted = list(rules) or list(RULES)
    unknown = [rule for rule in wanted if rule not in RULES]
    if unknown:
        msg = f"unknown rule {unknown[0]!r}; the rules are {', '.join(RULES)}"
        raise ValueError(msg)
    some = any_settlement(problem) if reach is None else reach.most[0].outcome
    if some is None:
        return None
    table = _Table(problem, reach, some)
    return {rule: RULES[rule](table) for rule in wanted}


class _Table:
    """The parties at the table with their ideals, and searches that several rules share."""

    def __init__(self, problem: Problem, reach: Extremes | None, some: tuple[int, ...]) -> None:
        self.problem = problem
        self.reach = reach
        self.rows = problem.table
        self.unit = [problem.unit[party] for party in self.rows]
        self.scale = settlements(problem).exact_scale
        self.points = float(self.scale)
        self._least: dict[bool, Found] = {}
        self.known = [some]

    def best(self, model: Model, goal: Goal, max_candidates: int = MAX_CANDIDATES) -> Found:
        """Return the best settlements for a goal, starting from what was found before."""
        found = search(model, goal, max_candidates, known=self.known)
        self.known += [tuple(outcome) for outcome in found.outcomes[:1].tolist()]
        return found

    @cached_property
    def ideals(self) -> list[Extreme]:
        """The best settlement of each party at the table."""
        if self.reach is not None:
            found = [self.reach.most[party] for party in self.rows]
        else:
            found = list(best_of_each(self.problem, self.rows, self.known))
        self.known += [ideal.outcome for ideal in found]
        return found

    @property
    def ideal_gains(self) -> list[int]:
        """Most that each party at the table gains, in units."""
        pairs = zip(self.rows, self.ideals, strict=True)
        return [ideal.units - self.problem.no_deal[party] for party, ideal in pairs]

    def points_of(self, gains: Sequence[int]) -> list[float]:
        """Return gains of the parties at the table in points of 100."""
        return [float(unit * gain) for unit, gain in zip(self.unit, gains, strict=True)]

    def in_model(self, gains: Sequence[int]) -> list[float]:
        """Return gains of the parties at the table in the numbers of a model."""
        pairs = zip(self.unit, gains, strict=True)
        return [float(unit * gain / self.scale) for unit, gain in pairs]

    def gainers(self) -> tuple[list[int], list[float]]:
        """Return the parties that have something to gain, and how much, in model numbers."""
        most = self.in_model(self.ideal_gains)
        pairs = [(p, m) for p, m in zip(self.rows, most, strict=True) if m > 0]
        dust = [(p, m) for p, m in pairs if m < _SMALL]
        if dust:
            msg = (
                f"party {dust[0][0]} can gain at most {dust[0][1]:.1g} hundredths of the largest "
                "worth, too little to compare; round its no-deal value or its scores"
            )
            raise AnalysisError(msg)
        return [p for p, _ in pairs], [m for _, m in pairs]

    def least(self, *, relative: bool) -> Found:
        """Return the settlements with the largest least gain."""
        if relative not in self._least:
            model = settlements(self.problem)
            parties, divisors = self.compared(relative)
            aim = goals.least_gain if parties else goals.sum_of_gains
            self._least[relative] = self.best(model, aim(model, parties, divisors))
        return self._least[relative]

    def compared(self, relative: bool) -> tuple[list[int], list[float]]:
        """Return who is compared, and by what a gain in model numbers is divided."""
        return self.gainers() if relative else (list(self.rows), [1.0] * len(self.rows))

    def gains(self, outcomes: IntArray) -> IntArray:
        """Return gains in units (n_seated, n_outcomes)."""
        return solutions.gains_of(
            worth_in_units(self.problem, outcomes)[list(self.rows)],
            [self.problem.no_deal[party] for party in self.rows],
        )

    def named(self, outcomes: IntArray, rule: Rule, *, relative: bool = False) -> IntArray:
        """Return the efficient ones among the outcomes a rule names, in order of their options.

        The best settlement of each party stands beside them where relative gains are compared.
        """
        best = [ideal.outcome for ideal in self.ideals] if relative else []
        rows = sorted({tuple(row) for row in [*outcomes.tolist(), *best]})
        every = np.array(rows, dtype=np.intp).reshape(-1, len(self.problem.parts))
        marked = every[rule(self.gains(every))]
        return np.asarray(marked[efficient(self.gains(marked))])

    def completed(self, outcomes: IntArray, rule: Rule, *, relative: bool = False) -> IntArray:
        """Return efficient outcomes at least as good for everybody as the best of some."""
        start = self.named(outcomes, rule, relative=relative)[:1]
        model = settlements(self.problem)
        for party, units in zip(self.rows, self.worth_of(start[0]), strict=True):
            model.require(model.worth[party], least=model.in_scale(party, units))
        divisors = [100.0] * len(self.rows)
        if relative:
            most = self.in_model(self.ideal_gains)
            divisors = [gain if gain > _SMALL else 100.0 for gain in most]
        total = goals.sum_of_gains(model, self.rows, divisors)
        least = self.gains(start)

        def value(those: IntArray) -> FloatArray:
            no_worse = np.all(self.gains(those) >= least, axis=0)
            return np.where(no_worse, total.value(those), -inf)

        found = self.best(model, replace(total, value=value), MAX_BEST)
        return self.named(np.vstack([found.outcomes, start]), rule, relative=relative)

    def worth_of(self, outcome: IntArray) -> list[int]:
        """Return units of the parties at the table."""
        worth = worth_in_units(self.problem, outcome[None, :])[list(self.rows), 0]
        return [int(units) for units in worth]

    def point(
        self, outcomes: IntArray, value: Callable[[list[int]], float], bound: float, has_more: bool
    ) -> Point:
        """Return the first of the outcomes a rule names as its solution."""
        first = outcomes[0]
        worth = worth_in_units(self.problem, outcomes[:1])[:, 0]
        reached = value([int(gain) for gain in self.gains(outcomes[:1])[:, 0]])
        ties = tuple(tuple(row) for row in outcomes[1 : MAX_TIES + 1].tolist())
        return Point(
            tuple(first.tolist()),
            tuple(int(units) for units in worth),
            reached,
            max(bound, reached),
            ties,
            has_more or len(outcomes) > MAX_TIES + 1,
        )


def _utilitarian(table: _Table) -> Point:
    parties, ideal = table.gainers()
    model = settlements(table.problem)
    found = table.best(model, goals.sum_of_gains(model, parties, ideal))
    named = table.named if found.is_complete else table.completed
    most = table.ideal_gains

    def value(gains: list[int]) -> float:
        return float(sum(Fraction(g, m) for g, m in zip(gains, most, strict=True) if m > 0))

    outcomes = named(found.outcomes, solutions.utilitarian, relative=True)
    return table.point(outcomes, value, found.bound, not found.is_complete)


def _least_gain(table: _Table, rule: Rule, *, relative: bool, leximin: bool) -> Point:
    found = table.least(relative=relative)
    bound, exact = found.bound, found
    if leximin and not found.is_complete:
        exact = _leximin(table, found, relative)
    named = table.named if exact.is_complete or leximin else table.completed
    divisors = [1 / unit for unit in table.unit]
    if relative:
        divisors = [Fraction(most) for most in table.ideal_gains]

    def value(gains: list[int]) -> float:
        shares = [Fraction(g) / m for g, m in zip(gains, divisors, strict=True) if m > 0]
        return float(min(shares, default=0))

    outcomes = named(exact.outcomes, rule, relative=relative)
    limit = bound if relative else bound * table.points
    return table.point(outcomes, value, limit, not exact.is_complete)


def _leximin(table: _Table, found: Found, relative: bool) -> Found:
    """Return the settlements that are best for the poorest, then the two poorest, and so on."""
    reached: list[float] = []
    parties, ideal = table.compared(relative)
    while not found.is_complete and len(reached) < len(parties) - 1:
        reached.append(found.value - 2 * CLOSE * max(1.0, abs(found.value)))
        model = settlements(table.problem)
        found = table.best(model, goals.smallest_gains(model, parties, ideal, reached))
    return found


def _nash(table: _Table, influence: Sequence[Fraction] | None) -> Point:
    weights = [Fraction(1)] * len(table.rows)
    if influence is not None and any(influence[party] for party in table.rows):
        weights = [influence[party] for party in table.rows]

    def rule(gains: IntArray) -> BoolArray:
        return solutions.nash(gains, table.unit, weights)

    def value(gains: list[int]) -> float:
        pairs = zip(table.points_of(gains), weights, strict=True)
        said = [(points, float(weight)) for points, weight in pairs if points > 0 and weight]
        return goals.geometric_mean([points for points, _ in said], [w for _, w in said])

    say = {party: weight for party, weight in zip(table.rows, weights, strict=True) if weight}
    found = _nash_candidates(table, say)
    outcomes = np.vstack([each.outcomes for each in found])
    is_complete = all(each.is_complete for each in found)
    named = table.named if is_complete else table.completed
    bound = max(each.bound for each in found)
    has_gainers = bool(value([int(gain) for gain in table.gains(outcomes[:1])[:, 0]]))
    limit = exp(bound) * table.points if has_gainers else 0.0
    return table.point(named(outcomes, rule), value, limit, not is_complete)


def _nash_candidates(table: _Table, say: Mapping[int, Fraction]) -> list[Found]:
    """Return the best settlements for each group of parties that can gain together.

    The group of all with a say, or where they cannot, every one with the largest influence.
    """
    found = _nash_of(table, say)
    if len(found.outcomes):
        return [found]
    groups = _largest_groups(table.problem, say)
    return [_nash_of(table, {party: say[party] for party in group}) for group in groups]


def _nash_of(table: _Table, say: Mapping[int, Fraction]) -> Found:
    """Return the settlements in which a group gains, with the largest product of its gains."""
    problem = table.problem
    model = settlements(problem)
    for party in say:
        model.gain_at_least(party, _a_gain(model, party))
    conceivable = table.in_model([highest(problem, p) - problem.no_deal[p] for p in table.rows])
    most = dict(zip(table.rows, conceivable, strict=True))
    total = sum(say.values())
    shares = [float(weight / total) for weight in say.values()]
    goal = goals.mean_logarithm(model, list(say), shares, [most[party] for party in say])
    return table.best(model, goal)


def _largest_groups(problem: Problem, say: Mapping[int, Fraction]) -> list[tuple[int, ...]]:
    """Return the groups with the largest influence that gain together in some settlement."""
    model = settlements(problem)
    gains = {party: model.switch() for party in say}
    for party, column in gains.items():
        model.gain_at_least(party, _a_gain(model, party), Linear({column: 1.0}))
    total = sum(say.values())
    objective = {gains[party]: float(weight / total) for party, weight in say.items()}
    groups: list[tuple[int, ...]] = []
    most = Fraction(0)
    while (values := any_values(model, objective)) is not None:
        group = tuple(party for party, column in gains.items() if values[column] > 0.5)
        weight = sum((say[party] for party in group), Fraction(0))
        if weight < most:
            break
        most = weight
        groups.append(group)
        inside = {gains[p]: 1.0 for p in gains if p not in group}
        model.require(Linear({**inside, **{gains[p]: -1.0 for p in group}}), 1.0 - len(group))
    return groups


def _a_gain(model: Model, party: int) -> Fraction:
    """Return the least gain that counts as one, in the numbers of the model."""
    unit = model.problem.unit[party] / model.exact_scale
    return max(unit, Fraction(_SMALL)) * Fraction(999, 1000)


RULES: dict[str, Callable[[_Table], Point]] = {
    "nash": lambda table: _nash(table, None),
    "nash_influence": lambda table: _nash(table, table.problem.influence),
    "kalai_smorodinsky": lambda table: _least_gain(
        table, solutions.kalai_smorodinsky, relative=True, leximin=False
    ),
    "kalai_smorodinsky_leximin": lambda table: _least_gain(
        table, solutions.kalai_smorodinsky_leximin, relative=True, leximin=True
    ),
    "egalitarian": lambda table: _least_gain(
        table, lambda gains: solutions.egalitarian(gains, table.unit), relative=False, leximin=False
    ),
    "egalitarian_leximin": lambda table: _least_gain(
        table,
        lambda gains: solutions.egalitarian_leximin(gains, table.unit),
        relative=False,
        leximin=True,
    ),
    "utilitarian": _utilitarian,
}
"""Rules by name."""
