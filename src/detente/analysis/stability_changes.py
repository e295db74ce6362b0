"""What changes if a party cannot move, or nobody moves on an issue or to an option.

Loads numba: import it late.
"""

from collections.abc import Sequence

import numpy as np

from detente.analysis.graph import CaseGraph, MoveGraph
from detente.analysis.stability_hold import CONCEPTS
from detente.analysis.stability_values import Concept, Effect, FrozenParty, Turn
from detente.kernels.effectiveness import Change, Close, Freeze, Silence, effectiveness
from detente.kernels.effectiveness import Effect as Found
from detente.kernels.stability_less import Whole

MAX_WORK = 2**18
"""Most parties x outcomes, over all changes, that are worked out."""


def frozen_parties(
    graph: MoveGraph, whole: Whole, states: Sequence[int], held: dict[str, tuple[str, ...]]
) -> tuple[FrozenParty, ...]:
    """Return what changes if one party at a time cannot move.

    Parameters
    ----------
    graph : MoveGraph
        Who can move where and wants what.
    whole : Whole
        What is stable in it, under all concepts.
    states : sequence of int
        Outcomes looked at.
    held : dict of str to tuple of str
        What each party can change alone.

    Returns
    -------
    tuple of FrozenParty
        Parties without a seat first; those that can change nothing are left out where the work
        would be too much.
    """
    order = sorted(graph.listed, key=lambda party: party in graph.seated)
    rows = {party: graph.parties.index(party) for party in order}
    found = []
    movers = [party for party in order if held[party]]
    for party in movers[: max(1, _most(graph))]:
        silence = [Silence(rows[party])]
        (effect,) = effectiveness(graph.graph, graph.rank, silence, CONCEPTS, whole)
        found.append(
            FrozenParty(
                party=party,
                seated=party in graph.seated,
                issues=held[party],
                n_before=_counts(effect.n_before),
                n_after=_counts(
                    effect.n_before
                    + np.array([len(more) for more in effect.appear])
                    - np.array([len(less) for less in effect.vanish])
                ),
                turns=_turns(graph, effect, states),
            )
        )
    return tuple(found)


def effects(graph: CaseGraph, whole: Whole, states: Sequence[int]) -> tuple[Effect, ...]:
    """Return how much hangs on moves on each issue, weightiest first, then on each option.

    Parameters
    ----------
    graph : CaseGraph
        A case.
    whole : Whole
        What is stable in it, under all concepts.
    states : sequence of int
        Outcomes looked at.

    Returns
    -------
    tuple of Effect
        Issues first; options of issues with more than two, where there is time for them.
    """
    grid, arrays = graph.graph, graph.ready.arrays
    free = sorted({axis for axes in grid.held for axis in axes})
    issues: list[Change] = [Freeze(axis) for axis in free]
    options: list[Change] = [
        Close(axis, option)
        for axis in free
        if grid.sizes[axis] > 2
        for option in range(grid.sizes[axis])
    ]
    most = _most(graph) // 2
    listed = [issues[:most], options[: max(0, most - len(issues))]]
    return tuple(
        _effect(graph, found, arrays.issues, arrays.options, states)
        for changes in listed
        for found in effectiveness(grid, graph.rank, changes, CONCEPTS, whole)
    )


def _effect(
    graph: CaseGraph,
    found: Found,
    issues: tuple[str, ...],
    options: tuple[tuple[str, ...], ...],
    states: Sequence[int],
) -> Effect:
    change = found.change
    assert isinstance(change, Freeze | Close)
    return Effect(
        issue=issues[change.axis],
        option=options[change.axis][change.option] if isinstance(change, Close) else None,
        n_before=_counts(found.n_before),
        lost=_counts(np.array([len(less) for less in found.vanish])),
        won=_counts(np.array([len(more) for more in found.appear])),
        weight=found.weight,
        turns=_turns(graph, found, states),
    )


def _turns(graph: MoveGraph, found: Found, states: Sequence[int]) -> tuple[Turn, ...]:
    turns = []
    for state in states:
        for concept, more, less in zip(CONCEPTS, found.appear, found.vanish, strict=True):
            if state in less or state in more:
                turns.append(
                    Turn(
                        outcome=graph.outcome(state),
                        concept=concept,
                        before=state in less,
                        after=state in more,
                    )
                )
    return tuple(turns)


def _counts(numbers: np.ndarray) -> dict[Concept, int]:
    return {concept: int(n) for concept, n in zip(CONCEPTS, numbers, strict=True)}


def _most(graph: MoveGraph) -> int:
    """Return how many changes there is time for."""
    return MAX_WORK // (len(graph.parties) * graph.graph.n_states)
