"""A grid as arrays for the compiled code: axes and steps, blocks, classes."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import product
from math import prod

import numpy as np

from detente.kernels.graph_grid import Grid
from detente.kernels.outcomes import BoolArray
from detente.kernels.stability_passes import Axes, Blocks, NarrowArray, by_class
from detente.kernels.stability_search import Classes


def axes_of(grid: Grid) -> Axes:
    """Return the axes of each party, with as few steps along each as suffice.

    Parameters
    ----------
    grid : Grid
        The moves.

    Returns
    -------
    Axes
        At most two steps per option of a two-way axis.
    """
    steps = [_steps(table) for table in grid.allowed]
    inner = [prod(grid.sizes[axis + 1 :]) for axis in range(len(grid.sizes))]
    return Axes(
        _narrow([axis for held in grid.held for axis in held]),
        _running(list(map(len, grid.held))),
        _narrow(grid.sizes),
        _narrow(inner),
        _running(list(map(len, steps))),
        np.concatenate([np.empty((0, 2), dtype=np.int32), *steps]),
    )


def blocks_of(grid: Grid, party: int, ordered: NarrowArray, rank: NarrowArray) -> Blocks:
    """Return the blocks of states between which a party moves.

    Parameters
    ----------
    grid : Grid
        The moves.
    party : int
        Who moves.
    ordered : int32 array, shape (n_feasible,)
        Feasible states in ascending order of rank.
    rank : int32 array, shape (n_states,)
        Larger is better.

    Returns
    -------
    Blocks
        One per combination of the options of all other axes.
    """
    held = grid.held[party]
    levels = {axis: _levels(grid.allowed[axis]) for axis in held}
    one_way = [axis for axis in held if levels[axis][0].any()]
    block, n_blocks = _numbered(grid, {a: np.zeros(grid.sizes[a], dtype=np.int32) for a in held})
    free = {a: np.zeros(size, dtype=np.int32) for a, size in enumerate(grid.sizes)}
    place, _ = _numbered(grid, free | {axis: levels[axis][0] for axis in one_way})
    first, last = _halves([_condensed(grid.allowed[axis], levels[axis][0]) for axis in one_way])
    states = np.empty_like(ordered)
    starts = np.empty(n_blocks + 1, dtype=np.int32)
    by_class(ordered, block, starts, states)
    entries = np.stack((states, rank[states], *np.divmod(place[states], len(last))), axis=1)
    sources = [np.flatnonzero(column) for column in first.T]
    targets = [np.flatnonzero(row) for row in last]
    return Blocks(
        starts,
        entries,
        np.empty((len(first), len(last), 2), dtype=np.int32),
        _running(list(map(len, sources))),
        np.concatenate(sources).astype(np.int32),
        _running(list(map(len, targets))),
        np.concatenate(targets).astype(np.int32),
    )


def classes_of(grid: Grid, ordered: Sequence[NarrowArray]) -> Classes:
    """Return the classes of states between which each party moves both ways.

    Parameters
    ----------
    grid : Grid
        The moves.
    ordered : sequence of int32 arrays, length n_parties, each of shape (n_feasible,)
        Feasible states in ascending order of the rank of each party.

    Returns
    -------
    Classes
        Numbered over all parties.
    """
    class_of = np.empty((grid.n_parties, grid.n_states), dtype=np.int32)
    members = np.empty((grid.n_parties, len(ordered[0])), dtype=np.int32)
    starts, n_axes, strides, covers = [], [], [], []
    for party, held in enumerate(grid.held):
        levels = {axis: _levels(grid.allowed[axis]) for axis in held}
        class_of[party], n_classes = _numbered(grid, {a: level for a, (level, _) in levels.items()})
        starts.append(np.empty(n_classes + 1, dtype=np.int32))
        by_class(ordered[party], class_of[party], starts[-1], members[party])
        sizes = [len(levels[a][1]) if a in levels else size for a, size in enumerate(grid.sizes)]
        one_way = [axis for axis in held if sizes[axis] > 1]
        n_axes.append(len(one_way))
        strides += [prod(sizes[axis + 1 :]) for axis in one_way]
        covers += [levels[axis][1] for axis in one_way]
    sources = [np.flatnonzero(column) for table in covers for column in table.T]
    return Classes(
        class_of,
        _running([len(of_party) - 1 for of_party in starts]),
        np.concatenate(starts),
        members,
        _running(n_axes),
        _narrow(strides),
        _narrow(list(map(len, covers))),
        _running(list(map(len, covers))),
        _running(list(map(len, sources))),
        np.concatenate([np.empty(0), *sources]).astype(np.int32),
    )


def _numbered(grid: Grid, coordinates: dict[int, NarrowArray]) -> tuple[NarrowArray, int]:
    """Return a number for each state by its coordinates, and how many there are.

    The coordinate of an axis is its option where nothing else is given.
    """
    found = np.zeros(1, dtype=np.int32)
    count = 1
    for axis, size in enumerate(grid.sizes):
        coordinate = coordinates.get(axis, np.arange(size, dtype=np.int32))
        n_coordinates = int(coordinate.max()) + 1
        found = (found[:, None] * np.int32(n_coordinates) + coordinate).ravel()
        count *= n_coordinates
    return found, count


def _levels(table: BoolArray) -> tuple[NarrowArray, BoolArray]:
    """Return the level of each option, and which levels follow each other directly.

    Options between which one can go both ways are on one level.

    Returns
    -------
    level : int32 array, shape (n_options,)
        From 0 on; no step leads to an earlier level.
    covers : bool array, shape (n_levels, n_levels)
        Whether a step leads from one level to another with none between them.
    """
    return _levels_of(table.tobytes(), len(table))


@lru_cache(maxsize=512)
def _levels_of(cells: bytes, size: int) -> tuple[NarrowArray, BoolArray]:
    table = np.frombuffer(cells, dtype=np.bool_).reshape(size, size)
    first = (table & table.T).argmax(axis=1)
    heads = np.unique(first)
    heads = heads[np.argsort(-table[heads].sum(axis=1), kind="stable")]
    level = np.empty(len(table), dtype=np.int32)
    for number, head in enumerate(heads):
        level[first == head] = number
    follows = _condensed(table, level) & ~np.eye(len(heads), dtype=np.bool_)
    through = (follows.astype(np.float32) @ follows.astype(np.float32)) > 0
    return level, follows & ~through


def _condensed(table: BoolArray, level: NarrowArray) -> BoolArray:
    """Return whether a step leads from one level to another (n_levels, n_levels)."""
    heads = np.unique(level, return_index=True)[1]
    found: BoolArray = table[np.ix_(heads, heads)]
    return found


def _halves(tables: Sequence[BoolArray]) -> tuple[BoolArray, BoolArray]:
    """Return steps along some axes together as those along the first ones and along the others."""
    total = prod(map(len, tables))
    first = last = np.ones((1, 1), dtype=np.bool_)
    for table in tables:
        if len(first) ** 2 < total and len(last) == 1:
            first = np.kron(first, table)
        else:
            last = np.kron(last, table)
    return first, last


def _steps(table: BoolArray) -> NarrowArray:
    """Return steps that, taken one after the other, lead every option to all that may follow it.

    Each takes over what the second option of a pair has; the last levels come first.
    """
    level, covers = _levels(table)
    members = [np.flatnonzero(level == number).tolist() for number in range(len(covers))]
    steps: list[tuple[int, int]] = []
    for number in reversed(range(len(covers))):
        head, *others = members[number]
        steps += product((head,), others)
        steps += [(head, members[k][0]) for k in np.flatnonzero(covers[number])]
        steps += product(others, (head,))
    return np.array(steps, dtype=np.int32).reshape(-1, 2)


def _running(lengths: Sequence[int]) -> NarrowArray:
    return np.cumsum([0, *lengths]).astype(np.int32)


def _narrow(numbers: Sequence[int]) -> NarrowArray:
    return np.array(numbers, dtype=np.int32)
