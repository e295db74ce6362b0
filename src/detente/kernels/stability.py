"""Which states of a graph of moves are stable, for two or any number of parties, exactly.

Sets of reachable states are never formed. What an answer does to a party depends on a set only
through its least value, and least values are found for all states together.
"""

from collections.abc import Sequence
from typing import Protocol, TypeAlias

import numpy as np

from detente.kernels.graph_arcs import Arcs
from detente.kernels.graph_grid import Grid
from detente.kernels.outcomes import BoolArray, IntArray
from detente.kernels.stability_arcs import ArcsReach
from detente.kernels.stability_grid import GridReach
from detente.kernels.stability_passes import NarrowArray

Graph: TypeAlias = Grid | Arcs
CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")
"""Nash stability, general and symmetric metarationality, sequential and symmetric sequential
stability."""


class _Reach(Protocol):
    def best(self, party: int, values: NarrowArray) -> NarrowArray: ...

    def least(
        self, party: int, values: Sequence[NarrowArray], *, improving: bool
    ) -> list[NarrowArray]: ...


def stable(
    graph: Graph, rank: NarrowArray | IntArray, concepts: Sequence[str] = CONCEPTS
) -> BoolArray:
    """Return which states are stable for which party.

    A move is an *improvement* where its mover ranks the target above the state it leaves, strictly.
    The *others* of a party answer by any legal sequence of moves, at least one, nobody twice in a
    row; with two parties that is one move. An answer *sanctions* an improvement from s where it
    ends in a state that the party does not rank above s: a worse one, an equal one, or s itself.
    State s is stable for a party,

    - nash: where it has no improvement from s [Nash1950b]_,
    - gmr: where every improvement can be sanctioned [Howard1971]_,
    - smr: where every one can be sanctioned in a state from which no move of the party leads to one
      that it ranks above s [Howard1971]_,
    - seq: as gmr, by answers in which every move is an improvement for its mover, compared with the
      state that the move leaves [FraserHipel1979]_,
    - sseq: as smr, by such answers [RegoVieira2017]_.

    Parameters
    ----------
    graph : Grid or Arcs
        Who can move where.
    rank : int array, shape (n_parties, n_states)
        Larger is better, equal is indifferent. Those of infeasible states are not looked at.
    concepts : sequence of str
        Names out of `CONCEPTS`, in any order.

    Returns
    -------
    bool array, shape (n_concepts, n_parties, n_states)
        False for infeasible states.

    Raises
    ------
    ValueError
        Where `rank` has another shape or a concept is not known.

    Notes
    -----
    With w(q) the least rank that the others reach from q, or for smr and sseq the least of the best
    ranks that the party could get from there by one more move, s is unstable where the party can
    move to some q with both its rank of q and w(q) above its rank of s.

    On a grid, w is found by passes: each gives all states the least that one party reaches in a
    move, along its axes or, where moves must be improvements, down its ranking of each block of
    states that differ in its axes only. Parties take turns until nothing changes, mostly three to
    six times each. Where twenty do not suffice, and for `Arcs`, a search backward from the states
    of least value meets every state once (with `Arcs` twice, by who moves on from it).

    Time O(n_parties^2 * n_states * n_axes) for a few turns. One-way axes of a party count by their
    pairs of options: a party whose block has m states in k one-way axes of two options takes 1.5
    to the power of k / 2 per state instead of one. `Arcs`: O(n_parties * n_moves) after the moves
    are sorted. Memory O(n_parties * n_states), and the moves of `Arcs`.

    Infeasible states are passed within a move, never between two.

    References
    ----------
    .. [Nash1950b] Nash, J. F. (1950). Equilibrium Points in N-person Games. Proceedings of the
       National Academy of Sciences 36(1), 48-49. https://doi.org/10.1073/pnas.36.1.48
    .. [Howard1971] Howard, N. (1971). Paradoxes of Rationality: Theory of Metagames and Political
       Behavior. MIT Press.
    .. [FraserHipel1979] Fraser, N. M., Hipel, K. W. (1979). Solving Complex Conflicts. IEEE
       Transactions on Systems, Man, and Cybernetics 9(12), 805-816.
    .. [RegoVieira2017] Rêgo, L. C., Vieira, G. I. A. (2017). Symmetric Sequential Stability in the
       Graph Model for Conflict Resolution with Multiple Decision Makers. Group Decision and
       Negotiation 26, 775-792. https://doi.org/10.1007/s10726-016-9520-8

    Examples
    --------
    Two drivers who can swerve (option 0) or go on (1). That both swerve is held by a threat alone.

    >>> both_ways = np.ones((2, 2), dtype=np.bool_)
    >>> drivers = Grid((2, 2), ((0,), (1,)), (both_ways, both_ways))
    >>> rank = np.array([[3, 2, 4, 1], [3, 4, 2, 1]])
    >>> equilibria(stable(drivers, rank, ["nash", "gmr"])).astype(int).tolist()
    [[0, 1, 1, 0], [1, 1, 1, 0]]
    """
    unknown = [concept for concept in concepts if concept not in CONCEPTS]
    if unknown:
        message = f"no concept {unknown[0]!r}: there are {', '.join(CONCEPTS)}"
        raise ValueError(message)
    if rank.shape != (graph.n_parties, graph.n_states):
        message = f"rank must have shape ({graph.n_parties}, {graph.n_states}), not {rank.shape}"
        raise ValueError(message)
    narrow = dense(rank)
    reach: _Reach
    reach = GridReach(graph, narrow) if isinstance(graph, Grid) else ArcsReach(graph, narrow)
    table: BoolArray = np.zeros((len(concepts), *rank.shape), dtype=np.bool_)
    for party in range(graph.n_parties):
        _fill(table[:, party], reach, party, narrow[party], concepts)
    if graph.feasible is not None:
        np.logical_and(table, graph.feasible, out=table)
    return table


def equilibria(table: BoolArray) -> BoolArray:
    """Return which states are stable for every party.

    Parameters
    ----------
    table : bool array, shape (n_concepts, n_parties, n_states)
        As `stable` returns it. For an equilibrium under mixed concepts, put together the rows
        `table[concept, party]` first.

    Returns
    -------
    bool array, shape (n_concepts, n_states)
        True for equilibria.
    """
    return np.asarray(table.all(axis=1), dtype=np.bool_)


def dense(rank: NarrowArray | IntArray) -> NarrowArray:
    """Return ranks as numbers from 0 to below the number of states, in the same order.

    Parameters
    ----------
    rank : int array, shape (n_parties, n_states)
        Larger is better.

    Returns
    -------
    int32 array, shape (n_parties, n_states)
        The same order and the same ties; the array itself where it is like that already.
    """
    least, most = (int(rank.min()), int(rank.max())) if rank.size else (0, 0)
    if least >= 0 and most < rank.shape[1]:
        return np.ascontiguousarray(rank, dtype=np.int32)
    if most - least < rank.shape[1]:
        return np.asarray(rank - least, dtype=np.int32)
    rows = [np.unique(row, return_inverse=True)[1] for row in rank]
    return np.array(rows, dtype=np.int32)


def _fill(
    rows: BoolArray, reach: _Reach, party: int, rank: NarrowArray, concepts: Sequence[str]
) -> None:
    """Fill in the rows of one party (n_concepts, n_states)."""
    top = reach.best(party, rank)
    held = {"nash": top}
    for plain, symmetric in (("gmr", "smr"), ("seq", "sseq")):
        asked = [concept for concept in (plain, symmetric) if concept in concepts]
        values = [rank if concept == plain else top for concept in asked]
        kept = reach.least(party, values, improving=plain == "seq")
        for concept, least in zip(asked, kept, strict=True):
            held[concept] = reach.best(party, np.minimum(least, rank))
    for row, concept in zip(rows, concepts, strict=True):
        np.less_equal(held[concept], rank, out=row)
