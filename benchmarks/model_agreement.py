"""Whether forecasts err less where models agree, on a table with outcomes, out of sample.

``python benchmarks/model_agreement.py TABLE`` prints the tables of "Models that agree" under
"Forecast accuracy": error by how far the models lie apart, beside the error that the forecast
itself leads one to expect, and what its 80 percent interval holds where models lie outside it.
"""

import sys
from pathlib import Path

import numpy as np
from scipy.stats import spearmanr

from detente.analysis.score_cases import Cases, cases_of, folds_of
from detente.analysis.score_moves import exchanged
from detente.evaluate.resolved_table import read_resolved
from detente.kernels.average import weighted_mean, weighted_median
from detente.kernels.condorcet import condorcet
from detente.kernels.nash_choice import nash_point
from detente.kernels.outcomes import BoolArray, FloatArray
from detente.kernels.predictive import predictive
from detente.kernels.predictive_fit import fit
from detente.kernels.procedural import agenda_setter
from detente.kernels.scoring import interval, median

N_FOLDS, SEED, N_RESAMPLES = 10, 1, 10_000
SAME = 1e-9
ALIKE = ("mean", "median", "nash", "condorcet", "election")
"""Models that are told the same: places, salience, influence."""


def models(cases: Cases) -> dict[str, FloatArray]:
    """Return the places that the models name (n_issues,); NaN where one says nothing."""
    place, weight = cases.position, cases.weight
    known = ~np.isnan(cases.reference)
    rows = cases.rows(known)
    reference = np.full(len(known), np.nan)
    reference[known] = nash_point(rows.position, rows.weight, rows.reference, cost=1.0)
    return {
        "mean": weighted_mean(place, weight),
        "median": weighted_median(place, weight),
        "nash": nash_point(place, weight),
        "condorcet": condorcet(place, weight).mean,
        "election": condorcet(place, weight, chain="conditional").mean,
        "mean_unweighted": weighted_mean(place, np.zeros_like(place)),
        "nash_reference": reference,
        "exchange": exchanged(cases),
    }


def forecasts(cases: Cases) -> dict[str, FloatArray]:
    """Return error, error to be expected and 80 percent interval, dossiers out of sample."""
    fold = folds_of(cases.dossier, N_FOLDS, SEED)
    found = {name: np.empty(len(fold)) for name in ("error", "expected", "low", "high")}
    for number in range(N_FOLDS):
        test = fold == number
        train, rows = cases.rows(~test), cases.rows(test)
        calibration = fit(train.position, train.weight, train.outcome)
        value, likely = predictive(rows.position, rows.weight, calibration)
        middle = median(value, likely)
        found["error"][test] = np.abs(middle - rows.outcome)
        found["expected"][test] = (np.abs(value - middle[:, None]) * likely).sum(axis=1)
        found["low"][test], found["high"][test] = interval(value, likely, calibration.tail_80)
    return found


def resampled(dossier: np.ndarray) -> list[np.ndarray]:
    """Return issues of dossiers drawn with replacement, again and again."""
    rng = np.random.default_rng(SEED)
    members = [np.flatnonzero(dossier == number) for number in np.unique(dossier)]
    return [
        np.concatenate([members[place] for place in rng.integers(0, len(members), len(members))])
        for _ in range(N_RESAMPLES // 10)
    ]


def told(name: str, numbers: list[float], whole: float) -> None:
    """Print a number with its interval over dossiers."""
    low, high = np.nanquantile(numbers, (0.025, 0.975))
    print(f"{name}: {whole:+.2f} [{low:+.2f}, {high:+.2f}]")


def holds(found: dict[str, FloatArray], out: FloatArray) -> BoolArray:
    """Return where the 80 percent interval holds the outcome."""
    return np.asarray((found["low"] - SAME <= out) & (out <= found["high"] + SAME))


def agenda_setters(cases: Cases) -> FloatArray:
    """Return what each party would get through with the consent of all, on average."""
    known = ~np.isnan(cases.reference)
    rows = cases.rows(known)
    got = np.full(rows.position.shape, np.nan)
    for party in range(rows.position.shape[1]):
        here = ~np.isnan(rows.position[:, party])
        place = rows.position[here]
        nobody = np.zeros(place.shape[1], dtype=bool)
        got[here, party] = agenda_setter(
            place, np.ones_like(place), rows.reference[here], place[:, party], quota=1.0,
            vetoes=nobody,
        )  # fmt: skip
    found = np.full(len(known), np.nan)
    found[known] = np.nanmean(got, axis=1)
    return found


def cover(name: str, some: BoolArray, none: BoolArray, held: BoolArray,
          draws: list[np.ndarray]) -> None:  # fmt: skip
    """Print what the interval holds where some models lie outside it, and where none does."""
    gap = [held[rows][some[rows]].mean() - held[rows][none[rows]].mean() for rows in draws]
    print(f"{name}: {some.sum()} issues, held {held[some].mean():.0%} and {held[none].mean():.0%}")
    told("  difference", gap, held[some].mean() - held[none].mean())


def table(groups: list[tuple[str, BoolArray]], found: dict[str, FloatArray], out: FloatArray,
          draws: list[np.ndarray]) -> None:  # fmt: skip
    """Print error and coverage of some issues, and error minus what was to be expected."""
    held = holds(found, out)
    for name, chosen in groups:
        if not chosen.any():
            continue
        excess = found["error"] - found["expected"]
        means = [excess[rows][chosen[rows]].mean() for rows in draws if chosen[rows].any()]
        low, high = np.quantile(means, (0.025, 0.975))
        print(
            f"| {name} | {chosen.sum()} | {found['error'][chosen].mean():.1f} "
            f"| {found['expected'][chosen].mean():.1f} "
            f"| {excess[chosen].mean():+.1f} [{low:+.1f}, {high:+.1f}] "
            f"| {held[chosen].mean():.0%} |"
        )


def main(path: str) -> None:
    """Print everything."""
    cases = cases_of(read_resolved(Path(path)).issues)
    found, said, draws = forecasts(cases), models(cases), resampled(cases.dossier)
    every = np.array(list(said.values()))
    spreads = {
        "all models": np.nanmax(every, axis=0) - np.nanmin(every, axis=0),
        "models told the same": np.ptp([said[name] for name in ALIKE], axis=0),
    }
    error, excess = found["error"], found["error"] - found["expected"]
    for name, spread in spreads.items():
        print(f"\n{name}: median spread {np.median(spread):.1f}")
        ends = np.quantile(spread, (1 / 3, 2 / 3))
        third = np.searchsorted(ends, spread, side="left")
        groups = [(f"third {n + 1}", third == n) for n in range(3)]
        table(groups, found, cases.outcome, draws)
        for what, of in (("error", error), ("error minus expected", excess)):
            rank = [spearmanr(spread[rows], of[rows])[0] for rows in draws]
            told(f"rank correlation with {what}", rank, spearmanr(spread, of)[0])
    lies_outside = (every < found["low"] - SAME) | (every > found["high"] + SAME)
    outside = lies_outside.sum(axis=0)
    print("\nmodels outside the 80 percent interval")
    groups = [("none", outside == 0), ("one", outside == 1), ("two and more", outside > 1)]
    table(groups, found, cases.outcome, draws)
    held = holds(found, cases.outcome)
    some, none = outside > 0, outside == 0
    cover(f"any of {len(every)}", some, none, held, draws)
    agenda = agenda_setters(cases)
    away = (agenda < found["low"] - SAME) | (agenda > found["high"] + SAME)
    cover("agenda setter", away, ~np.isnan(agenda) & ~away, held, draws)


if __name__ == "__main__":
    main(sys.argv[1])
