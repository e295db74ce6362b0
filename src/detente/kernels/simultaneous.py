"""Simultaneous stability: whether an improvement survives what the others do at the same time.

Loads numba: import it late.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from detente.kernels.compiling import compiled, part
from detente.kernels.graph_arcs import Arcs
from detente.kernels.graph_grid import Grid
from detente.kernels.outcomes import BoolArray, IntArray
from detente.kernels.stability_partial import asked_states
from detente.kernels.stability_steps import NarrowArray, Steps, steps_of


def simultaneous(
    graph: Grid | Arcs,
    rank: IntArray,
    *,
    states: Sequence[int] | IntArray | None = None,
) -> BoolArray:
    """Return which states are stable for whom if all may move at once.

    Parameters
    ----------
    graph : Grid
        States as combinations of options: only there it is known where moves made at once lead.
    rank : int array, shape (n_parties, n_states)
        Larger is better, equal is indifferent.
    states : sequence of int, length n_asked, optional
        States asked about; None: all.

    Returns
    -------
    bool array, shape (n_parties, n_asked)
        True where stable. Infeasible states are not.

    Raises
    ------
    ValueError
        Where the graph lists its moves one by one, or the shapes do not fit.

    Notes
    -----
    State s is stable for party i if every improvement of i from s is blocked: some of the others,
    at least one, have improvements of their own from s, judged alone, such that all these changes
    together lead to a feasible state that i does not prefer to s. Where all others stay, i gets
    what it wanted, so that blocks nothing. This is the rule of the program GMCR+
    [KinsaraPetersonsHipelKilgour2015]_, applied to every improvement alike.

    Indifference: an improvement is strict for its mover, and an equal state blocks. Coming back:
    together with improvements of others the state cannot be s, which differs from it in the
    options that changed. Infeasible states: each improvement ends in a feasible one, and so does
    what they lead to together; nothing is passed on the way. Where an axis is held by several
    parties, moves that change it differently do not go together; moves that change it to the same
    option do.

    All choices of improvements are tried until one blocks: time at worst O(n_states) for each
    improvement of each state, and far less where something blocks. Memory O(n_states * n_parties).

    References
    ----------
    .. [KinsaraPetersonsHipelKilgour2015] Kinsara, R. A., Petersons, O., Hipel, K. W., Kilgour,
       D. M. (2015). Advanced Decision Support for the Graph Model for Conflict Resolution. Journal
       of Decision Systems 24(2), 117-145.
    """
    if isinstance(graph, Arcs):
        message = (
            "moves made at once lead nowhere where moves are listed one by one: simultaneous "
            "stability needs states as combinations of options"
        )
        raise ValueError(message)
    if rank.shape != (graph.n_parties, graph.n_states):
        message = f"ranks must have shape ({graph.n_parties}, {graph.n_states}), not {rank.shape}"
        raise ValueError(message)
    holders = np.bincount(
        [axis for axes in graph.held for axis in axes], minlength=len(graph.sizes)
    )
    strides = np.cumprod([1, *graph.sizes[:0:-1]])[::-1]
    return _unblocked(
        steps_of(graph),
        np.ascontiguousarray(rank, dtype=np.int64),
        asked_states(graph, states),
        np.array(strides[holders > 1], dtype=np.int64),
        np.array(graph.sizes, dtype=np.int64)[holders > 1],
    )


@part
def _joined(
    at: int, s: int, end: int, strides: NDArray[np.int64], sizes: NDArray[np.int64]
) -> int:  # pragma: no cover
    """Return where the move from s to `end` leads from `at`; -1 where an axis changes otherwise.

    `strides` and `sizes` are those of the axes that several parties hold.
    """
    found = at + end - s
    for axis in range(len(strides)):
        before = s // strides[axis] % sizes[axis]
        mine = at // strides[axis] % sizes[axis]
        theirs = end // strides[axis] % sizes[axis]
        if mine != before and theirs != before:
            if mine != theirs:
                return -1
            found -= (theirs - before) * strides[axis]
    return found


@part
def _is_blocked(
    rank: NDArray[np.int64], feasible: BoolArray, party: int, s: int, end: int,
    ends: NarrowArray, counts: NarrowArray,
    strides: NDArray[np.int64], sizes: NDArray[np.int64],
) -> bool:  # fmt: skip  # pragma: no cover
    """Return whether improvements of others make a move of a party futile.

    `ends[j, :counts[j]]` are the improvements of party j from s. The others choose one after the
    other, by number; number 0 is to stay.
    """
    n_parties = len(counts)
    at = np.empty(n_parties + 1, dtype=np.int64)
    choice = np.full(n_parties, -1, dtype=np.int64)
    at[0] = end
    j = 0
    while j >= 0:
        choice[j] += 1
        if choice[j] > (0 if j == party else counts[j]):
            choice[j] = -1
            j -= 1
            continue
        q = at[j]
        if choice[j] > 0:
            q = _joined(q, s, ends[j, choice[j] - 1], strides, sizes)
        if q < 0:
            continue
        if j < n_parties - 1:
            j += 1
            at[j] = q
        elif feasible[q] and rank[party, q] <= rank[party, s]:
            return True
    return False


@part
def _list_improvements(
    steps: Steps, rank: NDArray[np.int64], s: int, ends: NarrowArray, counts: NarrowArray
) -> None:  # pragma: no cover
    """Write where every party can improve from s."""
    for j in range(len(counts)):
        counts[j] = 0
        row = steps.row[j, s]
        for k in range(steps.starts[j, row], steps.starts[j, row + 1]):
            q = s + steps.changes[k]
            if steps.feasible[q] and rank[j, q] > rank[j, s]:
                ends[j, counts[j]] = q
                counts[j] += 1


@compiled
def _unblocked(
    steps: Steps, rank: NDArray[np.int64], asked: NarrowArray, strides: NDArray[np.int64],
    sizes: NDArray[np.int64],
) -> BoolArray:  # fmt: skip  # pragma: no cover
    """Return for whom which states are stable (n_parties, n_asked)."""
    n_parties = len(steps.row)
    found = np.zeros((n_parties, len(asked)), dtype=np.bool_)
    widest = 0
    for j in range(n_parties):
        for row in range(steps.starts.shape[1] - 1):
            widest = max(widest, steps.starts[j, row + 1] - steps.starts[j, row])
    ends = np.empty((n_parties, widest), dtype=np.int32)
    counts = np.zeros(n_parties, dtype=np.int32)
    for column in range(len(asked)):
        s = asked[column]
        if not steps.feasible[s]:
            continue
        _list_improvements(steps, rank, s, ends, counts)
        for party in range(n_parties):
            is_stable = True
            for k in range(counts[party]):
                if not _is_blocked(
                    rank, steps.feasible, party, s, ends[party, k], ends, counts, strides, sizes
                ):
                    is_stable = False
                    break
            found[party, column] = is_stable
    return found
