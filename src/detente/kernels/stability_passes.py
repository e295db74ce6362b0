"""Passes of `kernels/stability.py` over all states of a grid, compiled by numba.

Each pass raises values to the best that one party reaches by one move; parties take turns until
nothing changes. That takes a few rounds as a rule; where it does not, `kernels/stability_search.py`
finds the same.
"""

from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from detente.kernels.compiling import part, standalone

NarrowArray: TypeAlias = NDArray[np.int32]
"""States and ranks: half the memory of int64."""


class Axes(NamedTuple):
    """The axes of each party, and the steps along them."""

    held: NarrowArray
    """Axes of party 0, of party 1, and so on."""
    first: NarrowArray
    """Where those of each party start in `held` (n_parties + 1,)."""
    sizes: NarrowArray
    """Number of options (n_axes,)."""
    inner: NarrowArray
    """By how much neighboring options are apart (n_axes,)."""
    step_of: NarrowArray
    """Where the steps of each axis start in `steps` (n_axes + 1,)."""
    steps: NarrowArray
    """Pairs of options (n_steps, 2): taking them in this order raises every option of an axis to
    the best of those that may follow it."""


class Blocks(NamedTuple):
    """States that differ in the axes of one party only, ordered by its rank.

    Its one-way axes are split in two halves. Within a block a state has a coordinate in each; the
    party may go from one state to another where both halves allow it.
    """

    starts: NarrowArray
    """Where each block starts in `entries` (n_blocks + 1,)."""
    entries: NarrowArray
    """Each feasible state, its rank and its coordinates in the first and in the second half
    (n_feasible, 4); worst first in each block."""
    noted: NarrowArray
    """To work in, and to forget: two values per coordinate in the first half and coordinate in the
    last (n_first, n_last, 2)."""
    source_of: NarrowArray
    """Where the sources of each first coordinate start in `sources` (n_first + 1,)."""
    sources: NarrowArray
    """First coordinates from which one may go to a first coordinate, itself included."""
    target_of: NarrowArray
    """Where the targets of each last coordinate start in `targets` (n_last + 1,)."""
    targets: NarrowArray
    """Last coordinates to which one may go from a last coordinate, itself included."""


def by_rank(states: NarrowArray, rank: NarrowArray) -> NarrowArray:
    """Return some states in ascending order of rank; equal ones keep their order.

    Parameters
    ----------
    states : int32 array, shape (n_some,)
        Numbers of states.
    rank : int32 array, shape (n_states,)
        From 0 to below the number of states; others are not looked at.

    Returns
    -------
    int32 array, shape (n_some,)
    """
    found = np.empty(len(states), dtype=np.int32)
    _fill_by_rank(states, rank, np.zeros(len(rank) + 1, dtype=np.int32), found)
    return found


@standalone
def _fill_by_rank(
    states: NarrowArray, rank: NarrowArray, places: NarrowArray, found: NarrowArray
) -> None:  # pragma: no cover
    for state in states:
        places[rank[state] + 1] += 1
    for k in range(len(places) - 1):
        places[k + 1] += places[k]
    for state in states:
        found[places[rank[state]]] = state
        places[rank[state]] += 1


@standalone
def by_class(
    states: NarrowArray, class_of: NarrowArray, starts: NarrowArray, members: NarrowArray
) -> None:  # pragma: no cover
    """Fill in the members of classes in the order of `states`, and where they start."""
    starts[:] = 0
    for state in states:
        starts[class_of[state] + 1] += 1
    for k in range(len(starts) - 1):
        starts[k + 1] += starts[k]
    for state in states:
        members[starts[class_of[state]]] = state
        starts[class_of[state]] += 1
    for k in range(len(starts) - 1, 0, -1):
        starts[k] = starts[k - 1]
    starts[0] = 0


@standalone
def raise_by_moves(
    values: NarrowArray, movers: NarrowArray, axes: Axes, infeasible: NarrowArray, rounds: int
) -> bool:  # pragma: no cover
    """Raise values to the best that parties get by staying or by moves in turn.

    Parameters
    ----------
    values : int32 array, shape (n_states,)
        From 0 on, -1 for infeasible states. Changed in place.
    movers : int32 array, shape (n_movers,)
        Who moves; one after the other until nothing changes.
    axes : Axes
        Their moves.
    infeasible : int32 array, shape (n_infeasible,)
        States in which no move ends.
    rounds : int
        Most turns of each.

    Returns
    -------
    bool
        Whether nothing can change any more.
    """
    unchanged = -1
    for turn in range(rounds * len(movers)):
        rose = _raise_by_move(values, movers[turn % len(movers)], axes, infeasible)
        unchanged = 0 if rose else unchanged + 1
        if unchanged == len(movers) - 1:
            return True
    return len(movers) == 0


@part
def _raise_by_move(
    values: NarrowArray, party: int, axes: Axes, infeasible: NarrowArray
) -> bool:  # pragma: no cover
    before = values.sum()
    for k in range(axes.first[party], axes.first[party + 1]):
        axis = axes.held[k]
        steps = axes.steps[axes.step_of[axis] : axes.step_of[axis + 1]]
        _raise_along(values, axes.sizes[axis], axes.inner[axis], steps)
    for state in infeasible:
        values[state] = -1
    return bool(values.sum() > before)


@part
def _raise_along(
    values: NarrowArray, size: int, inner: int, steps: NarrowArray
) -> None:  # pragma: no cover
    for start in range(0, len(values), size * inner):
        for step in range(len(steps)):
            low = start + steps[step, 0] * inner
            high = start + steps[step, 1] * inner
            for x in range(inner):
                values[low + x] = max(values[low + x], values[high + x])


@standalone
def raise_by_improvement(
    values: NarrowArray, blocks: Blocks, raised_in: NarrowArray, turn: int, before: int
) -> bool:  # pragma: no cover
    """Raise values to the best that a party gets by staying or by one improvement.

    Leaves out blocks in which nothing rose after the last turn of the party. Goes through each
    other block from its best state down. At every place it notes the best values to which an entry
    gains that has the place, or may come to it by the first half of the axes.

    Parameters
    ----------
    values : int32 array, shape (n_states, 2)
        Two values of each state, from 0 on; changed in place. Those of infeasible states are not
        looked at.
    blocks : Blocks
        The moves of the party, and the ranks by which they are improvements.
    raised_in : int32 array, shape (n_states,)
        In which turn a value of each state rose last, 0 at first; changed in place.
    turn : int
        Which turn this is, from 0 on.
    before : int
        Which one was the last of this party; below 0 if there was none.

    Returns
    -------
    bool
        Whether any value rose.
    """
    noted = blocks.noted
    entries = blocks.entries
    rise = 0
    for block in range(len(blocks.starts) - 1):
        stop = blocks.starts[block + 1]
        if not _rose_after(raised_in, before, entries, blocks.starts[block], stop):
            continue
        noted[:] = 0
        while stop > blocks.starts[block]:
            start = stop - 1
            while start > blocks.starts[block] and entries[start - 1, 1] == entries[start, 1]:
                start -= 1
            for k in range(start, stop):
                rises = _take(values, noted, entries[k], blocks)
                if rises:
                    raised_in[entries[k, 0]] = turn
                    rise = rises
            for k in range(start, stop):
                _note(values, noted, entries[k], blocks)
            stop = start
    return rise != 0


@part
def _rose_after(
    raised_in: NarrowArray, turn: int, entries: NarrowArray, start: int, stop: int
) -> bool:  # pragma: no cover
    """Return whether the value of some entry rose after a turn."""
    for k in range(start, stop):  # noqa: SIM110 - a generator would not be compiled
        if raised_in[entries[k, 0]] > turn:
            return True
    return False


@part
def _take(
    values: NarrowArray, noted: NarrowArray, entry: NarrowArray, blocks: Blocks
) -> int:  # pragma: no cover
    """Raise the values of a state to the best noted where it may come; return by how much."""
    one = before_one = values[entry[0], 0]
    two = before_two = values[entry[0], 1]
    for k in range(blocks.target_of[entry[3]], blocks.target_of[entry[3] + 1]):
        target = blocks.targets[k]
        one = max(one, noted[entry[2], target, 0])
        two = max(two, noted[entry[2], target, 1])
    values[entry[0], 0] = one
    values[entry[0], 1] = two
    return int((one ^ before_one) | (two ^ before_two))


@part
def _note(
    values: NarrowArray, noted: NarrowArray, entry: NarrowArray, blocks: Blocks
) -> None:  # pragma: no cover
    """Note the values of a state for all places that may come to its place by the first half."""
    one = values[entry[0], 0]
    two = values[entry[0], 1]
    for k in range(blocks.source_of[entry[2]], blocks.source_of[entry[2] + 1]):
        source = blocks.sources[k]
        noted[source, entry[3], 0] = max(noted[source, entry[3], 0], one)
        noted[source, entry[3], 1] = max(noted[source, entry[3], 1], two)
