"""`GraphModel`: states, moves and orders written down directly, without issues and options."""

from typing import Annotated, Literal, Self

from pydantic import Field, ValidationInfo, model_validator

from detente.sources.frozen import Frozen

Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9_][A-Za-z0-9_.-]*$", max_length=60)]
"""Name of a state or party: letters, digits, ``_``, ``.`` and ``-``."""
MAX_STATES = 2**16
"""Most states of a graph given directly."""


class GraphRank(Frozen):
    """States that a party likes equally well."""

    states: Annotated[tuple[Name, ...], Field(min_length=1)]
    """Which."""
    much: bool = False
    """True where they are greatly preferred to all that stand lower."""


class GraphParty(Frozen):
    """One party: where it can go and what it prefers."""

    moves: tuple[tuple[Name, Name], ...] = ()
    """From and to, one step each; two moves do not make a third."""
    ranking: Annotated[tuple[GraphRank, ...], Field(min_length=1)]
    """Every state, best first."""
    unknown: tuple[tuple[Name, Name], ...] = ()
    """Pairs of states of which nobody can say which it prefers, whatever the ranking says."""


class GraphModel(Frozen):
    """A graph of moves as an analyst writes it down."""

    detente_graph: Annotated[Literal[1], Field(alias="detente-graph")]
    """Version of the form."""
    title: Annotated[str, Field(pattern=r"^([^\s#]([^#\r\n]*[^\s#])?)?$", max_length=200)] = ""
    """What it is about."""
    states: Annotated[tuple[Name, ...], Field(min_length=2, max_length=MAX_STATES)]
    """Names of the states."""
    status_quo: Name | None = None
    """State in force today."""
    parties: Annotated[dict[Name, GraphParty], Field(min_length=1)]
    """Who moves; order has no meaning."""

    @model_validator(mode="after")
    def _consistent(self, info: ValidationInfo) -> Self:
        """Refuse what does not fit together; with a list in the context, put it there instead."""
        faults = problems_of(self)
        if info.context is not None:
            info.context.extend(faults)
        elif faults:
            raise ValueError(faults[0][1])
        return self


Place = tuple[str | int, ...]


def problems_of(graph: GraphModel) -> list[tuple[Place, str]]:
    """Return what does not fit together, each with the place it stands at."""
    known = set(graph.states)
    found: list[tuple[Place, str]] = []
    if len(known) < len(graph.states):
        twice = next(s for n, s in enumerate(graph.states) if s in graph.states[:n])
        found.append((("states",), f"state {twice} is listed twice; keep one of them"))
    if graph.status_quo is not None and graph.status_quo not in known:
        found.append((("status_quo",), _unknown(graph.status_quo)))
    for name, party in graph.parties.items():
        place: Place = ("parties", name)
        for kind, pairs in (("moves", party.moves), ("unknown", party.unknown)):
            found += _pair_problems(pairs, (*place, kind), known)
        found += _ranking_problems(graph, party, (*place, "ranking"))
    return found


def _pair_problems(
    pairs: tuple[tuple[str, str], ...], place: Place, known: set[str]
) -> list[tuple[Place, str]]:
    found: list[tuple[Place, str]] = []
    for index, pair in enumerate(pairs):
        here = (*place, index)
        found += [(here, _unknown(state)) for state in pair if state not in known]
        if pair[0] == pair[1]:
            found.append((here, f"{pair[0]} stands on both sides; name two different states"))
    return found


def _ranking_problems(
    graph: GraphModel, party: GraphParty, place: Place
) -> list[tuple[Place, str]]:
    seen: set[str] = set()
    known = set(graph.states)
    found: list[tuple[Place, str]] = []
    for index, rank in enumerate(party.ranking):
        for state in rank.states:
            if state not in known:
                found.append(((*place, index), _unknown(state)))
            elif state in seen:
                found.append(((*place, index), f"state {state} is ranked twice; keep one place"))
            seen.add(state)
    missing = [state for state in graph.states if state not in seen]
    if missing:
        shown = ", ".join(missing[:5]) + (", ..." if len(missing) > 5 else "")
        found.append((place, f"no place for {shown}; rank every state, equal ones with '='"))
    return found


def _unknown(state: str) -> str:
    return f"unknown state {state}; list it under states"
