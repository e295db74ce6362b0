"""Where a party can go from many states at once, in either kind of graph and either direction."""

from collections.abc import Iterator
from functools import cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from detente.kernels.graph_arcs import Arcs
from detente.kernels.graph_grid import Grid
from detente.kernels.outcomes import IntArray

Graph: TypeAlias = Grid | Arcs
LikingArray: TypeAlias = NDArray[np.int32]
"""How much one party likes each state (n_states,): larger is better, equal is indifferent."""

MAX_PAIRS = 2**21
"""Most pairs of a state and where to go from it that are held at one time."""
_NONE = np.zeros(0, dtype=np.intp)


class Moves:
    """The moves of a graph, or the same moves the other way round."""

    def __init__(self, graph: Graph, *, backward: bool = False) -> None:
        self.graph = graph
        self.backward = backward
        self._block = cache(self._block_of)

    def of(self, party: int, state: int) -> IntArray:
        """Return where one move of a party leads from a state (backward: comes from), ascending."""
        moves = self.graph.moves_into if self.backward else self.graph.moves
        return moves(party, state)

    def after(self, party: int, states: IntArray, liking: LikingArray | None = None) -> IntArray:
        """Return where one move of a party leads from any of some states.

        Parameters
        ----------
        party : int
            Who moves.
        states : intp array, shape (n_some,)
            Feasible states, each once.
        liking : int32 array, shape (n_states,), optional
            Only moves by which this grows, in the direction of the move itself.

        Returns
        -------
        intp array, shape (n_targets,)
            States, ascending, each once. In a grid they can include the states themselves.

        Notes
        -----
        Move by move where these are few. In a grid with many, the least liking over the states
        that lead to a target is found by folding along the axes of the party: O(n_states) for each
        option, however many moves there are.
        """
        if isinstance(self.graph, Grid) and len(states) * len(self._block(party)) > 2 * (
            self.graph.n_states
        ):
            return self._after_all(self.graph, party, states, liking)
        signed = None if liking is None or not self.backward else -liking
        sign = liking if signed is None else signed
        found = _NONE
        for places, targets in self.pairs(party, states):
            if sign is not None:
                targets = targets[sign[targets] > sign[states[places]]]
            found = np.union1d(found, targets)
        return found

    def pairs(self, party: int, states: IntArray) -> Iterator[tuple[IntArray, IntArray]]:
        """Yield all moves of a party from some states, in portions.

        Parameters
        ----------
        party : int
            Who moves.
        states : intp array, shape (n_some,)
            Feasible states.

        Yields
        ------
        places, targets : intp arrays, shape (n_moves,)
            Place in `states` it starts from, ascending, and where it leads. All moves of one place
            are in one portion.
        """
        if isinstance(self.graph, Arcs):
            yield _listed(self.graph.reversed if self.backward else self.graph, party, states)
            return
        block = self._block(party)
        portion = max(1, MAX_PAIRS // len(block))
        for first in range(0, len(states), portion):
            places, targets = self._crossed(
                self.graph, party, states[first : first + portion], block
            )
            yield places + first, targets

    def _block_of(self, party: int) -> IntArray:
        """Return the states a party could make of state 0 if it could take every step."""
        assert isinstance(self.graph, Grid)
        found: IntArray = np.zeros(1, dtype=np.intp)
        for axis in self.graph.held[party]:
            options = np.arange(self.graph.sizes[axis], dtype=np.intp) * _stride(self.graph, axis)
            found = (found[:, None] + options).ravel()
        return found

    def _crossed(
        self, grid: Grid, party: int, states: IntArray, block: IntArray
    ) -> tuple[IntArray, IntArray]:
        base = states.copy()
        allowed = np.ones((len(states), len(block)), dtype=np.bool_)
        for axis in grid.held[party]:
            stride, size = _stride(grid, axis), grid.sizes[axis]
            start = states // stride % size
            base -= start * stride
            table = grid.allowed[axis]
            if not table.all():
                steps = table.T if self.backward else table
                allowed &= steps[start[:, None], block // stride % size]
        targets = base[:, None] + block
        allowed &= targets != states[:, None]
        if grid.feasible is not None:
            allowed &= grid.feasible[targets]
        places = np.nonzero(allowed)[0]
        return places, targets[allowed]

    def _after_all(
        self, grid: Grid, party: int, states: IntArray, liking: LikingArray | None
    ) -> IntArray:
        if liking is None:
            liking = np.zeros(grid.n_states, dtype=np.int32)
            bound = np.ones(grid.n_states, dtype=np.int32)
        else:
            liking = -liking if self.backward else liking
            bound = liking
        most = np.iinfo(np.int32).max
        least = np.full(grid.n_states, most, dtype=np.int32)
        least[states] = liking[states]
        for axis in grid.held[party]:
            table = grid.allowed[axis].T if self.backward else grid.allowed[axis]
            cube = least.reshape(-1, grid.sizes[axis], _stride(grid, axis))
            if table.all():
                least = np.broadcast_to(cube.min(axis=1, keepdims=True), cube.shape).ravel()
            else:
                least = np.stack([cube[:, to].min(axis=1) for to in table.T], axis=1).ravel()
        found = bound > least
        if grid.feasible is not None:
            found &= grid.feasible
        return np.flatnonzero(found)


def _stride(grid: Grid, axis: int) -> int:
    return int(np.prod(grid.sizes[axis + 1 :], dtype=np.int64))


def _listed(arcs: Arcs, party: int, states: IntArray) -> tuple[IntArray, IntArray]:
    starts, targets = arcs.starts[party], arcs.targets[party]
    counts = starts[states + 1] - starts[states]
    places = np.repeat(np.arange(len(states), dtype=np.intp), counts)
    begins = np.cumsum(counts) - counts
    within = np.arange(len(places), dtype=np.intp) - begins[places]
    return places, targets[starts[states][places] + within]
