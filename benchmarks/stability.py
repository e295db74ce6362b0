"""Time and memory of the five concepts of stability, against gmcr-py, and how they grow.

gmcr-py has no open licence. It is measured and never imported by the project; clone it elsewhere::

    git clone https://github.com/onp/gmcr-py
    git -C gmcr-py checkout 502a12c9100962aaa0551763b74d303864967b80
    python benchmarks/stability.py --peer gmcr-py --picture docs/images/stability-growth.svg

prints Markdown tables. All rows are of one run, one after the other; every measurement is a process
of its own. Seconds are processor time of one core, after imports and with ranks and moves given.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import altair as alt
import numpy as np

from detente.kernels.graph_grid import Grid, two_way
from detente.kernels.stability import CONCEPTS, stable

SEED = 20261122
PEER = ("nash", "gmr", "smr", "seq")
"""Concepts that gmcr-py knows, too."""
LIMIT = 300
"""Seconds after which the peer is stopped."""
KINDS = {
    "both ways, all feasible": (0.0, 0.0),
    "40 % one-way, 30 % infeasible": (0.4, 0.3),
    "all one-way, 30 % infeasible": (1.0, 0.3),
}
"""Share of options that cannot be undone, and of states that cannot be."""
PLAIN, MIXED, _ = KINDS
SIDE_BY_SIDE = [(k, n, PLAIN) for n in (3, 4) for k in (8, 9, 10)] + [(10, 4, MIXED)]
"""Options, parties, kind."""
LARGE = [(k, n, kind) for k, n in ((16, 4), (20, 4), (20, 6)) for kind in KINDS]
GROWTH = {"gmcr-py": range(5, 11), PLAIN: range(5, 21), MIXED: range(5, 21)}
"""Options of the points of each curve; four parties."""


def model_of(n_options: int, n_parties: int, kind: str) -> dict[str, Any]:
    """Return a random model: options in turn to the parties, strict rankings."""
    rng = np.random.default_rng(SEED + 100 * n_options + n_parties)
    one_way, infeasible = KINDS[kind]
    return {
        "owner": np.sort(np.arange(n_options) % n_parties),
        "one_way": rng.permutation(n_options) < one_way * n_options,
        "feasible": rng.random(2**n_options) >= infeasible,
        "rank": np.array([rng.permutation(2**n_options) for _ in range(n_parties)], np.int32) + 1,
    }


def grid_of(model: Any) -> Grid:
    """Return the moves; option 0 is the last axis, so that states are numbered alike."""
    owner = model["owner"][::-1]
    steps = {False: two_way(2), True: np.triu(two_way(2))}
    return Grid(
        (2,) * len(owner),
        tuple(tuple(np.flatnonzero(owner == p).tolist()) for p in range(len(model["rank"]))),
        tuple(steps[bool(one_way)] for one_way in model["one_way"][::-1]),
        None if model["feasible"].all() else model["feasible"],
    )


def peak() -> float:
    """Return the largest resident memory of this process so far, MiB."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def measure(source: str, target: str) -> dict[str, float]:
    """Solve the model of a file: at first, and the median of what follows within three seconds."""
    model = dict(np.load(source))
    grid = grid_of(model)
    taken: list[float] = []
    begun = time.process_time()
    while len(taken) < 2 or (time.process_time() - begun < 3 and len(taken) < 50):
        started = time.process_time()
        table = stable(grid, model["rank"])
        taken.append(time.process_time() - started)
    np.save(target, table[:, :, model["feasible"]])
    return {"first": taken[0], "seconds": float(np.median(taken[1:])), "memory": peak()}


def run(command: list[str], model: dict[str, Any]) -> tuple[dict[str, float], Any]:
    """Return what a process of its own takes for a model, and its table."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "model.npz"), Path(folder, "table.npy")
        np.savez(source, **model)
        done = subprocess.run(
            [sys.executable, *command, str(source), str(target)],
            capture_output=True, check=True, timeout=LIMIT,
        )  # fmt: skip
        return json.loads(done.stdout), np.load(target)


def ours(model: dict[str, Any]) -> tuple[dict[str, float], Any]:
    """Return what the project takes, and its table."""
    return run([__file__, "--measure"], model)


def theirs(folder: str, model: dict[str, Any]) -> tuple[dict[str, float], Any]:
    """Return what gmcr-py takes, and its table."""
    return run([str(Path(__file__).with_name("stability_peer.py")), folder], model)


def side_by_side(folder: str) -> None:
    """Print the cases that both can solve."""
    print(
        "| states | parties | model | détente | gmcr-py | ratio | MiB | MiB, gmcr-py "
        "| cells of nash, gmr, smr that differ | of seq |\n" + "|---" * 10 + "|"
    )
    for k, n, kind in SIDE_BY_SIDE:
        model = model_of(k, n, kind)
        (own, table), (peer, other) = ours(model), theirs(folder, model)
        differs = [int((table[CONCEPTS.index(c)] != other[i]).sum()) for i, c in enumerate(PEER)]
        print(
            f"| {model['feasible'].sum():,} | {n} | {kind} | {1000 * own['seconds']:.1f} ms "
            f"| {peer['seconds']:.2f} s | {peer['seconds'] / own['seconds']:,.0f}x "
            f"| {own['memory']:.0f} | {peer['memory']:.0f} | {sum(differs[:3])} "
            f"| {differs[3]} of {table[0].size:,} |",
            flush=True,
        )


def large() -> None:
    """Print the cases that only the project can solve."""
    print(
        "\n| states | parties | model | five concepts | first call of a process | peak memory |\n"
        "|---|---|---|---|---|---|"
    )
    for k, n, kind in LARGE:
        own, _ = ours(model_of(k, n, kind))
        print(
            f"| {2**k:,} | {n} | {kind} | {own['seconds']:.2f} s | {own['first']:.2f} s "
            f"| {own['memory']:.0f} MiB |",
            flush=True,
        )


def growth(folder: str, target: str) -> None:
    """Draw seconds and memory by states."""
    rows = []
    for name, powers in GROWTH.items():
        for k in powers:
            model = model_of(k, 4, PLAIN if name == "gmcr-py" else name)
            found, _ = theirs(folder, model) if name == "gmcr-py" else ours(model)
            solver = name if name == "gmcr-py" else f"détente: {name}"
            rows.append({"solver": solver, "states": 2**k, **found})
    panels = [
        alt.Chart(alt.Data(values=rows))
        .mark_line(point=True)
        .encode(
            x=alt.X("states:Q", scale=alt.Scale(type="log"), axis=alt.Axis(format="~s")),
            y=alt.Y(f"{field}:Q", scale=alt.Scale(type="log"), title=title),
            color=alt.Color(
                "solver:N",
                scale=alt.Scale(range=["#2166ac", "#5aae61", "#b35806"]),
                legend=alt.Legend(orient="bottom", title=None, labelLimit=320),
            ),
            shape=alt.Shape("solver:N", legend=None),
        )
        .properties(width=300, height=220)
        for field, title in (("seconds", "processor seconds"), ("memory", "peak memory, MiB"))
    ]
    chart = alt.hconcat(*panels).configure(background="white", font="sans-serif")
    chart.save(Path(target), format="svg")


def main() -> None:
    """Print the tables and draw the picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer", help="folder of gmcr-py")
    parser.add_argument("--picture", help="file of the picture, needs --peer")
    parser.add_argument("--measure", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        print(json.dumps(measure(*given.measure)))
        return
    if given.peer:
        side_by_side(given.peer)
    large()
    if given.peer and given.picture:
        growth(given.peer, given.picture)


if __name__ == "__main__":
    main()
