"""The k-d tree of `kernels/dominance.py`, compiled by numba; imported only for many vectors."""

from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar, cast

import numpy as np
from numba import njit
from numpy.typing import NDArray

from detente.kernels.outcomes import BoolArray, IntArray

LEAF = 8
"""Most vectors of one leaf."""

NarrowArray: TypeAlias = NDArray[np.int32]
"""Vectors, one row each: half the memory of int64."""


_Function = TypeVar("_Function", bound=Callable[..., Any])


def _compiled(function: _Function) -> _Function:
    return cast(_Function, njit(cache=True)(function))


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
    vectors = np.empty((worth.shape[1], len(worth)), dtype=np.int32)
    for party, row in enumerate(worth):
        vectors[:, party] = _narrow(row)
    depth = max(0, int(np.ceil(np.log2(len(vectors) / LEAF))))
    order, starts = _split(vectors, depth)
    for party in range(len(worth)):
        vectors[:, party] = vectors[order, party]
    kept = np.empty(len(vectors), dtype=np.bool_)
    kept[order] = _unbeaten(vectors, starts, _best_corners(vectors, starts))
    return kept


def _narrow(row: IntArray) -> IntArray:
    """Return numbers that fit into int32; their ranks where they do not."""
    if max(-int(row.min()), int(row.max())) < 2**30:
        return row
    return np.unique(row, return_inverse=True)[1]


@_compiled
def _reaches(some: NarrowArray, i: int, others: NarrowArray, j: int) -> bool:
    """Return whether row i of some vectors is at least as good for all as row j of others."""
    for party in range(some.shape[1]):  # noqa: SIM110 - a generator would not be compiled
        if some[i, party] < others[j, party]:
            return False
    return True


@_compiled
def _part(
    vectors: NarrowArray, party: int, order: NarrowArray, start: int, stop: int, middle: int
) -> None:
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


@_compiled
def _split(vectors: NarrowArray, depth: int) -> tuple[NarrowArray, IntArray]:
    """Return an order in which every node holds a run of vectors, and where the runs start.

    Node i has the children 2 i + 1 and 2 i + 2; row i of the result says where the run of node i
    starts and stops in the order.
    """
    n_vectors, n_parties = vectors.shape
    order = np.arange(n_vectors, dtype=np.int32)
    starts = np.zeros((2 ** (depth + 1) - 1, 2), dtype=np.int64)
    starts[0, 1] = n_vectors
    for node in range(2**depth - 1):
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
    return order, starts


@_compiled
def _best_corners(vectors: NarrowArray, starts: IntArray) -> NarrowArray:
    """Return the best that each party gets in each node."""
    n_nodes = len(starts)
    n_parties = vectors.shape[1]
    best = np.empty((n_nodes, n_parties), dtype=np.int32)
    for node in range(n_nodes):
        for party in range(n_parties):
            most = vectors[starts[node, 0], party]
            for i in range(starts[node, 0] + 1, starts[node, 1]):
                if vectors[i, party] > most:
                    most = vectors[i, party]
            best[node, party] = most
    return best


@_compiled
def _unbeaten(vectors: NarrowArray, starts: IntArray, best: NarrowArray) -> BoolArray:
    """Return of which vectors the tree holds none that beats them."""
    kept = np.ones(len(vectors), dtype=np.bool_)
    n_inner = len(starts) // 2
    stack = np.empty(128, dtype=np.int64)
    last = 0
    for p in range(len(vectors)):
        if last != p and _reaches(vectors, last, vectors, p):
            kept[p] = False
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
                    kept[p] = False
                    last = q
                    top = 0
                    break
    return kept
