"""How the cost of the exact frontier grows with issues, options and parties, as a picture.

Run ``python benchmarks/settlement_growth.py docs/images/settlement-growth.svg``. Every point is the
median of three random negotiations in one process, compiled code loaded; a curve ends where one of
them takes more than `LIMIT` seconds.
"""

import sys
import time
from pathlib import Path
from typing import Any

import altair as alt
import numpy as np

from detente.kernels.dominance import efficient
from settlement import MILLION, points, settle

LIMIT = 2.0
"""Seconds."""
AXES = {
    "issues (5 options, 3 parties)": [(n, 5, 3) for n in (2, 4, 6, 8, 10, 15, 20, 30, 40)],
    "options (8 issues, 3 parties)": [(8, n, 3) for n in (2, 3, 5, 10, 20, 40)],
    "parties (10 issues, 5 options)": [(10, 5, n) for n in (2, 3, 4, 5, 6)],
}
"""What grows, and issues, options, parties of each point."""


def seconds_of(size: tuple[int, int, int], fine: int) -> float:
    """Return the median seconds of three negotiations."""
    taken = []
    for seed in range(3):
        scores = points(*size, seed=seed, fine=fine)
        started = time.perf_counter()
        settle(scores, fine)
        taken.append(time.perf_counter() - started)
    return float(np.median(taken))


def measured() -> list[dict[str, Any]]:
    """Return the points of the picture."""
    rows = []
    for place, (grows, sizes) in enumerate(AXES.items()):
        for name, fine in (("whole points", 1), ("real scores", MILLION)):
            for size in sizes:
                seconds = seconds_of(size, fine)
                rows.append({"axis": grows, "scores": name, "n": size[place], "seconds": seconds})
                print(rows[-1], flush=True)
                if seconds > LIMIT:
                    break
    return rows


def main() -> None:
    """Write the picture."""
    efficient(np.random.default_rng(0).integers(0, 100, (5, 5000)))
    rows = measured()
    panels = [
        alt.Chart(alt.Data(values=[row for row in rows if row["axis"] == grows]))
        .mark_line(point=True)
        .encode(
            x=alt.X("n:Q", title=grows, scale=alt.Scale(zero=False), axis=alt.Axis(tickMinStep=1)),
            y=alt.Y(
                "seconds:Q",
                scale=alt.Scale(type="log", domain=[0.0005, 10]),
                title="seconds",
                axis=alt.Axis(values=[0.001, 0.01, 0.1, 1, 10]),
            ),
            color=alt.Color("scores:N", scale=alt.Scale(range=["#b35806", "#2166ac"])),
            shape="scores:N",
        )
        .properties(width=200, height=180)
        for grows in AXES
    ]
    chart = alt.hconcat(*panels).configure(background="white", font="sans-serif")
    chart.save(Path(sys.argv[1]), format="svg")


if __name__ == "__main__":
    main()
