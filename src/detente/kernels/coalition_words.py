"""Loops of `kernels/coalitions.py` over words of 64 states asked about, compiled by numba."""

import numpy as np
from numpy.typing import NDArray

from detente.kernels.outcomes import BoolArray
from detente.kernels.stability_steps import NarrowArray
from detente.kernels.stability_words import WordArray
from detente.kernels.sweep_rules import compiled

_ONE = np.uint64(1)
_NONE = np.uint64(0)


@compiled
def gains(
    rank: NDArray[np.int64], members: NarrowArray, asked: NarrowArray, feasible: BoolArray
) -> WordArray:  # pragma: no cover
    """Return where every member is better off than in each of up to 64 states asked about."""
    words = np.zeros(len(feasible), dtype=np.uint64)
    for q in range(len(feasible)):
        if not feasible[q]:
            continue
        word = _NONE
        for b in range(len(asked)):
            is_better = True
            for member in members:
                if rank[member, q] <= rank[member, asked[b]]:
                    is_better = False
                    break
            if is_better:
                word |= _ONE << np.uint64(b)
        words[q] = word
    return words


@compiled
def improvement_counts(words: WordArray, counts: NDArray[np.int64]) -> None:  # pragma: no cover
    """Add the number of bits of the word of state q to `counts[q + 1]`."""
    for q in range(len(words)):
        word = words[q]
        while word != _NONE:
            word &= word - _ONE
            counts[q + 1] += 1


@compiled
def improvement_sources(
    words: WordArray, asked: NarrowArray, place: NDArray[np.int64], sources: NarrowArray
) -> None:  # pragma: no cover
    """Write the states of the bits of the word of q to `sources` from `place[q]` on."""
    for q in range(len(words)):
        word = words[q]
        for b in range(len(asked)):
            if word >> np.uint64(b) & _ONE:
                sources[place[q]] = asked[b]
                place[q] += 1
