"""`Grid`: states as combinations of options, where parties move along the axes they hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

import numpy as np

from detente.kernels.outcomes import BoolArray, IntArray


@dataclass(frozen=True, eq=False)
class Grid:
    """A graph of moves in option form: every combination of options is a state.

    States are numbered in the order of `outcomes.enumerate_outcomes`: the last axis changes
    fastest. One move of a party changes any of its axes, at least one, each by a step that
    `allowed` has, and ends in a feasible state; what it passes on the way need not be feasible.
    Two moves of a party in a row are therefore one move, or none where they lead back.
    """

    sizes: tuple[int, ...]
    """Number of options of each axis, at least 1."""
    held: tuple[tuple[int, ...], ...]
    """Axes that each party can change, ascending; an axis may be held by several parties."""
    allowed: tuple[BoolArray, ...]
    """Per axis (n_options, n_options): whether one may go from the option of the row to that of
    the column. Reflexive and transitive."""
    feasible: BoolArray | None = None
    """Which states can be (n_states,); None: all."""

    def __post_init__(self) -> None:
        """Check the shapes.

        Raises
        ------
        ValueError
            Where a shape does not fit, or `allowed` is not reflexive and transitive.
        """
        if len(self.allowed) != len(self.sizes):
            message = (
                f"{len(self.sizes)} axes need as many tables of steps, not {len(self.allowed)}"
            )
            raise ValueError(message)
        for axis, (size, table) in enumerate(zip(self.sizes, self.allowed, strict=True)):
            _check_steps(axis, size, table)
        for party, axes in enumerate(self.held):
            if list(axes) != sorted(set(axes) & set(range(len(self.sizes)))):
                message = (
                    f"axes of party {party} must ascend within 0 to {len(self.sizes) - 1}: {axes}"
                )
                raise ValueError(message)
        if self.feasible is not None and self.feasible.shape != (self.n_states,):
            message = f"feasible must have shape ({self.n_states},), not {self.feasible.shape}"
            raise ValueError(message)

    @property
    def n_parties(self) -> int:
        """Number of parties."""
        return len(self.held)

    @property
    def n_states(self) -> int:
        """Number of combinations, feasible or not."""
        return prod(self.sizes)

    def moves(self, party: int, state: int) -> IntArray:
        """Return where a party can go in one move.

        Parameters
        ----------
        party : int
            Who moves.
        state : int
            Where from.

        Returns
        -------
        intp array, shape (n_targets,)
            Feasible states, ascending, without the one it starts from; none from an infeasible one.
        """
        return self._neighbors(party, state, self.allowed)

    def moves_into(self, party: int, state: int) -> IntArray:
        """Return from where a party can come in one move.

        Parameters
        ----------
        party : int
            Who moves.
        state : int
            Where it ends.

        Returns
        -------
        intp array, shape (n_sources,)
            Feasible states, ascending, without the one it ends in; none into an infeasible one.
        """
        return self._neighbors(party, state, [table.T for table in self.allowed])

    def _neighbors(self, party: int, state: int, tables: Sequence[BoolArray]) -> IntArray:
        if self.feasible is not None and not self.feasible[state]:
            return np.zeros(0, dtype=np.intp)
        found: IntArray = np.zeros(1, dtype=np.intp)
        rest = state
        stride = 1
        for axis in reversed(range(len(self.sizes))):
            rest, option = divmod(rest, self.sizes[axis])
            options = np.array([option], dtype=np.intp)
            if axis in self.held[party]:
                options = np.flatnonzero(tables[axis][option])
            found = (options[:, None] * stride + found).ravel()
            stride *= self.sizes[axis]
        found = found[found != state]
        if self.feasible is not None:
            found = found[self.feasible[found]]
        return found


def two_way(size: int) -> BoolArray:
    """Return the steps, shape (size, size), of an axis where each option can follow each other."""
    return np.ones((size, size), dtype=np.bool_)


def _check_steps(axis: int, size: int, table: BoolArray) -> None:
    if table.shape != (size, size):
        message = f"steps of axis {axis} must have shape ({size}, {size}), not {table.shape}"
        raise ValueError(message)
    if not table.diagonal().all():
        message = f"steps of axis {axis}: every option must be allowed to stay"
        raise ValueError(message)
    gaps = np.argwhere(table[:, :, None] & table[None] & ~table[:, None, :])
    if len(gaps):
        start, through, end = gaps[0]
        message = (
            f"steps of axis {axis} are not transitive: {start} to {through} and {through} to "
            f"{end}, but not {start} to {end}"
        )
        raise ValueError(message)
