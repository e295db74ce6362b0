"""The moves around the outcomes looked at, as nodes and arcs for a picture."""

from collections.abc import Callable, Sequence

from detente.analysis.graph import MoveGraph
from detente.analysis.stability_hold import CONCEPTS
from detente.analysis.stability_values import Arc, Held, Neighborhood, Node, Roadmap
from detente.case.model import Outcome
from detente.kernels.outcomes import BoolArray

MAX_NODES = 36
"""Most outcomes in the picture."""


def neighborhood(
    graph: MoveGraph,
    outcomes: Sequence[Held],
    ways: Sequence[Roadmap],
    number: Callable[[Outcome], int],
    equilibria: BoolArray,
) -> Neighborhood:
    """Return the moves between the outcomes looked at and those that moves and answers pass.

    Parameters
    ----------
    graph : MoveGraph
        Who can move where and wants what.
    outcomes : sequence of Held
        What is looked at.
    ways : sequence of Roadmap
        From the status quo.
    number : callable
        Number of an outcome.
    equilibria : bool array, shape (n_concepts, n_states)
        Which outcomes hold.

    Returns
    -------
    Neighborhood
        `MAX_NODES` outcomes at most: those looked at, then those of departures, answers, ways.
    """
    focus = [number(item.outcome) for item in outcomes]
    wanted = dict.fromkeys([*focus, *map(number, _passed(outcomes, ways))])
    states = list(wanted)[:MAX_NODES]
    place = {state: n for n, state in enumerate(states)}
    rows = {party: row for row, party in enumerate(graph.parties)}
    arcs = [
        Arc(
            mover=party,
            start=place[start],
            end=place[int(end)],
            improves=bool(graph.rank[rows[party], end] > graph.rank[rows[party], start]),
        )
        for start in states
        for party in graph.listed
        for end in _ends(graph, rows[party], start, states)
    ]
    return Neighborhood(
        nodes=tuple(
            Node(
                outcome=graph.outcome(state),
                focus=focus.index(state) if state in focus else None,
                holds={c: bool(equilibria[n, state]) for n, c in enumerate(CONCEPTS)},
            )
            for state in states
        ),
        arcs=tuple(arcs),
        complete=len(wanted) <= MAX_NODES,
    )


def _ends(graph: MoveGraph, row: int, start: int, states: Sequence[int]) -> list[int]:
    ends = set(graph.graph.moves(row, start).tolist())
    return [state for state in states if state in ends]


def _passed(outcomes: Sequence[Held], ways: Sequence[Roadmap]) -> list[Outcome]:
    """Return the outcomes that explanations pass: departures first, then answers, then ways."""
    moves = [d for item in outcomes for party in item.parties for d in party.departures]
    found = [departure.step.outcome for departure in moves]
    found += [
        step.outcome
        for departure in moves
        for answer in departure.answers
        for step in (*answer.steps, *answer.hollow)
    ]
    found += [step.outcome for item in ways for step in item.by_improvements or item.by_moves or ()]
    return found
