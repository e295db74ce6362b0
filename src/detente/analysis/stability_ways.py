"""The way from the status quo to an outcome: by moves, and with every step in its mover's interest.

What nobody holds alone changes in steps that those at the table take together, and so does what
several of them hold and none of them can bring about alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from detente.analysis.graph import MoveGraph
from detente.analysis.stability_hold import merged, step_of
from detente.analysis.stability_values import Ground, Roadmap, Step
from detente.analysis.worth import agreed_by
from detente.kernels.graph_arcs import Arcs
from detente.kernels.graph_grid import Grid, two_way
from detente.kernels.graph_moves import Graph, Moves
from detente.kernels.graph_search import Step as Move
from detente.kernels.outcomes import BoolArray, IntArray
from detente.kernels.problem import Quota
from detente.kernels.roadmap import Way, way

TOGETHER = "*"
"""Stands for those at the table when they move together."""
MAX_MOVES = 2**22
"""Most moves that are listed one by one, where some steps are taken together."""


@dataclass(frozen=True, eq=False)
class Ways:
    """Ways through a graph in which some axes change only by consent."""

    graph: MoveGraph
    """Who can move where and wants what."""
    joint: tuple[int, ...] = ()
    """Axes that change only by consent."""
    shared: tuple[int, ...] = ()
    """Axes that several at the table hold and that none of them can move to every option."""
    consent: tuple[Quota, ...] = ()
    """Who must gain by a step taken together, rows of the graph."""
    table: tuple[str, ...] = ()
    """Ids of those at the table."""

    def roadmap(self, start: int, goal: int) -> Roadmap:
        """Return the ways from one outcome to another."""
        by_moves = way(self._moves, start, goal)
        improving = self._improving
        by_improvements = None if improving is None else self._by_improvements(start, goal)
        losses = None
        if by_improvements is None and self._together is None:
            losses = way(self._moves, start, goal, "detours", self.graph.rank)
        steps = None if by_moves is None else self._steps(start, by_moves)
        better = None if by_improvements is None else self._steps(start, by_improvements)
        return Roadmap(
            goal=self.graph.outcome(goal),
            by_moves=steps,
            first_by_moves=self._first(by_moves),
            by_improvements=better,
            first_by_improvements=self._first(by_improvements),
            searched=improving is not None,
            fewest_losses=None if losses is None else self._steps(start, losses),
            together=any(len(step.movers) > 1 for step in (better or steps or ())),
            grounds=self._grounds(start, by_improvements or by_moves),
        )

    @cached_property
    def _together(self) -> Grid | None:
        """What those at the table can do together; None where they have no such moves."""
        graph, axes = self.graph.graph, tuple(sorted((*self.joint, *self.shared)))
        if not axes or not isinstance(graph, Grid):
            return None
        allowed = [
            two_way(size) if axis in axes else graph.allowed[axis]
            for axis, size in enumerate(graph.sizes)
        ]
        return replace(graph, held=(axes,), allowed=tuple(allowed))

    @cached_property
    def _moves(self) -> Graph:
        """Moves, those at the table together as one more mover."""
        graph, table = self.graph.graph, self._together
        if table is None or not isinstance(graph, Grid):
            return graph
        listed = self._arcs(graph, table, paying=False) if self.shared else None
        if listed is not None:
            return listed
        allowed = [
            table.allowed[axis] if axis in self.joint else steps
            for axis, steps in enumerate(graph.allowed)
        ]
        return replace(graph, held=(*graph.held, self.joint), allowed=tuple(allowed))

    @cached_property
    def _improving(self) -> Graph | None:
        """Moves in the interest of their movers; None where they are too many to be listed."""
        graph, table = self.graph.graph, self._together
        if table is None or not isinstance(graph, Grid):
            return graph
        return self._arcs(graph, table, paying=True)

    def _arcs(self, graph: Grid, table: Grid, *, paying: bool) -> Arcs | None:
        """Return the moves of each party and of the table, listed; None where they are too many."""
        states = np.arange(graph.n_states, dtype=np.intp)
        if graph.feasible is not None:
            states = states[graph.feasible]
        n_moves = sum(
            int(np.prod([graph.sizes[axis] for axis in axes], dtype=np.int64))
            for axes in (*graph.held, *table.held)
        )
        if n_moves * graph.n_states > MAX_MOVES:
            return None
        starts, targets = [], []
        movers = [(graph, row, row) for row in range(graph.n_parties)]
        for grid, row, mover in [*movers, (table, 0, graph.n_parties)]:
            ends, sources = self._listed(grid, row, states, mover if paying else None)
            counts = np.bincount(sources, minlength=graph.n_states)
            starts.append(np.concatenate(([0], np.cumsum(counts))).astype(np.intp))
            targets.append(ends)
        return Arcs(graph.n_states, tuple(starts), tuple(targets))

    def _listed(
        self, graph: Grid, row: int, states: IntArray, mover: int | None
    ) -> tuple[IntArray, IntArray]:
        """Return ends and starts of a row's moves; with a mover only those that it gains by."""
        ends, sources = [np.zeros(0, dtype=np.intp)], [np.zeros(0, dtype=np.intp)]
        for places, targets in Moves(graph).pairs(row, states):
            kept = slice(None) if mover is None else self._gains(mover, states[places], targets)
            ends.append(targets[kept])
            sources.append(states[places[kept]])
        return np.concatenate(ends), np.concatenate(sources)

    def _gains(self, mover: int, starts: IntArray, ends: IntArray) -> BoolArray:
        """Return which moves are in the interest of their movers."""
        rank = self.graph.rank
        if mover < len(rank):
            return np.asarray(rank[mover, ends] > rank[mover, starts])
        return agreed_by(rank[:, ends] > rank[:, starts], self.consent)

    def _by_improvements(self, start: int, goal: int) -> Way | None:
        if isinstance(self._improving, Arcs) and self._together is not None:
            return way(self._improving, start, goal)
        return way(self._moves, start, goal, "improvements", self.graph.rank)

    def _first(self, found: Way | None) -> tuple[str, ...]:
        if found is None:
            return ()
        named = {self._name(mover) for mover in found.first}
        return tuple(name for name in (*self.graph.listed, TOGETHER) if name in named)

    def _name(self, mover: int) -> str:
        return self.graph.parties[mover] if mover < len(self.graph.parties) else TOGETHER

    def _steps(self, start: int, found: Way) -> tuple[Step, ...]:
        steps = []
        for move in found.steps:
            steps.append(self._step(start, move))
            start = move.state
        return tuple(steps)

    def _step(self, start: int, move: Move) -> Step:
        if move.party < len(self.graph.parties):
            return step_of(self.graph, start, move.party, move.state)
        there = np.array([start]), np.array([move.state])
        return Step(
            movers=self.table,
            changes=self.graph.changes(start, move.state),
            outcome=self.graph.outcome(move.state),
            improves=bool(self._gains(move.party, *there)[0]),
        )

    def _grounds(self, start: int, found: Way | None) -> tuple[Ground, ...]:
        groups: list[tuple[Ground, ...]] = []
        for move in found.steps if found is not None else ():
            if move.party < len(self.graph.parties):
                groups.append(self.graph.move_grounds(move.party, start, move.state))
                groups.append(self.graph.wish_grounds(move.party, start, move.state))
            start = move.state
        return merged(*groups)


def roadmaps(ways: Ways, start: int, goals: Sequence[int]) -> tuple[Roadmap, ...]:
    """Return the ways from the status quo to each of some outcomes, in their order."""
    return tuple(ways.roadmap(start, goal) for goal in goals if goal != start)
