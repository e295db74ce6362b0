"""`Moves`: where groups of parties can go by any moves of theirs, for 64 states at a time."""

from collections.abc import Sequence

import numpy as np

from detente.kernels.graph_arcs import Arcs
from detente.kernels.graph_grid import Grid
from detente.kernels.stability_comparisons import NO_COMPARISONS, WordArray
from detente.kernels.stability_folds import axes_of, folded
from detente.kernels.stability_steps import Steps, steps_of
from detente.kernels.stability_words import spread


class Moves:
    """The moves of a graph, one by one and for groups.

    A group makes legal sequences of moves, nobody twice in a row. In a grid two moves of a party in
    a row are one or none, so the rule changes nothing but whether a group can come back to where it
    starts; there words are folded along the axes. In a graph of listed moves it has to be kept.
    Whether a state counts as its own end is left open: it may. Infeasible states must come without
    bits, and get none.
    """

    def __init__(self, graph: Grid | Arcs) -> None:
        self.n_parties = graph.n_parties
        self.forward = steps_of(graph)
        self.feasible = self.forward.feasible
        self._grid = None if isinstance(graph, Arcs) else axes_of(graph)
        self._backward = self.forward
        if isinstance(graph, Arcs):
            self._backward = steps_of(graph, backward=True)

    def leading_to(self, group: Sequence[int], ends: WordArray) -> WordArray:
        """Return from where a group can reach which bits (n_states,)."""
        return self._spread(self.forward, group, ends, backward=False)

    def led_to(self, group: Sequence[int], starts: WordArray) -> WordArray:
        """Return where a group can carry which bits (n_states,)."""
        return self._spread(self._backward, group, starts, backward=True)

    def _spread(
        self, steps: Steps, group: Sequence[int], words: WordArray, *, backward: bool
    ) -> WordArray:
        movers = np.array(group, dtype=np.int32)
        if self._grid is not None:
            return folded(self._grid, movers, words, self.feasible, backward)
        return spread(steps, movers, words, NO_COMPARISONS, False)
