"""The whole answer on the stability of a graph given directly.

Loads numba: imported only then.
"""

import numpy as np

from detente.analysis.given_graph import STATE, GivenGraph
from detente.analysis.stability_changes import frozen_parties
from detente.analysis.stability_focus import Focus
from detente.analysis.stability_hold import CONCEPTS
from detente.analysis.stability_more import coalitions, foresight, strengths, variants
from detente.analysis.stability_outcomes import Asked, held
from detente.analysis.stability_picture import neighborhood
from detente.analysis.stability_values import Held, Holder, Kind, StabilityValues
from detente.analysis.stability_ways import Ways, roadmaps
from detente.kernels.outcomes import BoolArray
from detente.kernels.stability import equilibria
from detente.kernels.stability_less import Whole

MAX_LISTED = 12
"""Most states looked at; all of them where there are no more."""


def answer_graph(graph: GivenGraph) -> StabilityValues:
    """Return which states hold, who can leave them and who can answer."""
    whole = Whole(graph.graph, graph.rank, CONCEPTS)
    table = whole.table
    at_rest = equilibria(table)
    status_quo = graph.model.status_quo
    start = None if status_quo is None else graph.number({STATE: status_quo})
    focus = _focus(graph, at_rest, start)
    outcomes, n_unknown = _outcomes(graph, focus, table)
    states = [item.state for item in focus]
    movers: dict[str, tuple[str, ...]] = {
        party: (STATE,) if graph.model.parties[party].moves else () for party in graph.listed
    }
    maps = () if start is None else roadmaps(Ways(graph), start, states)
    return StabilityValues(
        n_outcomes=graph.n_feasible,
        looked_at=True,
        holders=tuple(
            Holder(party=party, seated=True, issues=issues, grounds=())
            for party, issues in movers.items()
        ),
        status_quo=None if start is None else graph.outcome(start),
        n_equilibria={c: int(at_rest[n].sum()) for n, c in enumerate(CONCEPTS)},
        outcomes=outcomes,
        roadmaps=maps,
        frozen=frozen_parties(graph, whole, states, movers),
        n_unknown=n_unknown,
        graph=neighborhood(graph, outcomes, maps, graph.number, at_rest),
    )


def _focus(graph: GivenGraph, at_rest: BoolArray, start: int | None) -> list[Focus]:
    """Return the states looked at: those that hold, firmest first, others if few; start last."""
    order = [
        int(state)
        for concept in ("nash", "sseq", "seq", "smr", "gmr")
        for state in np.flatnonzero(at_rest[CONCEPTS.index(concept)])
    ]
    if graph.n_feasible <= MAX_LISTED:
        order += range(graph.n_feasible)
    holds = np.logical_or.reduce(at_rest)
    found: list[Focus] = []
    for state in dict.fromkeys(order):
        if state != start and len(found) < MAX_LISTED:
            kind: Kind = "resting" if holds[state] else "other"
            found.append(Focus(state, (kind,)))
    return found if start is None else [*found, Focus(start, ("status_quo",))]


def _outcomes(
    graph: GivenGraph, focus: list[Focus], table: BoolArray
) -> tuple[tuple[Held, ...], int]:
    around, relation = graph.around(0), graph.relation
    states = [item.state for item in focus]
    groups = coalitions(graph, around, states)
    ahead = foresight(around, states)
    said = strong = None
    n_unknown = 0
    if relation is not None:
        said = variants(around, relation, states) if any(map(len, relation.unknown)) else None
        strong = None if graph.ranked is None else strengths(around, graph.ranked, states)
        for state in states:
            rows = range(len(graph.parties))
            n_unknown += int(np.any([relation.not_known(r, state) for r in rows], axis=0).sum())
    found = []
    for place, item in enumerate(focus):
        asked = Asked(
            focus=item,
            table=table[:, :, item.state],
            every={},
            party=(),
            variants=() if said is None else said[place],
            strength=() if strong is None else strong[place],
            together=None if groups is None else groups[place],
            at_once=None,
            foresight=ahead[place],
            place=place,
            seed=0,
        )
        found.append(held(graph, asked))
    return tuple(found), n_unknown
