"""What parties reach on a grid: passes over all states, and a search where these take long."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from detente.kernels.graph_grid import Grid
from detente.kernels.stability_layout import axes_of, blocks_of, classes_of
from detente.kernels.stability_passes import (
    Blocks,
    NarrowArray,
    by_rank,
    raise_by_improvement,
    raise_by_moves,
)
from detente.kernels.stability_search import Classes, Room, least_on_grid

_ROUNDS = 20
"""Most turns of each party before values are searched for."""


class GridReach:
    """What parties reach on a grid; time and memory linear in the number of states."""

    def __init__(
        self,
        grid: Grid,
        rank: NarrowArray,
        known: "GridReach | None" = None,
        moved: Sequence[int] = (),
    ) -> None:
        """Keep the moves; `known` is of the same states and ranks, but for the moves of `moved`."""
        self._grid = grid
        self._rank = rank
        self._known = known
        self._moved = moved
        every = np.arange(grid.n_states, dtype=np.int32)
        feasible = np.True_ if grid.feasible is None else grid.feasible
        self._feasible = every[feasible].reshape(-1)
        self._infeasible = every[~feasible].reshape(-1)
        self._axes = axes_of(grid)

    def best(self, party: int, values: NarrowArray) -> NarrowArray:
        """Return the best value that a party gets by staying or by one move.

        Parameters
        ----------
        party : int
            Who moves.
        values : int32 array, shape (n_states,)
            From 0 on; those of infeasible states are not looked at.

        Returns
        -------
        int32 array, shape (n_states,)
            At least the value of the state itself; -1 for infeasible states.
        """
        found = values.copy()
        found[self._infeasible] = -1
        raise_by_moves(found, _narrow([party]), self._axes, self._infeasible, 1)
        return found

    def least(
        self, party: int, values: Sequence[NarrowArray], *, improving: bool
    ) -> list[NarrowArray]:
        """Return the least values to which the other parties can bring each state, or its own.

        Parameters
        ----------
        party : int
            Who does not move.
        values : sequence of int32 arrays, at most 2, each of shape (n_states,)
            From 0 to below the number of states, looked at one apart from the other.
        improving : bool
            Whether every move must be better for its mover than where it leaves.

        Returns
        -------
        list of int32 arrays, each of shape (n_states,)
            At most the value of the state itself; any number for infeasible states.
        """
        others = [j for j in range(self._grid.n_parties) if j != party]
        if improving and values:
            return self._by_improvements(values, others)
        return [self._by_moves(value, others) for value in values]

    def _by_moves(self, value: NarrowArray, movers: list[int]) -> NarrowArray:
        loss = np.int32(self._grid.n_states) - value
        loss[self._infeasible] = -1
        everybody = _narrow(movers)
        if raise_by_moves(loss, everybody, self._axes, self._infeasible, _ROUNDS):
            return np.int32(self._grid.n_states) - loss
        return self._searched(value, movers, improving=False)

    def _by_improvements(
        self, values: Sequence[NarrowArray], movers: list[int]
    ) -> list[NarrowArray]:
        highest = np.int32(self._grid.n_states)
        losses = np.stack((highest - values[0], highest - values[-1]), axis=1)
        if self._raised_in_turns(losses, movers):
            return [highest - loss for loss in losses.T[: len(values)]]
        return [self._searched(value, movers, improving=True) for value in values]

    def _raised_in_turns(self, values: NarrowArray, movers: list[int]) -> bool:
        """Let each mover raise values until none can; return False where that takes long."""
        raised_in = np.zeros(len(values), dtype=np.int32)
        n_movers, unchanged = len(movers), -1
        for turn in range(_ROUNDS * n_movers):
            blocks = self._blocks[movers[turn % n_movers]]
            rose = raise_by_improvement(values, blocks, raised_in, turn, turn - n_movers)
            unchanged = 0 if rose else unchanged + 1
            if unchanged == n_movers - 1:
                return True
        return not movers

    def _searched(self, value: NarrowArray, movers: list[int], *, improving: bool) -> NarrowArray:
        found = np.empty(self._grid.n_states, dtype=np.int32)
        least_on_grid(
            value, by_rank(self._feasible, value), _narrow(movers), improving,
            self._rank, self._classes, self._room, found,
        )  # fmt: skip
        return found

    @cached_property
    def _blocks(self) -> list[Blocks]:
        parties = range(self._grid.n_parties)
        return [
            blocks_of(self._grid, party, self._orders[party], self._rank[party])
            if self._known is None or party in self._moved
            else self._known._blocks[party]
            for party in parties
        ]

    @cached_property
    def _classes(self) -> Classes:
        return classes_of(self._grid, self._orders)

    @cached_property
    def _room(self) -> Room:
        n_classes = np.diff(self._classes.first)
        lengths = (n_classes.sum(), n_classes.sum(), len(self._feasible), n_classes.max(initial=0))
        return Room(*(np.empty(length, dtype=np.int32) for length in lengths))

    @cached_property
    def _orders(self) -> list[NarrowArray]:
        """Feasible states in ascending order of the rank of each party."""
        if self._known is not None:
            return self._known._orders
        return [by_rank(self._feasible, row) for row in self._rank]


def _narrow(numbers: Sequence[int]) -> NarrowArray:
    return np.array(numbers, dtype=np.int32)
