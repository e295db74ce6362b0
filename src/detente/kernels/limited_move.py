"""Limited-move stability: two parties who each look some moves ahead.

Loads numba: import it late.
"""

import numpy as np

from detente.kernels.compiling import compiled
from detente.kernels.graph_arcs import Arcs
from detente.kernels.graph_grid import Grid
from detente.kernels.outcomes import BoolArray, IntArray
from detente.kernels.stability_steps import NarrowArray, Steps, steps_of

MAX_HORIZON = 10_000
"""Foresight up to which `non_myopic` waits for the anticipations to come round."""


def limited_move(graph: Grid | Arcs, rank: IntArray, horizon: int) -> BoolArray:
    """Return which states are stable for two parties who look some moves ahead.

    Parameters
    ----------
    graph : Grid or Arcs
        States and moves of two parties.
    rank : int array, shape (2, n_states)
        Larger is better; no party may rank two feasible states as equal.
    horizon : int
        Number of moves looked ahead, at least 1.

    Returns
    -------
    bool array, shape (2, n_states)
        True where the party that could move first stays. Infeasible states are not stable.

    Raises
    ------
    ValueError
        Where there are not two parties, one is indifferent between feasible states, the shapes do
        not fit or the horizon is below 1.

    Notes
    -----
    With h moves to come, of which party i may make the first, i expects of each of its moves what
    the other party will make of it with h - 1 moves to come, the turn changing after each; it makes
    the best of them if it prefers that to where it is, and stays otherwise, which ends the play
    [Kilgour1985]_. Without moves to come, or without a move, nothing changes. A state is stable
    with horizon h if the party stays there. Horizon 1 is Nash stability.

    There is no such concept here for three parties: the published ones have properties their own
    field objects to. With ties the state expected is not unique, so indifference is refused.
    Coming back: a play may come back to where it began; the party then stays, since it does not
    prefer the state to itself. Infeasible states: one move may pass over them, no move ends there.

    Time O(horizon * n_moves), memory O(n_states).

    References
    ----------
    .. [Kilgour1985] Kilgour, D. M. (1985). Anticipation and Stability in Two-Person Noncooperative
       Games. In Ward, M. D., Luterbacher, U. (eds), Dynamic Models of International Conflict,
       26-51. Lynne Rienner.
    """
    ends = anticipated(graph, rank, horizon)
    return _stays(graph, ends)


def anticipated(graph: Grid | Arcs, rank: IntArray, horizon: int) -> NarrowArray:
    """Return where play ends that each of two parties may begin, if both look some moves ahead.

    Parameters
    ----------
    graph, rank, horizon
        As in `limited_move`.

    Returns
    -------
    int32 array, shape (2, n_states)
        State in which play ends that the party of the row may begin in the state of the column.
    """
    steps, narrow = _checked(graph, rank)
    if horizon < 1:
        message = f"horizon must be at least 1 move, not {horizon}"
        raise ValueError(message)
    ends = _at_first(graph)
    for _ in range(horizon):
        ends = _one_more(steps, narrow, ends)
    return ends


def non_myopic(graph: Grid | Arcs, rank: IntArray) -> BoolArray:
    """Return which states are stable for two parties however far they look ahead.

    Parameters
    ----------
    graph, rank
        As in `limited_move`.

    Returns
    -------
    bool array, shape (2, n_states)
        True where a state is stable with every horizon from some horizon on.

    Raises
    ------
    ValueError
        As `limited_move`; also where nothing comes round up to `MAX_HORIZON`.

    Notes
    -----
    What is expected with horizon h follows from what is expected with h - 1, so sooner or later it
    comes round. It need not stay the same: anticipations can go in circles. A state is stable if it
    is so all the way round.
    """
    steps, narrow = _checked(graph, rank)
    ends = _at_first(graph)
    seen: dict[bytes, int] = {}
    for horizon in range(MAX_HORIZON):
        before = seen.setdefault(ends.tobytes(), horizon)
        if before < horizon:
            stable = _stays(graph, ends)
            for _ in range(horizon - before - 1):
                ends = _one_more(steps, narrow, ends)
                stable &= _stays(graph, ends)
            return stable
        ends = _one_more(steps, narrow, ends)
    message = f"what the parties expect does not come round up to a horizon of {MAX_HORIZON} moves"
    raise ValueError(message)


def _at_first(graph: Grid | Arcs) -> NarrowArray:
    every = np.arange(graph.n_states, dtype=np.int32)
    return np.array([every, every], dtype=np.int32)


def _stays(graph: Grid | Arcs, ends: NarrowArray) -> BoolArray:
    stays = ends == np.arange(graph.n_states)
    return np.asarray(stays if graph.feasible is None else stays & graph.feasible)


def _checked(graph: Grid | Arcs, rank: IntArray) -> tuple[Steps, NarrowArray]:
    if graph.n_parties != 2:
        message = f"limited moves are defined for two parties, not for {graph.n_parties}"
        raise ValueError(message)
    if rank.shape != (2, graph.n_states):
        message = f"ranks must have shape (2, {graph.n_states}), not {rank.shape}"
        raise ValueError(message)
    feasible = np.arange(graph.n_states)
    if graph.feasible is not None:
        feasible = np.flatnonzero(graph.feasible)
    for party, row in enumerate(rank):
        order = feasible[np.argsort(row[feasible], kind="stable")]
        tied = np.flatnonzero(row[order[1:]] == row[order[:-1]])
        if len(tied):
            one, other = order[tied[0]], order[tied[0] + 1]
            message = (
                f"party {party} is indifferent between states {one} and {other}: limited moves "
                "need a ranking without ties"
            )
            raise ValueError(message)
    return steps_of(graph), np.ascontiguousarray(rank, dtype=np.int32)


@compiled
def _one_more(
    steps: Steps, rank: NarrowArray, ends: NarrowArray
) -> NarrowArray:  # pragma: no cover
    """Return what is expected with one more move to come."""
    found = ends.copy()
    for party in range(2):
        for s in range(len(steps.feasible)):
            best = s
            if steps.feasible[s]:
                row = steps.row[party, s]
                for k in range(steps.starts[party, row], steps.starts[party, row + 1]):
                    q = s + steps.changes[k]
                    if steps.feasible[q]:
                        end = ends[1 - party, q]
                        if rank[party, end] > rank[party, best]:
                            best = end
            found[party, s] = best
    return found
