"""Learning a calibration from issues whose outcome is known; few numbers, found by grids."""

from itertools import product

import numpy as np

from detente.kernels.outcomes import FloatArray
from detente.kernels.predictive import (
    Calibration,
    error_center,
    error_scale,
    errors_part,
    menu_part,
    mixture,
    predictive,
)
from detente.kernels.scoring import below_and_up_to, crps

REACHES = (45.0, 60.0, 90.0)
"""Reaches that are tried, in points."""
MIDDLES = (0.25, 0.5)
"""Weights of the middle that are tried."""
CAUTION = 0.5
"""Part of the slope of the error over the spread that is believed: few issues are near 0."""
N_ERRORS = 50
"""Quantiles of the absolute error that are kept."""


def fit(position: FloatArray, weight: FloatArray, outcome: FloatArray) -> Calibration:
    """Return the calibration with which the issues given would have been forecast best.

    For each reach and weight of the middle: mean absolute error as a line over the spread of places
    (half the slope of least squares, see `CAUTION`), quantiles of the error divided by it, and the
    share of the menu with the least mean CRPS; the best of these. At last the tails, from how far
    out the outcomes lie in their own forecasts, so that the intervals cover what they say
    [Chernozhukov2021]_.

    Parameters
    ----------
    position, weight : float64 arrays, shape (n_issues, n_parties)
        As in `predictive`: an issue stands in the place of a draw; in points of 100.
    outcome : float64 array, shape (n_issues,)
        Where each issue ended, 0 to 100 points.

    Returns
    -------
    Calibration
        On a tie of reach or middle, the first of the lists.

    Notes
    -----
    The share is exact: a mixture's CRPS is a parabola over it, and three values give a parabola.

    References
    ----------
    .. [Chernozhukov2021] Chernozhukov, V., Wüthrich, K., Zhu, Y. (2021). Distributional
       conformal prediction. Proceedings of the National Academy of Sciences 118(48),
       e2107794118. https://doi.org/10.1073/pnas.2107794118
    """
    tried = (
        _tried(position, weight, outcome, reach, middle)
        for reach, middle in product(REACHES, MIDDLES)
    )
    best = min(tried, key=lambda found: found[0])[1]
    return with_tails(best, position, weight, outcome)


def with_tails(
    calibration: Calibration, position: FloatArray, weight: FloatArray, outcome: FloatArray
) -> Calibration:
    """Return the calibration with tails whose intervals cover 50 and 80 percent of the outcomes.

    Parameters
    ----------
    calibration : Calibration
        Its tails are replaced.
    position, weight : float64 arrays, shape (n_issues, n_parties)
        As in `fit`, in points of 100.
    outcome : float64 array, shape (n_issues,)
        As in `fit`, in points of 100.

    Returns
    -------
    Calibration
        Tails of 0 to 0.5.
    """
    below, up_to = below_and_up_to(*predictive(position, weight, calibration), outcome)
    depth = np.minimum(np.minimum(up_to, 1.0 - below), 0.5)
    tail_50, tail_80 = np.quantile(depth, (0.5, 0.2))
    return calibration._replace(tail_50=float(tail_50), tail_80=float(tail_80))


def _line(spread: FloatArray, missed: FloatArray) -> tuple[float, float]:
    """Return base and slope of the error over the spread; flat where it would fall."""
    if np.ptp(spread) == 0:
        return float(missed.mean()), 0.0
    slope = float(np.cov(spread, missed, bias=True)[0, 1] / spread.var())
    slope = CAUTION * max(slope, 0.0)
    return float(missed.mean() - slope * spread.mean()), slope


def _tried(
    position: FloatArray, weight: FloatArray, outcome: FloatArray, reach: float, middle: float
) -> tuple[float, Calibration]:
    """Return the least mean CRPS with this reach and middle, and the calibration that has it."""
    entries, likely = menu_part(position, weight, reach, middle)
    around, spread = error_center(position, weight, entries, likely)
    missed = np.abs(outcome - around)
    base, by_spread = _line(spread, missed)
    levels = (np.arange(N_ERRORS) + 0.5) / N_ERRORS
    errors = np.quantile(missed / error_scale(spread, base, by_spread), levels)
    found = Calibration(0.0, reach, middle, base, by_spread, errors, 0.25, 0.1)
    values, weights = zip(errors_part(around, spread, found), (entries, likely), strict=True)
    none, half, whole = (
        float(crps(*mixture(values, weights, share), outcome).mean()) for share in (0.0, 0.5, 1.0)
    )
    curve = 2 * (none + whole) - 4 * half
    slope = whole - none - curve
    ends = 0.0 if none <= whole else 1.0
    share = float(np.clip(-slope / (2 * curve), 0.0, 1.0)) if curve > 1e-12 else ends
    return none + slope * share + curve * share**2, found._replace(menu_share=share)
