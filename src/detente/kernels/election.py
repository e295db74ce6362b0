"""Chances of options in a contest of pairs; compiled by numba.

Inner loop of `kernels/condorcet.py` and `kernels/bargain.py`: what parties give for one option
against another, who wins a pair, and where a chain of such contests is found in the long run.
"""

import numpy as np

from detente.kernels.compiling import compiled, part, put
from detente.kernels.outcomes import FloatArray

PROPORTIONAL, MOSTLY, BINARY, CUBIC_HALF, CUBIC, LOSS_AVERSE, NEARER = range(7)
"""How much a party gives for a difference of utility."""
UNIFORM, EIGENVECTOR, CONDITIONAL, INCENTIVE = range(4)
"""From pairs to one chance for each option."""
RAMP = -1.0
"""Stands for a power: certain from an advantage of one tenth."""
TRACE = 1e-8
"""Each side of a contest has at least this part of all weight, so that no chance is 0 or 1."""
_SAME = 1e-12
_STEP = 1e-8
_SURE = 1e-6
_SQUARINGS = 64


@compiled
def places(
    position: FloatArray, share: FloatArray, options: FloatArray, length: float, quadratic: bool,
    votes: int, power: float, chain: int, found: FloatArray, chance: FloatArray,
) -> None:  # fmt: skip  # pragma: no cover
    """Fill in the candidates and their chances for each draw.

    Parameters
    ----------
    position, share : float64 arrays, shape (n_rows, n_parties)
        Places and shares of weight, 0 to 1.
    options : float64 array, shape (n_options,)
        Candidates; none: the distinct places of parties with weight.
    length : float
        Of the scale, in the unit of the places.
    quadratic : bool
        Utility falls with the square of the distance.
    votes, power, chain : int, float, int
        Rules.
    found, chance : float64 arrays, shape (n_rows, n_candidates)
        Filled in as far as there are candidates.
    """
    n_parties = position.shape[1]
    room = np.empty(max(n_parties, len(options)))
    utility = np.empty((n_parties, found.shape[1]))
    for row in range(len(position)):
        n = _candidates(position[row], share[row], options, room)
        for k in range(n_parties):
            for a in range(n):
                d = abs(position[row, k] - room[a]) / length
                utility[k, a] = 1.0 - (d * d if quadratic else d)
        chances = election(utility[:, :n], share[row], votes, power, chain)
        for a in range(n):
            found[row, a], chance[row, a] = room[a], chances[a]


@compiled
def elections(
    utility: FloatArray, share: FloatArray, votes: int, power: float, chain: int,
    chance: FloatArray,
) -> None:  # fmt: skip  # pragma: no cover
    """Fill in the chances of options for each draw.

    Parameters
    ----------
    utility : float64 array, shape (n_rows, n_parties, n_options)
        Any unit that parties share.
    share : float64 array, shape (n_rows, n_parties)
        Shares of weight, 0 to 1.
    votes, power, chain : int, float, int
        Rules.
    chance : float64 array, shape (n_rows, n_options)
        Filled in.
    """
    for row in range(len(utility)):
        put(election(utility[row], share[row], votes, power, chain), chance[row])


@part
def _candidates(
    position: FloatArray, share: FloatArray, options: FloatArray, room: FloatArray
) -> int:  # pragma: no cover
    """Fill in the distinct candidates in ascending order; return how many there are."""
    n = 0
    if len(options):
        for a in range(len(options)):
            room[a] = options[a]
        return len(options)
    for k in range(len(position)):
        if share[k] <= 0.0:
            continue
        at = 0
        while at < n and room[at] < position[k]:
            at += 1
        if at < n and room[at] == position[k]:
            continue
        for later in range(n, at, -1):
            room[later] = room[later - 1]
        room[at] = position[k]
        n += 1
    return n


@part
def election(
    utility: FloatArray, share: FloatArray, votes: int, power: float, chain: int
) -> FloatArray:  # pragma: no cover
    """Return the chance of each option.

    Parameters
    ----------
    utility : float64 array, shape (n_parties, n_options)
        Any unit that parties share.
    share : float64 array, shape (n_parties,)
        Shares of weight, 0 to 1.
    votes, power, chain : int, float, int
        Rules.

    Returns
    -------
    float64 array, shape (n_options,)
        0 to 1, summing to 1.
    """
    n = utility.shape[1]
    support, wins = np.empty((n, n)), np.empty((n, n))
    _fill_pairs(utility, share, votes, power, support, wins)
    if chain == CONDITIONAL:
        return _conditional(wins)
    if chain == EIGENVECTOR:
        return _eigenvector(wins)
    if chain == INCENTIVE:
        return _stationary(_incentive(support, wins))
    return _stationary(wins)


@part
def _fill_pairs(
    utility: FloatArray, share: FloatArray, votes: int, power: float, support: FloatArray,
    wins: FloatArray,
) -> None:  # fmt: skip  # pragma: no cover
    """Fill in what stands behind each option against each other one, and the chance to win."""
    challenge = 2.0 / 3.0 if votes == LOSS_AVERSE else 1.0
    for a in range(utility.shape[1]):
        support[a, a], wins[a, a] = TRACE, 0.5
        for b in range(a):
            one = other = 0.0
            if votes == PROPORTIONAL:
                for k in range(len(share)):
                    d = utility[k, a] - utility[k, b]
                    d = d if abs(d) > _SAME else 0.0
                    one += share[k] * max(d, 0.0)
                    other += share[k] * max(-d, 0.0)
            for k in range(0 if votes == PROPORTIONAL else len(share)):
                d = utility[k, a] - utility[k, b]
                if abs(d) <= _SAME:
                    if votes == NEARER:
                        one += 0.5 * share[k]
                        other += 0.5 * share[k]
                elif d > 0.0:
                    one += share[k] * vote(d, votes)
                else:
                    other += share[k] * vote(-d, votes)
            support[a, b], support[b, a] = TRACE + challenge * one, TRACE + challenge * other
            wins[a, b] = victory(support[a, b], TRACE + other, power)
            wins[b, a] = victory(support[b, a], TRACE + one, power)


@part
def vote(d: float, votes: int) -> float:  # pragma: no cover
    """Return what a positive difference of utility moves a party of weight 1 to throw in."""
    if votes == CUBIC:
        return d * d * d
    if votes == CUBIC_HALF:
        return 0.5 * (d + d * d * d)
    if votes == MOSTLY:
        return 0.8 * d + 0.2 * min(d / _STEP, 1.0)
    if votes in (BINARY, NEARER):
        return min(d / _STEP, 1.0)
    return d


@part
def victory(one: float, other: float, power: float) -> float:  # pragma: no cover
    """Return the chance that one side beats the other."""
    if power == 1.0:
        return one / (one + other)
    if power == RAMP:
        lead = (one / (one + other) * 2.1 - 1.0) / 0.1
        return min(max(lead, _SURE), 1.0 - _SURE)
    odds: float = (other / one) ** power
    return 1.0 / (1.0 + odds)


@part
def largest(numbers: FloatArray, start: int) -> float:  # pragma: no cover
    """Return the largest of the numbers from a place on, in their unit; shape (n,), or -inf."""
    most = -np.inf
    for a in range(start, len(numbers)):
        most = max(most, numbers[a])
    return float(most)


@part
def _divide_by_sum(numbers: FloatArray) -> None:  # pragma: no cover
    total = 0.0
    for a in range(len(numbers)):
        total += numbers[a]
    for a in range(len(numbers)):
        numbers[a] /= total


@part
def _divide_all(table: FloatArray) -> None:  # pragma: no cover
    """Divide a table by the sum of all its numbers."""
    total = 0.0
    for a in range(len(table)):
        for b in range(len(table)):
            total += table[a, b]
    for a in range(len(table)):
        for b in range(len(table)):
            table[a, b] /= total


@part
def _conditional(wins: FloatArray) -> FloatArray:  # pragma: no cover
    """Return the chance of beating all others, given that one does."""
    n = len(wins)
    chance = np.zeros(n)
    for a in range(n):
        for b in range(n):
            chance[a] += np.log(wins[a, b])
    most = largest(chance, 0)
    for a in range(n):
        chance[a] = np.exp(chance[a] - most)
    _divide_by_sum(chance)
    return chance


@part
def _eigenvector(wins: FloatArray) -> FloatArray:  # pragma: no cover
    """Return the dominant eigenvector by squaring until all columns agree."""
    n = len(wins)
    grown = wins.copy()
    _divide_all(grown)
    for _ in range(_SQUARINGS):
        squared = np.zeros((n, n))
        for a in range(n):
            for b in range(n):
                for c in range(n):
                    squared[a, b] += grown[a, c] * grown[c, b]
        grown = squared
        _divide_all(grown)
        apart = 0.0
        for b in range(1, n):
            first = other = 0.0
            for a in range(n):
                first += grown[a, 0]
                other += grown[a, b]
            for a in range(n):
                apart = max(apart, abs(grown[a, 0] / first - grown[a, b] / other))
        if apart <= 1e-15:
            break
    chance = np.empty(n)
    for a in range(n):
        chance[a] = grown[a, 0]
    _divide_by_sum(chance)
    return chance


@part
def _incentive(support: FloatArray, wins: FloatArray) -> FloatArray:  # pragma: no cover
    """Return the rates at which options replace each other where support makes a challenge."""
    n = len(wins)
    rate = np.empty((n, n))
    for b in range(n):
        total = 0.0
        for a in range(n):
            rate[a, b] = support[a, b] * wins[a, b]
            total += rate[a, b]
        for a in range(n):
            rate[a, b] *= wins[a, b] / total
    return rate


@part
def _stationary(rate: FloatArray) -> FloatArray:  # pragma: no cover
    """Return the long-run chances where `rate[a, b]` is how often a replaces b.

    Elimination without subtraction, option by option.
    """
    n = len(rate)
    q = np.empty((n, n))
    for i in range(n):
        for j in range(n):
            q[i, j] = rate[j, i]
    for k in range(n - 1, 0, -1):
        out = 0.0
        for j in range(k):
            out += q[k, j]
        for i in range(k):
            q[i, k] /= out
            for j in range(k):
                if i != j:
                    q[i, j] += q[i, k] * q[k, j]
    chance = np.ones(n)
    total = 1.0
    for k in range(1, n):
        chance[k] = 0.0
        for i in range(k):
            chance[k] += chance[i] * q[i, k]
        total += chance[k]
    chance /= total
    return chance
