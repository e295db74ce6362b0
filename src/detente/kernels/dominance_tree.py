"""The k-d tree of `kernels/dominance.py`, compiled by numba."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from detente.kernels.compiling import part, standalone
from detente.kernels.outcomes import BoolArray, IntArray

LEAF = 8
"""Most vectors of one leaf."""

NarrowArray: TypeAlias = NDArray[np.int32]
"""Vectors, one row each: half the memory of int64."""


def efficient_distinct(worth: IntArray) -> BoolArray:
    """Return the vectors that no other beats, where no two vectors are equal.

    Parameters
    ----------
    worth : int32 or int64 array, shape (n_parties, n_vectors)
        Whole numbers; all columns different, at least one column.

    Returns
    -------
    bool array, shape (n_vectors,)
        True for efficient vectors.
    """
    n_parties, n_vectors = worth.shape
    vectors = np.empty((n_vectors, n_parties), dtype=np.int32)
    for party, row in enumerate(worth):
        vectors[:, party] = _narrow(row)
    depth = max(0, int(np.ceil(np.log2(n_vectors / LEAF))))
    n_nodes = 2 ** (depth + 1) - 1
    order = np.arange(n_vectors, dtype=np.int32)
    starts = np.zeros((n_nodes, 2), dtype=np.int32)
    best = np.empty((n_nodes, n_parties), dtype=np.int32)
    kept = np.ones(n_vectors, dtype=np.bool_)
    _filter(vectors, order, starts, best, np.empty(max(n_vectors, 128), dtype=np.int32), kept)
    return kept


def _narrow(row: IntArray) -> IntArray:
    """Return numbers that fit into int32; their ranks where they do not."""
    if max(-int(row.min()), int(row.max())) < 2**30:
        return row
    return np.unique(row, return_inverse=True)[1]


@standalone
def _filter(
    vectors: NarrowArray, order: NarrowArray, starts: NarrowArray, best: NarrowArray,
    room: NarrowArray, kept: BoolArray,
) -> None:  # fmt: skip  # pragma: no cover
    """Mark vectors that another one beats.

    Parameters
    ----------
    vectors : int32 array, shape (n_vectors, n_parties)
        Reordered by the tree.
    order : int32 array, shape (n_vectors,)
        0, 1, ...; reordered likewise.
    starts : int32 array, shape (n_nodes, 2)
        Filled in: where the run of each node starts and stops. Node i has the children 2 i + 1 and
        2 i + 2.
    best : int32 array, shape (n_nodes, n_parties)
        Filled in: the best that each party gets in each node.
    room : int32 array, shape (n_vectors,)
        To work in; at least 128 places.
    kept : bool array, shape (n_vectors,)
        All True; set to False where a vector is beaten, in the order of before.
    """
    split(vectors, order, starts)
    for party in range(vectors.shape[1]):
        for i in range(len(order)):
            room[i] = vectors[order[i], party]
        for i in range(len(order)):
            vectors[i, party] = room[i]
    best_corners(vectors, starts, best)
    _mark_beaten(vectors, order, starts, best, room, kept)


@part
def _reaches(some: NarrowArray, i: int, others: NarrowArray, j: int) -> bool:  # pragma: no cover
    """Return whether row i of some vectors is at least as good for all as row j of others."""
    for party in range(some.shape[1]):  # noqa: SIM110 - a generator would not be compiled
        if some[i, party] < others[j, party]:
            return False
    return True


@part
def _part(
    vectors: NarrowArray, party: int, order: NarrowArray, start: int, stop: int, middle: int
) -> None:  # pragma: no cover
    """Reorder a run so that what stands before `middle` is not larger than what follows."""
    while stop - start > 1:
        pivot = vectors[order[(start + stop) // 2], party]
        i = start
        j = stop - 1
        while i <= j:
            while vectors[order[i], party] < pivot:
                i += 1
            while vectors[order[j], party] > pivot:
                j -= 1
            if i <= j:
                swapped = order[i]
                order[i] = order[j]
                order[j] = swapped
                i += 1
                j -= 1
        if middle <= j:
            stop = j + 1
        elif middle >= i:
            start = i
        else:
            return


@part
def split(
    vectors: NarrowArray, order: NarrowArray, starts: NarrowArray
) -> None:  # pragma: no cover
    """Fill in an order in which every node holds a run of vectors, and where the runs start.

    Node i has the children 2 i + 1 and 2 i + 2.
    """
    n_vectors, n_parties = vectors.shape
    starts[0, 1] = n_vectors
    for node in range(len(starts) // 2):
        start = starts[node, 0]
        stop = starts[node, 1]
        widest = 0
        width = -1
        for party in range(n_parties):
            low = vectors[order[start], party]
            high = low
            for i in range(start + 1, stop):
                value = vectors[order[i], party]
                if value < low:
                    low = value
                if value > high:
                    high = value
            if high - low > width:
                widest = party
                width = high - low
        middle = (start + stop) // 2
        _part(vectors, widest, order, start, stop, middle)
        starts[2 * node + 1, 0] = start
        starts[2 * node + 1, 1] = middle
        starts[2 * node + 2, 0] = middle
        starts[2 * node + 2, 1] = stop


@part
def best_corners(
    vectors: NarrowArray, starts: NarrowArray, best: NarrowArray
) -> None:  # pragma: no cover
    """Fill in the best that each party gets in each node."""
    for node in range(len(starts)):
        for party in range(vectors.shape[1]):
            most = vectors[starts[node, 0], party]
            for i in range(starts[node, 0] + 1, starts[node, 1]):
                if vectors[i, party] > most:
                    most = vectors[i, party]
            best[node, party] = most


@part
def _mark_beaten(
    vectors: NarrowArray, order: NarrowArray, starts: NarrowArray, best: NarrowArray,
    stack: NarrowArray, kept: BoolArray,
) -> None:  # fmt: skip  # pragma: no cover
    n_inner = len(starts) // 2
    last = 0
    for p in range(len(vectors)):
        if last != p and _reaches(vectors, last, vectors, p):
            kept[order[p]] = False
            continue
        top = 1
        stack[0] = 0
        while top > 0:
            top -= 1
            node = stack[top]
            if node < n_inner:
                for child in range(2 * node + 1, 2 * node + 3):
                    if _reaches(best, child, vectors, p):
                        stack[top] = child
                        top += 1
                continue
            for q in range(starts[node, 0], starts[node, 1]):
                if q != p and _reaches(vectors, q, vectors, p):
                    kept[order[p]] = False
                    last = q
                    top = 0
                    break
