"""A graph given directly, as a graph of moves; its states are outcomes of one issue, ``state``."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from detente.analysis.graph import Surroundings
from detente.analysis.stability_values import Ground
from detente.case.graph_model import GraphModel
from detente.case.model import Outcome
from detente.kernels.graph_arcs import Arcs
from detente.kernels.graph_search import RankArray
from detente.kernels.stability_relation import Relation, relation_of_ranks

STATE = "state"
"""Issue that stands for the states of a graph."""


@dataclass(frozen=True, eq=False)
class GivenGraph:
    """A graph as it was written down; parties in the order of what they want, then of moves."""

    model: GraphModel
    """What was written."""

    @cached_property
    def parties(self) -> tuple[str, ...]:
        """Id of each row: not in the order of the file, which has no meaning."""
        places = {state: n for n, state in enumerate(self.model.states)}

        def content(name: str) -> tuple[object, ...]:
            party = self.model.parties[name]
            ranks = tuple((sorted(places[s] for s in r.states), r.much) for r in party.ranking)
            moves = sorted((places[a], places[b]) for a, b in party.moves)
            pairs = sorted(sorted((places[a], places[b])) for a, b in party.unknown)
            return ranks, moves, pairs

        return tuple(sorted(self.model.parties, key=content))

    @property
    def listed(self) -> tuple[str, ...]:
        """Ids of the parties in the order of the file."""
        return tuple(self.model.parties)

    @property
    def seated(self) -> frozenset[str]:
        """All of them: a graph knows no table."""
        return frozenset(self.model.parties)

    @property
    def n_feasible(self) -> int:
        """Number of states."""
        return len(self.model.states)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {state: number for number, state in enumerate(self.model.states)}

    @cached_property
    def graph(self) -> Arcs:
        """Moves."""
        return Arcs.from_lists(
            len(self.model.states),
            [
                [(self._numbers[a], self._numbers[b]) for a, b in self.model.parties[p].moves]
                for p in self.parties
            ],
        )

    @cached_property
    def rank(self) -> RankArray:
        """Orders, larger is better; (n_parties, n_states)."""
        found = np.zeros((len(self.parties), len(self.model.states)), dtype=np.int32)
        for row, party in enumerate(self.parties):
            ranking = self.model.parties[party].ranking
            for place, rank in enumerate(ranking):
                for state in rank.states:
                    found[row, self._numbers[state]] = len(ranking) - 1 - place
        return found

    @cached_property
    def relation(self) -> Relation | None:
        """Orders with pairs nobody can compare and great preferences; None without either."""
        parties = [self.model.parties[party] for party in self.parties]
        if not any(p.unknown or any(rank.much for rank in p.ranking) for p in parties):
            return None
        worth = np.zeros_like(self.rank)
        great: list[int | None] = []
        for row, party in enumerate(parties):
            step = len(party.ranking) + 1
            upward = list(reversed(party.ranking))
            rises = np.cumsum([0, *(step if rank.much else 1 for rank in upward[1:])])
            worth[row] = rises[self.rank[row]]
            great.append(step if any(rank.much for rank in party.ranking) else None)
        unknown = [
            [(self._numbers[a], self._numbers[b]) for a, b in party.unknown] for party in parties
        ]
        return relation_of_ranks(worth, unknown, great)

    @cached_property
    def ranked(self) -> Relation | None:
        """The same with every pair as the rankings have it; None where nothing is great."""
        relation = self.relation
        if relation is None or not any(relation.great):
            return None
        none = np.zeros((0, 2), dtype=np.int32)
        return replace(relation, unknown=(none,) * relation.n_parties)

    @cached_property
    def _whole(self) -> Surroundings:
        return Surroundings(self.graph, self.rank, np.arange(self.n_feasible, dtype=np.intp))

    def around(self, state: int) -> Surroundings:
        """Return all of it."""
        return self._whole

    def outcome(self, state: int) -> Outcome:
        """Return a state by its name."""
        return {STATE: self.model.states[state]}

    def number(self, outcome: Outcome) -> int:
        """Return the number of a state."""
        return self._numbers[outcome[STATE]]

    def changes(self, start: int, end: int) -> Outcome:
        """Return the state at the end, if it is another."""
        return {} if start == end else self.outcome(end)

    def gain(self, row: int, start: int, end: int) -> float | None:
        """Return nothing: a graph knows only orders."""
        return None

    def move_grounds(self, row: int, start: int, end: int) -> tuple[Ground, ...]:
        """Return where the file has a move."""
        party = self.parties[row]
        names = (self.model.states[start], self.model.states[end])
        place = self.model.parties[party].moves.index(names)
        return (Ground(path=f"parties.{party}.moves.{place}"),)

    def wish_grounds(self, row: int, start: int, end: int) -> tuple[Ground, ...]:
        """Return where the file ranks two states."""
        party = self.parties[row]
        ranking = self.model.parties[party].ranking
        places = sorted({len(ranking) - 1 - int(self.rank[row, state]) for state in (start, end)})
        return tuple(Ground(path=f"parties.{party}.ranking.{place}") for place in places)
