"""How many sums of one number per block reach a total, on a grid: proven bounds, fast."""

from collections.abc import Sequence

import numpy as np

from detente.kernels.outcomes import IntArray
from detente.kernels.problem import MAX_WHOLE


def reaching(
    parts: Sequence[IntArray], counts: Sequence[IntArray], least: int, *, cells: int
) -> tuple[int, int]:
    """Return how many choices of one number per block sum to at least `least`.

    Parameters
    ----------
    parts : sequence of int64 or object arrays, each of shape (n_choices,)
        Numbers of each block, in units; at least one per block.
    counts : sequence of int64 arrays, each of shape (n_choices,)
        How often each number is there.
    least : int
        Total to reach, in units.
    cells : int
        Largest number of cells of the grid; exact where the total needs no more.

    Returns
    -------
    low, high : int
        Proven bounds, Python integers.

    Notes
    -----
    Numbers are rounded to the grid before they are added, down for the low and up for the high, so
    that each sum is off by less than one cell per block. Time O(cells * sum of n_choices).
    """
    lowest = [int(part.min()) for part in parts]
    needed = least - sum(lowest)
    width = max(1, -(-needed // cells))
    end = -(-needed // width)
    total = 1
    for count in counts:
        total *= int(count.sum())
    bounds = []
    for add in (0, width - 1):
        steps = [
            [(int(x) - low + add) // width for x in part]
            for part, low in zip(parts, lowest, strict=True)
        ]
        bounds.append(total - _short(steps, counts, end))
    return bounds[0], bounds[1]


def _short(steps: Sequence[Sequence[int]], counts: Sequence[IntArray], end: int) -> int:
    """Return how many sums of steps stay below `end`, from the sums of two halves of the blocks."""
    if end <= 0:
        return 0
    some = _sums(steps[::2], counts[::2], end)
    others = np.cumsum(_sums(steps[1::2], counts[1::2], end))[::-1]
    both = np.flatnonzero((some > 0) & (others > 0))
    return int((some[both].astype(object) * others[both].astype(object)).sum())


def _sums(steps: Sequence[Sequence[int]], counts: Sequence[IntArray], end: int) -> IntArray:
    """Return how often each sum below `end` occurs."""
    found = np.zeros(end, dtype=np.int64)
    found[0] = 1
    merged = 1
    for block, times in zip(steps, counts, strict=True):
        merged *= int(times.sum())
        before = found.astype(np.int64 if merged < MAX_WHOLE else object)
        found = np.zeros_like(before)
        for step, n_times in zip(block, times.tolist(), strict=True):
            if step < end:
                found[step:] += before[: end - step] * n_times
    return found
