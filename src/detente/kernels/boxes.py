"""Fewer states where there are too many: near ones share a box, and the box says how near."""

from collections.abc import Sequence

import numpy as np

from detente.kernels.dominance import grouped, ranked
from detente.kernels.merging import States
from detente.kernels.outcomes import FloatArray, IntArray

_FINENESS = tuple(2.0 ** (-step / 2) for step in range(2, 41))
"""Widths of boxes that are tried, as fractions of the range of each row; coarsest first."""


def boxed(states: States, most: int, n_exact: int) -> States:
    """Return at most about `most` states, each standing for all that are near it.

    Parameters
    ----------
    states : States
        More than `most`.
    most : int
        How many may be left, at least 1.
    n_exact : int
        Number of last rows in which states are only joined where they are equal.

    Returns
    -------
    States
        Of each box the state whose worst shortfall from the best of the box is least; `upper` is
        the best of all upper rows of the box, so that no row of anything the state stands for is
        above it. Counts, least and most worth are those of the state alone. Where the last
        `n_exact` rows take more than `most` different values, more states are left.
    """
    return _in_boxes(states, _few_boxes(states.upper, most, n_exact), _spread(states.upper))


def boxed_within(states: States, widths: Sequence[int], n_exact: int) -> States:
    """Return states, each standing for all that share a box of some widths with it.

    Parameters
    ----------
    states : States
        At least one.
    widths : sequence of int, length n_rows - n_exact
        Width of a box in each of the other rows, in units; up to 1 joins only what is equal.
    n_exact : int
        Number of last rows in which states are only joined where they are equal.

    Returns
    -------
    States
        As `boxed` returns them: `upper` is less than one width further from the rows than before.
    """
    cells = np.zeros(states.upper.shape, dtype=np.int64)
    for place, row in enumerate(states.upper):
        width = widths[place] if place < len(states.upper) - n_exact else 1
        cells[place] = ranked((row // max(1, width))[None])[0]
    group = grouped(cells)[1]
    if group.max() + 1 == len(states):
        return states
    return _in_boxes(states, group, _spread(states.upper))


def _in_boxes(states: States, group: IntArray, spread: list[int]) -> States:
    upper = _best_of(states.upper, group)
    shortfall = np.zeros(len(states))
    for row, width in zip(upper[:, group] - states.rows, spread, strict=True):
        np.maximum(shortfall, (row / width).astype(np.float64), out=shortfall)
    order = np.lexsort((shortfall, group))
    nearest = order[np.flatnonzero(np.diff(group[order], prepend=-1))]
    kept = states.only(nearest)
    return States(kept.rows, upper, kept.counts, kept.least, kept.most)


def corners_of(upper: IntArray, most: int) -> IntArray:
    """Return at most about `most` vectors such that each given one is nowhere above one of them.

    Parameters
    ----------
    upper : int64 or object array, shape (n_parties, n_vectors)
        At least one.
    most : int
        How many may be left.

    Returns
    -------
    int64 or object array, shape (n_parties, n_corners)
    """
    return upper if upper.shape[1] <= most else _best_of(upper, _few_boxes(upper, most, 0))


def _few_boxes(rows: IntArray, most: int, n_exact: int) -> IntArray:
    """Return the box of each column, as fine as leaves no more than `most` boxes."""
    n_near = len(rows) - n_exact
    parts = _parts_of_range(rows[:n_near])
    exact = ranked(rows[n_near:])
    group = _boxes(parts, exact, _FINENESS[0])
    low, high = 0, len(_FINENESS) - 1
    while low < high:
        middle = (low + high + 1) // 2
        finer = _boxes(parts, exact, _FINENESS[middle])
        if finer.max() < most:
            low, group = middle, finer
        else:
            high = middle - 1
    return group


def _best_of(rows: IntArray, group: IntArray) -> IntArray:
    """Return the largest of each row over the columns of each group."""
    order = np.argsort(group, kind="stable")
    starts = np.flatnonzero(np.diff(group[order], prepend=-1))
    return np.asarray(np.maximum.reduceat(rows[:, order], starts, axis=1))


def _spread(rows: IntArray) -> list[int]:
    """Return the range of each row, at least 1."""
    return [max(1, int(row.max()) - int(row.min())) for row in rows]


def _parts_of_range(rows: IntArray) -> FloatArray:
    """Return where each row stands between its least, 0, and its largest, 1."""
    result = np.empty(rows.shape)
    for place, (row, width) in enumerate(zip(rows, _spread(rows), strict=True)):
        result[place] = ((row - row.min()) / width).astype(np.float64)
    return result


def _boxes(parts: FloatArray, exact: IntArray, fineness: float) -> IntArray:
    """Return the running number of the box of each column; any grouping is a right one."""
    return grouped(np.concatenate([(parts / fineness).astype(np.int64), exact]))[1]


def shortfall_of(rows: IntArray, upper: IntArray) -> list[int]:
    """Return by how much rows stay below their upper rows at most.

    Parameters
    ----------
    rows, upper : int64 or object arrays, shape (n_rows, n_states)
        At least one column.

    Returns
    -------
    list of int, length n_rows
    """
    return [int((above - below).max()) for below, above in zip(rows, upper, strict=True)]


def nearest_to(upper: IntArray, worth: IntArray) -> IntArray:
    """Return for each upper vector the listed vector that stays least below it.

    Parameters
    ----------
    upper : int64 or object array, shape (n_parties, n_upper)
        What a settlement is not above.
    worth : int64 or object array, shape (n_parties, n_vectors)
        Listed vectors, at least one.

    Returns
    -------
    intp array, shape (n_upper,)
        Column of `worth` with the least shortfall, in the party where it is largest as a part of
        the range of that party.
    """
    scale = np.array(_spread(np.hstack([upper, worth])), dtype=worth.dtype)[:, None]
    least = worth.min(axis=1, keepdims=True)
    some = ((upper - least) / scale).astype(np.float64)
    listed = ((worth - least) / scale).astype(np.float64)
    found = np.empty(upper.shape[1], dtype=np.intp)
    for column in range(upper.shape[1]):
        found[column] = int((some[:, [column]] - listed).max(axis=0).argmin())
    return found
