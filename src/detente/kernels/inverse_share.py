"""Share of all rankings that meet a monotone condition on which states are above one state."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache
from typing import TypeAlias

import numpy as np
from scipy.special import roots_legendre

from detente.kernels.outcomes import FloatArray

MAX_WORK = 200_000
"""Most ways looked at, over all cases."""

Clause: TypeAlias = frozenset[frozenset[int]]
"""Ways, each a set of variables: met where all variables of some way are true."""


class WorkLimitError(Exception):
    """There is more to look at than `MAX_WORK`."""


def share_of(demands: Sequence[Sequence[int]], n_states: int) -> float:
    """Return the share of all strict rankings of some states and one more that meet demands.

    Parameters
    ----------
    demands : sequence of sequences of int
        Each demand is met where, for some of its masks, no state of the mask is above the one.
    n_states : int
        Number of states besides the one.

    Returns
    -------
    float
        0 to 1. Exact but for rounding.

    Raises
    ------
    WorkLimitError
        Where there are too many cases.

    Notes
    -----
    Given that each state is above with chance p on its own, variables ("not above") that always
    occur together are made one, first those always in the same ways, then those that are ways of
    their own in the same demands. The rest is worked out by cases of the most frequent variable,
    parts without common variables apart [Darwiche2001]_, each condition once. All this for the p of
    a Gauss quadrature with n_states // 2 + 1 points, which integrates polynomials of degree
    n_states exactly.

    References
    ----------
    .. [Darwiche2001] Darwiche, A. (2001). Decomposable Negation Normal Form. Journal of the ACM
       48(4), 608-647. https://doi.org/10.1145/502090.502091

    Examples
    --------
    Of two states at least one must not be above: two rankings of six fail.

    >>> round(share_of([[0b01, 0b10]], 2), 12)
    0.666666666667
    """
    points, weights = _quadrature(n_states // 2 + 1)
    clauses = [[_bits(way) for way in ways] for ways in demands]
    chances = {bit: 1.0 - points for ways in clauses for way in ways for bit in way}
    merged = _ways_merged(_together(clauses, chances), chances)
    cases = _Cases(chances, np.ones_like(points))
    return float(np.clip(weights @ cases.chance(merged), 0.0, 1.0))


@cache
def _quadrature(n_points: int) -> tuple[FloatArray, FloatArray]:
    """Return points and weights for the mean over 0 to 1."""
    points, weights = roots_legendre(n_points)
    return (points + 1.0) / 2.0, weights / 2.0


def _together(
    clauses: Sequence[Sequence[frozenset[int]]], chances: dict[int, FloatArray]
) -> list[list[frozenset[int]]]:
    """Make variables one that are always in the same ways; `chances` follows."""
    places = defaultdict(list)
    for n, ways in enumerate(clauses):
        for m, way in enumerate(ways):
            for bit in way:
                places[bit].append((n, m))
    first: dict[tuple[tuple[int, int], ...], int] = {}
    for bit in sorted(places):
        kept = first.setdefault(tuple(places[bit]), bit)
        if kept != bit:
            chances[kept] = chances[kept] * chances.pop(bit)
    left = set(first.values())
    return [[way & left for way in ways] for ways in clauses]


def _ways_merged(
    clauses: Sequence[Sequence[frozenset[int]]], chances: dict[int, FloatArray]
) -> frozenset[Clause]:
    """Make variables one that are ways of their own, in the same demands and nowhere else."""
    places = defaultdict(list)
    alone = {bit: True for ways in clauses for way in ways for bit in way}
    for n, ways in enumerate(clauses):
        for way in ways:
            for bit in way:
                places[bit].append(n)
                alone[bit] &= len(way) == 1
    first: dict[tuple[int, ...], int] = {}
    gone = set()
    for bit in sorted(bit for bit in places if alone[bit]):
        kept = first.setdefault(tuple(places[bit]), bit)
        if kept != bit:
            chances[kept] = 1.0 - (1.0 - chances[kept]) * (1.0 - chances.pop(bit))
            gone.add(frozenset([bit]))
    return frozenset(frozenset(way for way in ways if way not in gone) for ways in clauses)


class _Cases:
    """Chances of conditions, each worked out once."""

    def __init__(self, chances: dict[int, FloatArray], one: FloatArray) -> None:
        self._chances = chances
        self._one = one
        self._known: dict[frozenset[Clause], FloatArray] = {}
        self._work = 0

    def chance(self, clauses: frozenset[Clause]) -> FloatArray:
        """Return the chance that all clauses are met."""
        result = self._one
        for part in _parts(clauses):
            result = result * self._of_part(part)
        return result

    def _of_part(self, clauses: frozenset[Clause]) -> FloatArray:
        if frozenset() in clauses:
            return 0.0 * self._one
        if clauses not in self._known:
            self._work += sum(map(len, clauses))
            if self._work > MAX_WORK:
                raise WorkLimitError
            bit = _most_frequent(clauses)
            met = frozenset(_assumed(clause, bit) for clause in clauses)
            unmet = frozenset(
                frozenset(way for way in clause if bit not in way) for clause in clauses
            )
            chance = self._chances[bit]
            yes = self.chance(frozenset(clause for clause in met if frozenset() not in clause))
            self._known[clauses] = chance * yes + (1.0 - chance) * self.chance(unmet)
        return self._known[clauses]


def _assumed(clause: Clause, bit: int) -> Clause:
    """Return a clause where a variable is true, without ways that contain another."""
    shorter = [way - {bit} for way in clause if bit in way]
    others = [way for way in clause if bit not in way]
    return frozenset(
        (*shorter, *(way for way in others if not any(less <= way for less in shorter)))
    )


def _most_frequent(clauses: frozenset[Clause]) -> int:
    counts = Counter(bit for clause in clauses for way in clause for bit in way)
    return min(counts, key=lambda bit: (-counts[bit], bit))


def _parts(clauses: frozenset[Clause]) -> list[frozenset[Clause]]:
    """Return clauses in groups without common variables."""
    groups: list[tuple[set[int], list[Clause]]] = []
    for clause in clauses:
        variables = {bit for way in clause for bit in way}
        members = [clause]
        apart = []
        for known, others in groups:
            if known & variables:
                variables |= known
                members += others
            else:
                apart.append((known, others))
        groups = [*apart, (variables, members)]
    return [frozenset(members) for _, members in groups]


def _bits(mask: int) -> frozenset[int]:
    return frozenset(bit for bit in range(mask.bit_length()) if mask >> bit & 1)
