"""How near estimates come: the size of a frontier before it is computed, settlements by draws.

Run ``python benchmarks/frontier_size.py``; it prints two Markdown tables. Random additive scores of
`settlement.py`, no deal worth the given points of 100. Seconds are processor time, compiled code
loaded before.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TypeVar

import numpy as np

from detente.kernels.blocks import Blocks, to_blocks
from detente.kernels.counting import count
from detente.kernels.counting_sample import estimated_settlements
from detente.kernels.dominance import efficient
from detente.kernels.frontier import frontier
from detente.kernels.frontier_size import frontier_size
from settlement import MILLION, points, problem_of

SIZES = (
    (10, 5, 3),
    (20, 5, 3),
    (30, 5, 3),
    (8, 5, 5),
    (12, 5, 5),
    (20, 5, 5),
    (8, 5, 7),
    (30, 5, 7),
)
"""Issues, options, parties."""
COUNTED = (((20, 5, 3), 60), ((12, 5, 4), 60), ((20, 5, 5), 50), ((30, 5, 7), 45), ((30, 5, 7), 55))
"""Size, and points that no deal is worth."""
SEEDS = range(3)
MOST = 100_000

T = TypeVar("T")


def blocks_of(size: tuple[int, int, int], seed: int, fine: int, no_deal: int = 0) -> Blocks:
    """Return a negotiation in which no deal is worth some points to each party."""
    problem = problem_of(points(*size, seed=seed, fine=fine), fine)
    floor = (no_deal * fine,) * size[2]
    blocks = to_blocks(replace(problem, no_deal=floor, floor=floor))
    if blocks is None:
        message = "issues are tied"
        raise RuntimeError(message)
    return blocks


def timed(ask: Callable[[], T]) -> tuple[T, float]:
    """Return an answer and the processor seconds it took."""
    started = time.process_time()
    return ask(), time.process_time() - started


def frontiers() -> None:
    """Print the table of frontiers."""
    print("| issues, options, parties | scores | expected | true | ratio | proven most | seconds |")
    print("|---|---|---|---|---|---|---|")
    for size in SIZES:
        for name, fine in (("whole points", 1), ("real", MILLION)):
            rows = []
            for seed in SEEDS:
                blocks = blocks_of(size, seed, fine)
                guess, seconds = timed(partial(frontier_size, blocks))
                found = frontier(blocks, most=MOST) if guess.expected < 2 * MOST else None
                true = found.worth.shape[1] if found is not None and found.complete else None
                rows.append((guess, true, seconds))
            said = ", ".join(f"{guess.expected:,}" for guess, _, _ in rows)
            true = ", ".join("too many" if n is None else f"{n:,}" for _, n, _ in rows)
            ratio = ", ".join("-" if n is None else f"{g.expected / n:.2f}" for g, n, _ in rows)
            most = max(float(guess.most) for guess, _, _ in rows)
            seconds = max(taken for _, _, taken in rows)
            print(
                f"| {' x '.join(map(str, size))} | {name} | {said} | {true} | {ratio} "
                f"| {most:.0e} | {seconds:.2f} s |",
                flush=True,
            )


def counts() -> None:
    """Print the table of settlements."""
    print("\n| size | no deal | scores | proven | seconds | estimate | seconds |")
    print("|---|---|---|---|---|---|---|")
    for size, no_deal in COUNTED:
        for name, fine in (("whole points", 1), ("real", MILLION)):
            blocks = blocks_of(size, 0, fine, no_deal)
            counted, exact = timed(partial(count, blocks))
            low, high = counted.settlements
            drawn, seconds = timed(partial(estimated_settlements, blocks))
            proven = f"{low:,}" if low == high else f"{low:.2g} to {high:.2g}"
            print(
                f"| {' x '.join(map(str, size))} | {no_deal} | {name} | {proven} | {exact:.1f} s "
                f"| {drawn.number:.3g} ({drawn.low:.3g} to {drawn.high:.3g}) | {seconds:.1f} s |",
                flush=True,
            )


def main() -> None:
    """Print both tables."""
    efficient(np.random.default_rng(0).integers(0, 100, (5, 5000)))
    frontiers()
    counts()


if __name__ == "__main__":
    main()
