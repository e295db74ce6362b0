"""`Problem`: one negotiation with certain values, in whole numbers, at any size.

Worths are counted in whole units of each party (`unit` says what one is in points of 100), so
that sums are exact and equal worths are equal. A positive factor per party changes neither who
accepts what nor which outcomes are efficient.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm, prod

import numpy as np

from detente.kernels.condition import Condition, true_of
from detente.kernels.outcomes import BoolArray, IntArray
from detente.kernels.sums import Bonus, Sums

MAX_WHOLE = 2**61
"""Worths up to this stay in int64 with room for differences; larger ones are Python integers."""


@dataclass(frozen=True)
class Line:
    """A red line: its owner does not accept outcomes of which `never` is true."""

    party: int
    """Row of the owner."""
    never: Condition
    """What must not become true."""


@dataclass(frozen=True)
class Quota:
    """At least `least` of the `members` must accept."""

    members: tuple[int, ...]
    """Rows, ascending, each once."""
    least: int
    """From 1 to the number of members; all of them: each one is needed."""


@dataclass(frozen=True)
class Problem:
    """One negotiation with certain values.

    A party *accepts* an outcome that is worth at least `floor` to it and crosses none of its
    lines. A *settlement* is an outcome that satisfies `links` and every quota of `consent`.
    """

    parts: tuple[IntArray, ...]
    """What each option adds, per issue (n_parties, n_options); int64, or object (Python integers)
    where the sums could pass `MAX_WHOLE`."""
    bonuses: tuple[Bonus, ...]
    """Interactions between issues."""
    links: tuple[Condition, ...]
    """What every outcome must satisfy."""
    lines: tuple[Line, ...]
    """Red lines."""
    no_deal: tuple[int, ...]
    """Worth of no deal per party, in whole units like everything else."""
    floor: tuple[int, ...]
    """Least worth each party accepts; at least `no_deal`."""
    consent: tuple[Quota, ...]
    """Whose consent makes an outcome a settlement; every quota must be met."""
    table: tuple[int, ...]
    """Rows of the parties at the table: whose worth solutions and frontier look at."""
    unit: tuple[Fraction, ...]
    """Points of 100 that one unit is, per party; positive."""
    influence: tuple[Fraction, ...]
    """Weight of each party in the weighted Nash solution; not negative."""

    @property
    def n_options(self) -> tuple[int, ...]:
        """Number of options of each issue."""
        return tuple(part.shape[1] for part in self.parts)

    @property
    def n_outcomes(self) -> int:
        """Number of outcomes, links not looked at."""
        return prod(self.n_options)

    @property
    def n_parties(self) -> int:
        """Number of parties."""
        return len(self.unit)

    @cached_property
    def sums(self) -> Sums:
        """Worth of many outcomes at once."""
        largest = max(abs(units) for units in (*self.no_deal, *self.floor))
        return Sums(self.parts, self.bonuses, largest)


def worth_in_units(problem: Problem, outcomes: IntArray) -> IntArray:
    """Return the worth of some outcomes, exactly.

    Parameters
    ----------
    problem : Problem
        The negotiation.
    outcomes : intp array, shape (n_outcomes, n_issues)
        Option index of each issue.

    Returns
    -------
    int64 or object array, shape (n_parties, n_outcomes)
        Units of each party.
    """
    worth = np.zeros((problem.n_parties, len(outcomes)), dtype=problem.parts[0].dtype)
    for issue, part in enumerate(problem.parts):
        worth = worth + part[:, outcomes[:, issue]]
    columns = tuple(range(len(problem.parts)))
    for bonus in problem.bonuses:
        worth[bonus.party][true_of(bonus.when, outcomes, columns)] += bonus.units
    return worth


def accepted_by(problem: Problem, outcomes: IntArray) -> BoolArray:
    """Return who accepts which outcome; links are not looked at.

    Parameters
    ----------
    problem : Problem
        The negotiation.
    outcomes : intp array, shape (n_outcomes, n_issues)
        Option index of each issue.

    Returns
    -------
    bool array, shape (n_parties, n_outcomes)
        True where an outcome is worth at least the floor and crosses no line of the party.
    """
    rest = problem.sums.above(outcomes, range(problem.n_parties), problem.floor)
    accepted = np.asarray(rest[-1] >= 0, dtype=np.bool_)
    columns = tuple(range(len(problem.parts)))
    for line in problem.lines:
        accepted[line.party] &= ~true_of(line.never, outcomes, columns)
    return accepted


def is_settlement(problem: Problem, outcomes: IntArray) -> BoolArray:
    """Return which outcomes are settlements.

    Parameters
    ----------
    problem : Problem
        The negotiation.
    outcomes : intp array, shape (n_outcomes, n_issues)
        Option index of each issue.

    Returns
    -------
    bool array, shape (n_outcomes,)
        True where the links hold and every quota of consent is met.
    """
    accepted = accepted_by(problem, outcomes)
    agreed = np.ones(len(outcomes), dtype=np.bool_)
    columns = tuple(range(len(problem.parts)))
    for link in problem.links:
        agreed &= true_of(link, outcomes, columns)
    for quota in problem.consent:
        agreed &= accepted[list(quota.members)].sum(axis=0) >= quota.least
    return agreed


def lowest(problem: Problem, party: int) -> int:
    """Return a worth that no outcome goes below for a party, in its units."""
    parts = sum(int(part[party].min()) for part in problem.parts)
    return parts + sum(min(b.units, 0) for b in problem.bonuses if b.party == party)


def highest(problem: Problem, party: int) -> int:
    """Return a worth that no outcome goes beyond for a party, in its units."""
    parts = sum(int(part[party].max()) for part in problem.parts)
    return parts + sum(max(b.units, 0) for b in problem.bonuses if b.party == party)


def whole(rows: Sequence[Sequence[Fraction]]) -> tuple[list[list[int]], list[Fraction]]:
    """Return rows of fractions as whole numbers, and what one is worth in each row.

    Parameters
    ----------
    rows : sequence of sequences of Fraction
        Any numbers, one row per party.

    Returns
    -------
    rows : list of lists of int
        The same numbers divided by the unit of their row.
    units : list of Fraction
        The largest unit per row in which all its numbers are whole; 1 for a row of zeros.
    """
    result, units = [], []
    for row in rows:
        denominator = lcm(*(value.denominator for value in row))
        numerators = [int(value * denominator) for value in row]
        shared = int(np.gcd.reduce(np.array(numerators, dtype=object))) if any(numerators) else 0
        unit = Fraction(shared or denominator, denominator)
        units.append(unit)
        result.append([int(value / unit) for value in row])
    return result, units
