"""One outcome at a time: who stays, who leaves, who answers, and how near it is to turning.

Loads numba: import it late.
"""

from dataclasses import dataclass

from detente.analysis.graph import MoveGraph
from detente.analysis.stability_focus import Focus
from detente.analysis.stability_fragile import swaps, wish
from detente.analysis.stability_hold import CONCEPTS, FIRMEST, departures
from detente.analysis.stability_more import Said, Strength, Together
from detente.analysis.stability_values import Concept, Estimate, Held, PartyHold, Swaps, Wish
from detente.kernels.outcomes import BoolArray

MAX_FRAGILE = 4
"""Most outcomes whose fragility and inverse question are worked out, of those not asked for, where
the surroundings are larger than `MAX_TURNED`."""
MAX_TURNED = 2**12
"""Most outcomes in the surroundings of one for which they always are."""
MAX_INVERSE = 64
"""Most outcomes in the surroundings of one for which it is asked which answers others could give to
a party with other wishes; in larger ones only which of its own moves would tempt it."""
MAX_EXPLAINED = 2**16
"""Most outcomes in the surroundings of one that is explained."""


@dataclass(frozen=True)
class Asked:
    """What is known of one outcome before it is looked at."""

    focus: Focus
    """Which, and why."""
    table: BoolArray
    """Whether each party stays, (n_concepts, n_parties)."""
    every: dict[Concept, Estimate]
    """In how many draws every party stays."""
    party: tuple[dict[Concept, Estimate], ...]
    """In how many each one stays, by row; empty where there are no draws."""
    variants: tuple[Said, ...]
    """By row, where ranges leave orders open; else empty."""
    strength: tuple[Strength, ...]
    """By row, where the case says what is greatly preferred; else empty."""
    together: Together | None
    """What groups do; None where there are too many."""
    at_once: bool | None
    """Whether it holds if all move at once; None where that is not asked."""
    foresight: dict[int, bool]
    """By horizon."""
    place: int
    """Place among the outcomes looked at."""
    seed: int
    """For random orders."""


def held(graph: MoveGraph, asked: Asked) -> Held:
    """Return whether one outcome holds, and why."""
    state, table = asked.focus.state, asked.table
    around = graph.around(state)
    rows = [graph.parties.index(party) for party in graph.listed]
    seated = [row for row in rows if graph.parties[row] in graph.seated]
    explained = around.graph.n_states <= MAX_EXPLAINED
    turned = explained and (
        around.graph.n_states <= MAX_TURNED
        or asked.place < MAX_FRAGILE
        or "asked" in asked.focus.kinds
    )
    parties = tuple(_party(graph, asked, row, explained=explained) for row in rows)
    together = asked.together
    return Held(
        outcome=graph.outcome(state),
        kinds=asked.focus.kinds,
        rules=asked.focus.rules,
        holds={c: bool(table[n].all()) for n, c in enumerate(CONCEPTS)},
        holds_at_table={c: bool(table[n, seated].all()) for n, c in enumerate(CONCEPTS)},
        shares=asked.every,
        mixed={item.party: item.firmest for item in parties},
        leavers=tuple(item.party for item in parties if item.firmest is None),
        held_back=tuple(i.party for i in parties if i.firmest not in (None, "nash")),
        at_rest=tuple(item.party for item in parties if item.firmest == "nash"),
        parties=parties,
        coalitions=together.holds if together else {},
        breakers=together.breakers if together else (),
        simultaneous=asked.at_once,
        limited_move=asked.foresight,
        turning_asked=turned,
        fragility=_fragility(graph, asked) if turned else (),
        inverse=_inverse(graph, asked) if turned else (),
    )


def _party(graph: MoveGraph, asked: Asked, row: int, *, explained: bool) -> PartyHold:
    state = asked.focus.state
    moves = graph.graph.moves(row, state)
    better = int((graph.rank[row, moves] > graph.rank[row, state]).sum())
    party = graph.parties[row]
    extra: dict[str, object] = {}
    if asked.variants and len(moves):
        extra["variants"] = asked.variants[row]
    if asked.strength and better:
        extra["strength"] = asked.strength[row]
    return PartyHold(
        party=party,
        seated=party in graph.seated,
        holds={c: bool(asked.table[n, row]) for n, c in enumerate(CONCEPTS)},
        shares=asked.party[row] if asked.party else {},
        firmest=firmest(asked.table[:, row]),
        n_moves=len(moves),
        n_departures=better,
        departures=departures(graph, row, state) if better and explained else (),
        **extra,
    )


def firmest(stays: BoolArray) -> Concept | None:
    """Return the most demanding concept that holds; `stays` has shape (n_concepts,)."""
    for concept in FIRMEST:
        if stays[CONCEPTS.index(concept)]:
            return concept
    return None


def _movers(graph: MoveGraph, state: int) -> list[int]:
    rows = [graph.parties.index(party) for party in graph.listed]
    return [row for row in rows if len(graph.graph.moves(row, state))]


def _fragility(graph: MoveGraph, asked: Asked) -> tuple[Swaps, ...]:
    state = asked.focus.state
    return tuple(
        swaps(graph, row, state, firmest(asked.table[:, row]) or "gmr")
        for row in _movers(graph, state)
    )


def _inverse(graph: MoveGraph, asked: Asked) -> tuple[Wish, ...]:
    """Return for each party that can move what it would have to prefer: nash, seq and gmr."""
    concepts: tuple[Concept, ...] = ("nash", "gmr", "seq")
    if graph.around(asked.focus.state).graph.n_states > MAX_INVERSE:
        concepts = ("nash",)
    return tuple(
        wish(
            graph, row, asked.focus.state, concept,
            holds=bool(asked.table[CONCEPTS.index(concept), row]), seed=asked.seed,
        )
        for row in _movers(graph, asked.focus.state)
        for concept in concepts
    )  # fmt: skip
