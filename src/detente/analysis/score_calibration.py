"""Learns the calibration that is written to a file, with its record out of sample beside it."""

from math import floor

import numpy as np

from detente.analysis.calibration import ForecastCalibration, TrackRecord
from detente.analysis.score import score
from detente.analysis.score_cases import cases_of, marks_of
from detente.analysis.score_models import BASE_POINT, FORECAST
from detente.evaluate.resolved import ResolvedTable
from detente.kernels.predictive import Calibration
from detente.kernels.predictive_fit import fit, with_tails

PLACES = 4
"""Decimal places of the numbers that are kept."""


def learn(
    table: ResolvedTable, *, origin: str, licence: str, n_folds: int = 10, seed: int = 1
) -> ForecastCalibration:
    """Return the calibration of a whole table; its record is that of forecasts across folds."""
    cases = cases_of(table.issues)
    learned = _rounded(fit(cases.position, cases.weight, cases.outcome))
    # Many outcomes lie equally far out, so the tails must fit the numbers as they are kept.
    learned = with_tails(learned, cases.position, cases.weight, cases.outcome)
    numbers = learned._asdict()
    for tail in ("tail_50", "tail_80"):
        numbers[tail] = floor(numbers[tail] * 10**PLACES) / 10**PLACES
    return ForecastCalibration(
        origin=origin,
        licence=licence,
        table_sha256=table.gold.sha256,
        dossiers=tuple(sorted(set(marks_of(table.issues).values()))),
        track_record=_record(table, n_folds, seed),
        **{**numbers, "errors": tuple(learned.errors.tolist())},
    )


def _rounded(learned: Calibration) -> Calibration:
    return Calibration(
        menu_share=round(learned.menu_share, PLACES),
        reach=round(learned.reach, PLACES),
        middle=round(learned.middle, PLACES),
        scale_base=round(learned.scale_base, PLACES),
        scale_spread=round(learned.scale_spread, PLACES),
        errors=np.round(learned.errors, PLACES),
        tail_50=learned.tail_50,
        tail_80=learned.tail_80,
    )


def _record(table: ResolvedTable, n_folds: int, seed: int) -> TrackRecord:
    base, found = score(table, (BASE_POINT, FORECAST), n_folds=n_folds, seed=seed).models
    return TrackRecord(
        n_issues=found.errors.n_issues,
        n_dossiers=table.gold.counts["dossiers"],
        n_folds=n_folds,
        mean_absolute_error=round(found.errors.mean_absolute, 2),
        mean_absolute_error_of_mean=round(base.errors.mean_absolute, 2),
        crps=round(found.errors.crps, 2),
        coverage_50=round((found.coverage_50 or 0.0) / 100, PLACES),
        coverage_80=round((found.coverage_80 or 0.0) / 100, PLACES),
    )
