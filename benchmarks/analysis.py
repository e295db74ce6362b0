"""Time and memory of `analyze`, against plain Python loops over the same draws.

Run ``python benchmarks/analysis.py`` for a Markdown table. Every row runs in a process of its own.
Seconds are processor time. The loops only find settlements and efficient ones at every table, in
a few draws, scaled up; so the ratio is a lower bound.
"""

import json
import resource
import subprocess
import sys
import time
from itertools import product
from typing import Any

from detente.analysis.draws import Draws
from detente.analysis.prepared import prepare
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
HEAD = (
    "outcomes",
    "parties (seats)",
    "draws",
    "tables",
    "analyze, all four questions",
    "peak memory",
    "plain loops, settlements only",
    "ratio",
)
"""Headings of the table."""
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


def plain_draw(draws: Draws, tables: list[tuple[int, ...]], r: int) -> list[tuple[int, int]]:
    """Return the number of settlements and of efficient ones at each table, for one draw."""
    share = draws.share[:, :, r].tolist()
    scores = [table[:, :, r].tolist() for table in draws.scores]
    no_deal = draws.no_deal[:, r].tolist()
    worths = [
        tuple(
            sum(share[p][i] * scores[i][p][o] for i, o in enumerate(outcome))
            for p in range(len(no_deal))
        )
        for outcome in product(*(range(len(table[0])) for table in scores))
    ]
    counts = []
    for seated in tables:
        possible = [
            tuple(worth[p] for p in seated)
            for worth in worths
            if all(worth[p] >= no_deal[p] for p in seated)
        ]
        possible.sort(key=sum, reverse=True)
        kept: list[tuple[float, ...]] = []
        for point in possible:
            if not beaten(point, kept):
                kept.append(point)
        counts.append((len(possible), len(kept)))
    return counts


def measure(n_parties: int, n_seats: int, n_options: tuple[int, ...]) -> dict[str, Any]:
    """Return time and memory of one size, and the time of the loops per draw."""
    case = case_of(n_parties, n_seats, n_options)
    started = time.process_time()
    findings = analyze(case, n_draws=N_DRAWS)
    seconds = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    ready = prepare(case, n_draws=N_DRAWS, seed=0)
    tables = [ready.arrays.seated, *ready.tables]
    n_plain = max(2, min(32, MAX_PAIRS // ready.arrays.n_outcomes // 64))
    started = time.process_time()
    for r in range(n_plain):
        plain_draw(ready.draws, tables, r)
    plain = (time.process_time() - started) / n_plain
    return {
        "outcomes": ready.arrays.n_outcomes,
        "parties": n_parties,
        "seats": n_seats,
        "draws": findings.settlement.n_draws,
        "seconds": seconds,
        "peak": peak,
        "plain": plain * findings.settlement.n_draws,
        "tables": len(tables),
    }


def main() -> None:
    """Print a Markdown table, one row per size."""
    if len(sys.argv) > 1:
        print(json.dumps(measure(*json.loads(sys.argv[1]))))
        return
    print(f"| {' | '.join(HEAD)} |")
    print("|---" * len(HEAD) + "|")
    for size in SIZES:
        command = [sys.executable, __file__, json.dumps(size)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        row = json.loads(done.stdout)
        print(
            f"| {row['outcomes']:,} | {row['parties']} ({row['seats']}) | {row['draws']:,} | "
            f"{row['tables']} | "
            f"{row['seconds']:.2f} s | {row['peak']:.0f} MiB | {row['plain']:.0f} s | "
            f"{row['plain'] / row['seconds']:.0f}x |"
        )


if __name__ == "__main__":
    main()
