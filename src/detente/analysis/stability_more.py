"""Unknown and great preferences, coalitions, moves at once, limited foresight: for single outcomes.

Loads numba: import it late.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from detente.analysis.graph import MoveGraph, Surroundings
from detente.analysis.stability_values import Coalition, CoalitionConcept, Concept, Variant
from detente.kernels.coalitions import MAX_PARTIES, coalition_stable, every_coalition
from detente.kernels.graph_grid import Grid
from detente.kernels.limited_move import limited_move
from detente.kernels.outcomes import BoolArray
from detente.kernels.simultaneous import simultaneous
from detente.kernels.stability_partial import partial_stable, strength
from detente.kernels.stability_relation import Relation

UNKNOWN_CONCEPTS: tuple[Concept, ...] = ("nash", "gmr", "smr", "seq")
ANSWERED: tuple[Concept, ...] = ("gmr", "smr", "seq", "sseq")
COALITION_CONCEPTS: tuple[CoalitionConcept, ...] = get_args(CoalitionConcept)
HORIZONS = (1, 2, 3, 4)
"""Moves that two parties look ahead."""
MAX_COALITION_WORK = 2**20
"""Most coalitions x outcomes in the surroundings for which they are looked at."""


Said = dict[Concept, dict[Variant, bool]]
"""By concept and variant, whether a party stays."""
Strength = dict[Concept, Literal["strong", "weak"]]
"""By concept, how firmly a party stays."""


def variants(
    around: Surroundings, relation: Relation, states: Sequence[int]
) -> list[tuple[Said, ...]]:
    """Return per state and party whether it stays where some orders are unknown."""
    local = [around.local(state) for state in states]
    tables = {
        variant: partial_stable(
            around.graph, relation, variant, states=local, concepts=UNKNOWN_CONCEPTS
        )
        for variant in get_args(Variant)
    }
    return [
        tuple(
            {
                concept: {variant: bool(table[n, row, place]) for variant, table in tables.items()}
                for n, concept in enumerate(UNKNOWN_CONCEPTS)
            }
            for row in range(around.graph.n_parties)
        )
        for place in range(len(states))
    ]


def strengths(
    around: Surroundings, relation: Relation, states: Sequence[int]
) -> list[tuple[Strength, ...]]:
    """Return per state and party under which concepts it stays strongly, and weakly."""
    local = [around.local(state) for state in states]
    strong, weak = strength(around.graph, relation, states=local, concepts=ANSWERED)
    return [
        tuple(
            _strength(strong[:, row, place], weak[:, row, place])
            for row in range(around.graph.n_parties)
        )
        for place in range(len(states))
    ]


def _strength(strong: BoolArray, weak: BoolArray) -> Strength:
    said: Strength = {}
    for place, concept in enumerate(ANSWERED):
        if strong[place]:
            said[concept] = "strong"
        elif weak[place]:
            said[concept] = "weak"
    return said


@dataclass(frozen=True)
class Together:
    """What groups of parties do at one outcome."""

    holds: dict[CoalitionConcept, bool]
    """Whether it holds against every group."""
    breakers: tuple[Coalition, ...]
    """Smallest groups that leave, by concept."""


def coalitions(
    graph: MoveGraph, around: Surroundings, states: Sequence[int]
) -> list[Together] | None:
    """Return per state which groups of parties would leave together; None: too many to look at.

    A group with a member that cannot move need not be asked: without it the others gain as well.
    """
    n_parties = around.graph.n_parties
    movers = [row for row in range(n_parties) if _moves(around, row)]
    work = 2 ** len(movers) * around.graph.n_states
    if n_parties > MAX_PARTIES or work > MAX_COALITION_WORK:
        return None
    groups = [g for g in every_coalition(n_parties) if set(g) <= set(movers)]
    if not groups:
        return [Together(dict.fromkeys(COALITION_CONCEPTS, True), ()) for _ in states]
    local = [around.local(state) for state in states]
    try:
        table = coalition_stable(around.graph, around.rank.astype(np.intp), groups, states=local)
    except ValueError:
        return None
    return [_together(graph, groups, table[:, :, place]) for place in range(len(states))]


def _together(graph: MoveGraph, groups: Sequence[tuple[int, ...]], table: BoolArray) -> Together:
    breakers: list[Coalition] = []
    for place, concept in enumerate(COALITION_CONCEPTS):
        left = [set(g) for g, stays in zip(groups, table[place], strict=True) if not stays]
        smallest = [g for g in left if not any(other < g for other in left)]
        breakers += [Coalition(concept=concept, members=_named(graph, group)) for group in smallest]
    order = {concept: place for place, concept in enumerate(COALITION_CONCEPTS)}
    listed = {party: place for place, party in enumerate(graph.listed)}
    breakers.sort(key=lambda b: (order[b.concept], len(b.members), [listed[m] for m in b.members]))
    holds = {c: bool(table[place].all()) for place, c in enumerate(COALITION_CONCEPTS)}
    return Together(holds, tuple(breakers))


def at_once(around: Surroundings, states: Sequence[int]) -> list[bool] | None:
    """Return per state whether it holds if all move at once; None in a graph without options."""
    if not isinstance(around.graph, Grid):
        return None
    local = [around.local(state) for state in states]
    table = simultaneous(around.graph, around.rank.astype(np.intp), states=local)
    return [bool(table[:, place].all()) for place in range(len(states))]


def foresight(around: Surroundings, states: Sequence[int]) -> list[dict[int, bool]]:
    """Return per state whether it holds by how many moves two parties look ahead; else nothing."""
    movers = [row for row in range(around.graph.n_parties) if _moves(around, row)]
    if around.graph.n_parties != 2 or len(movers) < 2 or _ties(around):
        return [{} for _ in states]
    rank = around.rank.astype(np.intp)
    tables = {
        horizon: np.logical_and(*limited_move(around.graph, rank, horizon)) for horizon in HORIZONS
    }
    local = [around.local(state) for state in states]
    return [{horizon: bool(table[n]) for horizon, table in tables.items()} for n in local]


def _ties(around: Surroundings) -> bool:
    feasible: BoolArray = np.ones(around.graph.n_states, dtype=np.bool_)
    if around.graph.feasible is not None:
        feasible = around.graph.feasible
    return any(len(np.unique(row[feasible])) < int(feasible.sum()) for row in around.rank)


def _moves(around: Surroundings, row: int) -> bool:
    graph = around.graph
    return bool(graph.held[row]) if isinstance(graph, Grid) else len(graph.targets[row]) > 0


def _named(graph: MoveGraph, group: Sequence[int] | set[int]) -> tuple[str, ...]:
    ids = {graph.parties[row] for row in group}
    return tuple(party for party in graph.listed if party in ids)
