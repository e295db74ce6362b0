"""Shortest legal sequences of moves in a graph, level by level: nobody moves twice in a row.

Only what is reachable is looked at. What is kept is linear in states; no table of pairs.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from detente.kernels.graph_grid import Grid
from detente.kernels.graph_moves import Graph, Moves
from detente.kernels.outcomes import BoolArray, IntArray

RankArray: TypeAlias = NDArray[np.int32]
"""Rank of each state (n_parties, n_states): larger is better, equal is indifferent."""
Kind: TypeAlias = Literal["moves", "improvements", "detours"]
"""Which steps a sequence may have: any; those by which their mover gains, judged at the state it
leaves; any, but steps without a gain count first and length second."""

_FREE, _CLOSED, _ROOT = -1, -2, -1


class Step(NamedTuple):
    """One move."""

    party: int
    """Who moves."""
    state: int
    """Where it ends."""


class Cost(NamedTuple):
    """What a sequence costs; compared in this order."""

    detours: int
    """Steps by which their mover does not gain; 0 where those are not counted."""
    steps: int
    """Number of moves."""


@dataclass(eq=False)
class Search:
    """Cheapest legal sequences between one state, the root, and the others.

    Notes
    -----
    A search over pairs of a state and its last mover. In a `Grid` two moves of a party in a row
    are one, so a sequence in which somebody moves twice in a row is never cheapest, and one node
    for each state is enough; for each, only those are asked to move on who did not move last.
    """

    graph: Graph
    """Whose moves."""
    root: int
    """The one state."""
    movers: Sequence[int]
    """Who may move, ascending."""
    kind: Kind = "moves"
    """Which steps."""
    rank: RankArray | None = None
    """Needed for all kinds but moves."""
    backward: bool = False
    """False: from the root to the others. True: from the others to the root."""
    closed: BoolArray | None = None
    """Nodes that are not looked at, as `reached` of an earlier search has them."""
    barrier: int | None = None
    """State that sequences may reach and not pass."""
    steps: NDArray[np.int32] = field(init=False)
    """Length per last mover (with `backward`: first mover) and state (n_rows, n_states); negative
    where there is none. A `Grid` has one row for all movers."""
    detours: NDArray[np.int32] = field(init=False)
    """Steps without a gain, likewise."""

    def __post_init__(self) -> None:
        """Start with nothing reached."""
        n_rows = 1 if isinstance(self.graph, Grid) else self.graph.n_parties
        self.steps = np.full((n_rows, self.graph.n_states), _FREE, dtype=np.int32)
        if self.closed is not None:
            self.steps[self.closed] = _CLOSED
        self.detours = np.zeros_like(self.steps) if self.kind == "detours" else self.steps
        self._ahead = Moves(self.graph, backward=self.backward)
        self._back = Moves(self.graph, backward=not self.backward)

    @property
    def reached(self) -> BoolArray:
        """Which nodes were looked at (n_rows, n_states), the root of a grid among them."""
        return np.asarray(self.steps >= 0)

    def levels(self) -> Iterator[tuple[Cost, IntArray]]:
        """Yield the states reached at each cost, cheapest first, until nothing is left.

        Yields
        ------
        cost : Cost
            Ascending, from one step on.
        states : intp array, shape (n_states,)
            Ascending. In a grid each state comes once; in a free-form graph once for each last
            mover at most, and the root may come back.
        """
        root = np.array([self.root], dtype=np.intp)
        waiting = defaultdict(list, {Cost(0, 0): [(_ROOT, root)]})
        costs = [Cost(0, 0)]
        while costs:
            cost = heappop(costs)
            fresh = [(last, self._settle(last, some, cost)) for last, some in waiting.pop(cost)]
            states = _together([some for _, some in fresh])
            if cost.steps and len(states):
                yield cost, states
            fresh = [(last, some[some != self.barrier]) for last, some in fresh]
            for mover in self.movers:
                sources = _together([some for last, some in fresh if last != mover])
                for extra, targets in self._next(mover, sources):
                    there = Cost(cost.detours + extra, cost.steps + 1)
                    if there not in waiting:
                        heappush(costs, there)
                    waiting[there].append((mover, targets))

    def run(self) -> "Search":
        """Look at everything that is reachable, and return itself."""
        for _ in self.levels():
            pass
        return self

    def cost(self, state: int) -> Cost | None:
        """Return the least cost of a sequence between the root and a state; None: there is none."""
        if state == self.root:
            return Cost(0, 0)
        rows = [row for row in range(len(self.steps)) if self.steps[row, state] >= 0]
        return min((self._cost(row, state) for row in rows), default=None)

    def movers_at(self, state: int, *, shortest: bool = False) -> tuple[int, ...]:
        """Return who can make the last (backward: first) move of a sequence that ends there.

        Parameters
        ----------
        state : int
            The barrier of a search that has looked at everything: sequences do not pass it.
        shortest : bool
            Whether only of a cheapest sequence.

        Returns
        -------
        tuple of int
            Parties, ascending.
        """
        cost = self.cost(state)
        if cost is None or not cost.steps:
            return ()
        found = []
        for mover in self.movers:
            neighbors, extra = self._leading(mover, state)
            if shortest:
                can = (
                    self._holds(mover, state, cost)
                    and self._fits(mover, neighbors, extra, cost).any()
                )
            elif len(self.steps) > 1:
                can = self.steps[mover, state] >= 0
            else:
                can = (self.steps[0, neighbors] >= 0).any()
            if can:
                found.append(mover)
        return tuple(found)

    def path(self, state: int) -> tuple[Step, ...] | None:
        """Return the cheapest sequence between the root and a state.

        Parameters
        ----------
        state : int
            A state; it must have been looked at.

        Returns
        -------
        tuple of Step, or None
            In the order in which they are made; empty for the root, None where there is none. Of
            several, seen from `state`, the one whose nearest move has the lowest party, then the
            lowest state at its other end, and so on.
        """
        cost = self.cost(state)
        if cost is None:
            return None
        walked: list[Step] = []
        last = _ROOT
        while cost.steps:
            for mover in (mover for mover in self.movers if mover != last):
                if not self._holds(mover, state, cost):
                    continue
                neighbors, extra = self._leading(mover, state)
                fits = self._fits(mover, neighbors, extra, cost)
                if fits.any():
                    place = int(fits.argmax())
                    break
            else:
                message = f"state {state} has no way back at cost {cost}"
                raise AssertionError(message)
            other = int(neighbors[place])
            walked.append(Step(mover, other if self.backward else state))
            cost = Cost(cost.detours - int(extra[place]), cost.steps - 1)
            state, last = other, mover
        return tuple(walked if self.backward else reversed(walked))

    def _settle(self, last: int, states: IntArray, cost: Cost) -> IntArray:
        if last == _ROOT and len(self.steps) > 1:
            return states
        row = self._row(last)
        states = states[self.steps[row, states] == _FREE]
        self.steps[row, states] = cost.steps
        if self.kind == "detours":
            self.detours[row, states] = cost.detours
        return states

    def _next(self, mover: int, sources: IntArray) -> Iterator[tuple[int, IntArray]]:
        """Yield how many detours a move adds, and where it leads."""
        if len(sources) == 0:
            return
        row = self._row(mover)
        liking = None if self.rank is None or self.kind == "moves" else self.rank[mover]
        ways = ((0, liking), (1, None)) if self.kind == "detours" else ((0, liking),)
        for extra, way in ways:
            targets = self._ahead.after(mover, sources, way)
            targets = targets[self.steps[row, targets] == _FREE]
            if len(targets):
                yield extra, targets

    def _leading(self, mover: int, state: int) -> tuple[IntArray, IntArray]:
        """Return the neighbors of a state toward the root by one mover, and the detours of each."""
        neighbors = self._back.of(mover, state)
        if self.kind == "moves" or self.rank is None:
            return neighbors, np.zeros(len(neighbors), dtype=np.intp)
        liking = self.rank[mover]
        gains = liking[neighbors] > liking[state]
        if not self.backward:
            gains = liking[neighbors] < liking[state]
        if self.kind == "improvements":
            return neighbors[gains], np.zeros(int(gains.sum()), dtype=np.intp)
        return neighbors, (~gains).astype(np.intp)

    def _holds(self, mover: int, state: int, cost: Cost) -> bool:
        """Return whether a move of somebody is the last of a sequence at this cost."""
        return len(self.steps) == 1 or self._cost(mover, state) == cost

    def _fits(self, mover: int, states: IntArray, extra: IntArray, cost: Cost) -> BoolArray:
        """Return which states have a sequence that, with one more move, has this cost."""
        if cost.steps == 1:
            return np.asarray((states == self.root) & (extra == cost.detours))
        same = self.steps[:, states] == cost.steps - 1
        if self.kind == "detours":
            same &= self.detours[:, states] == cost.detours - extra
        if len(self.steps) > 1:
            same[mover] = False
        return np.asarray(same.any(axis=0))

    def _cost(self, row: int, state: int) -> Cost:
        counted = self.kind == "detours"
        return Cost(
            int(self.detours[row, state]) if counted else 0,
            int(self.steps[row, state]),
        )

    def _row(self, mover: int) -> int:
        return mover if len(self.steps) > 1 else 0


def _together(parts: Sequence[IntArray]) -> IntArray:
    """Return the states of several lists, each once, ascending."""
    if len(parts) == 1:
        return parts[0]
    return np.unique(np.concatenate(parts)) if parts else np.zeros(0, dtype=np.intp)
