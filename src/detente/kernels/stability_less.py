"""Which states are stable where some moves are left out, from what is known with all of them."""

from collections.abc import Sequence

import numpy as np

from detente.kernels.graph_grid import Grid
from detente.kernels.graph_moves import Graph
from detente.kernels.graph_search import RankArray
from detente.kernels.outcomes import BoolArray, IntArray
from detente.kernels.stability import dense, stable
from detente.kernels.stability_grid import GridReach
from detente.kernels.stability_passes import NarrowArray

PAIRS = (("gmr", "smr"), ("seq", "sseq"))
"""Concepts whose answers are the same, without and with a way out of the party."""


class Whole:
    """A graph with all its moves, kept for graphs in which some are left out.

    Parameters
    ----------
    graph : Grid or Arcs
        Who can move where.
    rank : int32 array, shape (n_parties, n_states)
        Larger is better, equal is indifferent.
    concepts : sequence of str
        Names out of `stability.CONCEPTS`.
    """

    def __init__(self, graph: Graph, rank: RankArray | IntArray, concepts: Sequence[str]) -> None:
        self.concepts = tuple(concepts)
        self._rank = dense(rank)
        self._reach: GridReach | None = None
        self._tops: dict[int, NarrowArray] = {}
        self._least: dict[tuple[int, str], NarrowArray] = {}
        if not isinstance(graph, Grid):
            self.table: BoolArray = stable(graph, rank, concepts)
            return
        if rank.shape != (graph.n_parties, graph.n_states):
            stable(graph, rank, concepts)  # says what is wrong
        self._reach = GridReach(graph, self._rank)
        self.table = np.zeros((len(self.concepts), *rank.shape), dtype=np.bool_)
        for party in range(graph.n_parties):
            self.table[:, party] = self._row(graph, self._reach, party, None)

    def without(self, graph: Graph, moved: Sequence[int]) -> BoolArray:
        """Return which states are stable where some moves are left out.

        Parameters
        ----------
        graph : Grid or Arcs
            Of the same states and parties; it has no move that the whole graph has not.
        moved : sequence of int
            Parties whose moves differ, at least.

        Returns
        -------
        bool array, shape (n_concepts, n_parties, n_states)
            As `stability.stable` returns it, to the byte.

        Notes
        -----
        Unchanged for a party: all that it can do, where only others move less; what the others can
        do to it, where only it moves less, apart from the ways out that it has from there. Where
        only others move less, a state it leaves it leaves still: where all that it finds stable
        needs no answer, nothing changes. Who has no moves finds every state stable.
        """
        if self._reach is None or not isinstance(graph, Grid):
            return stable(graph, self._rank, self.concepts)
        reach = GridReach(graph, self._rank, self._reach, moved)
        found: BoolArray = np.empty_like(self.table)
        for party in range(graph.n_parties):
            found[:, party] = self._row(graph, reach, party, moved)
        return found

    def _row(
        self, graph: Grid, reach: GridReach, party: int, moved: Sequence[int] | None
    ) -> BoolArray:
        """Return where one party stays (n_concepts, n_states); `moved` is None for all moves."""
        rank = self._rank[party]
        feasible = np.True_ if graph.feasible is None else graph.feasible
        if not graph.held[party]:
            if moved is None:
                self._tops[party] = rank
            return np.broadcast_to(feasible, (len(self.concepts), len(rank)))
        own = moved is None or party in moved
        others = moved is None or any(j != party for j in moved)
        if not own and (not others or self._unanswered(party)):
            return self.table[:, party]
        top = reach.best(party, rank) if own else self._tops[party]
        if moved is None:
            self._tops[party] = top
        held = {"nash": top}
        for plain, symmetric in PAIRS:
            for concept, least in self._kept(reach, party, (plain, symmetric), top, moved).items():
                held[concept] = reach.best(party, np.minimum(least, rank))
        rows = np.array([held[concept] <= rank for concept in self.concepts], dtype=np.bool_)
        return rows.reshape(len(self.concepts), len(rank)) & feasible

    def _unanswered(self, party: int) -> bool:
        """Return whether a party stays only where it has no improvement."""
        if "nash" not in self.concepts:
            return False
        nash = self.table[self.concepts.index("nash"), party]
        return bool((self.table[:, party] == nash).all())

    def _kept(
        self,
        reach: GridReach,
        party: int,
        pair: tuple[str, str],
        top: NarrowArray,
        moved: Sequence[int] | None,
    ) -> dict[str, NarrowArray]:
        """Return the least that the others can do to a party, by concept."""
        plain = pair[0]
        asked = [concept for concept in pair if concept in self.concepts]
        alone = moved is not None and all(j == party for j in moved)
        same = alone and np.array_equal(top, self._tops[party])
        known = [c for c in asked if same or (alone and c == plain)]
        new = [concept for concept in asked if concept not in known]
        values = [self._rank[party] if concept == plain else top for concept in new]
        found = dict(zip(new, reach.least(party, values, improving=plain == "seq"), strict=True))
        if moved is None:
            self._least |= {(party, concept): least for concept, least in found.items()}
        return {c: self._least[party, c] if c in known else found[c] for c in asked}
