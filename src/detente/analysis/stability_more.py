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


def variants(
    around: Surroundings, relation: Relation, state: int
) -> tuple[dict[Concept, dict[Variant, bool]], ...]:
    """Return per party whether it stays at a state where some orders are unknown."""
    tables = {
        variant: partial_stable(
            around.graph, relation, variant, states=[around.local(state)],
            concepts=UNKNOWN_CONCEPTS,
        )[:, :, 0]
        for variant in get_args(Variant)
    }  # fmt: skip
    return tuple(
        {
            concept: {variant: bool(table[place, row]) for variant, table in tables.items()}
            for place, concept in enumerate(UNKNOWN_CONCEPTS)
        }
        for row in range(around.graph.n_parties)
    )


def strengths(
    around: Surroundings, relation: Relation, state: int
) -> tuple[dict[Concept, Literal["strong", "weak"]], ...]:
    """Return per party under which concepts it stays strongly or weakly; others left out."""
    strong, weak = strength(around.graph, relation, states=[around.local(state)], concepts=ANSWERED)
    found: list[dict[Concept, Literal["strong", "weak"]]] = []
    for row in range(around.graph.n_parties):
        said: dict[Concept, Literal["strong", "weak"]] = {}
        for place, concept in enumerate(ANSWERED):
            if strong[place, row, 0]:
                said[concept] = "strong"
            elif weak[place, row, 0]:
                said[concept] = "weak"
        found.append(said)
    return tuple(found)


@dataclass(frozen=True)
class Together:
    """What groups of parties do at one outcome."""

    holds: dict[CoalitionConcept, bool]
    """Whether it holds against every group."""
    breakers: tuple[Coalition, ...]
    """Smallest groups that leave, by concept."""


def coalitions(graph: MoveGraph, around: Surroundings, state: int) -> Together | None:
    """Return which groups of parties would leave an outcome together; None: too many to look at.

    Only parties that can move matter for who leaves, but all who gain nothing are left out anyway.
    """
    n_parties = around.graph.n_parties
    movers = [row for row in range(n_parties) if _moves(around, row)]
    work = 2 ** len(movers) * around.graph.n_states
    if n_parties > MAX_PARTIES or work > MAX_COALITION_WORK:
        return None
    groups = [g for g in every_coalition(n_parties) if set(g) <= set(movers)]
    if not groups:
        return Together(dict.fromkeys(COALITION_CONCEPTS, True), ())
    try:
        table = coalition_stable(
            around.graph, around.rank.astype(np.intp), groups, states=[around.local(state)]
        )
    except ValueError:
        return None
    breakers: list[Coalition] = []
    for place, concept in enumerate(COALITION_CONCEPTS):
        left = [set(g) for g, stays in zip(groups, table[place, :, 0], strict=True) if not stays]
        smallest = [g for g in left if not any(other < g for other in left)]
        breakers += [Coalition(concept=concept, members=_named(graph, group)) for group in smallest]
    order = {concept: place for place, concept in enumerate(COALITION_CONCEPTS)}
    listed = {party: place for place, party in enumerate(graph.listed)}
    breakers.sort(key=lambda b: (order[b.concept], len(b.members), [listed[m] for m in b.members]))
    holds = {c: bool(table[place, :, 0].all()) for place, c in enumerate(COALITION_CONCEPTS)}
    return Together(holds, tuple(breakers))


def at_once(around: Surroundings, state: int) -> bool | None:
    """Return whether an outcome holds if all move at once; None in a graph without options."""
    if not isinstance(around.graph, Grid):
        return None
    table = simultaneous(around.graph, around.rank.astype(np.intp), states=[around.local(state)])
    return bool(table[:, 0].all())


def foresight(around: Surroundings, state: int) -> dict[int, bool]:
    """Return whether an outcome holds by how many moves two parties look ahead; else nothing."""
    movers = [row for row in range(around.graph.n_parties) if _moves(around, row)]
    if around.graph.n_parties != 2 or len(movers) < 2 or _ties(around):
        return {}
    place = around.local(state)
    return {
        horizon: bool(
            limited_move(around.graph, around.rank.astype(np.intp), horizon)[:, place].all()
        )
        for horizon in HORIZONS
    }


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
