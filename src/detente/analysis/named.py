"""What each rule names among the settlements: off the complete frontier, or by optimization."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import exp, log, prod
from operator import mul
from typing import get_args

import numpy as np

from detente.analysis.exact import Count, SolutionName
from detente.kernels import solutions as rules
from detente.kernels.frontier import Frontier
from detente.kernels.optimum import Point
from detente.kernels.outcomes import BoolArray, IntArray
from detente.kernels.problem import Problem

MAX_TIED = 12
"""Most tied outcomes listed for one rule."""
Gains = Sequence[Fraction]


@dataclass(frozen=True)
class Named:
    """The settlements that one rule names."""

    rule: SolutionName
    """The rule."""
    outcomes: IntArray
    """Option indices of tied outcomes, `MAX_TIED` at most (n_outcomes, n_issues)."""
    n_outcomes: Count
    """How many are tied."""
    value: float
    """What the rule makes largest."""
    exact: Fraction | None
    """The same as a fraction, where it is one."""
    gap: float
    """Proven largest relative distance from the best; 0 where exact."""


@dataclass(frozen=True)
class _Scale:
    unit: tuple[Fraction, ...]
    influence: tuple[Fraction, ...]
    ideal: tuple[Fraction, ...]


def from_frontier(problem: Problem, found: Frontier) -> tuple[Named, ...]:
    """Return what every rule names among the vectors of a complete frontier.

    Parameters
    ----------
    problem : Problem
        The negotiation.
    found : Frontier
        Its complete frontier, with one vector at least.

    Returns
    -------
    tuple of Named
        One per rule, in the order of `SolutionName`, compared exactly.
    """
    no_deal = [problem.no_deal[row] for row in found.table]
    unit = [problem.unit[row] for row in found.table]
    influence = [problem.influence[row] for row in found.table]
    gains = rules.gains_of(found.worth, no_deal)
    marks: dict[SolutionName, BoolArray] = {
        "nash": rules.nash(gains, unit),
        "nash_influence": rules.nash(gains, unit, influence),
        "kalai_smorodinsky": rules.kalai_smorodinsky(gains),
        "kalai_smorodinsky_leximin": rules.kalai_smorodinsky_leximin(gains),
        "egalitarian": rules.egalitarian(gains, unit),
        "egalitarian_leximin": rules.egalitarian_leximin(gains, unit),
        "utilitarian": rules.utilitarian(gains),
        "smallest_spread": rules.smallest_spread(gains),
    }
    ideal = [max(Fraction(0), int(row.max()) * u) for row, u in zip(gains, unit, strict=True)]
    scale = _Scale(tuple(unit), tuple(influence), tuple(ideal))
    return tuple(
        _from_vectors(rule, np.flatnonzero(marked), found, gains, scale)
        for rule, marked in marks.items()
    )


def from_points(problem: Problem, found: Mapping[str, Point]) -> tuple[Named, ...]:
    """Return what every rule names, found by optimization with a proof.

    Parameters
    ----------
    problem : Problem
        The negotiation.
    found : mapping of str to Point
        What `detente.kernels.optimum.points` returns.

    Returns
    -------
    tuple of Named
        One per rule; `smallest_spread` is left out, which no optimization here finds.
    """
    named = []
    for rule in get_args(SolutionName):
        if rule not in found:
            continue
        point = found[rule]
        ties = [point.outcome, *point.ties][:MAX_TIED]
        n_known = 1 + len(point.ties)
        named.append(
            Named(
                rule=rule,
                outcomes=np.array(ties, dtype=np.intp),
                n_outcomes=Count(
                    low=n_known, high=problem.n_outcomes if point.has_more else n_known
                ),
                value=point.value,
                exact=None,
                gap=point.gap,
            )
        )
    return tuple(named)


def value_of(rule: SolutionName, gains: Gains, ideal: Gains) -> Fraction | None:
    """Return what a rule makes largest (the spread: smallest), as a fraction.

    Parameters
    ----------
    rule : str
        Name of the rule.
    gains : list of Fraction, length n_table
        Gain of each party at the table over no deal, points of 100.
    ideal : list of Fraction, length n_table
        Its largest gain in any settlement, points of 100; 0 where it has nothing to gain.

    Returns
    -------
    Fraction or None
        Product of the positive gains (points to the power of their number), least relative gain,
        least gain (points), sum or spread of relative gains. None for the Nash product weighted by
        influence, which is no fraction (see `weighted_mean`).
    """
    relative = [gain / most for gain, most in zip(gains, ideal, strict=True) if most > 0]
    by_rule: dict[str, Callable[[], Fraction | None]] = {
        "nash": lambda: prod((gain for gain in gains if gain > 0), start=Fraction(1)),
        "nash_influence": lambda: None,
        "kalai_smorodinsky": lambda: min(relative, default=Fraction(0)),
        "kalai_smorodinsky_leximin": lambda: min(relative, default=Fraction(0)),
        "egalitarian": lambda: min(gains),
        "egalitarian_leximin": lambda: min(gains),
        "utilitarian": lambda: sum(relative, Fraction(0)),
        "smallest_spread": lambda: (
            max(relative, default=Fraction(0)) - min(relative, default=Fraction(0))
        ),
    }
    return by_rule[rule]()


def weighted_mean(gains: Gains, influence: Sequence[Fraction]) -> float:
    """Return the geometric mean of the positive gains, weighted by influence, in points of 100."""
    weights = influence if any(influence) else [Fraction(1)] * len(gains)
    pairs = [(g, w) for g, w in zip(gains, weights, strict=True) if g > 0 and w > 0]
    total = sum((weight for _, weight in pairs), Fraction(0))
    logs = [log(gain.numerator) - log(gain.denominator) for gain, _ in pairs]
    shares = [float(weight / total) for _, weight in pairs]
    return exp(sum(map(mul, logs, shares))) if pairs else 0.0


def _from_vectors(
    rule: SolutionName,
    vectors: IntArray,
    found: Frontier,
    gains: IntArray,
    scale: _Scale,
) -> Named:
    outcomes: list[IntArray] = []
    left = MAX_TIED
    for vector in vectors:
        if left <= 0:
            break
        outcomes.append(found.outcomes_of(int(vector), left))
        left -= len(outcomes[-1])
    n_tied = sum(int(found.counts[vector]) for vector in vectors)
    points = [int(units) * u for units, u in zip(gains[:, vectors[0]], scale.unit, strict=True)]
    exact = value_of(rule, points, scale.ideal)
    return Named(
        rule=rule,
        outcomes=np.concatenate(outcomes),
        n_outcomes=Count(low=n_tied, high=n_tied),
        value=float(exact) if exact is not None else weighted_mean(points, scale.influence),
        exact=exact,
        gap=0.0,
    )
