"""The frontier of the settlements: complete and exact, or with a guaranteed bound on its error.

Outcomes are never enumerated. Partial outcomes are merged block by block [NemhauserUllmann1969]_;
those that cannot become a settlement, or that another one beats, are dropped on the way.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Protocol

import numpy as np

from detente.kernels.blocks import Blocks
from detente.kernels.boxes import boxed, boxed_within, corners_of, nearest_to, shortfall_of
from detente.kernels.dominance import efficient, efficient_distinct, grouped, ranked
from detente.kernels.merging import Merge, States, joined, together
from detente.kernels.outcomes import IntArray

MAX_VECTORS = 250_000
"""Most vectors held at one time."""
MAX_WORK = 40
"""Most states that a block is merged into, per vector allowed."""
MAX_JOINED = 50_000
"""Most vectors held where an error is wanted, so that asking for a small one ends in time."""
MAX_JOINED_LARGE = 15_000
"""The same where units are beyond 64 bits, which takes several times as long."""
_NEAR = 1000
"""Most boxes of what is almost a settlement that the bound on the error looks at."""


class Origin(Protocol):
    """From what the outcomes of a vector are found again."""

    @property
    def layers(self) -> tuple[IntArray, ...]:
        """States that were held; none where no states were merged."""
        ...  # pragma: no cover

    def outcomes_of(self, worth: IntArray, most: int) -> IntArray:
        """Return at most so many settlements with some worth at the table, at least one."""
        ...  # pragma: no cover


@dataclass(frozen=True, eq=False)
class Frontier:
    """Distinct worths of the efficient settlements, in descending order.

    A settlement is efficient where no other settlement is at least as good for every party at the
    table and better for one.
    """

    table: tuple[int, ...]
    """Rows of the parties at the table."""
    absent: tuple[int, ...]
    """Rows of the other parties."""
    worth: IntArray
    """Units of each party at the table (n_table, n_vectors); int64 or object."""
    counts: IntArray
    """Number of settlements with each vector (n_vectors,); int64, or object where there could be
    more than that holds. At least so many where not `complete`."""
    least_absent: IntArray
    """Least worth to each absent party over the settlements of each vector, units (n_absent,
    n_vectors); over those that were counted where not `complete`."""
    most_absent: IntArray
    """Most worth, likewise."""
    complete: bool
    """Whether every efficient vector is listed, and no other."""
    error: tuple[int, ...] | None
    """Units per party at the table: for every settlement a listed one is at most so much worse for
    each party. Zeros where `complete`; None where nothing was found and nothing can be promised."""
    trail: Origin = field(repr=False)
    """How the vectors came about."""

    def outcomes_of(self, vector: int, most: int = 100) -> IntArray:
        """Return outcomes that have a vector.

        Parameters
        ----------
        vector : int
            Column of `worth`.
        most : int
            Most outcomes returned.

        Returns
        -------
        intp array, shape (n_outcomes, n_issues)
            Option indices of settlements with exactly this worth, at least one and all of them
            where there are no more than `most` and the frontier is complete; ascending.
        """
        outcomes = self.trail.outcomes_of(self.worth[:, vector], most)
        return outcomes[np.lexsort(outcomes.T[::-1])] if outcomes.shape[1] else outcomes


@dataclass(frozen=True, eq=False)
class Trail:
    """The states after each block, from which outcomes are found again."""

    blocks: Blocks
    """What was merged."""
    merge: Merge
    """By which rules."""
    layers: tuple[IntArray, ...]
    """Rows of the states before the first and after each block (n_rows, n_states)."""

    def outcomes_of(self, worth: IntArray, most: int) -> IntArray:
        """Return at most so many settlements with some worth at the table, at least one."""
        found = list(islice(self.choices_of(worth), most))
        return self.blocks.outcomes(np.array(found, dtype=np.intp))

    def choices_of(self, worth: IntArray) -> Iterator[list[int]]:
        """Yield the choice of every block for each outcome with some worth at the table.

        Parameters
        ----------
        worth : int64 or object array, shape (n_table,)
            Units.

        Yields
        ------
        list of int, length n_blocks
            Choices; every one a settlement.
        """
        for state in _columns_like(self.layers[-1], worth).T:
            if self.merge.hopeful(state[:, None], len(self.layers) - 1)[0]:
                chosen = [0] * len(self.merge.choices)
                yield from self._before(state, len(self.merge.choices), chosen)

    def _before(self, state: IntArray, done: int, chosen: list[int]) -> Iterator[list[int]]:
        if not done:
            yield list(chosen)
            return
        merge = self.merge
        choices = merge.choices[done - 1]
        table = list(merge.table)
        for place in range(len(choices.index)):
            one = choices.only(slice(place, place + 1))
            earlier = _columns_like(
                self.layers[done - 1], state[: len(table)] - one.parts[table, 0]
            )
            reached = merge.extended_rows(earlier, one, done - 1)
            for column in np.flatnonzero((reached == state[:, None]).all(axis=0)):
                chosen[choices.block] = int(choices.index[place])
                yield from self._before(earlier[:, column], done - 1, chosen)


def frontier(
    blocks: Blocks, *, most: int = MAX_VECTORS, error: Sequence[int] | None = None
) -> Frontier:
    """Return the frontier of the settlements for the parties at the table.

    Parameters
    ----------
    blocks : Blocks
        The negotiation.
    most : int
        Most vectors held at one time. Where the frontier needs more, near vectors are joined and
        the result says by how much it can be off.
    error : sequence of int, length n_table, optional
        Units of each party at the table that are small enough not to matter: near vectors are
        joined from the start, and the result is off by no more, unless more than `most` or
        `MAX_JOINED` would have to be held (`MAX_JOINED_LARGE` of units beyond 64 bits), or
        settlements lie just outside what is accepted. `Frontier.error` says.

    Returns
    -------
    Frontier
        In descending order, the first party counting most. Empty where there is no settlement.

    Notes
    -----
    A partial outcome that another one beats, and that is accepted by nobody who does not also
    accept the other, cannot become efficient: whatever follows, the other stays ahead. Adding a
    block to n states of which each choice makes a new one takes the time of `dominance.efficient`
    for n * n_choices vectors. The number of states is at worst that of the outcomes.

    With more than `most` states, near ones are joined in boxes: one partial outcome stands for all,
    and keeps the best of all as `upper`. A settlement is then nowhere above the upper vector of
    some state, so the largest difference bounds the error. Some of those states end just outside
    what is accepted and are not listed; for them the bound is that of the nearest listed vector.

    References
    ----------
    .. [NemhauserUllmann1969] Nemhauser, G. L., Ullmann, Z. (1969). Discrete Dynamic Programming
       and Capital Allocation. Management Science 15(9), 494-505.
       https://doi.org/10.1287/mnsc.15.9.494
    """
    merge = Merge(blocks)
    if error is not None:
        most = min(most, MAX_JOINED_LARGE if merge.dtype == object else MAX_JOINED)
    states = merge.start()
    if not (merge.possible and merge.hopeful(states.rows, 0)[0]):
        states = states.only(np.zeros(1, dtype=np.bool_))
    layers = [states.rows]
    for done in range(len(merge.choices)):
        if len(states):
            states = _merged(merge, states, done, most)
        if len(states) and error is not None:
            states = boxed_within(states, _widths(merge, error), len(merge.marked))
        layers.append(states.rows)
    return _listed(Trail(blocks, merge, tuple(layers)), states)


def _widths(merge: Merge, error: Sequence[int]) -> list[int]:
    """Return widths of boxes that lose no more than an error when all blocks are merged."""
    at_table = [1 + units // len(merge.choices) for units in error]
    return at_table + [1] * len(merge.outside)


def _merged(merge: Merge, states: States, done: int, most: int) -> States:
    n_choices = len(merge.choices[done].index)
    n_exact = len(merge.marked)
    if len(states) * n_choices > most * MAX_WORK:
        states = boxed(states, max(1, most * MAX_WORK // n_choices), n_exact)
    found: States | None = None
    for portion in merge.extended(states, done):
        found = merge.thinned(portion if found is None else together(found, portion))
        if len(found) > most:
            found = boxed(found, most, n_exact)
    return states if found is None else found


def _listed(trail: Trail, states: States) -> Frontier:
    """Return the settlements among the last states, by their worth at the table."""
    merge = trail.merge
    n_table = len(merge.table)
    is_settlement = merge.hopeful(states.rows, len(trail.layers) - 1)
    at_table = states.first_rows(n_table)
    listed = at_table.only(is_settlement)
    error: tuple[int, ...] | None = (0,) * n_table
    if not states.exact:
        error = _error(listed, at_table.upper[:, ~is_settlement])
    final = joined(listed, grouped(ranked(listed.rows))[1])
    if states.exact and len(states.rows) == n_table:
        final = final.only(np.arange(len(final))[::-1])
    else:
        final = final.only(np.flatnonzero(efficient_distinct(final.rows))[::-1])
    return Frontier(
        table=merge.table,
        absent=merge.absent,
        worth=_wide(final.rows),
        counts=final.counts,
        least_absent=_wide(final.least),
        most_absent=_wide(final.most),
        complete=states.exact,
        error=error,
        trail=trail,
    )


def _error(listed: States, near: IntArray) -> tuple[int, ...] | None:
    """Return by how much any settlement can be better than the nearest listed one.

    Every settlement is nowhere above the upper rows of a listed state, or above a column of `near`.
    """
    if not len(listed):
        return None if near.shape[1] else (0,) * len(near)
    error = shortfall_of(listed.rows, listed.upper)
    is_open = efficient(np.concatenate([listed.upper, near], axis=1))[len(listed) :]
    if is_open.any():
        corners = corners_of(near[:, is_open], _NEAR)
        nearest = nearest_to(corners, listed.rows)
        beyond = shortfall_of(listed.rows[:, nearest], corners)
        error = [max(pair) for pair in zip(error, beyond, strict=True)]
    return tuple(error)


def _wide(rows: IntArray) -> IntArray:
    return rows if rows.dtype == object else rows.astype(np.int64)


def _columns_like(rows: IntArray, worth: IntArray) -> IntArray:
    """Return the columns whose first rows are `worth`."""
    found = np.arange(rows.shape[1])
    for row, value in zip(rows, worth, strict=False):
        found = found[row[found] == value]
    return rows[:, found]
