"""Words of 64 bits folded along the axes of a grid; compiled by numba."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.kernels.compiling import compiled, part
from detente.kernels.graph_grid import Grid
from detente.kernels.outcomes import BoolArray
from detente.kernels.stability_comparisons import WordArray
from detente.kernels.stability_steps import NarrowArray


class Axes(NamedTuple):
    """The axes that each party holds, one after the other."""

    first: NDArray[np.int64]
    """Where the axes of each party start in the arrays below (n_parties + 1,)."""
    strides: NDArray[np.int64]
    """By how much the state changes along each axis (n_held,)."""
    sizes: NDArray[np.int64]
    """Options of each axis (n_held,)."""
    tables: NDArray[np.int64]
    """Where the table of each axis starts in `allowed` (n_held,)."""
    allowed: BoolArray
    """Whether one may go from an option to another one, table by table and row by row."""


def axes_of(grid: Grid) -> Axes:
    """Return the axes of a grid by party."""
    strides = np.cumprod([1, *grid.sizes[:0:-1]])[::-1]
    held = [axis for axes in grid.held for axis in axes]
    starts = np.cumsum([0, *(size * size for size in grid.sizes)])
    flat = [np.zeros(0, dtype=np.bool_), *(table.ravel() for table in grid.allowed)]
    return Axes(
        first=np.cumsum([0, *map(len, grid.held)]).astype(np.int64),
        strides=np.array([strides[axis] for axis in held], dtype=np.int64),
        sizes=np.array([grid.sizes[axis] for axis in held], dtype=np.int64),
        tables=np.array([starts[axis] for axis in held], dtype=np.int64),
        allowed=np.concatenate(flat),
    )


@part
def _fold(axes: Axes, held: int, words: WordArray, backward: bool) -> None:  # pragma: no cover
    """Take over along one axis what each option can come to, or from where it can be come to.

    The steps being transitive, what was already taken over does no harm.
    """
    stride, size, table = axes.strides[held], axes.sizes[held], axes.tables[held]
    for base in range(0, len(words), stride * size):
        for i in range(size):
            for k in range(size):
                entry = k * size + i if backward else i * size + k
                if i != k and axes.allowed[table + entry]:
                    mine, theirs = base + i * stride, base + k * stride
                    for place in range(stride):
                        words[mine + place] |= words[theirs + place]


@compiled
def folded(
    axes: Axes, movers: NarrowArray, words: WordArray, feasible: BoolArray, backward: bool
) -> WordArray:  # pragma: no cover
    """Return which bits some parties can reach from each state, or has already.

    Parameters
    ----------
    axes : Axes
        The grid.
    movers : int32 array, shape (n_movers,)
        Who moves, in any order and as often as they like.
    words : uint64 array, shape (n_states,)
        Bits at the end; none on infeasible states.
    feasible : bool array, shape (n_states,)
        Where a mover can stop; one move may pass over other states.
    backward : bool
        Whether bits stand at the start and are carried to where moves lead.

    Returns
    -------
    uint64 array, shape (n_states,)
        Bits; none on infeasible states.

    Notes
    -----
    One fold along every axis is enough if all states are feasible; otherwise folds are repeated
    until nothing changes. Time O(n_states * n_options of the axes) per round, memory O(n_states).
    """
    found = words.copy()
    before = words.copy()
    is_open = not feasible.all()
    is_changed = True
    while is_changed:
        is_changed = False
        for party in movers:
            for held in range(axes.first[party], axes.first[party + 1]):
                _fold(axes, held, found, backward)
            if is_open:
                for q in range(len(found)):
                    if not feasible[q]:
                        found[q] = np.uint64(0)
        if is_open and len(movers) > 1:
            for q in range(len(found)):
                is_changed |= found[q] != before[q]
                before[q] = found[q]
    return found
