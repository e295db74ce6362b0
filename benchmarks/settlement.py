"""Time and memory of the exact frontier and solutions, against NegMAS and numpy with moocore.

The peers live in an environment of their own, which the project never imports::

    python -m venv peers
    peers/bin/pip install negmas==0.16.0 moocore==0.3.2
    python benchmarks/settlement.py --peers peers/bin/python

prints Markdown tables. All rows are of one run, one after the other; every measurement is a process
of its own. Seconds are wall time of frontier and solutions together, starting from the scores and
after imports: the median of five rounds, of NegMAS one round. Large cases: processor seconds.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.kernels.blocks import to_blocks
from detente.kernels.dominance import efficient
from detente.kernels.frontier import Frontier, frontier
from detente.kernels.problem import Problem, Quota
from detente.kernels.solutions import (
    egalitarian,
    egalitarian_leximin,
    gains_of,
    kalai_smorodinsky,
    kalai_smorodinsky_leximin,
    nash,
    smallest_spread,
    utilitarian,
)

Scores = NDArray[np.int64]
"""What each option adds (n_issues, n_parties, n_options), in units."""

ROUNDS = 5
LIMIT = 120
"""Seconds after which a peer is stopped."""
ENUMERATED = [(5, 10, k) for k in (2, 3, 5)] + [(6, 10, k) for k in (2, 3, 5)]
"""Issues, options, parties."""
LARGE = (20, 5, 5)
SEEDS = (0, 1, 2)
MILLION = 10**6
KINDS = (
    ("whole points", 1, False),
    ("whole points, stretched", 1, True),
    ("real, stretched", MILLION, True),
)
"""Name, units in a point, whether stretched."""


def points(
    n_issues: int, n_options: int, n_parties: int, *, seed: int, fine: int, full: bool = False
) -> Scores:
    """Return random scores, rounded to whole units of 1/`fine` of a point.

    Weights of issues are even on the simplex and sum to 100 points per party; an option is worth
    the weight of its issue times an even number from 0 to 1. With `full` these are stretched, so
    that the worst option of an issue adds nothing and the best all of the weight.
    """
    rng = np.random.default_rng(seed)
    weights = rng.dirichlet(np.ones(n_issues), size=n_parties).T[:, :, None]
    scores = rng.random((n_issues, n_parties, n_options))
    if full:
        scores -= scores.min(axis=2, keepdims=True)
        scores /= scores.max(axis=2, keepdims=True)
    return np.asarray(np.rint(100 * fine * weights * scores), dtype=np.int64)


def problem_of(scores: Scores, fine: int) -> Problem:
    """Return a problem that all parties must accept, with no deal worth nothing."""
    n_parties = scores.shape[1]
    rows = tuple(range(n_parties))
    nothing = (0,) * n_parties
    return Problem(
        parts=tuple(scores),
        bonuses=(),
        links=(),
        lines=(),
        no_deal=nothing,
        floor=nothing,
        consent=(Quota(rows, n_parties),),
        table=rows,
        unit=(Fraction(1, fine),) * n_parties,
        influence=(Fraction(1),) * n_parties,
    )


def settle(scores: Scores, fine: int) -> Frontier:
    """Return the frontier, after all solutions on it have been computed."""
    problem = problem_of(scores, fine)
    blocks = to_blocks(problem)
    if blocks is None:
        message = "issues are tied"
        raise RuntimeError(message)
    found = frontier(blocks)
    gains = gains_of(found.worth, problem.no_deal)
    nash(gains, problem.unit)
    for rule in (kalai_smorodinsky, kalai_smorodinsky_leximin, utilitarian, smallest_spread):
        rule(gains)
    egalitarian(gains, problem.unit)
    egalitarian_leximin(gains, problem.unit)
    return found


def peak() -> float:
    """Return the largest resident memory of this process so far, MiB."""
    (line,) = (
        line
        for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
        if line.startswith("VmHWM")
    )
    return int(line.split()[1]) / 1024


def measure(source: str, target: str, fine: int, rounds: int) -> dict[str, Any]:
    """Return what the project takes for the scores of a file; the frontier goes to a file."""
    scores = np.load(source)
    before = peak()
    seconds = []
    begun = time.process_time()
    for _ in range(rounds):
        started = time.perf_counter()
        found = settle(scores, fine)
        seconds.append(time.perf_counter() - started)
    np.save(target, found.worth.T)
    return {
        "first": seconds[0],
        "processor": (time.process_time() - begun) / rounds,
        "seconds": float(np.median(seconds)),
        "vectors": found.worth.shape[1],
        "outcomes": str(int(found.counts.sum())),
        "error": found.error,
        "imports": before,
        "peak": peak(),
    }


def run(command: list[str]) -> dict[str, Any] | None:
    """Return what a process prints, or None where it takes too long."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=LIMIT)
    except subprocess.TimeoutExpired:
        return None
    row: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return row


def own(folder: Path, scores: Scores, fine: int, rounds: int = ROUNDS) -> dict[str, Any]:
    """Return what the project takes in a fresh process; code compiled before is on disk."""
    np.save(folder / "scores.npy", scores)
    files = [str(folder / "scores.npy"), str(folder / "own.npy")]
    row = run([sys.executable, __file__, "--measure", *files, str(fine), str(rounds)])
    if row is None:
        message = f"the frontier took more than {LIMIT} s"
        raise RuntimeError(message)
    return row


def same(one: Path, other: Path) -> bool:
    """Return whether two files hold the same distinct vectors, to a relative 1e-9."""
    some, others = (np.unique(np.load(path).astype(np.float64), axis=0) for path in (one, other))
    return some.shape == others.shape and np.allclose(some, others, rtol=1e-9, atol=0)


def table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    """Print a Markdown table."""
    print(f"\n| {' | '.join(head)} |")
    print("|---" * len(head) + "|")
    for row in rows:
        print(f"| {' | '.join(row)} |", flush=True)


def compared(folder: Path, python: str) -> None:
    """Print the table against the peers."""
    peers = str(Path(__file__).with_name("settlement_peers.py"))
    rows = []
    for n_issues, n_options, n_parties in ENUMERATED:
        scores = points(n_issues, n_options, n_parties, seed=0, fine=MILLION)
        mine = own(folder, scores, MILLION)
        cells = []
        for peer in ("negmas", "moocore"):
            files = [str(folder / "scores.npy"), str(folder / f"{peer}.npy")]
            row = run([python, peers, peer, *files])
            if row is None:
                cells += [f"over {LIMIT} s", f"over {LIMIT / mine['seconds']:,.0f}x", "-"]
                continue
            equal = "yes" if same(folder / "own.npy", folder / f"{peer}.npy") else "no"
            ratio = row["seconds"] / mine["seconds"]
            cells += [f"{row['seconds']:.3g} s", f"{ratio:,.{0 if ratio > 10 else 1}f}x", equal]
        rows.append(
            (
                f"{n_options**n_issues:,}",
                f"{n_parties}",
                f"{mine['vectors']:,}",
                f"{mine['seconds'] * 1000:.1f} ms",
                f"{mine['first'] * 1000:.0f} ms",
                *cells,
            )
        )
    head = ("outcomes", "parties", "efficient vectors", "détente", "first call of a process")
    negmas = ("NegMAS", "ratio", "same vectors")
    moocore = ("numpy + moocore", "ratio", "same vectors")
    table((*head, *negmas, *moocore), rows)


def large(folder: Path) -> None:
    """Print the table of what nobody can enumerate."""
    rows = []
    for name, fine, full in KINDS:
        for seed in SEEDS:
            row = own(folder, points(*LARGE, seed=seed, fine=fine, full=full), fine, rounds=1)
            error = "exact" if not any(row["error"]) else f"{max(row['error']) / fine:.2f} points"
            rows.append(
                (
                    f"{name}, seed {seed}",
                    f"{row['vectors']:,}",
                    f"{int(row['outcomes']):,}",
                    error,
                    f"{row['processor']:.2f} s",
                    f"{row['peak']:.0f} MiB",
                    f"{row['imports']:.0f} MiB",
                )
            )
    head = ("scores", "vectors", "settlements behind them", "error at most", "processor seconds")
    table((*head, "peak memory", "of which imports"), rows)


def in_folder(task: Callable[[Path], None]) -> None:
    """Run a task with a folder for its files, the compiled code on disk beforehand."""
    efficient(np.random.default_rng(0).integers(0, 100, (5, 5000)))
    with tempfile.TemporaryDirectory() as name:
        task(Path(name))


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", metavar="PYTHON", help="Python with negmas and moocore")
    parser.add_argument("--measure", nargs=4, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        source, target, fine, rounds = given.measure
        print(json.dumps(measure(source, target, int(fine), int(rounds))))
        return
    if given.peers:
        in_folder(lambda folder: compared(folder, given.peers))
    in_folder(large)


if __name__ == "__main__":
    main()
