"""A `Relation` in flat arrays, and words of who is not better off where; compiled by numba."""

from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from detente.kernels.compiling import compiled, part
from detente.kernels.outcomes import BoolArray
from detente.kernels.stability_relation import (
    BETTER,
    EQUAL,
    MUCH_BETTER,
    MUCH_WORSE,
    UNKNOWN,
    WORSE,
    Relation,
    relation_of_ranks,
)
from detente.kernels.stability_steps import NarrowArray

WordArray: TypeAlias = NDArray[np.uint64]
"""One bit per state asked about: bit b of the word of a state says something about it with regard
to the b-th of them."""
BITS = 64
"""States asked about at a time."""
_ONE = np.uint64(1)
_NONE = np.uint64(0)
_NO_LIMIT = 2**62
"""Above every difference of worths."""


class Comparisons(NamedTuple):
    """A `Relation` in flat arrays."""

    low: NDArray[np.int64]
    """Least worth of each state as such (n_parties, n_states)."""
    high: NDArray[np.int64]
    """Most worth of each state as such (n_parties, n_states)."""
    classes: NarrowArray
    """Class of each state in each term (n_terms, n_states)."""
    tables: NDArray[np.int64]
    """Tables of all terms, one after the other, row by row (n_parties, n_entries)."""
    first: NDArray[np.int64]
    """Where the table of each term starts (n_terms,)."""
    sizes: NDArray[np.int64]
    """Number of classes of each term (n_terms,)."""
    starts: NDArray[np.int64]
    """Where the listed pairs of each state start in `pairs` (n_parties, n_states + 1)."""
    pairs: NarrowArray
    """States that nobody can compare with it, ascending."""
    great: NDArray[np.int64]
    """From which difference on a party prefers greatly (n_parties,)."""


def comparisons(relation: Relation) -> Comparisons:
    """Return a relation in flat arrays."""
    starts = np.zeros((relation.n_parties, relation.n_states + 1), dtype=np.int64)
    n_before = 0
    for party, pairs in enumerate(relation.unknown):
        counts = np.bincount(pairs[:, 0], minlength=relation.n_states)
        starts[party, 1:] = np.cumsum(counts)
        starts[party] += n_before
        n_before += len(pairs)
    sizes = np.array([table.shape[1] for table in relation.tables], dtype=np.int64)
    flat = [table.reshape(relation.n_parties, -1) for table in relation.tables]
    none = np.zeros((relation.n_parties, 0), dtype=np.int64)
    return Comparisons(
        low=relation.low,
        high=relation.high,
        classes=relation.classes,
        tables=np.concatenate([none, *flat], axis=1),
        first=np.concatenate(([0], np.cumsum(sizes**2)))[:-1].astype(np.int64),
        sizes=sizes,
        starts=starts,
        pairs=np.concatenate([np.zeros(0, np.int32), *(pairs[:, 1] for pairs in relation.unknown)]),
        great=np.array(
            [_NO_LIMIT if least is None else least for least in relation.great], dtype=np.int64
        ),
    )


NO_COMPARISONS = comparisons(relation_of_ranks(np.zeros((1, 1), dtype=np.int64)))
"""For `spread` where moves need not improve."""


@part
def _is_listed(
    starts: NDArray[np.int64], pairs: NarrowArray, q: int, s: int
) -> bool:  # pragma: no cover
    low, high = starts[s], starts[s + 1]
    while low < high:
        middle = (low + high) // 2
        if pairs[middle] == q:
            return True
        if pairs[middle] < q:
            low = middle + 1
        else:
            high = middle
    return False


@part
def _code(least: int, most: int, great: int) -> int:  # pragma: no cover
    """Return what a difference of worths within a range says."""
    if least > 0:
        return MUCH_BETTER if least >= great else BETTER
    if most < 0:
        return MUCH_WORSE if -most >= great else WORSE
    return EQUAL if least == 0 and most == 0 else UNKNOWN


@part
def compared(known: Comparisons, party: int, q: int, s: int) -> int:  # pragma: no cover
    """Return what state q is to a party compared with another state s, as `Relation.compared`."""
    low, high = known.low, known.high
    least = low[party, q] - high[party, s]
    most = high[party, q] - low[party, s]
    if len(known.sizes):
        for term in range(len(known.sizes)):
            c, d = known.classes[term, q], known.classes[term, s]
            if c != d:
                size, first = known.sizes[term], known.first[term]
                least += known.tables[party, first + c * size + d]
                most -= known.tables[party, first + d * size + c]
    if len(known.pairs) and _is_listed(known.starts[party], known.pairs, q, s):
        return UNKNOWN
    return _code(least, most, known.great[party])


@part
def _differences(
    known: Comparisons, party: int, s: int, least: NDArray[np.int64], most: NDArray[np.int64]
) -> None:  # pragma: no cover
    """Write by how much every state is worth more to a party than s, at least and at most."""
    lowest, highest = known.low[party, s], known.high[party, s]
    for q in range(len(least)):
        least[q] = known.low[party, q] - highest
        most[q] = known.high[party, q] - lowest
    least[s] = most[s] = 0
    for term in range(len(known.sizes)):
        d = known.classes[term, s]
        size, first = known.sizes[term], known.first[term]
        for q in range(len(least)):
            c = known.classes[term, q]
            if c != d:
                least[q] += known.tables[party, first + c * size + d]
                most[q] -= known.tables[party, first + d * size + c]


@compiled
def not_better(
    known: Comparisons, party: int, asked: NarrowArray, feasible: BoolArray,
    unknown_counts: bool, strongly: bool,
) -> WordArray:  # fmt: skip  # pragma: no cover
    """Return where a party is not better off than in each state asked about.

    The words have shape (n_states,), as `feasible`; `asked` has (n_asked,), 64 at most. Bit b of
    the word of q: q is equal to `asked[b]` or worse; with `strongly`, much worse; with
    `unknown_counts`, or unknown. Infeasible states have no bits.
    """
    n_states = len(feasible)
    words = np.zeros(n_states, dtype=np.uint64)
    least = np.empty(n_states, dtype=np.int64)
    most = np.empty(n_states, dtype=np.int64)
    for b in range(len(asked)):
        s, bit = asked[b], _ONE << np.uint64(b)
        _differences(known, party, s, least, most)
        for q in range(n_states):
            is_worse = most[q] <= -known.great[party] if strongly else most[q] < 0
            is_unknown = least[q] <= 0 <= most[q] and least[q] < most[q]
            is_equal = most[q] == 0 and least[q] == 0 and not strongly
            if is_worse or is_equal or (is_unknown and unknown_counts):
                words[q] |= bit
        for k in range(known.starts[party, s], known.starts[party, s + 1]):
            words[known.pairs[k]] &= ~bit
            if unknown_counts:
                words[known.pairs[k]] |= bit
    for q in range(n_states):
        if not feasible[q]:
            words[q] = _NONE
    return words
