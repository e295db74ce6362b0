"""Ways from one state to another: by any moves, by improvements, or by as few losses as can be."""

from dataclasses import dataclass

from detente.kernels.graph_moves import Graph
from detente.kernels.graph_search import Kind, RankArray, Search, Step


@dataclass(frozen=True)
class Way:
    """A shortest way, and who can begin."""

    steps: tuple[Step, ...]
    """Who moves and where to, in order; empty where the start is the goal."""
    detours: tuple[int, ...]
    """Places in `steps` of moves by which their mover does not gain, ascending."""
    first: tuple[int, ...]
    """Who can make the first move of some such way, not only of a shortest one, that does not come
    back to the start; ascending. One party: it must begin."""
    first_shortest: tuple[int, ...]
    """Who can make the first move of a shortest one."""


@dataclass(frozen=True)
class Roadmap:
    """Ways from a start to a goal; None where there is none."""

    moves: Way | None
    """Fewest moves."""
    improvements: Way | None
    """Fewest moves where each is in the interest of its mover: it prefers the state reached to the
    one left. None although there are `moves`: somebody would have to move against its interest."""
    detours: Way | None
    """Fewest moves against the interest of the mover, and of those ways the shortest. The same
    length as `improvements` where there is such a way."""


def way(
    graph: Graph, start: int, goal: int, kind: Kind = "moves", rank: RankArray | None = None
) -> Way | None:
    """Return the shortest legal way from one state to another.

    Parameters
    ----------
    graph : Grid or Arcs
        Whose moves.
    start, goal : int
        Feasible states.
    kind : {"moves", "improvements", "detours"}
        Any moves; those by which their mover gains; any, as few as can be without a gain.
    rank : int32 array, shape (n_parties, n_states), optional
        Larger is better. Needed for all kinds but moves, and to mark detours.

    Returns
    -------
    Way, or None
        None where there is none. Of several cheapest ways the one whose first move has the lowest
        party, then the lowest state, then the same for its second move, and so on.

    Notes
    -----
    Backward from the goal over pairs of a state and the party that moves on from it, so that
    nobody moves twice in a row. Time O(n_arcs) or, in a grid, O(n_states * n_options) for each
    level; memory O(n_parties * n_states), in a grid O(n_states).
    """
    everybody = range(graph.n_parties)
    search = Search(graph, goal, everybody, kind, rank, backward=True, barrier=start).run()
    steps = search.path(start)
    if steps is None:
        return None
    return Way(
        steps=steps,
        detours=_losses(start, steps, rank),
        first=search.movers_at(start) if steps else (),
        first_shortest=search.movers_at(start, shortest=True) if steps else (),
    )


def roadmap(graph: Graph, rank: RankArray, start: int, goal: int) -> Roadmap:
    """Return the ways from one state to another.

    Parameters
    ----------
    graph : Grid or Arcs
        Whose moves.
    rank : int32 array, shape (n_parties, n_states)
        Larger is better, equal is indifferent.
    start, goal : int
        Feasible states, such as the status quo and a settlement.

    Returns
    -------
    Roadmap
        By moves, by improvements and with the fewest detours.

    Notes
    -----
    Status quo analysis is the search for shortest ways on which nobody moves twice in a row
    [XuEtAl2010]_; here for chosen goals only, without matrices.

    References
    ----------
    .. [XuEtAl2010] Xu, H., Kilgour, D. M., Hipel, K. W., Kemkes, G. (2010). Using matrices to link
       conflict evolution and resolution in a graph model. European Journal of Operational Research
       207(1), 318-329. https://doi.org/10.1016/j.ejor.2010.03.025
    """
    return Roadmap(
        moves=way(graph, start, goal, "moves", rank),
        improvements=way(graph, start, goal, "improvements", rank),
        detours=way(graph, start, goal, "detours", rank),
    )


def _losses(start: int, steps: tuple[Step, ...], rank: RankArray | None) -> tuple[int, ...]:
    if rank is None:
        return ()
    found = []
    before = start
    for place, step in enumerate(steps):
        if rank[step.party, step.state] <= rank[step.party, before]:
            found.append(place)
        before = step.state
    return tuple(found)
