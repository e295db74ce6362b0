"""How many vectors a complete frontier will have, said before it is computed."""

from dataclasses import dataclass
from math import exp, log, prod

import numpy as np

from detente.kernels.blocks import Blocks
from detente.kernels.dominance import efficient_distinct, grouped, ranked
from detente.kernels.merging import Merge
from detente.kernels.outcomes import IntArray

ORDERS = 3
"""Orders of the blocks that are begun."""
AT_MOST = 4_000
"""Vectors from which on an order is not followed further."""
AT_ONCE = 50_000
"""Most vectors that are compared with each other, once the first block is there."""
DIRECTIONS = 2_000
"""Efficient outcomes of which it is looked how many are accepted."""
_FINE = 2.0**53
"""Worths are rounded to so many parts of their range: enough for an estimate."""

_DUST = 1e-12


@dataclass(frozen=True)
class Size:
    """How many distinct worths the efficient settlements have."""

    expected: int
    """Estimate, never above `most`."""
    most: int
    """Proven: there are no more."""


def frontier_size(blocks: Blocks) -> Size:
    """Return how many vectors the complete frontier is expected to have.

    Parameters
    ----------
    blocks : Blocks
        The negotiation.

    Returns
    -------
    Size
        The same for the same negotiation: what is drawn is drawn from a fixed seed.

    Notes
    -----
    A few blocks are merged in some random orders, as long as that is quick. From half of them to
    all of them the number of efficient vectors grows by some power of the number of blocks; the
    same power continues it to all blocks. Supported efficient outcomes (best for some weights of
    the parties) then say which part of the efficient ones is accepted, at least one in
    `DIRECTIONS`. Quotas are read as accepted by enough parties one by one.

    The proven number: outcomes at most; and of settlements with the same worth to all but one
    party only the best for that one is efficient, so at most the product of the different sums of
    all parties but the one with most of them.
    """
    merge = Merge(blocks)
    if not (merge.possible and merge.choices):
        return Size(int(merge.possible), int(merge.possible))
    most = _most(merge)
    parts = _rounded(merge)
    rng = np.random.default_rng(0)
    orders = [rng.permutation(len(parts)).tolist() for _ in range(ORDERS)]
    found = [_extrapolated([parts[at] for at in order]) for order in orders]
    logarithm = sum(found) / len(found) + log(_accepted(merge, parts, rng))
    expected = most if logarithm >= log(most) else max(1, round(exp(logarithm)))
    return Size(expected, most)


def _most(merge: Merge) -> int:
    """Return a number that the efficient vectors cannot exceed."""
    sums = []
    for party in merge.table:
        rows = [one.parts[party] for one in merge.choices]
        steps = [int(value) - int(row.min()) for row in rows for value in row]
        span = sum(int(row.max()) - int(row.min()) for row in rows)
        unit = int(np.gcd.reduce(np.array(steps, dtype=object))) or 1
        different = prod(len(set(row.tolist())) for row in rows)
        sums.append(min(span // unit + 1, different))
    outcomes = prod(len(one.index) for one in merge.choices)
    return min(outcomes, prod(sorted(sums)[:-1]))


def _rounded(merge: Merge) -> list[IntArray]:
    """Return what choices bring the parties at the table, with room for sums in 64 bits."""
    rows = list(merge.table)
    if merge.dtype != object:
        return [one.parts[rows].astype(np.int64) for one in merge.choices]
    largest = [sum(int(np.abs(one.parts[row]).max()) for one in merge.choices) or 1 for row in rows]
    scale = np.array(largest, dtype=object)[:, None]
    return [
        ((one.parts[rows] / scale).astype(np.float64) * _FINE).astype(np.int64)
        for one in merge.choices
    ]


def _extrapolated(parts: list[IntArray]) -> float:
    """Return the logarithm of the number of efficient vectors, continued from the first blocks."""
    numbers = _numbers(parts)
    done = len(numbers)
    if done == len(parts):
        return log(numbers[-1])
    half = done // 2
    if not half:
        return log(numbers[-1]) * len(parts)
    power = (log(numbers[-1]) - log(numbers[half - 1])) / (log(done) - log(half))
    return log(numbers[-1]) + power * (log(len(parts)) - log(done))


def _numbers(parts: list[IntArray]) -> list[int]:
    """Return the number of efficient vectors after each of the first blocks."""
    states = np.zeros((len(parts[0]), 1), dtype=np.int64)
    numbers: list[int] = []
    for part in parts:
        if numbers and states.shape[1] * part.shape[1] > AT_ONCE:
            break
        states = (states[:, :, None] + part[:, None, :]).reshape(len(part), -1)
        ranks = ranked(states)
        states = states[:, grouped(ranks)[0]]
        states = states[:, efficient_distinct(states)]
        numbers.append(states.shape[1])
        if numbers[-1] > AT_MOST:
            break
    return numbers


def _accepted(merge: Merge, parts: list[IntArray], rng: np.random.Generator) -> float:
    """Return which part of supported efficient outcomes is accepted, above zero."""
    n_table, n_parties = len(merge.table), len(merge.floor)
    weights = rng.dirichlet(np.ones(n_table), DIRECTIONS)
    span = np.array([sum(float(np.ptp(part[row])) for part in parts) for row in range(n_table)])
    weights /= np.maximum(span, 1.0)
    largest = [abs(floor) + 1 for floor in merge.floor]
    for one in merge.choices:
        largest = [m + int(np.abs(row).max()) for m, row in zip(largest, one.parts, strict=True)]
    scale = np.array(largest, dtype=object)[:, None]
    gain = np.zeros((n_parties, DIRECTIONS))
    gain -= (np.array(merge.floor, dtype=object)[:, None] / scale).astype(np.float64)
    clean = np.ones((n_parties, DIRECTIONS), dtype=np.bool_)
    for one, part in zip(merge.choices, parts, strict=True):
        best = (weights @ part).argmax(axis=1)
        gain += (one.parts.astype(object) / scale).astype(np.float64)[:, best]
        clean &= ~one.crossed[:, best]
    able = clean & (gain >= -_DUST)
    agreed = np.ones(DIRECTIONS, dtype=np.bool_)
    for quota in merge.consent:
        agreed &= able[list(quota.members)].sum(axis=0) >= quota.least
    return max(1, int(agreed.sum())) / DIRECTIONS
