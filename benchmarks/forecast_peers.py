"""The exchange model of decide and the challenge model of schelling, for `benchmarks/forecast.py`.

Runs in the environment of one of the peers and imports nothing of the project. Reads cases from
standard input and prints processor seconds and results, both as JSON.
"""

import json
import random
import sys
import time
from importlib import import_module
from typing import Any

SEEDS = 3
"""Runs of decide, each with another seed: ties are drawn."""
ROUNDS = 30
"""Runs of schelling, of which the fastest counts."""


class _Listener:
    """Takes what decide reports on the way, and forgets it."""

    def __getattr__(self, name: str) -> Any:
        return lambda *values, **named: None


def _model_of(case: dict[str, Any]) -> Any:
    model = import_module("decide.model.equalgain").EqualGainModel()
    model.VERBOSE = False
    for party in range(len(case["position"])):
        model.add_actor(f"party {party}")
    for issue in range(len(case["position"][0])):
        made = model.add_issue(f"issue {issue}")
        made.lower, made.upper = 0, 100
    for party, row in enumerate(case["position"]):
        for issue, position in enumerate(row):
            model.add_actor_issue(
                f"party {party}",
                f"issue {issue}",
                position,
                case["salience"][party][issue],
                case["influence"][party],
            )
    return model


def by_decide(case: dict[str, Any]) -> dict[str, Any]:
    """Return one round of exchanges: the fastest run, and the outcomes of all."""
    loop = import_module("decide.model.utils").ModelLoop
    seconds, before, outcomes = [], [], []
    for seed in range(SEEDS):
        random.seed(seed)
        model = _model_of(case)
        model.calc_nbs()
        before = [float(model.nbs[issue]) for issue in model.issues]
        started = time.process_time()
        loop(model, _Listener(), 0).loop()
        seconds.append(time.process_time() - started)
        outcomes.append([float(model.nbs[issue]) for issue in model.issues])
    return {"seconds": min(seconds), "before": before, "outcomes": outcomes}


def by_schelling(case: dict[str, Any]) -> dict[str, Any]:
    """Return the challenge model with the options of its own replication."""
    game = import_module("schelling.schemas.question").GameSpec.model_validate(
        {
            "question_id": "Q-1994-EMISSIONS",
            "frozen_at": "1994-01-01",
            "continuum": {"label": "years", "anchor_0": "4", "anchor_100": "10"},
            "template": "multilateral_bargaining",
            "horizon": "one_shot",
            "actors": [
                {
                    "id": f"p{k}",
                    "name": f"p{k}",
                    "evidence": [],
                    **{
                        name: {"low": value, "mode": value, "high": value}
                        for name, value in zip(
                            ("position", "salience", "capability"), row, strict=True
                        )
                    },
                }
                for k, row in enumerate(
                    zip(case["years"], case["percent"], case["capability"], strict=True)
                )
            ],
        }
    )
    run = import_module("schelling.solver.model").run
    best = float("inf")
    for _ in range(ROUNDS):
        started = time.process_time()
        found = run(game)
        best = min(best, time.process_time() - started)
    return {
        "seconds": best,
        "median": found.forecast_median,
        "mean": found.forecast_mean,
        "rounds": found.rounds_executed,
    }


if __name__ == "__main__":
    PEERS = {"decide": by_decide, "schelling": by_schelling}
    print(json.dumps([PEERS[sys.argv[1]](case) for case in json.load(sys.stdin)]))
