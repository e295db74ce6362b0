"""Runs models over issues whose outcome is known, out of sample by dossier, and compares them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version

import numpy as np

from detente.analysis.calibration import shipped
from detente.analysis.score_cases import Cases, cases_of, folds_of, marks_of
from detente.analysis.score_models import (
    BASE_DISTRIBUTION,
    BASE_POINT,
    MODELS,
    SHIPPED,
    Forecast,
    Model,
)
from detente.analysis.score_result import Comparison, Errors, ModelScore, Score, Verdict
from detente.errors import EvaluationError
from detente.evaluate.resolved import ResolvedTable
from detente.kernels.outcomes import BoolArray, FloatArray, IntArray
from detente.kernels.scoring import (
    below_and_up_to,
    cluster_bootstrap,
    crps,
    interval,
    median,
    pit_histogram,
)

N_RESAMPLES = 10_000
"""How often dossiers are drawn with replacement."""
LEAST_DOSSIERS = 20
"""With fewer, intervals over dossiers are too narrow to prove anything."""
N_PARTS = 10
"""Parts of a forecast in which outcomes are counted."""
AT_THE_ENDS = "places only at the ends"
WITH_REFERENCE = "reference known"


@dataclass(frozen=True, eq=False)
class Result:
    """What a model did on every issue; NaN where it said nothing."""

    error: FloatArray
    """Absolute error of the point forecast (n_issues,), in points."""
    crps: FloatArray
    """Score of the distribution (n_issues,), in points."""
    inside: FloatArray
    """1 where the 50, the 80 percent interval holds the outcome (2, n_issues)."""
    width: FloatArray
    """Width of the two intervals (2, n_issues), in points."""
    below: FloatArray
    """Probability of less than the outcome (n_issues,)."""
    up_to: FloatArray
    """Probability of not more than the outcome (n_issues,)."""


@dataclass(frozen=True, eq=False)
class _Together:
    """What a comparison of models needs."""

    results: dict[str, Result]
    cases: Cases
    parts: dict[str, BoolArray]
    seed: int
    in_sample: frozenset[str]


def score(
    table: ResolvedTable,
    models: Sequence[str] = tuple(MODELS),
    *,
    n_folds: int = 10,
    seed: int = 1,
    told: Callable[[int, int], None] = lambda _number, _of: None,
) -> Score:
    """Return how the models did; each learns only from dossiers it does not forecast."""
    _check_names(models)
    cases = cases_of(table.issues)
    fold = folds_of(cases.dossier, n_folds, seed)
    wanted = list(dict.fromkeys([*models, BASE_POINT, BASE_DISTRIBUTION]))
    results: dict[str, Result] = {}
    for number, name in enumerate(wanted, start=1):
        told(number, len(wanted))
        results[name] = run(MODELS[name], cases, fold)
    parts = dict(groups_of(table, cases))
    n_known = _known(table) if SHIPPED in models else 0
    in_sample = frozenset({SHIPPED} if n_known else ())
    together = _Together(results, cases, parts, seed, in_sample)
    silent = [name for name in models if np.isnan(results[name].error).all()]
    if len(silent) == len(models):
        msg = "; ".join(_not_scored(silent))
        raise EvaluationError(msg)
    scored = tuple(
        _model_score(name, together) for name in dict.fromkeys(models) if name not in silent
    )
    return Score(
        gold=table.gold,
        form=table.form,
        n_folds=n_folds,
        seed=seed,
        n_resamples=N_RESAMPLES,
        version=version("detente"),
        models=scored,
        warnings=tuple(_warnings(table, models, silent, n_known)),
    )


def _check_names(models: Sequence[str]) -> None:
    unknown = [name for name in models if name not in MODELS]
    if models and not unknown:
        return
    told = f"there is no model {', '.join(map(repr, unknown))}" if unknown else "no model is named"
    msg = f"{told}; the names are {', '.join(MODELS)}"
    raise EvaluationError(msg)


def run(model: Model, cases: Cases, fold: IntArray) -> Result:
    """Return what a model did on every issue, fold by fold where it learns.

    Parameters
    ----------
    model : Model
        The model.
    cases : Cases
        All issues.
    fold : intp array, shape (n_issues,)
        Fold of each issue.

    Returns
    -------
    Result
        In points of 100.
    """
    if not model.learned:
        return _result(model.run(cases, cases), cases.outcome)
    found: dict[str, FloatArray] = {}
    for number in range(int(fold.max()) + 1):
        test = fold == number
        part = _result(model.run(cases.rows(~test), cases.rows(test)), cases.outcome[test])
        for name, values in vars(part).items():
            whole = found.setdefault(name, np.empty((*values.shape[:-1], len(fold))))
            whole[..., test] = values
    return Result(**found)


def _result(forecast: Forecast, outcome: FloatArray) -> Result:
    said = ~np.isnan(forecast.value).any(axis=1)
    value, weight, happened = forecast.value[said], forecast.weight[said], outcome[said]
    ends = [interval(value, weight, tail) for tail in forecast.tails]
    below, up_to = below_and_up_to(value, weight, happened)

    def whole(values: FloatArray) -> FloatArray:
        rows = np.full((*values.shape[:-1], len(outcome)), np.nan)
        rows[..., said] = values
        return rows

    return Result(
        error=whole(np.abs(median(value, weight) - happened)),
        crps=whole(crps(value, weight, happened)),
        inside=whole(np.array([_holds(low, high, happened) for low, high in ends])),
        width=whole(np.array([high - low for low, high in ends])),
        below=whole(below),
        up_to=whole(up_to),
    )


def _holds(low: FloatArray, high: FloatArray, place: FloatArray) -> FloatArray:
    # Rounding in the last digit must not put an outcome outside its own point.
    return ((place >= low - 1e-9) & (place <= high + 1e-9)).astype(float)


def groups_of(table: ResolvedTable, cases: Cases) -> Iterator[tuple[str, BoolArray]]:
    """Yield the parts of a table by name: its own, then two that can be seen from the numbers.

    Parameters
    ----------
    table : ResolvedTable
        The issues with the groups they name.
    cases : Cases
        The same issues as arrays.

    Yields
    ------
    str, bool array of shape (n_issues,)
        Name and members of a part.
    """
    own = dict.fromkeys(group for issue in table.issues for group in issue.groups)
    for name in sorted(own):
        yield name, np.array([name in issue.groups for issue in table.issues])
    ends = np.isnan(cases.position) | (cases.position == 0) | (cases.position == 100)
    for name, chosen in (
        (AT_THE_ENDS, ends.all(axis=1)),
        (WITH_REFERENCE, ~np.isnan(cases.reference)),
    ):
        if chosen.any():
            yield name, chosen


def _model_score(name: str, together: _Together) -> ModelScore:
    model, found = MODELS[name], together.results[name]
    said = ~np.isnan(found.error)
    spread = model.kind == "distribution"
    inside = [100 * float(row[said].mean()) if spread else None for row in found.inside]
    width = [float(row[said].mean()) if spread else None for row in found.width]
    parted = pit_histogram(found.below[said], found.up_to[said], N_PARTS) if spread else ()
    return ModelScore(
        model=name,
        kind=model.kind,
        learned=model.learned,
        errors=errors("", found, said),
        coverage_50=inside[0],
        coverage_80=inside[1],
        width_50=width[0],
        width_80=width[1],
        calibration=tuple(float(share) for share in parted),
        by_point=_compared(name, BASE_POINT, "error", together),
        by_crps=_compared(name, BASE_DISTRIBUTION, "crps", together),
        groups=tuple(
            errors(part, found, said & chosen)
            for part, chosen in together.parts.items()
            if (said & chosen).any()
        ),
    )


def errors(name: str, found: Result, chosen: BoolArray) -> Errors:
    """Return the errors of a model on some issues.

    Parameters
    ----------
    name : str
        What the issues are called.
    found : Result
        The model on all issues.
    chosen : bool array, shape (n_issues,)
        Which issues; at least one, all of them forecast.

    Returns
    -------
    Errors
        In points of 100 and percent.
    """
    missed = found.error[chosen]
    return Errors(
        name=name,
        n_issues=len(missed),
        mean_absolute=float(missed.mean()),
        root_mean_square=float(np.sqrt((missed**2).mean())),
        median_absolute=float(np.median(missed)),
        within_10=100 * float((missed <= 10 + 1e-9).mean()),
        within_25=100 * float((missed <= 25 + 1e-9).mean()),
        crps=float(found.crps[chosen].mean()),
    )


def _compared(name: str, base: str, by: str, together: _Together) -> Comparison | None:
    if name == base:
        return None
    results, rng = together.results, np.random.default_rng(together.seed)
    difference = getattr(results[name], by) - getattr(results[base], by)
    both = ~np.isnan(difference)
    _, dossier = np.unique(together.cases.dossier[both], return_inverse=True)
    means = cluster_bootstrap(difference[both], dossier, N_RESAMPLES, rng)
    low, high = (float(end) for end in np.quantile(means, (0.025, 0.975)))
    enough = int(dossier.max()) + 1 >= LEAST_DOSSIERS
    verdict: Verdict = "not proven"
    if name in together.in_sample:
        verdict = "in sample"
    elif enough and (high < 0 or low > 0):
        verdict = "better" if high < 0 else "worse"
    return Comparison(
        against=base,
        n_issues=int(both.sum()),
        difference=float(difference[both].mean()),
        low=low,
        high=high,
        verdict=verdict,
    )


def _known(table: ResolvedTable) -> int:
    """Return how many dossiers of a table the calibration of the package was learned from."""
    marks = marks_of(table.issues)
    if table.gold.sha256 == shipped().table_sha256:
        return len(marks)
    learned = frozenset(shipped().dossiers)
    return sum(mark in learned for mark in marks.values())


def _warnings(
    table: ResolvedTable, models: Sequence[str], silent: Sequence[str], n_known: int
) -> Iterator[str]:
    yield from _not_scored(silent)
    if SHIPPED in models:
        yield (
            f"the calibration of {SHIPPED} was learned from {shipped().origin}; {n_known} of the "
            f"{table.gold.counts['dossiers']} dossiers here are among them, and on those its "
            "figures are not out of sample"
        )
    if table.gold.counts["dossiers"] < LEAST_DOSSIERS:
        yield (
            f"{table.gold.counts['dossiers']} dossiers are too few to prove a difference; it takes "
            f"{LEAST_DOSSIERS}"
        )
    n_compared = sum(name not in (BASE_POINT, BASE_DISTRIBUTION) for name in models)
    if n_compared > 10:
        yield (
            f"{n_compared} models are compared at once: an interval of 95 percent excludes 0 by "
            "chance in one of twenty"
        )


def _not_scored(silent: Sequence[str]) -> Iterator[str]:
    for needs in dict.fromkeys(MODELS[name].needs for name in silent):
        names = [name for name in silent if MODELS[name].needs == needs]
        yield (
            f"not scored: {', '.join(names)}; no issue of the table has all it takes "
            f"({', '.join(needs)})"
        )
