"""Stability word for word by its definitions, slowly: the twin of the kernels, for small graphs.

Sets of states, one state at a time, nothing kept. A move is what `graph.moves` says it is; who
answers may move several times, nobody twice in a row.
"""

from collections.abc import Callable, Iterable, Sequence

import numpy as np

from detente.kernels.graph_arcs import Arcs
from detente.kernels.graph_grid import Grid
from detente.kernels.outcomes import BoolArray, IntArray

Graph = Grid | Arcs
Step = Callable[[int, int], Iterable[int]]
CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")


def moves(graph: Graph, party: int, state: int) -> list[int]:
    """Where a party can go: its unilateral moves."""
    return [int(target) for target in graph.moves(party, state)]


def improvements(graph: Graph, rank: IntArray, party: int, state: int) -> list[int]:
    """Where a party can go and likes it better than where it is."""
    return [q for q in moves(graph, party, state) if rank[party, q] > rank[party, state]]


def reachable(group: Sequence[int], start: int, step: Step) -> set[int]:
    """Where a group can come by legal sequences: at least one move, nobody twice in a row."""
    arrived = {(q, j) for j in group for q in step(j, start)}
    waiting = list(arrived)
    while waiting:
        state, last = waiting.pop()
        for j in group:
            for q in step(j, state):
                if j != last and (q, j) not in arrived:
                    arrived.add((q, j))
                    waiting.append((q, j))
    return {state for state, _ in arrived}


def answers(graph: Graph, rank: IntArray, party: int, state: int, *, improving: bool) -> set[int]:
    """Where the others can bring a party from a state, by any moves or each mover improving."""
    others = [j for j in range(graph.n_parties) if j != party]
    if improving:
        return reachable(others, state, lambda j, s: improvements(graph, rank, j, s))
    return reachable(others, state, lambda j, s: moves(graph, j, s))


def is_stable(graph: Graph, rank: IntArray, concept: str, party: int, state: int) -> bool:
    """Whether a state is stable for a party under a concept."""

    def beats(q: int) -> bool:
        return bool(rank[party, q] > rank[party, state])

    def sanctions(q: int) -> bool:
        if concept in ("gmr", "seq"):
            return not beats(q)
        return not beats(q) and not any(beats(r) for r in moves(graph, party, q))

    for better in improvements(graph, rank, party, state):
        if concept == "nash":
            return False
        improving = concept in ("seq", "sseq")
        if not any(map(sanctions, answers(graph, rank, party, better, improving=improving))):
            return False
    return True


def stable(graph: Graph, rank: IntArray, concepts: Sequence[str] = CONCEPTS) -> BoolArray:
    """Which states are stable for whom (n_concepts, n_parties, n_states); infeasible ones never."""
    table = np.zeros((len(concepts), graph.n_parties, graph.n_states), dtype=np.bool_)
    for c, concept in enumerate(concepts):
        for party in range(graph.n_parties):
            for state in range(graph.n_states):
                if graph.feasible is None or graph.feasible[state]:
                    table[c, party, state] = is_stable(graph, rank, concept, party, state)
    return table
