"""Time and memory of `analyze`, against plain Python loops over the same draws.

Run ``python benchmarks/analysis.py`` for a Markdown table. Every row runs in a process of its own;
the loops see fewer draws and answer only the first question, so the ratio is a lower bound.
"""

import json
import resource
import subprocess
import sys
import time
from itertools import product
from typing import Any

from detente.analysis.arrays import to_arrays
from detente.analysis.draws import Draws, draw
from detente.analysis.run import analyze
from detente.case.model import Case

SIZES = [
    (4, 2, (4, 4, 5, 5, 2)),
    (4, 3, (4, 4, 5, 5, 2)),
    (6, 4, (4, 4, 4, 4, 4)),
    (4, 2, (4, 4, 4, 4, 4, 4, 4)),
    (4, 3, (4, 4, 4, 4, 4, 4, 4)),
]
"""Parties, seats, options of each issue."""
N_DRAWS = 1024
MAX_PAIRS = 2_000_000
"""Roughly how many outcomes (times draws) the loops look at."""


def case_of(n_parties: int, n_seats: int, n_options: tuple[int, ...]) -> Case:
    """Return a case of which little is known: scores and salience 0..100."""
    return Case.model_validate(
        {
            "detente": 1,
            "title": "benchmark",
            "parties": {f"p{p}": {"seat": p < n_seats} for p in range(n_parties)},
            "issues": {
                f"i{i}": {"options": {f"o{o}": {} for o in range(n)}}
                for i, n in enumerate(n_options)
            },
            "preferences": {f"p{p}": {"no_deal": f"{30 + p}..60"} for p in range(n_parties)},
        }
    )


def beaten(point: tuple[float, ...], others: list[tuple[float, ...]]) -> bool:
    """Return whether one of `others` is at least as good for all and better for one."""
    return any(
        all(a >= b for a, b in zip(other, point, strict=True)) and other != point
        for other in others
    )


def plain_draw(draws: Draws, seated: tuple[int, ...], r: int) -> tuple[int, int, float]:
    """Return number of settlements, number of efficient ones, largest product, for one draw."""
    share = draws.share[:, :, r].tolist()
    scores = [table[:, :, r].tolist() for table in draws.scores]
    no_deal = draws.no_deal[:, r].tolist()
    possible = []
    for outcome in product(*(range(len(table[0])) for table in scores)):
        worth = tuple(
            sum(share[p][i] * scores[i][p][o] for i, o in enumerate(outcome)) for p in seated
        )
        if all(w >= no_deal[p] for w, p in zip(worth, seated, strict=True)):
            possible.append(worth)
    possible.sort(key=sum, reverse=True)
    kept: list[tuple[float, ...]] = []
    for point in possible:
        if not beaten(point, kept):
            kept.append(point)
    best = 0.0
    for point in kept:
        product_of_gains = 1.0
        for w, p in zip(point, seated, strict=True):
            product_of_gains *= w - no_deal[p]
        best = max(best, product_of_gains)
    return len(possible), len(kept), best


def measure(n_parties: int, n_seats: int, n_options: tuple[int, ...]) -> dict[str, Any]:
    """Return time and memory of one size, and the time of the loops per draw."""
    case = case_of(n_parties, n_seats, n_options)
    started = time.perf_counter()
    findings = analyze(case, n_draws=N_DRAWS)
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    arrays = to_arrays(case)
    draws = draw(arrays, N_DRAWS, seed=0)
    n_plain = max(1, min(64, MAX_PAIRS // arrays.n_outcomes // 64))
    started = time.perf_counter()
    counts = [plain_draw(draws, arrays.seated, r)[0] for r in range(n_plain)]
    plain = (time.perf_counter() - started) / n_plain
    return {
        "outcomes": arrays.n_outcomes,
        "parties": n_parties,
        "seats": n_seats,
        "draws": findings.settlement.n_draws,
        "seconds": seconds,
        "peak": peak,
        "plain": plain * findings.settlement.n_draws,
        "settlements": sum(counts) / len(counts),
    }


def main() -> None:
    """Print a Markdown table, one row per size."""
    if len(sys.argv) > 1:
        print(json.dumps(measure(*json.loads(sys.argv[1]))))
        return
    print("| outcomes | parties (seats) | draws | analyze, all four questions | peak memory | "
          "plain loops, settlement only | ratio |")  # fmt: skip
    print("|---|---|---|---|---|---|---|")
    for size in SIZES:
        command = [sys.executable, __file__, json.dumps(size)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        row = json.loads(done.stdout)
        print(
            f"| {row['outcomes']:,} | {row['parties']} ({row['seats']}) | {row['draws']:,} | "
            f"{row['seconds']:.2f} s | {row['peak']:.0f} MiB | {row['plain']:.0f} s | "
            f"{row['plain'] / row['seconds']:.0f}x |"
        )


if __name__ == "__main__":
    main()
