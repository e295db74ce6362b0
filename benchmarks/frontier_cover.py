"""How small a proven error of the frontier becomes by optimization, with how much work.

Run ``python benchmarks/frontier_cover.py``; it prints a Markdown table. Seconds are processor time
of one process after the single points are known, from which the search starts.
"""

import time

import optimum
import settlement
from detente.kernels.extremes import any_settlement, best_of_each
from detente.kernels.frontier_cover import cover
from detente.kernels.optimum import points
from detente.kernels.problem import Problem

WORK = (4_000, 8_000, 12_000)
"""Linear relaxations."""
SEEDS = (0, 1, 2)


def negotiations(seed: int) -> dict[str, Problem]:
    """Return negotiations by name."""
    fine = settlement.MILLION
    real = settlement.points(*settlement.LARGE, seed=seed, fine=fine, full=True)
    whole = settlement.points(*settlement.LARGE, seed=seed, fine=1, full=True)
    return {
        "20 x 5 x 5, real": settlement.problem_of(real, fine),
        "20 x 5 x 5, whole points": settlement.problem_of(whole, 1),
        "30 x 5 x 7, real, tied": optimum.negotiation(seed),
        "30 x 5 x 7, real, tied, no deal 55": optimum.tight(seed, 55),
    }


def known(problem: Problem) -> list[tuple[int, ...]]:
    """Return what an answer starts from: what rules name, and the best of each party."""
    some = any_settlement(problem)
    best = best_of_each(problem, problem.table, [] if some is None else [some])
    named = points(problem) or {}
    return [*(point.outcome for point in named.values()), *(each.outcome for each in best)]


def main() -> None:
    """Print the table."""
    rows = []
    for seed in SEEDS:
        for name, problem in negotiations(seed).items():
            start = known(problem)
            for work in WORK:
                begun = time.process_time()
                found = cover(problem, start, max_work=work)
                seconds = time.process_time() - begun
                pairs = zip(found.error or (), found.table, strict=True)
                error = max(float(units * problem.unit[row]) for units, row in pairs)
                cells = (f"{found.worth.shape[1]}", f"{error:.2f} points", f"{seconds:.1f} s")
                rows.append((f"{name}, seed {seed}", f"{work:,}", *cells))
    optimum.table(("negotiation", "work", "vectors", "proven error", "seconds"), rows)


if __name__ == "__main__":
    main()
