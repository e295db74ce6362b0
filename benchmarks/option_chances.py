"""How often options come about that the forecast calls so likely, on a table with outcomes.

``python benchmarks/option_chances.py TABLE`` prints a table of "Forecast accuracy": the places that
parties named stand for the options, and the one nearest to the outcome is what came about.
"""

import sys
from pathlib import Path

import numpy as np

from detente.analysis.forecast_distribution import TERMS, option_chances
from detente.analysis.forecast_scale import Scale
from detente.analysis.forecast_values import OptionPlace
from detente.analysis.score_cases import cases_of, folds_of
from detente.evaluate.resolved_table import read_resolved
from detente.kernels.outcomes import FloatArray
from detente.kernels.predictive import predictive
from detente.kernels.predictive_fit import fit
from detente.kernels.scoring import cluster_bootstrap

N_FOLDS, SEED, N_RESAMPLES = 10, 1, 10_000


def scale_of(position: FloatArray) -> Scale:
    """Return the distinct places of the parties as options, places 0 to 100."""
    places = np.unique(position[~np.isnan(position)])
    return Scale(tuple(OptionPlace(option=f"{at:g}", at=float(at)) for at in places))


def main(table: str) -> None:
    """Print words, what was said in them, and what came about; then the Brier scores."""
    cases = cases_of(read_resolved(Path(table)).issues)
    fold = folds_of(cases.dossier, N_FOLDS, SEED)
    words: dict[str, list[tuple[float, float]]] = {word: [] for _, word in TERMS}
    brier, dossiers = [], []
    for number in range(N_FOLDS):
        train, test = cases.rows(fold != number), cases.rows(fold == number)
        calibration = fit(train.position, train.weight, train.outcome)
        value, likely = predictive(test.position, test.weight, calibration)
        for row, outcome in enumerate(test.outcome):
            scale = scale_of(test.position[row])
            said = option_chances(value[row], likely[row], scale)
            end = option_chances(np.array([outcome]), np.ones(1), scale)
            if len(said) < 2:
                continue
            for one, came in zip(said, end, strict=True):
                words[one.term].append((one.probability, came.probability))
            stated, came_about, even = (
                np.array([option.probability for option in said]),
                np.array([option.probability for option in end]),
                1 / len(said),
            )
            brier.append((np.sum((stated - came_about) ** 2), np.sum((even - came_about) ** 2)))
            dossiers.append(test.dossier[row])
    for word, pairs in words.items():
        if pairs:
            said_mean, came_mean = np.mean(pairs, axis=0)
            print(f"| {word} | {len(pairs)} | {said_mean:.1%} | {came_mean:.1%} |")
    scores = np.array(brier)
    difference = scores[:, 0] - scores[:, 1]
    _, numbers = np.unique(dossiers, return_inverse=True)
    means = cluster_bootstrap(difference, numbers, N_RESAMPLES, np.random.default_rng(SEED))
    low, high = np.quantile(means, (0.025, 0.975))
    print(
        f"{len(scores)} issues: Brier {scores[:, 0].mean():.3f}, even chances "
        f"{scores[:, 1].mean():.3f}; {difference.mean():+.3f} [{low:+.3f}, {high:+.3f}]"
    )


if __name__ == "__main__":
    main(sys.argv[1])
