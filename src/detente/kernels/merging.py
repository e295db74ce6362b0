"""Partial outcomes, merged block by block: what `kernels/frontier.py` holds while it works.

A *state* stands for all partial outcomes that are alike in what matters: the worth to the parties
at the table, and whether the parties whose consent counts can still accept. Its *rows* are, in
this order, the worth of each party at the table; for every consenting party outside the table its
worth, clipped where more or less of it no longer matters; and for every party at the table that
may be left out by a quota, 1 as long as none of its red lines is crossed. More is better in each
row, so one state beats another by plain comparison of rows.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.kernels.blocks import Blocks
from detente.kernels.dominance import efficient_distinct, grouped, ranked, ranked_sum
from detente.kernels.outcomes import BoolArray, IntArray
from detente.kernels.problem import MAX_WHOLE

AT_ONCE = 2**18
"""Most states that are extended at once, which bounds memory."""


@dataclass(frozen=True)
class Choices:
    """What is left of the choices of one block."""

    block: int
    """Which block."""
    index: IntArray
    """Choices of the block, ascending (n_choices,)."""
    parts: IntArray
    """Worth of each in units (n_parties, n_choices)."""
    crossed: BoolArray
    """Where it crosses a red line of a party (n_parties, n_choices)."""

    def only(self, kept: BoolArray | slice) -> "Choices":
        """Return some of the choices."""
        return Choices(self.block, self.index[kept], self.parts[:, kept], self.crossed[:, kept])


@dataclass(frozen=True)
class States:
    """Partial outcomes, alike ones as one column."""

    rows: IntArray
    """Rows of the module's docstring (n_rows, n_states)."""
    upper: IntArray
    """The same, or the best of all states it stands for (n_rows, n_states)."""
    counts: IntArray
    """Partial outcomes of each (n_states,); int64, or object where they could be too many."""
    least: IntArray
    """Least worth to each party outside the table (n_absent, n_states)."""
    most: IntArray
    """Most worth to each party outside the table (n_absent, n_states)."""

    def __len__(self) -> int:
        """Return the number of states."""
        return int(self.rows.shape[1])

    @property
    def exact(self) -> bool:
        """Whether every state stands for itself only."""
        return self.upper is self.rows

    def first_rows(self, n_rows: int) -> "States":
        """Return the states with their first rows only."""
        rows = self.rows[:n_rows]
        upper = rows if self.exact else self.upper[:n_rows]
        return States(rows, upper, self.counts, self.least, self.most)

    def only(self, kept: BoolArray | IntArray) -> "States":
        """Return some of the states."""
        rows = self.rows[:, kept]
        upper = rows if self.exact else self.upper[:, kept]
        return States(rows, upper, self.counts[kept], self.least[:, kept], self.most[:, kept])


def together(some: States, others: States) -> States:
    """Return the states of both."""
    rows = np.concatenate([some.rows, others.rows], axis=1)
    exact = some.exact and others.exact
    return States(
        rows,
        rows if exact else np.concatenate([some.upper, others.upper], axis=1),
        np.concatenate([some.counts, others.counts]),
        np.concatenate([some.least, others.least], axis=1),
        np.concatenate([some.most, others.most], axis=1),
    )


class Merge:
    """The rules by which the blocks of one problem are merged."""

    def __init__(self, blocks: Blocks) -> None:
        problem = blocks.problem
        self.table = problem.table
        self.absent = tuple(p for p in range(problem.n_parties) if p not in self.table)
        self.floor = problem.floor
        self.consent = problem.consent
        members = sorted({party for quota in self.consent for party in quota.members})
        needed = {p for q in self.consent if q.least == len(q.members) for p in q.members}
        self.outside = tuple(party for party in members if party not in self.table)
        self.dtype = _dtype(blocks)
        made = [
            Choices(block, np.arange(parts.shape[1]), parts.astype(self.dtype), crossed)
            for block, (parts, crossed) in enumerate(zip(blocks.parts, blocks.crossed, strict=True))
        ]
        made = [one.only(np.logical_not(one.crossed[sorted(needed)].any(axis=0))) for one in made]
        self.marked = tuple(
            party
            for party in members
            if party in self.table and any(one.crossed[party].any() for one in made)
        )
        self.counts_type = np.int64 if blocks.n_outcomes < MAX_WHOLE else object
        self.choices = self._thinned(made)
        self.possible = all(len(one.index) for one in self.choices)
        best = worst = [0] * problem.n_parties
        self._best, self._worst = [best], [worst]
        for parts in (one.parts for one in reversed(self.choices)):
            if self.possible:
                best = [rest + int(row.max()) for rest, row in zip(best, parts, strict=True)]
                worst = [rest + int(row.min()) for rest, row in zip(worst, parts, strict=True)]
            self._best.insert(0, best)
            self._worst.insert(0, worst)

    def start(self) -> States:
        """Return the one state before anything is chosen."""
        rows = np.zeros((len(self.table) + len(self.outside), 1), dtype=self.dtype)
        rows = np.concatenate([rows, np.ones((len(self.marked), 1), dtype=self.dtype)])
        absent = np.zeros((len(self.absent), 1), dtype=self.dtype)
        return States(rows, rows, np.ones(1, dtype=self.counts_type), absent, absent)

    def extended(self, states: States, done: int) -> Iterator[States]:
        """Yield what states become by the choices of block `done`, in bounded portions.

        Parameters
        ----------
        states : States
            At least one, after `done` blocks.
        done : int
            Position in `choices`.

        Yields
        ------
        States
            Those that can still become a settlement (with `upper`: that stand for one that can);
            alike ones not joined.
        """
        choices = self.choices[done]
        step = max(1, AT_ONCE // len(states))
        for begin in range(0, len(choices.index), step):
            some = choices.only(slice(begin, begin + step))
            rows = self.extended_rows(states.rows, some, done)
            upper = rows if states.exact else self.extended_rows(states.upper, some, done)
            n_some = len(some.index)
            added = np.tile(some.parts[list(self.absent)], (1, len(states)))
            found = States(
                rows,
                upper,
                np.repeat(states.counts, n_some),
                np.repeat(states.least, n_some, axis=1) + added,
                np.repeat(states.most, n_some, axis=1) + added,
            )
            hopeful = self.hopeful(upper, done + 1)
            yield found if hopeful.all() else found.only(hopeful)

    def extended_rows(self, rows: IntArray, some: Choices, done: int) -> IntArray:
        """Return the rows of every state with every choice, states first.

        Parameters
        ----------
        rows : int64 or object array, shape (n_rows, n_states)
            Rows after `done` blocks.
        some : Choices
            Choices of block `done`.
        done : int
            Position in `choices`.

        Returns
        -------
        int64 or object array, shape (n_rows, n_states * n_choices)
        """
        result = np.empty((*rows.shape, len(some.index)), dtype=self.dtype)
        place = 0
        for party in self.table:
            np.add(rows[place][:, None], some.parts[party], out=result[place])
            place += 1
        for party in self.outside:
            doomed = self.floor[party] - self._best[done + 1][party] - 1
            safe = self.floor[party] - self._worst[done + 1][party]
            np.add(rows[place][:, None], some.parts[party], out=result[place])
            result[place][:, some.crossed[party]] = doomed
            np.clip(result[place], doomed, safe, out=result[place])
            place += 1
        for party in self.marked:
            clean = (~some.crossed[party]).astype(self.dtype)
            np.multiply(rows[place][:, None], clean, out=result[place])
            place += 1
        return result.reshape(len(rows), -1)

    def hopeful(self, rows: IntArray, done: int) -> BoolArray:
        """Return which states can still become a settlement, or are one after the last block.

        Parameters
        ----------
        rows : int64 or object array, shape (n_rows, n_states)
            Rows after `done` blocks.
        done : int
            Number of blocks merged.

        Returns
        -------
        bool array, shape (n_states,)
            False where even the best of the remaining blocks for each party leaves a quota unmet.
        """
        n_table = len(self.table)
        able = {}
        for quota in self.consent:
            for party in quota.members:
                here = party in self.table
                place = self.table.index(party) if here else n_table + self.outside.index(party)
                able[party] = rows[place] >= self.floor[party] - self._best[done][party]
                if party in self.marked:
                    mark = n_table + len(self.outside) + self.marked.index(party)
                    able[party] = able[party] & (rows[mark] > 0)
        found = np.ones(rows.shape[1], dtype=np.bool_)
        for quota in self.consent:
            accepting = np.zeros(rows.shape[1], dtype=np.int64)
            for party in quota.members:
                accepting += able[party].astype(np.int64)
            found &= accepting >= quota.least
        return found

    def thinned(self, states: States) -> States:
        """Return states without those that another one beats, alike ones joined.

        States with the same worth to the parties at the table do not beat each other, so that
        counts of settlements stay right.
        """
        if not states.exact:
            return self._thinned_boxes(states)
        ranks = ranked(states.rows)
        first, group = grouped(ranks)
        kept = efficient_distinct(self._comparable(ranks[:, first]))
        if not kept.all():
            group = np.where(kept, np.cumsum(kept) - 1, -1)[group]
            states = states.only(group >= 0)
            group = group[group >= 0]
        return joined(states, group)

    def _comparable(self, ranks: IntArray) -> IntArray:
        """Return rows to compare, with a row that keeps states alike at the table apart."""
        n_table = len(self.table)
        if len(ranks) == n_table:
            return ranks
        sums = np.stack([ranked_sum(ranks[:n_table]), -ranked_sum(ranks[n_table:])])
        return np.concatenate([ranks, grouped(sums)[1][None]])

    def _thinned_boxes(self, states: States) -> States:
        ranks = ranked(states.upper)
        first, _ = grouped(ranks)
        return states.only(first[efficient_distinct(ranks[:, first])])

    def _thinned(self, made: list[Choices]) -> list[Choices]:
        """Return the choices that no other choice of the block beats, smallest block first."""
        result = []
        for one in made:
            rows = [one.parts[list(self.table + self.outside)]]
            rows += [(~one.crossed[list(self.outside + self.marked)]).astype(self.dtype)]
            ranks = ranked(np.concatenate(rows))
            first, group = grouped(ranks)
            kept = efficient_distinct(self._comparable(ranks[:, first]))
            result.append(one.only(kept[group]))
        return sorted(result, key=lambda one: (len(one.index), one.block))


def _dtype(blocks: Blocks) -> np.dtype[Any]:
    """Return the smallest type that holds every sum and every difference of two of them."""
    largest = max((abs(floor) for floor in blocks.problem.floor), default=0)
    largest += sum(int(np.abs(parts).max(initial=0)) for parts in blocks.parts)
    if largest < 2**28:
        return np.dtype(np.int32)
    return np.dtype(np.int64 if largest < MAX_WHOLE else object)


def joined(states: States, group: IntArray) -> States:
    """Return states of the same group as one, their counts added.

    Parameters
    ----------
    states : States
        Alike within each group.
    group : intp array, shape (n_states,)
        Running number of the group; every number below the largest occurs.

    Returns
    -------
    States
        In the order of groups.
    """
    if not len(states):
        return states
    order = np.argsort(group, kind="stable")
    starts = np.flatnonzero(np.diff(group[order], prepend=-1))
    if len(starts) == len(order):
        return states.only(order)
    rows = states.rows[:, order[starts]]
    return States(
        rows,
        rows if states.exact else np.maximum.reduceat(states.upper[:, order], starts, axis=1),
        np.add.reduceat(states.counts[order], starts),
        np.minimum.reduceat(states.least[:, order], starts, axis=1),
        np.maximum.reduceat(states.most[:, order], starts, axis=1),
    )
