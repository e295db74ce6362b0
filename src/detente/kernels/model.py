"""A problem as rows and columns of numbers, for the solver HiGHS.

One column per option (1 where it is chosen), one row per issue that says "exactly one". What
conditions, interactions and quotas say is added as rows; nothing is enumerated.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import inf

import numpy as np

from detente.kernels.condition import All, Any, Condition, In, negated
from detente.kernels.outcomes import FloatArray, IntArray
from detente.kernels.problem import Line, Problem, Quota, lowest


@dataclass(frozen=True, slots=True)
class Linear:
    """A weighted sum of columns plus a constant."""

    terms: Mapping[int, float] = field(default_factory=dict)
    """Weight by column."""
    constant: float = 0.0
    """What is added."""

    def __add__(self, other: "Linear") -> "Linear":
        terms = dict(self.terms)
        for column, weight in other.terms.items():
            terms[column] = terms.get(column, 0.0) + weight
        return Linear(terms, self.constant + other.constant)

    def __sub__(self, other: "Linear") -> "Linear":
        return self + -1.0 * other

    def __rmul__(self, factor: float) -> "Linear":
        return Linear({c: factor * w for c, w in self.terms.items()}, factor * self.constant)


@dataclass(frozen=True, slots=True)
class Row:
    """A weighted sum of columns that stays between two numbers."""

    terms: Mapping[int, float]
    least: float
    most: float


ONE = Linear(constant=1.0)


class Model:
    """Rows and columns that grow; outcomes that satisfy the links from the start.

    Worths are in points of 100 divided by `scale`, so that numbers in the rows stay moderate. They
    are divided as fractions: whole units may be larger, and the scale smaller, than floats reach.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.first: tuple[int, ...] = (0, *(int(n) for n in np.cumsum(problem.n_options)))
        self.lower: list[float] = [0.0] * self.first[-1]
        self.upper: list[float] = [1.0] * self.first[-1]
        self.is_whole: list[bool] = [True] * self.first[-1]
        self.rows: list[Row] = []
        self.switches: list[int] = []
        self._truth: dict[Condition, Linear] = {}
        for issue in range(len(problem.parts)):
            columns = range(self.first[issue], self.first[issue + 1])
            self.require(Linear(dict.fromkeys(columns, 1.0)), 1.0, 1.0)
        for link in problem.links:
            self.must(link)
        self.exact_scale = _scale(problem)
        self.scale = float(self.exact_scale)
        self._ratio = tuple(unit / self.exact_scale for unit in problem.unit)
        self.worth = tuple(self._worth(party) for party in range(problem.n_parties))

    def column(self, lower: float, upper: float) -> int:
        """Return a new column that may take any value between two numbers."""
        self.lower.append(lower)
        self.upper.append(upper)
        self.is_whole.append(False)
        return len(self.lower) - 1

    def switch(self) -> int:
        """Return a new column that is 0 or 1."""
        column = self.column(0.0, 1.0)
        self.is_whole[column] = True
        self.switches.append(column)
        return column

    def require(self, what: Linear, least: float = -inf, most: float = inf) -> None:
        """Keep a sum between two numbers."""
        terms = {column: weight for column, weight in what.terms.items() if weight}
        self.rows.append(Row(terms, least - what.constant, most - what.constant))

    def exclude(self, outcome: Iterable[int]) -> None:
        """Rule out one outcome."""
        chosen = [start + option for start, option in zip(self.first, outcome, strict=False)]
        self.require(Linear(dict.fromkeys(chosen, 1.0)), most=len(chosen) - 1.0)

    def truth(self, condition: Condition) -> Linear:
        """Return a sum that is 1 where a condition is true and 0 elsewhere."""
        condition = simplified(condition, self.problem.n_options)
        if condition not in self._truth:
            self._truth[condition] = self._new_truth(condition)
        return self._truth[condition]

    def must(self, condition: Condition, when: Linear = ONE) -> None:
        """Keep a condition true where `when` is 1; `when` is 0 or 1."""
        match simplified(condition, self.problem.n_options):
            case In() as single:
                self.require(self.truth(single) - when, least=0.0)
            case All(parts):
                for part in parts:
                    self.must(part, when)
            case Any(parts):
                total = sum((self.truth(part) for part in parts), Linear())
                self.require(total - when, least=0.0)

    def accept(self, party: int, when: Linear = ONE) -> None:
        """Have a party accept the outcome where `when` is 1."""
        self.reach_floor(party, when)
        for line in self.problem.lines:
            if line.party == party:
                self.respect(line, when)

    def reach_floor(self, party: int, when: Linear = ONE) -> None:
        """Give a party at least its floor where `when` is 1."""
        floor, least = self.in_scale(party, self.problem.floor[party]), self.least_worth(party)
        if floor > least:
            self.require(self.worth[party] - (floor - least) * when, least=least)

    def gain_at_least(self, party: int, least: Fraction, when: Linear = ONE) -> None:
        """Give a party a gain of at least `least`, in the numbers of the model, where `when` is 1.

        Options count for no more than what is missing; where that is less than 1, as a part of it:
        weights are then of moderate size, however small a gain is asked for.
        """
        unit = self._ratio[party]
        missing = least - unit * (lowest(self.problem, party) - self.problem.no_deal[party])
        if missing <= 0:
            return
        factor = 1 / min(missing, Fraction(1))

        def share(units: int) -> float:
            return float(min(unit * abs(units), missing) * factor)

        total = Linear()
        for start, part in zip(self.first, self.problem.parts, strict=False):
            row = [int(units) for units in part[party]]
            total += Linear({start + n: share(units - min(row)) for n, units in enumerate(row)})
        for bonus in self.problem.bonuses:
            if bonus.party == party:
                truth = self.truth(bonus.when)
                total += share(bonus.units) * (truth if bonus.units > 0 else ONE - truth)
        self.require(total - float(missing * factor) * when, least=0.0)

    def respect(self, line: Line, when: Linear = ONE) -> None:
        """Keep a red line where `when` is 1."""
        self.must(negated(line.never, self.problem.n_options), when)

    def in_scale(self, party: int, units: int) -> float:
        """Return units of a party in the numbers of the model."""
        return units * self._ratio[party].numerator / self._ratio[party].denominator

    def gain(self, party: int) -> Linear:
        """Return what a party gains over no deal, in the numbers of the model."""
        base = self.in_scale(party, self.problem.no_deal[party])
        return self.worth[party] - Linear(constant=base)

    def least_worth(self, party: int) -> float:
        """Return a worth that no outcome goes below for a party, in the numbers of the model."""
        return self.in_scale(party, lowest(self.problem, party))

    def chosen(self, values: FloatArray) -> IntArray:
        """Return the outcome whose columns have the largest values; shape (1, n_issues)."""
        pairs = zip(self.first[:-1], self.first[1:], strict=True)
        best = [int(np.argmax(values[start:stop])) for start, stop in pairs]
        return np.array([best], dtype=np.intp)

    def _worth(self, party: int) -> Linear:
        flat = (int(units) for part in self.problem.parts for units in part[party])
        total = Linear({c: self.in_scale(party, units) for c, units in enumerate(flat)})
        for bonus in self.problem.bonuses:
            if bonus.party == party:
                total += self.in_scale(party, bonus.units) * self.truth(bonus.when)
        return total

    def _new_truth(self, condition: Condition) -> Linear:
        if isinstance(condition, In):
            start = self.first[condition.issue]
            return Linear({start + option: 1.0 for option in sorted(condition.options)})
        parts = [self.truth(part) for part in condition.parts]
        if not parts:
            return ONE if isinstance(condition, All) else Linear()
        found = Linear({self.column(0.0, 1.0): 1.0})
        total = sum(parts, Linear())
        if isinstance(condition, All):
            self.require(total - found, most=len(parts) - 1.0)
            for part in parts:
                self.require(part - found, least=0.0)
        else:
            self.require(total - found, least=0.0)
            for part in parts:
                self.require(found - part, least=0.0)
        return found


def settlements(problem: Problem) -> Model:
    """Return a model whose outcomes are the settlements of a problem.

    Parameters
    ----------
    problem : Problem
        The negotiation, of any size.

    Returns
    -------
    Model
        A party that every settlement needs accepts in its rows; the others of a quota have a
        switch that is 1 only where they accept. Floors hold within rounding of float64, so an
        outcome is checked with `is_settlement`.
    """
    model = Model(problem)
    needed = {p for quota in problem.consent if _needs_all(quota) for p in quota.members}
    for party in sorted(needed):
        model.accept(party)
    accepts: dict[int, Linear] = {}
    for quota in problem.consent:
        others = [party for party in quota.members if party not in needed]
        still = quota.least - (len(quota.members) - len(others))
        if still <= 0:
            continue
        for party in others:
            if party not in accepts:
                accepts[party] = Linear({model.switch(): 1.0})
                model.accept(party, accepts[party])
        model.require(sum((accepts[party] for party in others), Linear()), least=float(still))
    return model


def simplified(condition: Condition, n_options: tuple[int, ...]) -> Condition:
    """Return an equal condition in which every "all" and "any" names an issue at most once.

    Parameters
    ----------
    condition : Condition
        A condition on the issues of `n_options`.
    n_options : tuple of int
        Number of options of each issue.

    Returns
    -------
    Condition
        ``All(())`` where it is always true, ``Any(())`` where it never is.
    """
    if isinstance(condition, In):
        if not condition.options:
            return Any(())
        return All(()) if len(condition.options) == n_options[condition.issue] else condition
    kind = type(condition)
    settles: Condition = Any(()) if kind is All else All(())
    sets: dict[int, frozenset[int]] = {}
    others: list[Condition] = []
    for part in _flat(condition, n_options):
        if part == settles:
            return settles
        if not isinstance(part, In):
            others.append(part)
        elif part.issue not in sets:
            sets[part.issue] = part.options
        elif kind is All:
            sets[part.issue] &= part.options
        else:
            sets[part.issue] |= part.options
    merged = [simplified(In(issue, options), n_options) for issue, options in sorted(sets.items())]
    if settles in merged:
        return settles
    parts = (*merged, *dict.fromkeys(others))
    return parts[0] if len(parts) == 1 else kind(parts)


def _flat(condition: All | Any, n_options: tuple[int, ...]) -> list[Condition]:
    """Return simplified parts, those of the same kind opened up."""
    found: list[Condition] = []
    for part in condition.parts:
        simple = simplified(part, n_options)
        found += simple.parts if isinstance(simple, type(condition)) else [simple]
    return found


def _needs_all(quota: Quota) -> bool:
    return quota.least == len(quota.members)


def _scale(problem: Problem) -> Fraction:
    """Return a hundredth of the largest worth in points, so that numbers stay near 100."""
    largest = Fraction(0)
    for party, unit in enumerate(problem.unit):
        parts = sum(max(abs(int(units)) for units in part[party]) for part in problem.parts)
        bonuses = sum(abs(bonus.units) for bonus in problem.bonuses if bonus.party == party)
        wanted = max(abs(problem.floor[party]), abs(problem.no_deal[party]))
        largest = max(largest, unit * max(parts + bonuses, wanted))
    return largest / 100 or Fraction(1)
