"""Frontier and solutions by NegMAS and by numpy with moocore, for `benchmarks/settlement.py`.

Runs in the environment of the peers and imports nothing of the project.
"""

import json
import sys
import time
from typing import Any

import moocore
import numpy as np
from negmas import LinearAdditiveUtilityFunction, make_issue
from negmas.preferences import (
    kalai_points,
    ks_points,
    max_welfare_points,
    nash_points,
    pareto_frontier,
)
from numpy.typing import NDArray

ROUNDS = 5
"""Rounds of the quick peer."""


def enumerated(scores: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the worth of every outcome (n_outcomes, n_parties)."""
    n_issues, n_parties, _ = scores.shape
    worth = np.zeros((n_parties, *(1,) * n_issues))
    for issue, part in enumerate(scores):
        shape = [1] * n_issues
        shape[issue] = part.shape[1]
        worth = worth + part.reshape(n_parties, *shape)
    return worth.reshape(n_parties, -1).T


def by_moocore(scores: NDArray[np.int64]) -> tuple[NDArray[np.float64], list[int]]:
    """Return the distinct frontier, and one column of each of four solutions."""
    worth = np.ascontiguousarray(enumerated(scores))
    found = np.unique(worth[moocore.is_nondominated(worth, maximise=True)], axis=0)
    relative = found / found.max(axis=0)
    keys = (
        np.log(np.maximum(found, 1e-9)).sum(axis=1),
        relative.min(axis=1),
        found.min(axis=1),
        relative.sum(axis=1),
    )
    return found, [int(key.argmax()) for key in keys]


def by_negmas(scores: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the frontier that NegMAS lists, after its solutions on it are computed, too."""
    names = [f"o{o}" for o in range(scores.shape[2])]
    issues = [make_issue(names, f"i{i}") for i in range(len(scores))]
    functions = [
        LinearAdditiveUtilityFunction(
            values=[dict(zip(names, map(float, part[party]), strict=True)) for part in scores],
            weights=[1.0] * len(scores),
            issues=issues,
            reserved_value=0.0,
        )
        for party in range(scores.shape[1])
    ]
    frontier, _ = pareto_frontier(functions, issues=issues)
    for rule in (nash_points, kalai_points, ks_points, max_welfare_points):
        rule(functions, frontier, issues=issues)
    return np.array(frontier)


def main() -> None:
    """Measure one peer on the scores of a file and print seconds; the frontier goes to a file."""
    peer, source, target = sys.argv[1:]
    scores = np.load(source)
    seconds: list[float] = []
    found: Any = None
    for _ in range(ROUNDS if peer == "moocore" else 1):
        started = time.perf_counter()
        found = by_moocore(scores)[0] if peer == "moocore" else by_negmas(scores)
        seconds.append(time.perf_counter() - started)
    np.save(target, found)
    print(json.dumps({"seconds": float(np.median(seconds)), "vectors": len(found)}))


if __name__ == "__main__":
    main()
