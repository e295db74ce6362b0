"""`Arcs`: states and moves listed one by one, where two moves need not make one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from detente.kernels.graph_grid import Grid
from detente.kernels.outcomes import IntArray


@dataclass(frozen=True, eq=False)
class Arcs:
    """A graph of moves in free form.

    The moves of a party from state s are `targets[starts[s]:starts[s + 1]]`. A move of a party
    from a to b and one from b to c do not give it a move from a to c.
    """

    n_states: int
    """Number of states, all of them feasible."""
    starts: tuple[IntArray, ...]
    """Where the moves from each state start, per party (n_states + 1,)."""
    targets: tuple[IntArray, ...]
    """Where the moves lead, per party (n_moves,): ascending and different for each state, never
    the state itself."""

    @classmethod
    def from_lists(cls, n_states: int, arcs: Sequence[Iterable[tuple[int, int]]]) -> "Arcs":
        """Return the graph with some moves.

        Parameters
        ----------
        n_states : int
            Number of states.
        arcs : sequence of iterables of (int, int), length n_parties
            Where from and where to, in any order; a move listed twice counts once.

        Returns
        -------
        Arcs
            The graph.

        Raises
        ------
        ValueError
            Where a move leaves the states or leads to where it starts.
        """
        starts, targets = [], []
        for party, moves in enumerate(arcs):
            pairs = np.array(sorted(set(moves)), dtype=np.intp).reshape(-1, 2)
            _check(party, pairs, n_states)
            starts.append(_starts(pairs[:, 0], n_states))
            targets.append(np.ascontiguousarray(pairs[:, 1]))
        return cls(n_states, tuple(starts), tuple(targets))

    @property
    def n_parties(self) -> int:
        """Number of parties."""
        return len(self.starts)

    @property
    def feasible(self) -> None:
        """None: every state can be, as in a `Grid` without infeasible states."""
        return

    def moves(self, party: int, state: int) -> IntArray:
        """Return where a party can go in one move.

        Parameters
        ----------
        party : int
            Who moves.
        state : int
            Where from.

        Returns
        -------
        intp array, shape (n_targets,)
            States, ascending.
        """
        return self.targets[party][self.starts[party][state] : self.starts[party][state + 1]]

    def moves_into(self, party: int, state: int) -> IntArray:
        """Return from where a party can come in one move.

        Parameters
        ----------
        party : int
            Who moves.
        state : int
            Where it ends.

        Returns
        -------
        intp array, shape (n_sources,)
            States, ascending.
        """
        return self.reversed.moves(party, state)

    @cached_property
    def reversed(self) -> "Arcs":
        """The graph with every move the other way round."""
        starts, targets = [], []
        for first, ends in zip(self.starts, self.targets, strict=True):
            order = np.argsort(ends, kind="stable")
            sources = np.repeat(np.arange(self.n_states, dtype=np.intp), np.diff(first))
            starts.append(_starts(ends, self.n_states))
            targets.append(sources[order])
        return Arcs(self.n_states, tuple(starts), tuple(targets))


def arcs_of(grid: Grid) -> Arcs:
    """Return the moves of a grid one by one; infeasible states keep their numbers and no moves.

    Parameters
    ----------
    grid : Grid
        A small one: there can be n_states times the size of a party's own grid of moves.

    Returns
    -------
    Arcs
        The same moves.
    """
    every = range(grid.n_states)
    targets = [[grid.moves(party, state) for state in every] for party in range(grid.n_parties)]
    starts = [np.cumsum([0, *map(len, lists)], dtype=np.intp) for lists in targets]
    return Arcs(grid.n_states, tuple(starts), tuple(map(np.concatenate, targets)))


def _starts(states: IntArray, n_states: int) -> IntArray:
    counts = np.bincount(states, minlength=n_states)
    return np.concatenate((np.zeros(1, dtype=np.intp), np.cumsum(counts))).astype(np.intp)


def _check(party: int, pairs: IntArray, n_states: int) -> None:
    outside = pairs[((pairs < 0) | (pairs >= n_states)).any(axis=1)]
    if len(outside):
        start, end = outside[0]
        message = f"move {start} to {end} of party {party} leaves the states 0 to {n_states - 1}"
        raise ValueError(message)
    still = pairs[pairs[:, 0] == pairs[:, 1]]
    if len(still):
        message = f"move of party {party} from state {still[0, 0]} to itself is none"
        raise ValueError(message)
