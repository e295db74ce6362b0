"""A case, or a graph given directly, as a graph of moves: who can go where, and who wants what.

States are the outcomes of a case in the order of its arrays; a party moves what it holds. Issues
that nobody holds change only by consent, so a party alone never leaves the outcomes that agree on
them: what can happen to an outcome is looked at among those, its *surroundings*.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np

from detente.analysis.grounds import held, move_grounds, wish_grounds
from detente.analysis.orders import Orders
from detente.analysis.prepared import Prepared
from detente.analysis.stability_values import Ground
from detente.case.model import Case, Outcome
from detente.case.move_slips import reached
from detente.kernels.graph_grid import Grid
from detente.kernels.graph_moves import Graph
from detente.kernels.graph_search import RankArray
from detente.kernels.outcomes import BoolArray, IntArray

NO_ORDER = (".no_deal", ".at_least")
"""Ends of the paths of values that order no outcomes."""


@dataclass(frozen=True, eq=False)
class Surroundings:
    """The outcomes that one-sided moves can reach from one, as a graph of its own."""

    graph: Graph
    """Moves among them."""
    rank: RankArray
    """Orders, larger is better; (n_parties, n_some)."""
    states: IntArray
    """Number of each in the whole graph; (n_some,)."""

    def local(self, state: int) -> int:
        """Return the number here of a state of the whole graph."""
        return int(np.flatnonzero(self.states == state)[0])

    def whole(self, state: int) -> int:
        """Return the number in the whole graph of a state here."""
        return int(self.states[state])


class MoveGraph(Protocol):
    """What the questions on stability ask of a case, or of a graph given directly."""

    @property
    def parties(self) -> tuple[str, ...]:
        """Id of each row."""

    @property
    def listed(self) -> tuple[str, ...]:
        """Ids of the parties in the order in which findings list them."""

    @property
    def seated(self) -> frozenset[str]:
        """Ids of those at the table."""

    @property
    def graph(self) -> Graph:
        """Moves."""

    @property
    def rank(self) -> RankArray:
        """Orders with every range at its middle; (n_parties, n_states)."""

    @property
    def n_feasible(self) -> int:
        """Outcomes that can be."""

    def around(self, state: int) -> Surroundings:
        """Return what one-sided moves can reach from a state, and perhaps more."""

    def outcome(self, state: int) -> Outcome:
        """Return a state by its ids."""

    def gain(self, row: int, start: int, end: int) -> float | None:
        """Return what a party gains from one state to another; None where it has no points."""

    def changes(self, start: int, end: int) -> Outcome:
        """Return what differs at the end."""

    def move_grounds(self, row: int, start: int, end: int) -> tuple[Ground, ...]:
        """Return where the case says that a party can make a move."""

    def wish_grounds(self, row: int, start: int, end: int) -> tuple[Ground, ...]:
        """Return where the case says how a party compares two states."""


@dataclass(frozen=True, eq=False)
class CaseGraph:
    """A case as a graph of moves; rows in the order of its arrays."""

    ready: Prepared
    """The case made ready."""

    @property
    def case(self) -> Case:
        """The case itself."""
        return self.ready.case

    @cached_property
    def orders(self) -> Orders:
        """Who wants what."""
        return Orders(self.ready)

    @cached_property
    def rows(self) -> tuple[int, ...]:
        """Row in the arrays of each party here: equal wants stand in the order of what is held."""
        arrays = self.ready.arrays
        group = list(range(len(arrays.parties)))
        for alike in arrays.alike:
            for row in alike:
                group[row] = alike[0]
        return tuple(
            sorted(
                range(len(group)),
                key=lambda row: (group[row], sorted(held(self.case, arrays.parties[row]))),
            )
        )

    @property
    def parties(self) -> tuple[str, ...]:
        """Id of each row."""
        return tuple(self.ready.arrays.parties[row] for row in self.rows)

    @property
    def listed(self) -> tuple[str, ...]:
        """Ids of the parties in the order of the case."""
        return self.case.players()

    @property
    def seated(self) -> frozenset[str]:
        """Ids of those at the table."""
        return frozenset(self.case.seated())

    @property
    def n_feasible(self) -> int:
        """Outcomes that satisfy the links."""
        return self.ready.arrays.n_outcomes

    @property
    def joint(self) -> tuple[str, ...]:
        """Issues that no party can change alone, in the order of the case."""
        alone = {issue for party in self.parties for issue in held(self.case, party)}
        return tuple(issue for issue in self.case.issues if issue not in alone)

    @cached_property
    def graph(self) -> Grid:
        """Moves on the whole grid."""
        arrays = self.ready.arrays
        kept = arrays.kept
        return Grid(
            sizes=arrays.n_options,
            held=tuple(
                tuple(
                    axis
                    for axis, issue in enumerate(arrays.issues)
                    if party in self.case.issues[issue].held_by
                )
                for party in self.parties
            ),
            allowed=tuple(
                _steps(self.case, issue, options)
                for issue, options in zip(arrays.issues, arrays.options, strict=True)
            ),
            feasible=None if kept is None or kept.all() else kept,
        )

    @cached_property
    def rank(self) -> RankArray:
        """Orders with every range at its middle; (n_parties, n_states)."""
        return np.ascontiguousarray(self.orders.rank[list(self.rows)])

    @cached_property
    def _free(self) -> tuple[int, ...]:
        """Axes that somebody holds."""
        return tuple(sorted({axis for axes in self.graph.held for axis in axes}))

    def around(self, state: int) -> Surroundings:
        """Return the outcomes that agree with one on all that nobody holds."""
        row = self.orders.outcomes[state]
        key = tuple(-1 if axis in self._free else int(row[axis]) for axis in range(len(row)))
        return self._slice(key)

    def together(self, states: Sequence[int]) -> Surroundings:
        """Return the surroundings of several states as one graph.

        One axis more, that nobody holds, tells the surroundings apart.
        """
        parts = list({id(part): part for part in map(self.around, states)}.values())
        first = parts[0].graph
        assert isinstance(first, Grid)
        feasible = [np.ones(len(part.states), np.bool_) for part in parts]
        for place, part in enumerate(parts):
            if part.graph.feasible is not None:
                feasible[place] = part.graph.feasible
        graph = Grid(
            sizes=(len(parts), *first.sizes),
            held=tuple(tuple(axis + 1 for axis in axes) for axes in first.held),
            allowed=(np.eye(len(parts), dtype=np.bool_), *first.allowed),
            feasible=np.concatenate(feasible),
        )
        numbers = np.concatenate([part.states for part in parts])
        return Surroundings(graph, np.ascontiguousarray(self.rank[:, numbers]), numbers)

    @cached_property
    def _slices(self) -> dict[tuple[int, ...], Surroundings]:
        return {}

    def _slice(self, key: tuple[int, ...]) -> Surroundings:
        if key not in self._slices:
            self._slices[key] = self._sliced(key)
        return self._slices[key]

    def _sliced(self, key: tuple[int, ...]) -> Surroundings:
        free = self._free
        numbers = np.arange(self.graph.n_states, dtype=np.intp).reshape(self.graph.sizes)
        chosen = tuple(slice(None) if option < 0 else option for option in key)
        states = np.ascontiguousarray(numbers[chosen]).reshape(-1)
        place = {axis: n for n, axis in enumerate(free)}
        feasible = self.graph.feasible
        graph = Grid(
            sizes=tuple(self.graph.sizes[axis] for axis in free),
            held=tuple(tuple(place[axis] for axis in axes) for axes in self.graph.held),
            allowed=tuple(self.graph.allowed[axis] for axis in free),
            feasible=None if feasible is None else feasible[states],
        )
        return Surroundings(graph, np.ascontiguousarray(self.rank[:, states]), states)

    def in_draws(self, states: IntArray, n_draws: int) -> Iterator[RankArray]:
        """Yield the orders of some outcomes in some of the draws; shape (n_parties, n_some)."""
        if self.certain:
            yield np.ascontiguousarray(self.rank[:, states])
            return
        rows = list(self.rows)
        for rank in self.orders.in_draws(states, n_draws):
            yield np.ascontiguousarray(rank[rows])

    @property
    def certain(self) -> bool:
        """Whether no value that orders outcomes is a range."""
        ordinal = set(self.case.ordinal())
        parties = self.ready.arrays.parties
        draws = self.ready.draws
        scored = any(
            parties[int(owner)] not in ordinal and not name.path.endswith(NO_ORDER)
            for name, owner in zip(draws.uncertain, draws.owner, strict=True)
        )
        weights = [
            item.weight
            for party in sorted(ordinal)
            for item in self.case.preferences[party].priorities
            if item.weight is not None
        ]
        return not scored and all(weight.low == weight.high for weight in weights)

    def outcome(self, state: int) -> Outcome:
        """Return a state by its ids, issues in the order of the case."""
        arrays = self.ready.arrays
        row = self.orders.outcomes[state]
        chosen = {i: arrays.options[n][row[n]] for n, i in enumerate(arrays.issues)}
        return {issue: chosen[issue] for issue in self.case.issues}

    def state(self, outcome: Outcome) -> int:
        """Return the number of an outcome."""
        arrays = self.ready.arrays
        chosen = [
            options.index(outcome[issue])
            for issue, options in zip(arrays.issues, arrays.options, strict=True)
        ]
        return int(np.ravel_multi_index(chosen, self.graph.sizes))

    def changes(self, start: int, end: int) -> Outcome:
        """Return the issues that differ, with the option at the end."""
        before, after = self.outcome(start), self.outcome(end)
        return {issue: option for issue, option in after.items() if before[issue] != option}

    def gain(self, row: int, start: int, end: int) -> float | None:
        """Return what a party gains, points of 100; None where it has no points."""
        there = self.rows[row]
        units = self.orders.units[there]
        if units is None or self.ready.arrays.parties[there] in self.case.ordinal():
            return None
        return float((int(units[end]) - int(units[start])) * self.orders.unit[there])

    def feasible(self, state: int) -> bool:
        """Return whether an outcome satisfies the links."""
        return self.graph.feasible is None or bool(self.graph.feasible[state])

    def move_grounds(self, row: int, start: int, end: int) -> tuple[Ground, ...]:
        """Return where the case says that a party can make a move."""
        changed = self.changes(start, end)
        return move_grounds(self.case, self.parties[row], self.outcome(start), changed)

    def wish_grounds(self, row: int, start: int, end: int) -> tuple[Ground, ...]:
        """Return where the case says how a party compares two outcomes."""
        return wish_grounds(self.case, self.parties[row], self.outcome(start), self.outcome(end))


def _steps(case: Case, issue: str, options: tuple[str, ...]) -> BoolArray:
    """Return which options of an issue can follow which by a one-sided move."""
    content = case.issues[issue]
    return np.array(
        [[end in reached(content, start) for end in options] for start in options], dtype=np.bool_
    )
