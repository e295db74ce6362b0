"""How many vectors reach what each state is missing, 64 vectors at a time; compiled by numba."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from detente.kernels.compiling import part, standalone
from detente.kernels.dominance_tree import split
from detente.kernels.outcomes import BoolArray, IntArray

TILE = 1024
"""Most vectors of one tile."""
_STEPS = 2048
"""Steps in which the range of a tile is divided to look up ranks."""

NarrowArray: TypeAlias = NDArray[np.int32]
"""Vectors, one row each."""
WordArray: TypeAlias = NDArray[np.uint64]
"""One bit per vector of a tile."""


def ways_by_tiles(
    points: NarrowArray,
    counts: IntArray,
    least: NarrowArray,
    members: BoolArray,
    spare: NarrowArray,
) -> IntArray:
    """Return how often vectors occur that reach what each state is missing.

    Parameters
    ----------
    points : int32 array, shape (n_points, n_tests)
        Vectors; at least one.
    counts : int64 array, shape (n_points,)
        How often each occurs.
    least : int32 array, shape (n_states, n_tests)
        What must be reached to pass each test.
    members : bool array, shape (n_demands, n_tests)
        Tests that each demand asks about.
    spare : int32 array, shape (n_demands,)
        How many of its tests need not be passed.

    Returns
    -------
    int64 array, shape (n_states,)

    Notes
    -----
    Near vectors share a tile, by a k-d tree [Bentley1975]_. A tile that fails or passes as a whole
    is passed over or counted at once. Of the others, the vectors that fail a test are those below a
    rank: for each rank the set is kept as bits, and sets of several tests are put together word
    by word. Time O(n_states * n_points * n_tests / 64) at worst.
    """
    n_points, n_tests = points.shape
    n_leaves = 2 ** max(0, int(np.ceil(np.log2(n_points / TILE))))
    order = np.arange(n_points, dtype=np.int32)
    starts = np.zeros((2 * n_leaves - 1, 2), dtype=np.int32)
    _plant(points, order, starts)
    found = np.zeros(len(least), dtype=np.int64)
    below = np.empty((n_tests, TILE + 1, TILE // 64), dtype=np.uint64)
    planes = np.empty((int(spare.max()) + 2, TILE // 64), dtype=np.uint64)
    ranks = np.empty((n_tests, _STEPS + 1), dtype=np.int32)
    shown = np.empty(n_tests, dtype=np.int32)
    for start, stop in starts[n_leaves - 1 :].tolist():
        tile = np.ascontiguousarray(points[order[start:stop]].T)
        ascending = np.argsort(tile, axis=1, kind="stable")
        _add_tile(
            np.take_along_axis(tile, ascending, axis=1), ascending, counts[order[start:stop]],
            least, members, spare, below, planes, ranks, shown, found,
        )  # fmt: skip
    return found


@standalone
def _plant(
    points: NarrowArray, order: NarrowArray, starts: NarrowArray
) -> None:  # pragma: no cover
    split(points, order, starts)


@standalone
def _add_tile(
    values: NarrowArray, order: IntArray, counts: IntArray, least: NarrowArray,
    members: BoolArray, spare: NarrowArray, below: WordArray, planes: WordArray,
    ranks: NarrowArray, shown: NarrowArray, found: IntArray,
) -> None:  # fmt: skip  # pragma: no cover
    """Add what the vectors of a tile bring to each state; `values` ascend in each row."""
    n_tests, n_points = values.shape
    total = counts.sum()
    _prepare(values, order, below, ranks, shown)
    for state in range(len(least)):
        is_out = False
        is_in = True
        for demand in range(len(spare)):
            failing = 0
            doubtful = 0
            for test in range(n_tests):
                if members[demand, test]:
                    failing += values[test, n_points - 1] < least[state, test]
                    doubtful += values[test, 0] < least[state, test]
            is_out |= failing > spare[demand]
            is_in &= doubtful <= spare[demand]
        if is_in:
            found[state] += total
        elif not is_out:
            _fail(values, least, state, members, spare, below, planes, ranks, shown)
            found[state] += _passing(planes[len(planes) - 1], counts, total)


@part
def _prepare(
    values: NarrowArray, order: IntArray, below: WordArray, ranks: NarrowArray, shown: NarrowArray
) -> None:  # pragma: no cover
    """Fill in the sets below each rank, and from which rank on each step of the range lies."""
    n_tests, n_points = values.shape
    n_words = (n_points + 63) // 64
    for test in range(n_tests):
        below[test, 0, :n_words] = np.uint64(0)
        for rank in range(n_points):
            for word in range(n_words):
                below[test, rank + 1, word] = below[test, rank, word]
            at = order[test, rank]
            below[test, rank + 1, at // 64] |= np.uint64(1) << np.uint64(at % 64)
        shift = 0
        while (values[test, n_points - 1] - values[test, 0]) >> shift >= _STEPS:
            shift += 1
        shown[test] = shift
        rank = 0
        for step in range(_STEPS + 1):
            while rank < n_points and (values[test, rank] - values[test, 0]) >> shift < step:
                rank += 1
            ranks[test, step] = rank


@part
def _fail(
    values: NarrowArray, least: NarrowArray, state: int, members: BoolArray, spare: NarrowArray,
    below: WordArray, planes: WordArray, ranks: NarrowArray, shown: NarrowArray,
) -> None:  # fmt: skip  # pragma: no cover
    """Fill in the last plane: the vectors that pass too few tests of some demand.

    Before it, plane j holds those that fail more than j tests of the demand at hand.
    """
    n_tests, n_points = values.shape
    n_words = (n_points + 63) // 64
    last = len(planes) - 1
    planes[last, :n_words] = np.uint64(0)
    for demand in range(len(spare)):
        planes[: spare[demand] + 1, :n_words] = np.uint64(0)
        for test in range(n_tests):
            if members[demand, test] and values[test, 0] < least[state, test]:
                rank = n_points
                if values[test, n_points - 1] >= least[state, test]:
                    rank = ranks[test, (least[state, test] - values[test, 0]) >> shown[test]]
                    while values[test, rank] < least[state, test]:
                        rank += 1
                for plane in range(spare[demand], 0, -1):
                    for word in range(n_words):
                        planes[plane, word] |= planes[plane - 1, word] & below[test, rank, word]
                for word in range(n_words):
                    planes[0, word] |= below[test, rank, word]
        for word in range(n_words):
            planes[last, word] |= planes[spare[demand], word]


@part
def _passing(failing: WordArray, counts: IntArray, total: int) -> int:  # pragma: no cover
    """Return how often vectors occur that are not in a set."""
    if total == len(counts):
        for word in range((len(counts) + 63) // 64):
            total -= int(_bits(failing[word]))
        return total
    for point in range(len(counts)):
        if failing[point // 64] >> np.uint64(point % 64) & np.uint64(1):
            total -= counts[point]
    return total


@part
def _bits(word: np.uint64) -> np.int64:  # pragma: no cover
    """Return the number of bits of a word that are set."""
    left = word - (word >> np.uint64(1) & np.uint64(0x5555555555555555))
    pairs = np.uint64(0x3333333333333333)
    left = (left & pairs) + (left >> np.uint64(2) & pairs)
    left = left + (left >> np.uint64(4)) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.int64(left * np.uint64(0x0101010101010101) >> np.uint64(56))
