"""Time and memory of `analyze`, against plain Python loops and against numpy.

Run ``python benchmarks/analysis.py`` for two Markdown tables. Every row runs in a process of its
own, on one core. Seconds are processor time. The loops only find settlements and efficient ones at
every table, in a few draws, scaled up; so the ratio is a lower bound.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from itertools import product
from math import prod
from typing import Any

from detente.analysis import counting
from detente.analysis.burden import burden_finding
from detente.analysis.draws import Draws
from detente.analysis.prepared import prepare
from detente.analysis.run import analyze
from detente.analysis.seats import seats_finding
from detente.analysis.settlement import settlement_finding
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
MANY_DRAWS = [
    (5, 5, (4, 4, 4, 4, 4)),
    (5, 3, (4, 4, 4, 4, 4)),
    (5, 5, (2,) * 10),
    (5, 3, (2,) * 10),
]
"""The same for many draws."""
HEAD_MANY = (
    "outcomes (issues)",
    "parties (seats)",
    "draws",
    "settlements in a draw (mean)",
    "settlement, burden, seats",
    "first run, code compiled",
    "the same in numpy",
    "ratio",
    "peak memory",
)
"""Headings of their table."""
N_DRAWS = 1024
N_MANY = 10_000
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


def answer(case: Case) -> tuple[float, float]:
    """Return the seconds that all questions but robustness take, and the mean of settlements."""
    started = time.process_time()
    ready = prepare(case, n_draws=N_MANY, seed=0, group_size=1)
    settlement = settlement_finding(ready)
    burden_finding(ready)
    seats_finding(ready)
    return time.process_time() - started, settlement.values.count.mean


def measure_many(n_parties: int, n_seats: int, n_options: tuple[int, ...]) -> dict[str, Any]:
    """Return the time of many draws, compiled and in numpy, and the peak of memory."""
    case = case_of(n_parties, n_seats, n_options)
    first, _ = answer(case)
    seconds, count = answer(case)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    counting.FEW = sys.maxsize
    plain, _ = answer(case)
    return {"first": first, "seconds": seconds, "plain": plain, "peak": peak, "count": count}


def in_own_process(kind: str, size: tuple[int, int, tuple[int, ...]]) -> dict[str, Any]:
    """Return what one size measures in a fresh process with nothing compiled, on one core."""
    command = [sys.executable, __file__, kind, json.dumps(size)]
    with tempfile.TemporaryDirectory() as folder:
        alone = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
        environment = {**os.environ, **alone, "NUMBA_CACHE_DIR": folder}
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    row: dict[str, Any] = json.loads(done.stdout)
    return row


def main() -> None:
    """Print two Markdown tables, one row per size."""
    if len(sys.argv) > 1:
        measured = {"plain": measure, "many": measure_many}[sys.argv[1]]
        print(json.dumps(measured(*json.loads(sys.argv[2]))))
        return
    print(f"| {' | '.join(HEAD)} |")
    print("|---" * len(HEAD) + "|")
    for size in SIZES:
        row = in_own_process("plain", size)
        print(
            f"| {row['outcomes']:,} | {row['parties']} ({row['seats']}) | {row['draws']:,} | "
            f"{row['tables']} | "
            f"{row['seconds']:.2f} s | {row['peak']:.0f} MiB | {row['plain']:.0f} s | "
            f"{row['plain'] / row['seconds']:.0f}x |"
        )
    print(f"\n| {' | '.join(HEAD_MANY)} |")
    print("|---" * len(HEAD_MANY) + "|")
    for size in MANY_DRAWS:
        row, (n_parties, n_seats, n_options) = in_own_process("many", size), size
        print(
            f"| {prod(n_options):,} ({len(n_options)}) | {n_parties} ({n_seats}) | {N_MANY:,} | "
            f"{row['count']:.0f} | {row['seconds']:.2f} s | {row['first']:.1f} s | "
            f"{row['plain']:.1f} s | {row['plain'] / row['seconds']:.0f}x | {row['peak']:.0f} MiB |"
        )


if __name__ == "__main__":
    main()
