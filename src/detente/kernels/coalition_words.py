"""Loops of `kernels/coalitions.py` over words of 64 states asked about, compiled by numba."""

import numpy as np
from numpy.typing import NDArray

from detente.kernels.compiling import compiled, put
from detente.kernels.outcomes import BoolArray
from detente.kernels.stability_comparisons import WordArray
from detente.kernels.stability_steps import NarrowArray

_ONE = np.uint64(1)
_NONE = np.uint64(0)


@compiled
def gains(
    rank: NDArray[np.int64], members: NarrowArray, asked: NarrowArray, feasible: BoolArray
) -> WordArray:  # pragma: no cover
    """Return where every member is better off than in each of up to 64 states asked about.

    The words, shape (n_states,): bit b of the word of q says that `rank`, shape (n_parties,
    n_states), is higher at q than at `asked[b]` for all `members`, shape (n_members,). Infeasible
    states have no bits.
    """
    words = np.zeros(len(feasible), dtype=np.uint64)
    is_better = np.empty(len(feasible), dtype=np.bool_)
    for b in range(len(asked)):
        put(feasible, is_better)
        for member in members:
            least = rank[member, asked[b]]
            for q in range(len(feasible)):
                is_better[q] &= rank[member, q] > least
        for q in range(len(feasible)):
            words[q] |= np.uint64(is_better[q]) << np.uint64(b)
    return words


@compiled
def listed(
    words: WordArray, n_asked: int
) -> tuple[NDArray[np.int64], NarrowArray]:  # pragma: no cover
    """Return how many states have each bit, shape (n_asked,), and which, bit by bit, ascending.

    The states stand in one row of shape (sum of the counts,); `words` has shape (n_states,).
    """
    counts = np.zeros(n_asked, dtype=np.int64)
    for word in words:
        for b in range(n_asked):
            if word >> np.uint64(b) & _ONE:
                counts[b] += 1
    place = np.cumsum(counts) - counts
    states = np.empty(counts.sum(), dtype=np.int32)
    for q in range(len(words)):
        if words[q] != _NONE:
            for b in range(n_asked):
                if words[q] >> np.uint64(b) & _ONE:
                    states[place[b]] = q
                    place[b] += 1
    return counts, states
