"""Which axis, option or party matters most to what is stable: equilibria with and without it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np

from detente.kernels.graph_arcs import Arcs
from detente.kernels.graph_grid import Grid
from detente.kernels.graph_moves import Graph
from detente.kernels.graph_search import RankArray
from detente.kernels.outcomes import BoolArray, IntArray
from detente.kernels.stability import CONCEPTS, equilibria
from detente.kernels.stability_less import Whole


@dataclass(frozen=True)
class Freeze:
    """Nobody moves along an axis."""

    axis: int
    """The axis."""
    option: int | None = None
    """Only states with this option on it are compared, such as the one in force; None: all."""


@dataclass(frozen=True)
class Close:
    """Nobody moves to or from an option; states that have it stay as they are in this respect."""

    axis: int
    """Axis of the option."""
    option: int
    """The option."""


@dataclass(frozen=True)
class Release:
    """A party can no longer change an axis; others who hold it still can."""

    party: int
    """The party."""
    axis: int
    """An axis it holds."""


@dataclass(frozen=True)
class Silence:
    """A party can change nothing at all; what it prefers no longer matters."""

    party: int
    """The party."""


Change: TypeAlias = Freeze | Close | Release | Silence
"""One thing that could be different."""


@dataclass(frozen=True, eq=False)
class Effect:
    """What becomes of the equilibria if one thing is different."""

    change: Change
    """What is different."""
    n_compared: int
    """Feasible states that are compared."""
    n_before: IntArray
    """Equilibria among them as things are (n_concepts,)."""
    appear: tuple[IntArray, ...]
    """States that become equilibria, per concept, ascending."""
    vanish: tuple[IntArray, ...]
    """States that cease to be equilibria, per concept, ascending."""

    @property
    def n_turned(self) -> IntArray:
        """States that become or cease to be equilibria (n_concepts,)."""
        pairs = zip(self.appear, self.vanish, strict=True)
        return np.array([len(more) + len(less) for more, less in pairs], dtype=np.intp)

    @property
    def weight(self) -> float:
        """Largest share, over the concepts, of the compared states that turn; 0 to 1."""
        if not (self.n_compared and len(self.appear)):
            return 0.0
        return float(self.n_turned.max() / self.n_compared)


def effectiveness(
    graph: Graph,
    rank: RankArray,
    changes: Sequence[Change],
    concepts: Sequence[str] = CONCEPTS,
    known: Whole | None = None,
) -> tuple[Effect, ...]:
    """Return how the equilibria change if one thing at a time is different, weightiest first.

    Parameters
    ----------
    graph : Grid or Arcs
        Whose moves; in a free-form graph only `Silence` can be asked for.
    rank : int32 array, shape (n_parties, n_states)
        Larger is better, equal is indifferent.
    changes : sequence of Change
        What to look at, such as all of `changes_of`.
    concepts : sequence of str
        Names out of `stability.CONCEPTS`.
    known : Whole, optional
        What is known of the graph with all moves, where other changes were looked at before; for
        the same concepts.

    Returns
    -------
    tuple of Effect
        By `weight`, then by the sum of `n_turned`, both descending, then as given. States keep
        their numbers, so that both sides compare one by one.

    Raises
    ------
    ValueError
        Where a change does not fit the graph.

    Notes
    -----
    Leaving moves out takes improvements away, which makes states stable, and answers, which makes
    them unstable: either can prevail. A party without moves leaves nothing, so it finds every
    state stable. Time at worst as that of `stability.stable` for each change; what a change
    leaves as it is, is not worked out again (`stability_less.Whole`).
    """
    whole = known or Whole(graph, rank, concepts)
    before = equilibria(whole.table)
    found = []
    for change in changes:
        after = equilibria(whole.without(changed(graph, change), _moved(graph, change)))
        found.append(_compared(graph, change, before, after))
    return tuple(sorted(found, key=lambda effect: (-effect.weight, -int(effect.n_turned.sum()))))


def changes_of(graph: Graph) -> tuple[Change, ...]:
    """Return everything that could be left out: axes, options, holds, parties, in this order.

    Parameters
    ----------
    graph : Grid or Arcs
        Any graph; of a free-form one the parties.

    Returns
    -------
    tuple of Change
        Axes that somebody holds and their options (where there are more than two: with two, an
        option is closed exactly where its axis is frozen); holds on axes that several parties
        hold and axes of parties with several; parties that hold anything.
    """
    if isinstance(graph, Arcs):
        return tuple(Silence(j) for j in range(graph.n_parties) if len(graph.targets[j]))
    holders = {
        axis: [party for party, axes in enumerate(graph.held) if axis in axes]
        for axis in range(len(graph.sizes))
    }
    moved = [axis for axis, parties in holders.items() if parties and graph.sizes[axis] > 1]
    return (
        *(Freeze(axis) for axis in moved),
        *(
            Close(axis, option)
            for axis in moved
            if graph.sizes[axis] > 2
            for option in range(graph.sizes[axis])
        ),
        *(
            Release(party, axis)
            for axis in moved
            if len(holders[axis]) > 1
            for party in holders[axis]
        ),
        *(Silence(party) for party, axes in enumerate(graph.held) if set(axes) & set(moved)),
    )


def changed(graph: Graph, change: Change) -> Graph:
    """Return the graph in which one thing is different; states keep their numbers.

    Parameters
    ----------
    graph : Grid or Arcs
        As things are.
    change : Change
        What is different; for a free-form graph only `Silence`.

    Returns
    -------
    Grid or Arcs
        Of the same kind.

    Raises
    ------
    ValueError
        Where a change does not fit the graph.
    """
    if isinstance(graph, Arcs):
        return _changed_arcs(graph, change)
    held = list(graph.held)
    allowed = list(graph.allowed)
    if isinstance(change, Silence):
        held[change.party] = ()
    elif isinstance(change, Release):
        if change.axis not in held[change.party]:
            message = f"party {change.party} does not hold axis {change.axis}: nothing to release"
            raise ValueError(message)
        held[change.party] = tuple(axis for axis in held[change.party] if axis != change.axis)
    elif isinstance(change, Close):
        table = allowed[change.axis].copy()
        table[change.option] = table[:, change.option] = False
        table[change.option, change.option] = True
        allowed[change.axis] = table
    else:
        allowed[change.axis] = np.eye(graph.sizes[change.axis], dtype=np.bool_)
    return replace(graph, held=tuple(held), allowed=tuple(allowed))


def _moved(graph: Graph, change: Change) -> tuple[int, ...]:
    """Return whose moves a change takes away."""
    if isinstance(change, Silence | Release):
        return (change.party,)
    if isinstance(graph, Arcs):
        return tuple(range(graph.n_parties))
    return tuple(party for party, axes in enumerate(graph.held) if change.axis in axes)


def _changed_arcs(graph: Arcs, change: Change) -> Arcs:
    if not isinstance(change, Silence):
        message = f"a free-form graph has no axes: {change} asks for one, only Silence does not"
        raise ValueError(message)
    starts, targets = list(graph.starts), list(graph.targets)
    starts[change.party] = np.zeros(graph.n_states + 1, dtype=np.intp)
    targets[change.party] = np.zeros(0, dtype=np.intp)
    return Arcs(graph.n_states, tuple(starts), tuple(targets))


def _compared(graph: Graph, change: Change, before: BoolArray, after: BoolArray) -> Effect:
    looked_at = np.ones(graph.n_states, dtype=np.bool_)
    if graph.feasible is not None:
        looked_at &= graph.feasible
    if isinstance(change, Freeze) and change.option is not None and isinstance(graph, Grid):
        stride = int(np.prod(graph.sizes[change.axis + 1 :], dtype=np.int64))
        options = np.arange(graph.n_states) // stride % graph.sizes[change.axis]
        looked_at &= options == change.option
    return Effect(
        change=change,
        n_compared=int(looked_at.sum()),
        n_before=(before & looked_at).sum(axis=1),
        appear=tuple(np.flatnonzero(row) for row in after & ~before & looked_at),
        vanish=tuple(np.flatnonzero(row) for row in before & ~after & looked_at),
    )
