"""How many ways of choosing the remaining blocks complete each partial outcome, exactly.

Where `kernels/tally.py` would hold too many states, those it has and the sums of the blocks that
are left are paired: all of the latter are listed at once, as a table or one by one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np

from detente.kernels.dominance import grouped, ranked
from detente.kernels.outcomes import BoolArray, IntArray
from detente.kernels.pairing_tiles import NarrowArray, ways_by_tiles
from detente.kernels.problem import MAX_WHOLE

CELLS = 128
"""Most cells of a table, per state allowed."""
POINTS = 8
"""Most sums listed, per state allowed."""
STEPS = 4000
"""Most additions to cells of a table, per state allowed."""
SORTED = 32
"""Most sums of one test in order, and most looks at them, per state allowed."""
PAIRS = 500_000
"""Most pairs of a state and a sum, per state allowed."""
_NARROW = 2**30
_PORTION = 2**20


@dataclass(frozen=True)
class Left:
    """The choices of a block that is left."""

    parts: IntArray
    """What each brings per test (n_tests, n_choices); int64 or object."""
    fails: BoolArray
    """Tests that it fails (n_tests, n_choices)."""
    counts: IntArray
    """Choices that are alike (n_choices,)."""


def ways(
    missing: IntArray, left: Sequence[Left], asked: Sequence[tuple[tuple[int, ...], int]], most: int
) -> IntArray | None:
    """Return how many ways of choosing the remaining blocks meet all demands.

    Parameters
    ----------
    missing : int64 or object array, shape (n_tests, n_states)
        What the remaining blocks must bring to each state for each test.
    left : sequence of Left
        The remaining blocks.
    asked : sequence of pairs
        Tests of each demand, and how many of them must be passed; every test is in some demand.
    most : int
        States allowed: how many sums are listed and how many steps taken goes with it.

    Returns
    -------
    int64 array, shape (n_states,), or None
        Number of ways; None where the budget does not suffice.

    Notes
    -----
    A table holds, for each combination of whole units that can still be missing, how many ways
    bring as much, and answers each state with one look. It is for demands of everybody, and takes
    at most `CELLS` cells and `STEPS` additions per state allowed. Else the sums of all ways are
    listed, at most `POINTS` per state allowed, and compared with what the states are missing in at
    most `PAIRS` pairs per state allowed (`kernels/pairing_tiles.py`).

    Sums of one test only are put in order, and what is missing is looked up: at most `SORTED` sums
    and looks per state allowed.
    """
    n_ways = prod(int(block.counts.sum()) for block in left)
    if n_ways >= MAX_WHOLE:
        return None
    can_fail = any(block.fails.any() for block in left)
    if len(missing) == 1 and not can_fail:
        found = _one_test(missing[0], left, SORTED * most)
        if found is not None:
            return found
    lowest = sum(block.parts.min(axis=1) for block in left)
    spans = [int(span) for span in sum(np.ptp(block.parts, axis=1) for block in left)]
    sizes = [span + 1 for span in spans]
    everybody = not can_fail and all(least == len(tests) for tests, least in asked)
    n_choices = sum(len(block.counts) for block in left)
    n_cells = prod(sizes)
    if everybody and n_cells <= CELLS * most and n_cells * n_choices <= STEPS * most:
        table = _table(left, sizes, n_ways)
        return _looked_up(table, missing - lowest[:, None])
    n_sums = prod(len(block.counts) for block in left)
    if n_sums > POINTS * most or n_sums * missing.shape[1] > PAIRS * most:
        return None
    return _by_tiles(missing, left, asked)


def _one_test(missing: IntArray, left: Sequence[Left], most: int) -> IntArray | None:
    """Return how many ways bring as much, by looking up what is missing among sums in order."""
    n_each = [len(block.counts) for block in left]
    split = next((at for at in range(len(left)) if prod(n_each[at:]) <= most), len(left))
    if prod(n_each[:split]) * len(missing) > most:
        return None
    sums, _, counts = _sums(left[split:], 1, missing.dtype)
    ascending, reaching = sums[0], np.arange(len(counts), -1, -1)
    if int(counts.max()) == 1:
        ascending.sort()
    else:
        order = np.argsort(ascending, kind="stable")
        ascending, reaching = ascending[order], np.zeros(len(order) + 1, dtype=np.int64)
        reaching[:-1] = np.cumsum(counts[order][::-1])[::-1]
    found = np.zeros(len(missing), dtype=np.int64)
    before, _, times = _sums(left[:split], 1, missing.dtype)
    for brought, n_alike in zip(before[0], times.tolist(), strict=True):
        found += reaching[np.searchsorted(ascending, missing - brought)] * n_alike
    return found


def _table(left: Sequence[Left], sizes: Sequence[int], n_ways: int) -> IntArray:
    """Return how many ways bring at least so much above the lowest sums, for every combination."""
    kind = np.uint32 if n_ways < 2**32 else np.int64
    steps = np.cumprod([1, *sizes[:0:-1]])[::-1]
    flat: Any = np.zeros(prod(sizes), dtype=kind)
    flat[0] = 1
    end = 1
    for block in left:
        above = (block.parts - block.parts.min(axis=1, keepdims=True)).astype(np.int64)
        moved = (steps @ above).tolist()
        before, end = end, end + max(moved)
        for stop in range(end, 0, -_PORTION):
            start = max(0, stop - _PORTION)
            added: Any = np.zeros(stop - start, dtype=kind)
            for by, times in zip(moved, block.counts.tolist(), strict=True):
                low, high = max(start, by), min(stop, by + before)
                if low < high:
                    added[low - start : high - start] += flat[low - by : high - by] * kind(times)
            flat[start:stop] = added
    table: IntArray = flat.reshape(sizes)
    for axis in range(len(sizes)):
        rows = np.moveaxis(table, axis, 0)
        for place in range(len(rows) - 1, 0, -1):
            rows[place - 1] += rows[place]
    return table


def _looked_up(table: IntArray, missing: IntArray) -> IntArray:
    found = np.zeros(missing.shape[1], dtype=np.int64)
    sizes = np.array(table.shape)[:, None]
    reachable = (missing < sizes).all(axis=0)
    place = np.maximum(missing[:, reachable], 0).astype(np.int64)
    found[reachable] = table[tuple(place)]
    return found


def _by_tiles(
    missing: IntArray, left: Sequence[Left], asked: Sequence[tuple[tuple[int, ...], int]]
) -> IntArray:
    sums, fails, counts = _sums(left, len(missing), missing.dtype)
    points = np.empty((sums.shape[1], len(sums)), dtype=np.int32)
    least = np.empty((missing.shape[1], len(sums)), dtype=np.int32)
    for test in range(len(sums)):
        points[:, test], least[:, test] = _narrowed(sums[test], missing[test])
        points[fails[test], test] = 0
    members = np.zeros((len(asked), len(sums)), dtype=np.bool_)
    spare = np.empty(len(asked), dtype=np.int32)
    for demand, (tests, least_tests) in enumerate(asked):
        members[demand, list(tests)] = True
        spare[demand] = len(tests) - least_tests
    return ways_by_tiles(points, counts, least, members, spare)


def _narrowed(sums: IntArray, missing: IntArray) -> tuple[NarrowArray, NarrowArray]:
    """Return sums from 1 on and what they must reach, from 1 on, as numbers of 32 bits."""
    lowest, highest = int(sums.min()), int(sums.max())
    if highest - lowest < _NARROW:
        reach = np.clip(missing, lowest, highest + 1) - lowest + 1
        return (sums - lowest + 1).astype(np.int32), reach.astype(np.int32)
    ranks = ranked(sums[None])[0]
    first, group = grouped(ranks[None])
    reach = np.searchsorted(sums[first], missing) + 1
    return (group + 1).astype(np.int32), reach.astype(np.int32)


def _sums(
    left: Sequence[Left], n_tests: int, dtype: np.dtype[Any]
) -> tuple[IntArray, BoolArray, IntArray]:
    """Return what every way brings, which tests it fails, and how many ways are alike in that."""
    sums = np.zeros((n_tests, 1), dtype=dtype)
    fails = np.zeros((n_tests, 1), dtype=np.bool_)
    counts: IntArray = np.ones(1, dtype=np.int64)
    for block in left:
        sums = (sums[:, :, None] + block.parts[:, None]).reshape(n_tests, -1)
        fails = (fails[:, :, None] | block.fails[:, None]).reshape(n_tests, -1)
        if int(block.counts.max()) == int(counts.max()) == 1:
            counts = np.broadcast_to(np.int64(1), fails.shape[1:])
        else:
            counts = (counts[:, None] * block.counts).reshape(-1)
        spans = [int(row.max()) - int(row.min()) + 1 for row in sums]
        if 4 * prod(spans) < len(counts):
            first, group = grouped(np.concatenate([sums, fails.astype(sums.dtype)]))
            sums, fails, each = sums[:, first], fails[:, first], counts
            counts = np.zeros(len(first), dtype=np.int64)
            np.add.at(counts, group, each)
    return sums, fails, counts
