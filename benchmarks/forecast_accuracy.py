"""Attempts to beat the weighted mean, and how steady the forecast is, on a table with outcomes.

``python benchmarks/forecast_accuracy.py TABLE`` prints the last tables of "Forecast accuracy".
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from scipy.optimize import linprog

from detente.analysis.score import AT_THE_ENDS, Result, groups_of, run, score
from detente.analysis.score_cases import Cases, cases_of, folds_of
from detente.analysis.score_models import MODELS
from detente.analysis.score_rules import passable_mean, proposed
from detente.evaluate.deu import votes
from detente.evaluate.resolved_table import read_resolved
from detente.kernels.average import weighted_mean, weighted_median
from detente.kernels.outcomes import BoolArray, FloatArray, IntArray
from detente.kernels.scoring import cluster_bootstrap

N_FOLDS, SEED, N_RESAMPLES = 10, 1, 10_000
Features = list[FloatArray]


def interval_of(difference: FloatArray, dossier: IntArray) -> str:
    """Return a mean difference with its 95 percent interval over dossiers."""
    _, numbers = np.unique(dossier, return_inverse=True)
    means = cluster_bootstrap(difference, numbers, N_RESAMPLES, np.random.default_rng(SEED))
    low, high = np.quantile(means, (0.025, 0.975))
    return f"{difference.mean():+.2f} [{low:+.2f}, {high:+.2f}]"


def columns_of(cases: Cases, names: list[str], wanted: set[str]) -> BoolArray:
    """Return where parties with these names stand in the arrays."""
    numbers = [number for number, name in enumerate(names) if name in wanted]
    return np.isin(cases.party, numbers)


def fixed_points(
    cases: Cases, institutions: BoolArray, unanimity: BoolArray
) -> Iterator[tuple[str, FloatArray]]:
    """Yield variants that learn nothing, by name."""
    mean = weighted_mean(cases.position, cases.weight)
    middle = weighted_median(cases.position, cases.weight)
    yield (
        "half mean, half median under unanimity only",
        np.where(unanimity, (mean + middle) / 2, mean),
    )
    yield "median under unanimity", np.where(unanimity, middle, mean)
    for factor in (2.0, 0.5):
        weight = cases.weight * np.where(institutions, factor, 1.0)
        yield (
            f"influence of Commission and Parliament x {factor:g}",
            weighted_mean(cases.position, weight),
        )
    council = np.where(institutions, np.nan, cases.position)
    lone = np.isnan(council).all(axis=1)
    council[lone] = cases.position[lone]
    yield "Council alone", weighted_mean(council, cases.weight)
    for power in (0.5, 1.5, 2.0):
        weight = cases.influence * (cases.salience / 100) ** power
        yield f"salience to the power {power:g}", weighted_mean(cases.position, weight)
    for power in (0.5, 0.25):
        weight = cases.influence**power * cases.salience
        yield f"influence to the power {power:g}", weighted_mean(cases.position, weight)
    known = ~np.isnan(cases.reference)
    stay = np.where(known, cases.reference, mean)
    yield (
        "a tenth of the way away from the reference point",
        np.clip(mean + 0.1 * (mean - stay), 0, 100),
    )
    yield "the reference point as a party with 5 % of the weight", 0.95 * mean + 0.05 * stay
    yield "a fifth of the way towards 50", 0.8 * mean + 10


def ruled_points(cases: Cases) -> Iterator[tuple[str, FloatArray]]:
    """Yield what agenda setter and votes make of the reference point, by what failure costs."""
    no_veto = replace(cases, veto=np.zeros_like(cases.veto))
    for cost in (0.0, 10.0, 25.0, 50.0, 75.0, 100.0):
        yield f"agenda setter, failure costs {cost:g}", proposed(cases, cost)
        yield f"the same, Parliament without a veto, {cost:g}", proposed(no_veto, cost)
        yield f"the mean moved into what can pass, {cost:g}", passable_mean(cases, cost)


def places_of_bodies(
    cases: Cases, institutions: list[BoolArray], mean: FloatArray
) -> list[FloatArray]:
    """Return the places of Commission, Parliament and Council; the mean where one has none."""
    places = []
    for body in (*institutions, ~np.logical_or(*institutions)):
        position = np.where(body, cases.position, np.nan)
        missing = np.isnan(position).all(axis=1)
        position[missing, 0] = mean[missing]
        places.append(weighted_mean(position, cases.weight))
    return places


def learned_points(
    cases: Cases, institutions: list[BoolArray], unanimity: BoolArray, fold: IntArray
) -> Iterator[tuple[str, FloatArray]]:
    """Yield variants whose weights are learned from other folds, by name."""
    mean = weighted_mean(cases.position, cases.weight)
    middle = weighted_median(cases.position, cases.weight)
    plain = weighted_mean(cases.position, np.ones_like(cases.position))
    places = places_of_bodies(cases, institutions, mean)
    yield "the mean stretched", learned([mean], cases.outcome, fold)
    yield "weights of Council, Commission, Parliament", learned(places, cases.outcome, fold)
    yield (
        "mean, median and plain mean together",
        learned([mean, middle, plain], cases.outcome, fold),
    )
    by_rule = [mean, middle, np.where(unanimity, mean, 50), np.where(unanimity, middle, 50)]
    yield "mean and median, other weights under unanimity", learned(by_rule, cases.outcome, fold)


def at_the_ends(cases: Cases, ends: BoolArray, fold: IntArray) -> Iterator[tuple[str, FloatArray]]:
    """Yield variants for issues of yes or no, all of whose places are 0 or 100."""
    mean = weighted_mean(cases.position, cases.weight)
    nearer = np.where(mean > 50, 100.0, np.where(mean < 50, 0.0, 50.0))
    yield "the nearer end where places are only at the ends", np.where(ends, nearer, mean)
    yield "halfway to it there", np.where(ends, (mean + nearer) / 2, mean)
    yield "halfway to 50 there", np.where(ends, (mean + 50) / 2, mean)
    stretched = learned([mean, np.where(ends, mean, 50)], cases.outcome, fold)
    yield "learned: the mean stretched, otherwise there", stretched


def pooled_weights(
    cases: Cases, institutions: list[BoolArray], periods: list[BoolArray], fold: IntArray
) -> Iterator[tuple[str, FloatArray]]:
    """Yield means with learned weights of bodies that are drawn towards common ones."""
    mean = weighted_mean(cases.position, cases.weight)
    places = places_of_bodies(cases, institutions, mean)
    common = learned(places, cases.outcome, fold)
    own = learned(
        [np.where(period, place, 50) for period in periods for place in places],
        cases.outcome, fold,
    )  # fmt: skip
    yield "learned: weights of bodies, halfway to the votes", (common + mean) / 2
    yield "learned: weights of bodies by period", own
    yield "learned: weights of bodies by period, halfway to those of all", (own + common) / 2
    yield "learned: those, halfway to the votes", (own + common + 2 * mean) / 4


def averages(cases: Cases, fold: IntArray) -> Iterator[tuple[str, FloatArray]]:
    """Yield averages of models, with equal weights and with learned ones."""
    names = ("mean", "condorcet-mean", "mean-banzhaf", "bargain")
    said = [MODELS[name].run(cases, cases).value[:, 0] for name in names]
    told = ", ".join(names)
    yield f"average of {told}", np.mean(said, axis=0)
    yield f"median of {told}", np.median(said, axis=0)
    yield f"learned: {told} together", learned(said, cases.outcome, fold)
    wider = [*said, weighted_median(cases.position, cases.weight), np.full_like(said[0], 50.0)]
    yield "average of these, the median and 50", np.mean(wider, axis=0)


def learned(features: Features, outcome: FloatArray, fold: IntArray) -> FloatArray:
    """Return least-absolute-deviation forecasts of every fold from the others, around 50."""
    around = np.stack(features, axis=1) - 50
    found = np.empty(len(outcome))
    for number in range(int(fold.max()) + 1):
        test = fold == number
        n_issues, n_features = around[~test].shape
        made = linprog(
            np.r_[np.zeros(n_features), np.ones(2 * n_issues)],
            A_eq=np.c_[around[~test], np.eye(n_issues), -np.eye(n_issues)],
            b_eq=outcome[~test] - 50,
            bounds=[(None, None)] * n_features + [(0, None)] * (2 * n_issues),
        )
        found[test] = around[test] @ made.x[:n_features] + 50
    return np.clip(found, 0, 100)


def learned_elsewhere(cases: Cases, test: BoolArray) -> tuple[str, ...]:
    """Return how forecast and residuals do on some issues when learned from all the others."""
    fold = np.where(test, 0, 1)
    found: dict[str, Result] = {
        name: run(MODELS[name], cases, fold) for name in ("forecast", "residuals")
    }
    forecast, base = (found[name].crps[test] for name in ("forecast", "residuals"))
    return (
        str(int(test.sum())), f"{forecast.mean():.2f}", f"{base.mean():.2f}",
        interval_of(forecast - base, cases.dossier[test]),
        f"{100 * found['forecast'].inside[1][test].mean():.1f} %",
    )  # fmt: skip


def table(head: str, rows: Iterator[tuple[str, ...]]) -> None:
    """Print a table."""
    n_columns = head.count("|") - 1
    print(head, "|---" * n_columns + "|", sep="\n")
    for row in rows:
        print(f"| {' | '.join(row)} |")
    print()


def main(path: Path) -> None:
    """Print all tables."""
    known = read_resolved(path)
    cases = cases_of(known.issues)
    names = sorted({stand.party for issue in known.issues for stand in issue.stands})
    parts = dict(groups_of(known, cases))
    unanimity = parts.get("Unan", np.zeros(len(cases.outcome), dtype=bool))
    bodies = [columns_of(cases, names, {name}) for name in ("com", "ep")]
    periods = [parts[name] for name in votes() if name in parts] or [np.ones_like(unanimity)]
    fold = folds_of(cases.dossier, N_FOLDS, SEED)
    base = np.abs(weighted_mean(cases.position, cases.weight) - cases.outcome)

    def against_mean(name: str, place: FloatArray) -> tuple[str, ...]:
        missed = np.abs(place - cases.outcome)
        said = ~np.isnan(missed)
        difference = interval_of((missed - base)[said], cases.dossier[said])
        return name, str(int(said.sum())), f"{missed[said].mean():.2f}", difference

    variants: list[Callable[[], Iterator[tuple[str, FloatArray]]]] = [
        lambda: fixed_points(cases, np.logical_or(*bodies), unanimity),
        lambda: learned_points(cases, bodies, unanimity, fold),
        lambda: ruled_points(cases),
        lambda: at_the_ends(cases, parts.get(AT_THE_ENDS, np.zeros_like(unanimity)), fold),
        lambda: pooled_weights(cases, bodies, periods, fold),
        lambda: averages(cases, fold),
    ]
    for variant in variants:
        table(
            "| variant | issues | MAE | MAE minus that of the mean |",
            (against_mean(*one) for one in variant()),
        )
    table(
        "| part, learned from all the others | issues | forecast, CRPS | residuals, CRPS "
        "| difference | 80 % |",
        ((name, *learned_elsewhere(cases, test)) for name, test in parts.items() if not test.all()),
    )
    forecast = run(MODELS["forecast"], cases, fold)
    table(
        "| part, ten folds | issues | 50 % | 80 % |",
        (
            (
                name,
                str(int(part.sum())),
                *(f"{100 * row[part].mean():.1f}" for row in forecast.inside),
            )
            for name, part in parts.items()
        ),
    )
    table("| seed | CRPS | MAE of the median | 50 % | 80 % |", seeds(path))


def seeds(path: Path) -> Iterator[tuple[str, ...]]:
    """Yield the figures of other splits into folds."""
    known = read_resolved(path)
    for seed in range(SEED, SEED + 6):
        (found,) = score(known, ("forecast",), n_folds=N_FOLDS, seed=seed).models
        yield (
            str(seed), f"{found.errors.crps:.2f}", f"{found.errors.mean_absolute:.2f}",
            f"{found.coverage_50:.1f}", f"{found.coverage_80:.1f}",
        )  # fmt: skip


if __name__ == "__main__":
    main(Path(sys.argv[1]))
