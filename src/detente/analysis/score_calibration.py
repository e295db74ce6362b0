"""Learns the calibration that is written to a file, with its record out of sample beside it."""

from detente.analysis.calibration import ForecastCalibration, TrackRecord
from detente.analysis.score import score
from detente.analysis.score_cases import cases_of
from detente.analysis.score_models import BASE_POINT, FORECAST
from detente.evaluate.resolved import ResolvedTable
from detente.kernels.predictive_fit import fit

PLACES = 4
"""Decimal places of the numbers that are kept."""


def learn(
    table: ResolvedTable, *, origin: str, licence: str, n_folds: int = 10, seed: int = 1
) -> ForecastCalibration:
    """Return the calibration of a whole table; its record is that of forecasts across folds."""
    cases = cases_of(table.issues)
    learned = fit(cases.position, cases.weight, cases.outcome)
    numbers = {
        name: round(value, PLACES)
        for name, value in learned._asdict().items()
        if isinstance(value, float)
    }
    return ForecastCalibration(
        origin=origin,
        licence=licence,
        table_sha256=table.gold.sha256,
        errors=tuple(round(float(error), PLACES) for error in learned.errors),
        track_record=_record(table, n_folds, seed),
        **numbers,
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
