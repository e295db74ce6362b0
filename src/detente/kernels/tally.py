"""How many outcomes pass some tests, block by block: what `kernels/counting.py` asks.

A *test* is passed where what the choices bring adds up to enough and none of them fails it. A
*demand* asks for some tests to be passed. Partial outcomes that are alike in what each test still
needs are one *state*; a state leaves as soon as nothing can change the answer any more.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from detente.kernels.dominance import grouped, ranked
from detente.kernels.outcomes import BoolArray, IntArray
from detente.kernels.pairing import Left, ways
from detente.kernels.problem import MAX_WHOLE
from detente.kernels.totals import reaching

AT_ONCE = 2**18
"""Most states that are made at once, which bounds memory."""
COARSE = 8
"""Where states are too many, bounds are worked out with this part of them, divided by tests."""
MAX_WORK = 8
"""Most states that a block is merged into for a bound, per state allowed."""
MAX_WORK_EXACT = 64
"""The same for exact counts."""
LARGE = 8
"""Numbers beyond 64 bits: so many times fewer states, which take as long."""


@dataclass(frozen=True)
class Test:
    """Passed by outcomes that bring at least `least` and of which no choice fails it."""

    parts: tuple[IntArray, ...]
    """What each choice brings, per block (n_choices,); int64 or object."""
    fails: tuple[BoolArray, ...]
    """Choices with which it is not passed whatever else is chosen, per block (n_choices,)."""
    least: int
    """What is needed."""


@dataclass(frozen=True)
class Demand:
    """At least `least` of some tests must be passed."""

    tests: tuple[int, ...]
    """Which ones."""
    least: int
    """How many; at most all of them."""


@dataclass(frozen=True)
class _States:
    rows: IntArray
    """What each test has so far, clipped where more or less makes no difference (n_tests, n)."""
    counts: IntArray
    """Partial outcomes of each state (n,)."""

    def __len__(self) -> int:
        return len(self.counts)

    def only(self, kept: BoolArray) -> "_States":
        return self if kept.all() else _States(self.rows[:, kept], self.counts[kept])


@dataclass(frozen=True)
class _Block:
    """The choices of a block, alike ones as one."""

    parts: IntArray
    """What each brings per test (n_tests, n_choices)."""
    fails: BoolArray
    """Tests that it fails (n_tests, n_choices)."""
    counts: IntArray
    """Choices that are alike (n_choices,)."""


@dataclass(frozen=True)
class _Stage:
    """What is known after some blocks about the remaining ones."""

    doomed: IntArray
    """So little cannot become enough any more, per test (n_tests, 1)."""
    safe: IntArray
    """So much is enough if nothing fails the test, per test (n_tests, 1)."""
    settled: BoolArray
    """Tests that no remaining choice fails (n_tests, 1)."""
    rest: int
    """Combinations of the remaining choices."""


@dataclass(frozen=True)
class _Rounding:
    """How states are made fewer: what tests have so far is rounded, all up or all down."""

    up: bool
    """Up: no outcome that passes is missed; down: none that does not is counted."""
    bits: int
    """Logarithm of the number of different values kept per test; negative: none is kept."""


def tally(
    tests: Sequence[Test], demands: Sequence[Demand], n_choices: Sequence[int], *, most: int
) -> tuple[int, int]:
    """Return how many outcomes meet all demands.

    Parameters
    ----------
    tests : sequence of Test
        What can be passed.
    demands : sequence of Demand
        What must be passed. None: every outcome counts.
    n_choices : sequence of int, length n_blocks
        Choices of each block.
    most : int
        Most states of two tests held at one time; of more tests fewer in proportion, and `LARGE`
        times fewer of numbers beyond 64 bits.

    Returns
    -------
    low, high : int
        Proven bounds; equal where `most` states are enough.
    """
    if any(demand.least > len(demand.tests) for demand in demands) or not all(n_choices):
        return 0, 0
    if not demands:
        total = _product(n_choices)
        return total, total
    return _Tally(tests, demands, n_choices).bounds(most)


class _Tally:
    def __init__(
        self, tests: Sequence[Test], demands: Sequence[Demand], n_choices: Sequence[int]
    ) -> None:
        self.demands = demands
        needed = sorted({t for d in demands if d.least == len(d.tests) for t in d.tests})
        self.dtype = _dtype(tests)
        made = [self._block(tests, needed, block) for block in range(len(n_choices))]
        self.possible = all(len(block.counts) for block in made)
        if self.possible:
            made = _ordered(made)
        self.blocks = made
        self.stages = self._stages([test.least for test in tests]) if self.possible else []

    def bounds(self, most: int) -> tuple[int, int]:
        """Return proven bounds of the number of outcomes that meet all demands."""
        if not self.possible:
            return 0, 0
        rows = np.zeros((len(self.stages[0].doomed), 1), dtype=self.dtype)
        states = _States(self._clipped(rows, 0), np.ones(1, dtype=np.int64))
        states, certain = self._left(states, 0)
        cells = max(1, most // 2)
        if self.dtype == object:
            most = max(1, most // LARGE)
        allowed = max(1, 2 * most // max(2, len(rows)))
        for done in range(len(self.blocks)):
            found = self._exactly(states, done, allowed)
            if found is None:
                completed = self._completed(states, done, most)
                if completed is not None:
                    return certain + completed, certain + completed
                if len(rows) == 1:
                    return self._on_grid(cells)
                low, high = self._between(states, done, most)
                return certain + low, certain + high
            states, more = found
            certain += more
        return certain, certain

    def _completed(self, states: _States, done: int, most: int) -> int | None:
        """Return how many outcomes that begin like `states` meet all demands, where it can be."""
        missing = self.stages[-1].safe - states.rows
        left = [Left(block.parts, block.fails, block.counts) for block in self.blocks[done:]]
        found = ways(missing, left, [(d.tests, d.least) for d in self.demands], most)
        if found is None:
            return None
        return int((found.astype(object) * states.counts.astype(object)).sum())

    def _on_grid(self, cells: int) -> tuple[int, int]:
        """Return proven bounds where there is one test only, which no choice that is left fails."""
        needed = int(self.stages[-1].safe[0, 0])
        parts = [block.parts[0] for block in self.blocks]
        return reaching(parts, [block.counts for block in self.blocks], needed, cells=cells)

    def _between(self, states: _States, done: int, most: int) -> tuple[int, int]:
        """Return proven bounds of how many outcomes that begin like `states` meet all demands."""
        fewer = max(1, most // (COARSE * len(states.rows)))
        low = self._rounded(states, done, _Rounding(False, 62), fewer)
        return low, self._rounded(states, done, _Rounding(True, 62), fewer)

    def _exactly(self, states: _States, done: int, most: int) -> tuple[_States, int] | None:
        """Return the states after one more block and what is certain; None where too many."""
        if len(states) * len(self.blocks[done].counts) > most * MAX_WORK_EXACT:
            return None
        found, certain = states.only(np.zeros(len(states), dtype=np.bool_)), 0
        for portion in self._extended(states, done):
            left, more = self._left(portion, done + 1)
            certain += more
            found = _joined(found, left)
            if len(found) > most:
                return None
        return found, certain

    def _rounded(self, states: _States, done: int, how: _Rounding, most: int) -> int:
        """Return a bound of how many outcomes that begin like `states` meet all demands."""
        total = 0
        for block in range(done, len(self.blocks)):
            n_choices = len(self.blocks[block].counts)
            allowed = max(1, min(most, most * MAX_WORK // n_choices))
            states, how, more = self._fewer(states, block, how, allowed)
            total += more
            found = states.only(np.zeros(len(states), dtype=np.bool_))
            for portion in self._extended(states, block) if len(states) else ():
                left, more = self._left(portion, block + 1)
                total += more
                found, how, more = self._fewer(_joined(found, left), block + 1, how, most)
                total += more
            states = found
        return total

    def _fewer(
        self, states: _States, done: int, how: _Rounding, most: int
    ) -> tuple[_States, _Rounding, int]:
        """Return at most `most` states, how they were rounded, and what became certain by it."""
        if len(states) <= most:
            return states, how, 0
        stage = self.stages[done]
        bits = min(how.bits, most.bit_length() // len(states.rows) + 3)
        while bits >= 0:
            rows = _coarse(states.rows, stage, bits, how.up)
            left, certain = self._left(_States(rows, states.counts), done)
            found = _joined(left)
            if len(found) <= most:
                return found, replace(how, bits=bits), certain
            bits -= 1
        gone = states.only(np.zeros(len(states), dtype=np.bool_))
        certain = int(states.counts.sum()) * stage.rest if how.up else 0
        return gone, replace(how, bits=0), certain

    def _extended(self, states: _States, done: int) -> Iterator[_States]:
        """Yield the states with each choice of a block, in bounded portions."""
        block = self.blocks[done]
        doomed = self.stages[done + 1].doomed
        merged = self.stages[0].rest // self.stages[done + 1].rest
        counted = np.int64 if merged < MAX_WHOLE else object
        step = max(1, AT_ONCE // max(1, len(states)))
        for begin in range(0, len(block.counts) if len(states) else 0, step):
            some = slice(begin, begin + step)
            rows = states.rows[:, :, None] + block.parts[:, None, some]
            for row, fails, least in zip(rows, block.fails[:, some], doomed[:, 0], strict=True):
                row[:, fails] = least
            counts = states.counts.astype(counted)[:, None] * block.counts[some]
            flat = rows.reshape(len(rows), -1)
            yield _States(self._clipped(flat, done + 1), counts.reshape(-1))

    def _clipped(self, rows: IntArray, done: int) -> IntArray:
        stage = self.stages[done]
        np.maximum(rows, stage.doomed, out=rows)
        return np.minimum(rows, stage.safe, out=rows)

    def _left(self, states: _States, done: int) -> tuple[_States, int]:
        """Return the states that are still open, and how many outcomes are certain."""
        stage = self.stages[done]
        able = states.rows > stage.doomed
        sure = (states.rows >= stage.safe) & stage.settled
        alive = np.ones(len(states), dtype=np.bool_)
        met = np.ones(len(states), dtype=np.bool_)
        matters = np.zeros(states.rows.shape, dtype=np.bool_)
        for demand in self.demands:
            tests = list(demand.tests)
            alive &= able[tests].sum(axis=0) >= demand.least
            is_met = sure[tests].sum(axis=0) >= demand.least
            met &= is_met
            matters[tests] |= ~is_met
        certain = int(states.counts[alive & met].sum()) * stage.rest
        rows = np.where(matters, states.rows, stage.safe)
        return _States(rows, states.counts).only(alive & ~met), certain

    def _block(self, tests: Sequence[Test], needed: list[int], block: int) -> _Block:
        parts = np.stack([test.parts[block].astype(self.dtype) for test in tests])
        fails = np.stack([test.fails[block] for test in tests])
        kept = ~fails[needed].any(axis=0)
        parts, fails = parts[:, kept], fails[:, kept]
        parts = np.where(fails, np.zeros(1, dtype=self.dtype), parts)
        first, group = grouped(np.concatenate([ranked(parts), fails.astype(np.int64)]))
        counts = np.bincount(group, minlength=len(first))
        return _Block(parts[:, first], fails[:, first], counts)

    def _stages(self, least: list[int]) -> list[_Stage]:
        """Return what is known before the first and after each block."""
        needed = np.array(least, dtype=self.dtype)[:, None]
        best = worst = np.zeros_like(needed)
        settled = np.ones(needed.shape, dtype=np.bool_)
        rest = 1
        stages = [_Stage(needed - 1, needed, settled, rest)]
        for block in reversed(self.blocks):
            best = best + block.parts.max(axis=1, keepdims=True)
            worst = worst + block.parts.min(axis=1, keepdims=True)
            settled = settled & ~block.fails.any(axis=1, keepdims=True)
            rest *= int(block.counts.sum())
            stages.append(_Stage(needed - best - 1, needed - worst, settled, rest))
        return stages[::-1]


def _coarse(rows: IntArray, stage: _Stage, bits: int, up: bool) -> IntArray:
    """Return rows with about 2**bits values each; what is doomed or safe stays so."""
    span = stage.safe - stage.doomed
    cell = np.maximum(span // 2**bits, 1)
    if up:
        return np.where(
            rows <= stage.doomed, stage.doomed, stage.safe - (stage.safe - rows) // cell * cell
        )
    lowest = stage.doomed + 1
    rounded = np.maximum(lowest + (rows - lowest) // cell * cell, stage.doomed)
    return np.where(rows >= stage.safe, stage.safe, rounded)


def _joined(*several: _States) -> _States:
    """Return all states, alike ones as one, their counts added."""
    rows = np.concatenate([states.rows for states in several], axis=1)
    counts = np.concatenate([states.counts for states in several])
    if not len(counts):
        return _States(rows, counts)
    _, group = grouped(ranked(rows))
    order = np.argsort(group, kind="stable")
    starts = np.flatnonzero(np.diff(group[order], prepend=-1))
    return _States(rows[:, order[starts]], np.add.reduceat(counts[order], starts))


def _ordered(blocks: list[_Block]) -> list[_Block]:
    """Return the blocks, those that make most difference first: then little is open for long."""
    spread = [
        [int(high) - int(low) for high, low in zip(b.parts.max(1), b.parts.min(1), strict=True)]
        for b in blocks
    ]
    total = [max(1, sum(column)) for column in zip(*spread, strict=True)]
    weight = [sum(s / t for s, t in zip(row, total, strict=True)) for row in spread]
    return [blocks[at] for at in sorted(range(len(blocks)), key=lambda at: (-weight[at], at))]


def _dtype(tests: Sequence[Test]) -> np.dtype[Any]:
    """Return a type that holds every sum and every difference of two of them."""
    largest = max(
        abs(test.least) + sum(int(np.abs(part).max(initial=0)) for part in test.parts)
        for test in tests
    )
    return np.dtype(np.int64 if largest < MAX_WHOLE else object)


def _product(numbers: Sequence[int]) -> int:
    result = 1
    for number in numbers:
        result *= number
    return result
