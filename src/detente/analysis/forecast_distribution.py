"""Places and weights -> the distribution of where an issue ends, with every option's chance."""

import numpy as np

from detente.analysis.calibration import shipped
from detente.analysis.forecast_scale import Scale
from detente.analysis.forecast_values import Distribution, OptionChance, Term
from detente.analysis.spread import interval
from detente.kernels import scoring
from detente.kernels.average import weighted_mean
from detente.kernels.outcomes import FloatArray
from detente.kernels.predictive import predictive

N_QUANTILES = 100
"""Equally likely places of a forecast."""
SAME = 1e-9
"""Distances and probabilities closer than this are equal."""
TERMS: tuple[tuple[float, Term], ...] = (
    (0.05, "almost_no_chance"),
    (0.20, "very_unlikely"),
    (0.45, "unlikely"),
    (0.55, "roughly_even"),
    (0.80, "likely"),
    (0.95, "very_likely"),
    (1.00, "almost_certain"),
)
"""Upper end of each word of ICD 203, and the word; a bound belongs to the word nearer to even."""


def distribution(position: FloatArray, weight: FloatArray, scale: Scale) -> Distribution:
    """Return where an issue is likely to end.

    Parameters
    ----------
    position : float64 array, shape (n_draws, n_parties)
        Places, 0 to 100; NaN: takes no part. Every draw needs one.
    weight : float64 array, shape (n_draws, n_parties)
        Influence x salience, not negative, in any unit.
    scale : Scale
        Places of the options.

    Returns
    -------
    Distribution
        All draws together, each as likely as any other. An option has the probability of all
        points that are nearer to it than to any other; points in the middle count for both in
        equal parts, and so do options at the same place.

    Notes
    -----
    docs/methods/forecast.md.
    """
    calibration = shipped().kernel()
    value, likely = pooled(position, weight)
    tails = (calibration.tail_50, calibration.tail_80)
    intervals = [scoring.interval(value, likely, tail) for tail in tails]
    options = option_chances(value[0], likely[0], scale)
    largest = max(option.probability for option in options)
    return Distribution(
        median=float(scoring.median(value, likely)[0]),
        mean=interval(weighted_mean(position, weight)),
        interval_50=(float(intervals[0][0][0]), float(intervals[0][1][0])),
        interval_80=(float(intervals[1][0][0]), float(intervals[1][1][0])),
        quantiles=_quantiles(value[0], likely[0]),
        options=options,
        most_likely=tuple(
            option.option for option in options if option.probability >= largest - SAME
        ),
    )


def pooled(position: FloatArray, weight: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the forecast over all draws as one row of points.

    Parameters
    ----------
    position, weight : float64 arrays, shape (n_draws, n_parties)
        As in `distribution`.

    Returns
    -------
    value, probability : float64 arrays, shape (1, n_points)
        Points of 100, not sorted, and how likely each is; the row sums to 1.
    """
    value, likely = predictive(position, weight, shipped().kernel())
    return value.reshape(1, -1), likely.reshape(1, -1) / len(value)


def option_chances(value: FloatArray, likely: FloatArray, scale: Scale) -> tuple[OptionChance, ...]:
    """Return the chance of every option: that of the points nearest to it.

    Parameters
    ----------
    value, likely : float64 arrays, shape (n_points,)
        Points of 100 and how likely each is.
    scale : Scale
        Places of the options.

    Returns
    -------
    tuple of OptionChance
        In the order of the case; probabilities sum to 1.
    """
    at = np.array([option.at for option in scale.options])
    distance = np.abs(value[:, None] - at)
    nearest = distance <= distance.min(axis=1, keepdims=True) + SAME
    chance = likely @ (nearest / nearest.sum(axis=1, keepdims=True))
    chance = np.round(chance / chance.sum(), 12)
    return tuple(
        OptionChance(option=item.option, at=item.at, probability=float(p), term=term(float(p)))
        for item, p in zip(scale.options, chance, strict=True)
    )


def term(probability: float) -> Term:
    """Return the word of a probability, 0 to 1; the same distance from even has the same word."""
    for end, word in TERMS:
        if probability < end - SAME or (probability <= end + SAME and end > 0.5):
            return word
    return TERMS[-1][1]


def _quantiles(value: FloatArray, likely: FloatArray) -> tuple[float, ...]:
    """Return equally likely places; reversing the scale reverses them."""
    order = np.argsort(value, kind="stable")
    ascending, reached = value[order], np.cumsum(likely[order])
    wanted = (np.arange(N_QUANTILES) + 0.5) / N_QUANTILES * reached[-1]
    ends = [np.searchsorted(reached, wanted + slack) for slack in (-1e-12, 1e-12)]
    low, high = (ascending[np.minimum(end, len(order) - 1)] for end in ends)
    return tuple(float(place) for place in (low + high) / 2)
