"""Whether each party stays at one outcome, by which moves it could leave, and who could answer."""

from collections.abc import Sequence
from typing import Literal, get_args

from detente.analysis.graph import MoveGraph, Surroundings
from detente.analysis.stability_values import Answer, Concept, Departure, Ground, Step
from detente.kernels.graph_search import Step as Move
from detente.kernels.stability_why import Improvement, improvement_answers

Answering = Literal["gmr", "smr", "seq", "sseq"]
CONCEPTS: tuple[Concept, ...] = get_args(Concept)
FIRMEST: tuple[Concept, ...] = ("nash", "sseq", "seq", "smr", "gmr")
"""From the most demanding concept to the least; seq and smr do not imply each other."""
MAX_DEPARTURES = 3
"""Most moves of a party that are explained."""


def departures(
    graph: MoveGraph, row: int, state: int, most: int | None = MAX_DEPARTURES
) -> tuple[Departure, ...]:
    """Return the moves by which a party would gain, and how the others can answer them.

    Parameters
    ----------
    graph : MoveGraph
        Who can move where and wants what.
    row : int
        The party.
    state : int
        Where it is.
    most : int, optional
        Most moves returned; None: all.

    Returns
    -------
    tuple of Departure
        Those that fewest concepts answer first, then by gain.
    """
    around = graph.around(state)
    by_concept: dict[Answering, Sequence[Improvement]] = {
        concept: improvement_answers(
            around.graph, around.rank, row, around.local(state), concept
        ).improvements
        for concept in get_args(Answering)
    }
    found = []
    for place, improvement in enumerate(by_concept["gmr"]):
        end = around.whole(improvement.state)
        answers = tuple(
            _answer(graph, around, row, (state, end), concept, items[place])
            for concept, items in by_concept.items()
        )
        found.append(
            Departure(
                step=step_of(graph, state, row, end),
                answers=answers,
                grounds=merged(
                    graph.move_grounds(row, state, end), graph.wish_grounds(row, state, end)
                ),
            )
        )
    order = sorted(range(len(found)), key=lambda n: (sum(a.deters for a in found[n].answers), n))
    return tuple(found[n] for n in order[:most])


def step_of(graph: MoveGraph, start: int, row: int, end: int) -> Step:
    """Return a move of one party as a step."""
    return Step(
        movers=(graph.parties[row],),
        changes=graph.changes(start, end),
        outcome=graph.outcome(end),
        improves=bool(graph.rank[row, end] > graph.rank[row, start]),
        gain=graph.gain(row, start, end),
    )


def steps_of(
    graph: MoveGraph, around: Surroundings, start: int, moves: Sequence[Move]
) -> tuple[Step, ...]:
    """Return moves in the surroundings of a state, one after the other, as steps."""
    found = []
    for move in moves:
        end = around.whole(move.state)
        found.append(step_of(graph, start, move.party, end))
        start = end
    return tuple(found)


def merged(*groups: tuple[Ground, ...]) -> tuple[Ground, ...]:
    """Return grounds of several statements, each once, in order."""
    return tuple(dict.fromkeys(item for group in groups for item in group))


def _answer(
    graph: MoveGraph,
    around: Surroundings,
    row: int,
    move: tuple[int, int],
    concept: Answering,
    found: Improvement,
) -> Answer:
    state, start = move
    taken = found.answer
    grounds: tuple[Ground, ...] = ()
    if taken is not None:
        grounds = _grounds(graph, around, start, taken, wanted=concept in ("seq", "sseq"))
        grounds = merged(grounds, graph.wish_grounds(row, state, around.whole(taken[-1].state)))
    return Answer(
        concept=concept,
        deters=taken is not None,
        steps=steps_of(graph, around, start, taken or ()),
        after=None if taken is None else graph.gain(row, state, around.whole(taken[-1].state)),
        why_not=found.why_not,
        hollow=steps_of(graph, around, start, found.hollow),
        grounds=grounds,
    )


def _grounds(
    graph: MoveGraph, around: Surroundings, start: int, moves: Sequence[Move], *, wanted: bool
) -> tuple[Ground, ...]:
    groups = []
    for move in moves:
        end = around.whole(move.state)
        groups.append(graph.move_grounds(move.party, start, end))
        if wanted:
            groups.append(graph.wish_grounds(move.party, start, end))
        start = end
    return merged(*groups)
