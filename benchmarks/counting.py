"""How far settlements are counted exactly: time and memory by issues, parties and scores.

Run ``python benchmarks/counting.py``; it prints a Markdown table. Random additive scores of
`settlement.py`, no deal worth the given points of 100, one process for each row. Seconds are
processor time with compiled code on disk, of everything that `count` answers: what each party
accepts and what all do.
"""

import json
import subprocess
import sys
import time

from detente.kernels.counting import count
from frontier_size import blocks_of
from settlement import MILLION, peak

ROWS = (
    ((20, 5, 2), 60),
    ((14, 5, 3), 60),
    ((16, 5, 3), 60),
    ((20, 5, 3), 60),
    ((30, 5, 3), 60),
    ((12, 5, 5), 50),
    ((14, 5, 5), 50),
    ((16, 5, 5), 50),
    ((18, 5, 5), 50),
    ((20, 5, 5), 50),
    ((10, 5, 7), 45),
    ((12, 5, 7), 45),
    ((14, 5, 7), 45),
    ((16, 5, 7), 45),
    ((30, 5, 7), 45),
)
"""Size, and points that no deal is worth."""
FINE = {"whole points": 1, "real": MILLION}


def measure(size: tuple[int, int, int], no_deal: int, fine: int) -> dict[str, float]:
    """Return numbers, seconds and memory of one negotiation."""
    blocks = blocks_of(size, 0, fine, no_deal)
    started = time.process_time()
    found = count(blocks)
    seconds = time.process_time() - started
    low, high = found.settlements
    exact = sum(least == most for least, most in found.accepted)
    return {"low": low, "high": high, "exact": exact, "seconds": seconds, "memory": peak()}


def row_of(size: tuple[int, int, int], no_deal: int, fine: int) -> dict[str, float]:
    """Return what a process of its own measures."""
    command = [sys.executable, __file__, *map(str, (*size, no_deal, fine))]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    row: dict[str, float] = json.loads(done.stdout)
    return row


def main() -> None:
    """Print the table, or measure one row."""
    if len(sys.argv) > 1:
        issues, options, parties, no_deal, fine = map(int, sys.argv[1:])
        print(json.dumps(measure((issues, options, parties), no_deal, fine)))
        return
    row_of(*ROWS[5], MILLION)
    print(
        "| issues x options x parties | no deal | scores | settlements | of parties exact |", end=""
    )
    print(" seconds | peak memory |\n" + "|---" * 7 + "|")
    for size, no_deal in ROWS:
        for name, fine in FINE.items():
            row = row_of(size, no_deal, fine)
            said = f"{row['low']:,}, exact"
            if row["low"] < row["high"]:
                said = f"{row['low']:.2g} to {row['high']:.2g}"
            print(
                f"| {' x '.join(map(str, size))} | {no_deal} | {name} | {said} "
                f"| {row['exact']} of {size[2]} | {row['seconds']:.1f} s "
                f"| {row['memory']:.0f} MiB |",
                flush=True,
            )


if __name__ == "__main__":
    main()
