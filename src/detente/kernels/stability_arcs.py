"""What parties reach where moves are listed one by one: searches over states and last movers."""

from collections.abc import Sequence

import numpy as np

from detente.kernels.graph_arcs import Arcs
from detente.kernels.stability_passes import NarrowArray, by_rank
from detente.kernels.stability_search import Listed, best_by_move, least_by_moves


class ArcsReach:
    """What parties reach by listed moves; time and memory linear in states and moves."""

    def __init__(self, arcs: Arcs, rank: NarrowArray) -> None:
        self._arcs = arcs
        self._rank = rank
        self._targets = _listed(arcs)
        self._sources = _listed(arcs.reversed)

    def best(self, party: int, values: NarrowArray) -> NarrowArray:
        """Return the best value that a party gets by staying or by one move.

        Parameters
        ----------
        party : int
            Who moves.
        values : int32 array, shape (n_states,)
            From 0 on.

        Returns
        -------
        int32 array, shape (n_states,)
            At least the value of the state itself.
        """
        return best_by_move(values, party, self._targets)

    def least(
        self, party: int, values: Sequence[NarrowArray], *, improving: bool
    ) -> list[NarrowArray]:
        """Return the least values to which the other parties can bring each state, or its own.

        Parameters
        ----------
        party : int
            Who does not move.
        values : sequence of int32 arrays, each of shape (n_states,)
            From 0 on, looked at one apart from the other.
        improving : bool
            Whether every move must be better for its mover than where it leaves.

        Returns
        -------
        list of int32 arrays, each of shape (n_states,)
            At most the value of the state itself.
        """
        every = np.arange(self._arcs.n_parties, dtype=np.int32)
        return [
            least_by_moves(
                value, by_rank(np.arange(len(value), dtype=np.int32), value),
                every[every != party], improving, self._rank, self._sources,
            )
            for value in values
        ]  # fmt: skip


def _listed(arcs: Arcs) -> Listed:
    starts = np.zeros((arcs.n_parties, arcs.n_states + 1), dtype=np.int64)
    before = 0
    for party, first in enumerate(arcs.starts):
        starts[party] = first + before
        before += int(first[-1])
    flat = np.concatenate([np.empty(0), *arcs.targets]).astype(np.int32)
    return Listed(starts, flat)
