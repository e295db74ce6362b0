"""Stability by the logical solver of gmcr-py, for `benchmarks/stability.py`.

Imports nothing of the project; gmcr-py is imported from the folder that is given.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

CONCEPTS = ("nash", "gmr", "smr", "seq")


def conflict_of(data: Any, model: Any) -> Any:
    """Return the conflict with the options, feasible states and ranks of a file."""
    conflict = model.ConflictModel()
    for party in range(len(data["rank"])):
        conflict.decisionMakers.append(f"P{party}")
        for number in np.flatnonzero(data["owner"] == party):
            conflict.decisionMakers[-1].addOption(f"o{number}")
            conflict.options[-1].permittedDirection = "fwd" if data["one_way"][number] else "both"
    conflict.reorderOptionsByDM()
    conflict.options.set_indexes()
    numbers = np.flatnonzero(data["feasible"]).tolist()
    feasible = conflict.feasibles
    feasible.decimal = numbers
    feasible.yn = ["".join("NY"[s >> k & 1] for k in range(len(data["owner"]))) for s in numbers]
    feasible.dash = feasible.yn
    feasible.toOrdered = {s: place + 1 for place, s in enumerate(numbers)}
    feasible.toDecimal = {place + 1: s for place, s in enumerate(numbers)}
    feasible.ordered = list(range(1, len(numbers) + 1))
    for party, rank in zip(conflict.decisionMakers, data["rank"], strict=True):
        party.payoffs = rank[numbers]
        party.perceived = feasible
        party.calculatePerceived = party.calculatePreferences = lambda: None
    return conflict


def main() -> None:
    """Solve the model of a file and print seconds and memory; the tables go to a file."""
    folder, source, target = sys.argv[1:]
    sys.path.insert(0, folder)
    import data_01_conflictModel as model  # noqa: PLC0415 - from the folder
    import data_02_conflictSolvers as solvers  # noqa: PLC0415

    conflict = conflict_of(np.load(source), model)
    started = time.process_time()
    solver = solvers.LogicalSolver(conflict)
    table = np.array(
        [
            [
                [getattr(solver, c)(dm, s)[0] for s in conflict.feasibles]
                for dm in solver.effectiveDMs
            ]
            for c in CONCEPTS
        ],
        dtype=bool,
    )
    seconds = time.process_time() - started
    np.save(target, table)
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    peak = int(status.split("VmHWM:")[1].split()[0]) / 1024
    print(json.dumps({"seconds": seconds, "memory": peak}))


if __name__ == "__main__":
    main()
