"""Moves of every party as differences of state numbers: one form for grids and for listed moves."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.kernels.graph_arcs import Arcs
from detente.kernels.graph_grid import Grid
from detente.kernels.outcomes import BoolArray, IntArray

NarrowArray = NDArray[np.int32]
"""States and differences of states: half the memory of int64."""

MAX_STEPS = 2**24
"""Most ways in which one party can change its own options: from any combination to any other."""


class Steps(NamedTuple):
    """Where each party can go in one move.

    From state s party j goes to s + `changes[k]` for k from `starts[j, row[j, s]]` to the place
    before `starts[j, row[j, s] + 1]`, where that is feasible. In a grid all states with the same
    options of the party's own axes share a row, so memory is linear in states, plus the square of
    the number of combinations of one party's own options.
    """

    row: NarrowArray
    """Row of each state (n_parties, n_states)."""
    starts: NDArray[np.int64]
    """Where the changes of each row start in `changes` (n_parties, most rows + 1)."""
    changes: NarrowArray
    """Differences of state numbers, never 0."""
    feasible: BoolArray
    """Which states can be (n_states,); a move neither leaves nor enters another one."""

    @property
    def n_parties(self) -> int:
        """Number of parties."""
        return len(self.row)


def steps_of(graph: Grid | Arcs, *, backward: bool = False) -> Steps:
    """Return the moves of a graph.

    Parameters
    ----------
    graph : Grid or Arcs
        The graph.
    backward : bool
        Whether every move is turned round, so that it says from where a party can come.

    Returns
    -------
    Steps
        The same moves; those into and from infeasible states are for the reader to leave out.

    Raises
    ------
    ValueError
        Where a party of a grid has more than `MAX_STEPS` ways to change its own options.
    """
    if isinstance(graph, Arcs):
        return _of_arcs(graph.reversed if backward else graph)
    tables = [table.T if backward else table for table in graph.allowed]
    feasible = np.ones(graph.n_states, dtype=np.bool_) if graph.feasible is None else graph.feasible
    every = [_of_party(graph, party, tables) for party in range(graph.n_parties)]
    return _joined([row for row, _, _ in every], [part[1:] for part in every], feasible)


def listed_steps(
    n_states: int, starts: list[NDArray[np.int64]], targets: list[NarrowArray]
) -> Steps:
    """Return moves that are listed state by state.

    Parameters
    ----------
    n_states : int
        Number of states, all of them feasible.
    starts : list of int64 arrays, shape (n_states + 1,)
        Where the moves from each state start in `targets`, per party.
    targets : list of int32 arrays, shape (n_moves,)
        Where they lead, per party; never to where they start.

    Returns
    -------
    Steps
        The moves.
    """
    every = np.arange(n_states, dtype=np.int32)
    parts = []
    for first, ends in zip(starts, targets, strict=True):
        changes = ends - np.repeat(every, np.diff(first))
        parts.append((first, changes.astype(np.int32)))
    return _joined([every] * len(parts), parts, np.ones(n_states, dtype=np.bool_))


def _of_arcs(graph: Arcs) -> Steps:
    return listed_steps(
        graph.n_states,
        [first.astype(np.int64) for first in graph.starts],
        [ends.astype(np.int32) for ends in graph.targets],
    )


def _of_party(
    grid: Grid, party: int, tables: list[BoolArray]
) -> tuple[NarrowArray, NDArray[np.int64], NarrowArray]:
    """Return the row of each state, where the changes of each row start, and the changes."""
    n_ways = np.prod([int(tables[axis].sum()) for axis in grid.held[party]], dtype=object)
    if n_ways > MAX_STEPS:
        message = (
            f"party {party} can change its own options in {n_ways} ways, more than {MAX_STEPS}: "
            "merge options or issues"
        )
        raise ValueError(message)
    strides = np.cumprod([1, *grid.sizes[:0:-1]])[::-1]
    row = np.zeros(grid.n_states, dtype=np.int32)
    places = np.zeros(1, dtype=np.int64)
    allowed = np.ones((1, 1), dtype=np.bool_)
    for axis in grid.held[party]:
        size, stride = grid.sizes[axis], int(strides[axis])
        pattern = np.repeat(np.arange(size, dtype=np.int32), stride)
        row = row * np.int32(size) + np.tile(pattern, grid.n_states // len(pattern))
        places = (places[:, None] + np.arange(size) * stride).ravel()
        allowed = np.kron(allowed, tables[axis])
    np.fill_diagonal(allowed, val=False)
    before, after = np.nonzero(allowed)
    starts = np.concatenate(([0], np.cumsum(allowed.sum(axis=1)))).astype(np.int64)
    return row, starts, (places[after] - places[before]).astype(np.int32)


def _joined(
    rows: list[NarrowArray],
    parts: list[tuple[NDArray[np.int64], NarrowArray]],
    feasible: BoolArray,
) -> Steps:
    widest = max((len(first) for first, _ in parts), default=1)
    starts: IntArray = np.zeros((len(parts), widest), dtype=np.int64)
    n_before = 0
    for party, (first, changes) in enumerate(parts):
        starts[party, : len(first)] = first + n_before
        n_before += len(changes)
    changes = np.concatenate([np.zeros(0, dtype=np.int32), *(part for _, part in parts)])
    row = np.array(rows, dtype=np.int32).reshape(len(rows), len(feasible))
    return Steps(row, starts, changes, feasible)
