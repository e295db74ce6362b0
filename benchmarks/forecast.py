"""Forecast models: time against two peers, side by side in one run, and time of many draws.

The peers live in environments of their own, which the project never imports::

    git=git+https://github.com
    python3.13 -m venv decide
    decide/bin/pip install typesystem==0.2.5 peewee==3.18.3
    decide/bin/pip install --no-deps $git/foarsitter/decide-exchange-model@51dee664ee94
    python3.12 -m venv schelling
    schelling/bin/pip install numpy pydantic
    schelling/bin/pip install --no-deps $git/hamzagul07/schelling@e4faad65b4ff
    python benchmarks/forecast.py --decide decide/bin/python --schelling schelling/bin/python

prints Markdown tables; without a peer its columns stay empty. Seconds are processor time of one
round (exchanges, with every effect on third parties) or run (challenges) after imports and once
code is compiled: the fastest of 30, of decide of three.
"""

import argparse
import json
import platform
import resource
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from detente.kernels.average import weighted_mean, weighted_median
from detente.kernels.challenge import ChallengeOptions, challenge, one_change
from detente.kernels.condorcet import condorcet
from detente.kernels.exchange import exchange, exchange_draws, tie_spread
from detente.kernels.nash_choice import nash_point

PEERS = Path(__file__).with_name("forecast_peers.py")
SIZES = ((10, 6), (11, 7), (15, 13))
"""Parties, issues."""
ROUNDS = 30
EMISSIONS: dict[str, list[float]] = {
    "years": [4, 7, 4, 4, 10, 10, 10, 7, 4, 7],
    "percent": [80, 40, 20, 80, 60, 60, 90, 10, 100, 70],
    "capability": [0.08, 0.08, 0.03, 0.16, 0.16, 0.16, 0.16, 0.05, 0.05, 0.08],
}
"""Car emission standards: Bueno de Mesquita 1994, table 1."""
AS_SCHELLING = ChallengeOptions(range="current", choice="strongest", median="lower", within=50 / 6)


def drawn_case(n_parties: int, n_issues: int) -> dict[str, Any]:
    """Return a case in fives of positions and twentieths of salience, as experts give them."""
    rng = np.random.default_rng((n_parties, n_issues))
    return {
        "position": (rng.integers(0, 21, (n_parties, n_issues)) * 5).tolist(),
        "salience": (rng.integers(1, 21, (n_parties, n_issues)) / 20).tolist(),
        "influence": (rng.integers(1, 21, n_parties) / 20).tolist(),
    }


def fastest(run: Callable[[], object]) -> float:
    """Return the processor seconds of the fastest of some runs, code being compiled."""
    run()
    best = float("inf")
    for _ in range(ROUNDS):
        started = time.process_time()
        run()
        best = min(best, time.process_time() - started)
    return best


def ask(python: str | None, name: str, cases: list[dict[str, Any]]) -> list[dict[str, Any]] | None:
    """Return what a peer finds, None without one."""
    if python is None:
        return None
    answer = subprocess.run(
        [python, str(PEERS), name],
        input=json.dumps(cases),
        capture_output=True,
        text=True,
        check=True,
    )
    found: list[dict[str, Any]] = json.loads(answer.stdout)
    return found


def print_exchanges(python: str | None) -> None:
    """Print one round of exchanges beside that of decide."""
    cases = [drawn_case(*size) for size in SIZES]
    peer = ask(python, "decide", cases)
    print(
        "| parties x issues | exchanges | détente | decide | ratio | weighted means agree to |"
        " outcomes differ by (mean) | spread over orders, détente | over 3 seeds, decide |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    for k, case in enumerate(cases):
        given = (case["position"], case["salience"], case["influence"])
        seconds = fastest(lambda given=given: exchange(*given))  # type: ignore[misc]
        found = exchange(*given)
        spread = tie_spread(*given, orders=200, rng=np.random.default_rng(0)).spread.max()
        row = ["", "", "", "", f"{spread:.2f}", ""]
        if peer:
            outcomes = np.array(peer[k]["outcomes"])
            row = [
                f"{peer[k]['seconds']:.3f} s",
                f"{peer[k]['seconds'] / seconds:,.0f}x",
                f"{np.abs(found.outcome_before - peer[k]['before']).max():.0e}",
                f"{np.abs(found.outcome - outcomes).mean():.2f}",
                f"{spread:.2f}",
                f"{np.ptp(outcomes, axis=0).max():.2f}",
            ]
        size = f"{SIZES[k][0]} x {SIZES[k][1]}"
        print(f"| {size} | {len(found.gain)} | {seconds * 1e3:.2f} ms | {' | '.join(row)} |")
    print()


def print_challenges(python: str | None) -> None:
    """Print the challenge model on the emissions case beside that of schelling."""
    points = (np.array(EMISSIONS["years"]) - 4) / 6 * 100
    given = (points, np.array(EMISSIONS["percent"]) / 100, EMISSIONS["capability"])

    def years(place: Any) -> str:
        return f"{4 + float(place) * 0.06:.3f}"

    seconds = fastest(lambda: challenge(*given, AS_SCHELLING, rounds=3))
    found = challenge(*given, AS_SCHELLING)
    print("| challenge model, 10 parties, 3 rounds | détente, same options | schelling | ratio |")
    print("|---|---|---|---|")
    peer = ask(python, "schelling", [EMISSIONS])
    row = (
        [f"{peer[0]['seconds'] * 1e3:.2f} ms", f"{peer[0]['seconds'] / seconds:.0f}x"]
        if peer
        else ["", ""]
    )
    print(f"| processor time | {seconds * 1e3:.3f} ms | {' | '.join(row)} |")
    ours = f"{years(found.forecast[0])} / {years(found.centre[0])}"
    theirs = f"{peer[0]['median']:.3f} / {peer[0]['mean']:.3f}" if peer else ""
    print(f"| median / mean, years | {ours} | {theirs} | |")
    print(f"| rounds | {found.stopped[0]} | {peer[0]['rounds'] if peer else ''} | |\n")
    print("| options | median at the stop, years | mean | round | median swings over |")
    print("|---|---|---|---|---|")
    for name, options in {"default": ChallengeOptions(), **one_change(ChallengeOptions())}.items():
        found = challenge(*given, options)
        print(
            f"| `{name}` | {years(found.forecast[0])} | {years(found.centre[0])} |"
            f" {found.stopped[0]} | {found.swing[0] * 0.06:.2f} |"
        )
    print()


def print_draws() -> None:
    """Print the time of many draws of a case of 10 parties and 10 issues."""
    rng = np.random.default_rng(0)
    position, salience = rng.random((100_000, 10, 10)) * 100, rng.random((100_000, 10, 10))
    influence = rng.random(10)
    by_party = (position[:1000].swapaxes(1, 2), salience[:1000].swapaxes(1, 2), influence)
    runs: dict[str, Callable[[], object]] = {
        "100,000 draws, weighted mean": lambda: weighted_mean(position, salience * influence),
        "100,000 draws, weighted median": lambda: weighted_median(position, salience * influence),
        "100,000 draws, Nash": lambda: nash_point(position, salience * influence),
        "100,000 draws, Condorcet": lambda: condorcet(position, salience * influence),
        "1,000 draws, exchange": lambda: exchange_draws(*by_party),
        "1,000 draws of each issue, challenge, 20 rounds": lambda: challenge(
            position[:1000].reshape(-1, 10), salience[:1000].reshape(-1, 10), influence
        ),
    }
    print("| 10 parties, 10 issues | processor seconds | wall seconds |")
    print("|---|---|---|")
    for name, run in runs.items():
        run()
        wall, used = time.perf_counter(), time.process_time()
        run()
        print(f"| {name} | {time.process_time() - used:.2f} | {time.perf_counter() - wall:.2f} |")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"\nPeak memory: {peak} MiB")


def main() -> None:
    """Print all tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--decide", help="interpreter with decide-exchange-model")
    parser.add_argument("--schelling", help="interpreter with schelling")
    given = parser.parse_args()
    print(f"Python {platform.python_version()}, {platform.machine()}\n")
    print_exchanges(given.decide)
    print_challenges(given.schelling)
    print_draws()


if __name__ == "__main__":
    main()
